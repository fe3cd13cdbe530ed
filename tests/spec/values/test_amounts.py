"""Money (fen), numbers (value x 10^decimals) and percentages (hundredths of a percent)."""

from jiedui.core.declare.columns import WAN, YI, MoneyColumn, NumberColumn, PercentColumn
from jiedui.core.intake.values.percents import FRACTION, NUMBER
from tests.spec.values.drawn import check


def test_money_in_yuan() -> None:
    check(
        MoneyColumn("月工资(元)"),
        """
        written                             | value       | findings
        4500                                | 450000      |
        1,234.5                             | 123450      |
        1，234.50                           | 123450      |
        1 234 567                           | 123456700   |
        １２３                              | 12300       |
        ￥12.5                              | 1250        |
        12元                                | 1200        |
        12元5角                             | 1250        |
        4500元/月                           | 450000      |
        5万元/年                            |             | number.unreadable
        12万                                | 12000000    |
        3万元                               | 3000000     |
        3万5                                | 3500000     |
        1.2亿                               | 12000000000 |
        (500)                               | -50000      |
        （500）                             | -50000      |
        －500                               | -50000      |
        三十                                | 3000        |
        十二万三千                          | 12300000    |
        两千零五                            | 200500      |
        壹万贰仟叁佰元整                    | 1230000     |
        约3000                              | 300000      | number.approximate
        3000余元                            | 300000      | number.approximate
        3000左右                            | 300000      | number.approximate
        近百                                | 10000       | number.approximate
        1000+                               | 100000      | number.approximate
        0                                   | 0           |
        0.00                                | 0           |
        empty                               |             |
        —                                   |             |
        -                                   |             |
        /                                   |             |
        \\                                |             |
        无                                  |             |
        50%                                 |             | number.unreadable
        number 0.5 as 0%                    |             | number.unreadable
        3000-4000                           |             | number.range
        3000～4000元                        |             | number.range
        3千至4千                            |             | number.range
        0.3万-0.4万                         |             | number.range
        2021-03                             |             | number.unreadable
        3000 4000                           |             | number.unreadable
        12,34                               |             | number.unreadable
        1.2.3                               |             | number.unreadable
        几千                                |             | number.unreadable
        12.345                              |             | number.too_precise
        number 12.345                       |             | number.too_precise
        number 12.345 as #,##0.00           | 1235        |
        number 1234.5600000000001           | 123456      |
        1234.5600000000001                  | 123456      |
        number 0.30000000000000004          | 30          |
        number 4.5E+3                       | 450000      |
        number 12 as 0"万元"                | 12000000    |
        number 120000 as 0!.0,"万"          | 12000000    |
        99999999999999999                   |             | number.too_large
        boolean 1                           |             | number.unreadable
        error #DIV/0!                       |             | cell.formula_error
        #REF!                               |             | cell.formula_error
        formula                             |             | cell.formula_no_value
        picture                             |             | cell.picture_dropped
        """,
    )


def test_money_in_wan() -> None:
    table = """
        written         | value       | findings
        12              | 12000000    |
        12.345678       | 12345678    |
        33.33333333     | 33333333    |
        0.005           | 5000        |
        12元            | 1200        |
        12万            | 12000000    |
        三十            | 30000000    |
        1.2亿元         | 12000000000 |
        """
    check(MoneyColumn("总投资", unit=YI), "written | value | findings\n1000000000000000000 | | number.too_large")
    check(MoneyColumn("协作资金", unit=WAN), table)
    check(MoneyColumn("协作资金"), table, unit=WAN)
    check(MoneyColumn("协作资金", unit=YI), table, unit="万元")


def test_counts() -> None:
    check(
        NumberColumn("人口", unit="人", low=0),
        """
        written              | value | findings
        5                    | 5     |
        number 5             | 5     |
        number 5.0           | 5     |
        5人                  | 5     |
        5口                  | 5     |
        30余人               | 30    | number.approximate
        5人次                |       | number.unreadable
        5户                  |       | number.unreadable
        3万                  | 30000 |
        3万元                |       | number.unreadable
        2.5                  |       | number.not_whole
        number 2.5 as 0      |       | number.not_whole
        number 2.00000000001 | 2     |
        -3                   |       | number.negative
        —                    |       |
        """,
    )


def test_measures() -> None:
    check(
        NumberColumn("面积", unit="亩", decimals=2),
        """
        written            | value | findings
        1.5                | 150   |
        1.5亩              | 150   |
        -0.25              | -25   |
        1.234              |       | number.too_precise
        number 1.235 as 0.0 | 124   |
        3斤                |       | number.unreadable
        """,
    )
    check(NumberColumn("数量", unit="人"), "written | value | findings\n2.5 | 25000 |", unit="万人")


def test_percent() -> None:
    table = """
        written             | value | findings
        90                  | 9000  |
        90%                 | 9000  |
        ９０％              | 9000  |
        0.9%                | 90    |
        12.345%             | 1235  |
        number 0.9 as 0%    | 9000  |
        number 0.9 as 0.00% | 9000  |
        number 90           | 9000  |
        百分之九十          | 9000  |
        九成                | 9000  |
        5‰                  | 50    |
        约90%               | 9000  | number.approximate
        0                   | 0     |
        —                   |       |
        优                  |       | number.unreadable
        90元                |       | number.unreadable
        """
    check(PercentColumn("形象进度"), table)
    check(PercentColumn("形象进度"), "written | value | findings\n0.9 | | percent.ambiguous\n1 | | percent.ambiguous")
    for answer, value in ((FRACTION, 9000), (NUMBER, 90), ("90%", 9000), ("0.9%", 90)):
        check(
            PercentColumn("形象进度"),
            f"written | value | findings\n0.9 | {value} |\nnumber 0.9 | {value} |\n60 | 6000 |",
            answers={"percent.ambiguous:x": answer},
        )
