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


def test_facts_may_be_given_for_other_documents() -> None:
    passport = Document("H12345678", "other", "1990-02-03", "2", None)
    table = frame(["H12345678", "45212319900101123X", passport, "45212319900101123X"]).sort("number").rows()
    assert table == [("45212319900101123X", "resident", "1990-01-01", "1", "452123"), tuple(passport)]


def test_a_resident_id_tells_its_own_facts() -> None:
    """Otherwise verification could not tell a changed row from one that was made so."""
    forged = Document("45212319900101123X", "other", "2000-01-01", "2", "450000")
    assert frame([forged]).rows() == read(["45212319900101123X"]).rows()


def test_nothing_gives_nothing() -> None:
    assert frame([]).rows() == []


@given(st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True))
def test_any_number_in_normal_form(number: str) -> None:
    ((_number, kind, birth, sex, region),) = read([number]).rows()
    assert (kind, region) == ("resident", number[:6])
    assert birth.replace("-", "") == number[6:14]
    assert sex == {0: "2", 1: "1"}[int(number[16]) % 2]
