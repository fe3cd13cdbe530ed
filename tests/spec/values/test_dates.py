"""Dates keep the precision given; today is 2021-12-20."""

import pytest

from jiedui.core.declare.columns import DateColumn, MonthColumn
from jiedui.core.intake.values import split_range
from tests.spec.values.drawn import check


def test_dates() -> None:
    check(
        DateColumn("就业起始时间"),
        """
        written                              | value      | findings
        2021.3                               | 2021-03    |
        2021.10                              | 2021-10    |
        2021-3-5                             | 2021-03-05 |
        2021/03/05                           | 2021-03-05 |
        2021.3.5 10:00                       | 2021-03-05 |
        2021-03-05T10:00:00                  | 2021-03-05 |
        2021-03-05 星期五                    | 2021-03-05 |
        ２０２１．３．５                     | 2021-03-05 |
        2021。3。5                           | 2021-03-05 |
        20210305                             | 2021-03-05 |
        202103                               | 2021-03    |
        2021                                 | 2021       |
        2021年                               | 2021       |
        21年3月                              | 2021-03    |
        98年3月                              | 1998-03    |
        21.3.5                               | 2021-03-05 |
        2021年3月5日                         | 2021-03-05 |
        2021 年 3 月                         | 2021-03    |
        二〇二一年三月                       | 2021-03    |
        2021年十二月十五日                   | 2021-12-15 |
        2021年3月底                          | 2021-03    |
        44197                                | 2021-01-01 |
        number 44197                         | 2021-01-01 |
        number 44197 as yyyy/m/d             | 2021-01-01 |
        number 44197.75 as yyyy/m/d h:mm     | 2021-01-01 |
        number 44256 as yyyy"年"m"月"        | 2021-03    |
        number 44260 as yyyy"年"m"月"        | 2021-03-05 |
        number 44197 as yyyy                 | 2021       |
        number 20210305                      | 2021-03-05 |
        number 202103                        | 2021-03    |
        number 2021                          | 2021       |
        number 2021.3                        | 2021-03    |
        number 2021.12                       | 2021-12    |
        number 2021.1                        | 2021-01    | date.maybe_october
        number 2021.1 as 0.00                | 2021-10    |
        number 2021.3 as 0.00                | 2021-03    |
        number 2021 as yyyy/m/d              |            | date.unreadable
        number 60 as yyyy/m/d                |            | date.unreadable
        day 2021-03-05                       | 2021-03-05 |
        day 2021-03-05T08:30:00              | 2021-03-05 |
        —                                    |            |
        无                                   |            |
        empty                                |            |
        至今                                 |            | date.unreadable
        三月                                 |            | date.unreadable
        21.3                                 |            | date.unreadable
        3/5/2021                             |            | date.ambiguous
        05.03.2021                           |            | date.ambiguous
        25/03/2021                           | 2021-03-25 |
        3-25-2021                            | 2021-03-25 |
        05/05/2021                           | 2021-05-05 |
        30/02/2021                           |            | date.impossible
        3/5/21                               |            | date.unreadable
        去年底                               |            | date.unreadable
        2021-02-30                           |            | date.impossible
        2021.13                              |            | date.impossible
        20210230                             |            | date.impossible
        2021.3-2021.9                        |            | date.range
        2021年3月至9月                       |            | date.range
        2021.3-9                             |            | date.range
        2021.3至今                           |            | date.range
        2021-2022                            |            | date.range
        2022                                 |            | date.future
        2022-01                              |            | date.future
        2021-12                              | 2021-12    |
        2021-12-20                           | 2021-12-20 |
        2021-12-21                           |            | date.future
        """,
    )


def test_dates_that_may_lie_ahead_or_be_open() -> None:
    check(
        DateColumn("计划完工日期", future=True, open_end=True),
        """
        written   | value   | findings
        2023.6    | 2023-06 |
        至今      |         |
        长期      |         |
        2121      |         | date.unreadable
        """,
    )


def test_a_workbook_that_counts_from_1904() -> None:
    check(
        DateColumn("日期"),
        """
        written                      | value      | findings
        number 42735 as yyyy/m/d     | 2021-01-01 |
        number 0 as yyyy/m/d         | 1904-01-01 |
        """,
        date1904=True,
    )


def test_months() -> None:
    check(
        MonthColumn("月份"),
        """
        written                       | value   | findings
        2021.3                        | 2021-03 |
        2021年3月份                   | 2021-03 |
        202103                        | 2021-03 |
        2021-03-15                    | 2021-03 |
        number 44256 as yyyy"年"m"月" | 2021-03 |
        2021                          |         | month.unreadable
        3月                           |         | month.unreadable
        2022-01                       |         | date.future
        """,
    )


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2021.3-2021.9", ("2021.3", "2021.9")),
        ("2021-03-01—2021-09-30", ("2021-03-01", "2021-09-30")),
        ("2021年3月至9月", ("2021年3月", "2021年9月")),
        ("2021.3～至今", ("2021.3", "")),
        ("2021.3至今", ("2021.3", "")),
        ("2021-3-5", None),
        ("2021.3", None),
        ("至今", None),
        ("广西-深圳", None),
    ],
)
def test_split_range(text: str, ends: tuple[str, str] | None) -> None:
    assert split_range(text) == ends
