"""Two columns of one meaning: asked, and neither written before the answer; nothing is dropped without a word."""

import pytest

from jiedui.core.declare.registry import registry
from tests.integration.intake.grids import country, grid, ids, put
from tests.workbooks.draft import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
__all__ = ["country"]
HEAD = ("姓名", "身份证号", "户籍县", "月工资(元)", "月工资(元)")
WAGE = "column.twice:月工资"


def rows(*wages: tuple[object, object]) -> list[tuple[object, ...]]:
    return [(one["姓名"], one["身份证号"], "隆安县", *pair) for one, pair in zip(people(9), wages, strict=False)]


def stored() -> list[int | None]:
    return list(registry.ledger("workers").objects.order_by("id").values_list("wage", flat=True))


def test_the_same_heading_twice_is_asked_by_position() -> None:
    sheet = grid(HEAD, *rows((4000, 4100), (4200, 4200)))
    report = put("workers", sheet)
    (question,) = report.finding_dicts()
    assert (question["id"], question["key"]) == ("column.twice", WAGE) and not report.ok
    assert question["choices"] == ["月工资(元)（第 4 列）", "月工资(元)（第 5 列）"]
    assert put("workers", sheet, answers={WAGE: "月工资(元)（第 5 列）"}).rows["new"] == 2
    assert stored() == [410_000, 420_000]


def test_unanswered_neither_is_written() -> None:
    report = put("workers", grid(HEAD, *rows((4000, 4100), (4200, 4200))), partial=True)
    assert ids(report) == ["column.twice"] and report.rows["new"] == 2
    assert stored() == [None, None]


def test_a_required_column_holds_its_rows() -> None:
    lines = [(*line[:3], "马山县" if at else "隆安县") for at, line in enumerate(rows((1, 1), (1, 1)))]
    report = put("workers", grid(("姓名", "身份证号", "户籍县", "所在县"), *lines), partial=True)
    assert ids(report) == ["column.twice"] and report.rows["new"] == 0 and report.rows["refused"] == 2
    report = put(
        "workers", grid(("姓名", "身份证号", "户籍县", "所在县"), *lines), answers={"column.twice:户籍县": "所在县"}
    )
    assert report.rows["new"] == 2 and report.counties == {"450123", "450124"}


@pytest.mark.parametrize("second", ["月工资(元)", "月收入"])
def test_columns_that_do_not_contradict_are_no_question(second: str) -> None:
    report = put("workers", grid((*HEAD[:4], second), *rows((4000, None), (4200, 4200))))
    assert ids(report) == ["column.repeated"] and stored() == [400_000, 420_000]


def test_the_fuller_of_two_columns_counts() -> None:
    report = put("workers", grid(HEAD, *rows((None, 4000), (4200, 4200))))
    assert ids(report) == ["column.repeated"] and stored() == [400_000, 420_000]
