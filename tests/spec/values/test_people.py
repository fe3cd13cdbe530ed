"""Resident IDs, names, telephones and bank cards. The numbers are invented; today is 2021-12-20."""

import pytest

from jiedui.core.declare.columns import BankCardColumn, NameColumn, PhoneColumn, ResidentIdColumn
from jiedui.core.intake.reading import kinds
from jiedui.core.intake.values import Context, match_name, parse_cell
from jiedui.core.intake.values.cells import Cell
from tests.spec.values.drawn import TODAY, cell, check, named


def test_resident_id() -> None:
    check(
        ResidentIdColumn("身份证号"),
        """
        written                               | value              | findings
        11010519491231002X                    | 11010519491231002X |
        11010519491231002x                    | 11010519491231002X |
        11010519491231002Ｘ                   | 11010519491231002X |
        11010519491231002×                    | 11010519491231002X |
        11010519491231002*                    | 11010519491231002X |
        １１０１０５１９４９１２３１００２Ｘ  | 11010519491231002X |
        '110105 19491231 002X                 | 11010519491231002X |
        110105　19491231　002X                | 11010519491231002X |
        身份证号：11010519491231002X          | 11010519491231002X |
        110105491231002                       | 11010519491231002X | resident_id.converted_15
        number 110105491231002                | 11010519491231002X | resident_id.converted_15
        110105990101998                       | 110105189901019986 | resident_id.converted_15
        11010519491231002X43                  | 11010519491231002X | resident_id.disability_card
        11010519491231002X43B1                | 11010519491231002X | resident_id.disability_card
        11010519491231002X93                  |                    | resident_id.characters
        4.52E+17                              |                    | resident_id.lost_digits
        4.52123199001011E+17                  |                    | resident_id.lost_digits
        number 110105194912310020             |                    | resident_id.lost_digits
        number 1.1010519491231E+17            |                    | resident_id.lost_digits
        110105194912310000                    |                    | resident_id.lost_digits
        number 1101054912310021               |                    | resident_id.lost_digits
        number 11010549123100                 |                    | resident_id.length
        110105194912310021                    |                    | resident_id.checksum
        11010519490230002X                    |                    | resident_id.date
        11010520211221002X                    |                    | resident_id.date
        11010518491231002X                    |                    | resident_id.date
        1101051949123100                      |                    | resident_id.length
        1101051949123100212                   |                    | resident_id.length
        1101O519491231002X                    |                    | resident_id.characters
        11010519491231002X、110105491231002   |                    | cell.two_people
        11010519491231002X⏎11010519491231002X |                    | cell.two_people
        E12345678                             | E12345678          | resident_id.other_document
        H1234567890                           | H1234567890        | resident_id.other_document
        无                                    |                    |
        办理中                                |                    |
        formula                               |                    | cell.formula_no_value
        """,
    )


def test_what_a_resident_id_tells() -> None:
    column, context = named(ResidentIdColumn("身份证号")), Context(today=TODAY)
    identity, _faults = parse_cell(cell("11010519491231002X43"), column, context)
    assert (identity.birth, identity.sex, identity.grade, identity.kind) == ("1949-12-31", "2", "肢体三级", "resident")
    lost, (fault,) = parse_cell(Cell("110105194912310000", kinds.NUMBER), column, context)
    assert (lost.number, lost.stem) == (None, "110105194912310")
    assert fault.value == "1101**********0000"
    _lost, (fault,) = parse_cell(Cell("1.1010519491231E+17", kinds.NUMBER), column, context)
    assert fault.value == "1.10E+17"


def test_names() -> None:
    check(
        NameColumn("姓名"),
        """
        written           | value             | findings
        韦小芳            | 韦小芳            |
        张␣三             | 张三              |
        张　三            | 张三              |
        张␣三丰           | 张三丰            |
        欧␣阳␣小␣明       | 欧阳小明          |
        张⏎三             | 张三              |
        张三␣李四         | 张三 李四         |
        买买提·阿凡提     | 买买提·阿凡提     |
        张三和            | 张三和            |
        张三（曾用名李四、李五） | 张三（曾用名李四、李五） |
        张三、            | 张三              |
        张三、李四        |                   | cell.two_people
        张三/李四         |                   | cell.two_people
        张三，李四        |                   | cell.two_people
        张三;李四         |                   | cell.two_people
        张三&李四         |                   | cell.two_people
        张三⏎李四         |                   | cell.two_people
        张?               | 张?               | text.rare_character
        张？              | 张？              | text.rare_character
        张\ue863          | 张\ue863          | text.rare_character
        张□               | 张□               | text.rare_character
        —                 |                   |
        """,
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张 三", "张三"),
        ("张　三", "张三"),
        ("买买提•阿凡提", "买买提·阿凡提"),
        ("买买提．阿凡提", "买买提・阿凡提"),
        ("Li Na", "ＬＩＮＡ"),
    ],
)
def test_match_form_of_names(one: str, other: str) -> None:
    assert match_name(one) == match_name(other)


def test_phones() -> None:
    check(
        PhoneColumn("联系电话"),
        """
        written                       | value                   | findings
        13812345678                   | 13812345678             |
        number 13812345678            | 13812345678             |
        number 1.3812345678E10        | 13812345678             |
        138␣1234␣5678                 | 13812345678             |
        138-1234-5678                 | 13812345678             |
        +86␣13812345678               | 13812345678             |
        13812345678/13912345678       | 13812345678;13912345678 |
        13812345678、13912345678      | 13812345678;13912345678 |
        13812345678␣13912345678       | 13812345678;13912345678 |
        13812345678⏎13912345678       | 13812345678;13912345678 |
        13812345678；13812345678      | 13812345678             |
        0771-1234567                  | 07711234567             |
        (0771)␣12345678               | 077112345678            |
        0771-1234567/13812345678      | 07711234567;13812345678 |
        1381234567                    | 1381234567              | phone.unusual
        13812345678（父亲）           | 13812345678             | phone.note
        13812345678(父)/0771-1234567（家里）  | 13812345678;07711234567 | phone.note
        138123456（父亲）             | 138123456               | phone.note phone.unusual
        number 1381234567813912345678 |                         | value.lost_digits
        1.38E+10                      |                         | value.lost_digits
        无                            |                         |
        """,
    )


def test_bank_cards() -> None:
    check(
        BankCardColumn("银行卡号"),
        """
        written                     | value               | findings
        6217␣0000␣0000␣0000␣001     | 6217000000000000001 |
        6217-0000-0000-0000-001     | 6217000000000000001 |
        number 621700000000000      | 621700000000000     |
        number 6217000000000000001  |                     | bank_card.lost_digits
        6.217E+18                   |                     | bank_card.lost_digits
        1234567                     |                     | bank_card.unreadable
        农业银行                    |                     | bank_card.unreadable
        —                           |                     |
        """,
    )
