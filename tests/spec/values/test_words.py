"""Text, keys, credit codes, coded lists, yes and no, and what any cell may be."""

from jiedui.core.declare.columns import (
    CodeColumn,
    KeyColumn,
    LongTextColumn,
    OrganisationColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)  # fmt: skip
from jiedui.core.words.codes import CodeList, code_list, simple
from tests.spec.values.drawn import check

TAGS = CodeList(
    "test_values_tags", "人员类别", simple(("脱贫人口", "脱贫"), ("监测对象", "监测"), "易地搬迁", "其他农村劳动力")
)


def test_text() -> None:
    check(
        TextColumn("备注", longest=10),
        """
        written                          | value        | findings
        ␣车间␣␣主任　                    | 车间 主任    |
        第一行⏎第二行                    | 第一行 第二行 |
        =1+1                             | =1+1         |
        @韦                              | @韦          |
        '007                             | 007          |
        number 7 as 000                  | 007          |
        number 1234.5600000000001        | 1234.56      |
        number 44197 as yyyy/m/d         | 2021-01-01   |
        number 12345678901234567890      |              | value.lost_digits
        boolean 1                        | TRUE         |
        无                               | 无           |
        —                                |              |
        /                                |              |
        12345678901                      |              | value.too_long
        韦\ue863                         | 韦\ue863     | text.rare_character
        好吗？                           | 好吗？       |
        #N/A                             |              | cell.formula_error
        """,
    )


def test_invisible_characters_go() -> None:
    table = "written | value | findings\n\u200b南\u00a0宁\ufeff市\u00ad | 南 宁市 |\n_x000D_搬运 | 搬运 |"
    check(TextColumn("备注"), table)


def test_long_text_keeps_its_lines() -> None:
    check(LongTextColumn("备注"), "written | value | findings\n␣一␣␣二␣⏎⏎⏎⏎三 | 一 二⏎⏎三 |")


def test_keys() -> None:
    check(
        KeyColumn("项目编号"),
        """
        written                     | value        | findings
        ＸＭ－2021－001             | XM-2021-001  |
        number 2021001              | 2021001      |
        number 2021001 as 0000000000 | 0002021001   |
        number 4521232021000000001  |              | value.lost_digits
        4.52E+18                    |              | value.lost_digits
        —                           |              |
        """,
    )


def test_required() -> None:
    check(
        KeyColumn("项目编号", required=True),
        """
        written  | value | findings
        empty    |       | value.required
        无       |       | value.required
        ␣        |       | value.required
        picture  |       | cell.picture
        formula  |       | cell.formula_no_value
        """,
    )


def test_credit_codes() -> None:
    check(
        UsccColumn(),
        """
        written                    | value              | findings
        91350100M000100Y43         | 91350100M000100Y43 |
        ９１３５０１００m000100y43 | 91350100M000100Y43 |
        91350100-M000100Y-43       | 91350100M000100Y43 |
        91350100M000100Y4P         | 91350100M000100Y4P | uscc.checksum
        91350100MO00100Y43         | 91350100MO00100Y43 | uscc.checksum
        440301105353467            | 440301105353467    | uscc.length
        number 914403001053534670  |                    | value.lost_digits
        无                         |                    |
        """,
    )


def test_organisations() -> None:
    check(
        OrganisationColumn("就业单位"),
        """
        written              | value                | findings
        ␣深圳市甲(乙)公司    | 深圳市甲(乙)公司     |
        无                   |                      |
        深圳市?公司          | 深圳市?公司          | text.rare_character
        """,
    )


def test_codes() -> None:
    check(
        CodeColumn("性别", code_list("sex")),
        """
        written       | value | findings
        男            | 1     |
        ␣男⏎          | 1     |
        1             | 1     |
        number 2      | 2     |
        1.男          | 1     |
        2、女         | 2     |
        （1）男       | 1     |
        ①男           | 1     |
        男性          | 1     |
        男、女        |       | code.unknown
        汉            |       | code.unknown
        —             |       |
        """,
    )
    check(
        CodeColumn("民族", code_list("ethnic")),
        "written | value | findings\n壮 | 08 |\n壮族 | 08 |\n火星族 | | code.unknown",
    )


def test_several_codes() -> None:
    check(
        CodeColumn("人员类别", TAGS, several=True),
        """
        written                     | value | findings
        脱贫人口                    | 1     |
        易地搬迁、脱贫人口          | 1,3   |
        易地搬迁,脱贫               | 1,3   |
        监测；易地搬迁；监测        | 2,3   |
        脱贫人口␣监测对象           | 1,2   |
        脱贫人口⏎监测对象           | 1,2   |
        1,3                         | 1,3   |
        1.脱贫人口2                 |       | code.unknown
        ☑脱贫人口␣□监测对象␣☑易地搬迁 | 1,3   |
        脱贫人口、外星人            |       | code.unknown
        无                          |       |
        """,
    )


def test_yes_or_no() -> None:
    check(
        YesNoColumn("是否参加社保"),
        """
        written     | value | findings
        是          | True  |
        有          | True  |
        √           | True  |
        1           | True  |
        number 1    | True  |
        boolean 1   | True  |
        否          | False |
        无          | False |
        ×           | False |
        number 0    | False |
        boolean 0   | False |
        —           |       |
        /           |       |
        空          |       |
        也许        |       | yes_no.unreadable
        """,
    )
