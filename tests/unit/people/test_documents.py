from hypothesis import given
from hypothesis import strategies as st

from jiedui.core.people.documents import Document, frame, read


def test_what_numbers_tell() -> None:
    table = read(["45212319900101123X", "452123198512310248", "H12345678", "", "45212319900101123x"]).rows()
    assert table == [
        ("45212319900101123X", "resident", "1990-01-01", "1", "452123"),
        ("452123198512310248", "resident", "1985-12-31", "2", "452123"),
        ("H12345678", "other", None, None, None),
        ("", "other", None, None, None),
        ("45212319900101123x", "other", None, None, None),  # not in normal form
    ]


def test_given_facts_win_over_what_a_number_tells() -> None:
    passport = Document("H12345678", "other", "1990-02-03", "2", None)
    table = frame(["H12345678", "45212319900101123X", passport, "45212319900101123X"]).sort("number").rows()
    assert table == [("45212319900101123X", "resident", "1990-01-01", "1", "452123"), tuple(passport)]


def test_nothing_gives_nothing() -> None:
    assert frame([]).rows() == []


@given(st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True))
def test_any_number_in_normal_form(number: str) -> None:
    ((_number, kind, birth, sex, region),) = read([number]).rows()
    assert (kind, region) == ("resident", number[:6])
    assert birth.replace("-", "") == number[6:14]
    assert sex == {0: "2", 1: "1"}[int(number[16]) % 2]
