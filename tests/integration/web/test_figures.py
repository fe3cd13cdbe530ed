"""Figures and the dictionary: what the pages say agrees with the rows that they lead to."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.words.codes import code_lists
from tests.integration.country import CHENGXIANG, NANXU
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import people, some_payments, some_projects

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def filled() -> None:
    rows = people(60)
    for row in rows[:20]:
        row |= {"就业状态": "离岗", "就业截止时间": "2021-08-31"}
    put(rows)
    put(some_projects(3), "projects")
    put(some_payments(4), "payments")


def drilled(client: Client, path: str) -> list[str]:
    """The records that a list of rows leads to, page by page."""
    found: list[str] = []
    while path:
        page = text(client.get(path))
        found += re.findall(r'<th scope="row"><a href="(/ledgers/[^"]+)"', page)
        after = re.search(r'rel="next" href="([^"]+)"', page)
        path = path.split("?")[0] + after[1].replace("&amp;", "&") if after else ""
    return found


def test_every_figure_leads_to_as_many_rows_as_it_says(filled: None, longan: Client, mashan: Client) -> None:
    answer = longan.get("/indicators/?as_of=2021-12-31")
    values = {line.value.id: line.value for line in answer.context["lines"]}
    assert values["26"].value == 40 and values["26"].rows == 40
    for id, value in values.items():
        rows = drilled(longan, f"/indicators/{id}/rows/?as_of=2021-12-31")
        assert len(rows) == len(set(rows)) == value.rows, id
    nothing = {line.value.id: line.value for line in mashan.get("/indicators/?as_of=2021-12-31").context["lines"]}
    assert all(value.rows == 0 for value in nothing.values())
    assert drilled(mashan, "/indicators/26/rows/?as_of=2021-12-31&county=450123") == []


def test_one_figure_with_its_formula_parts_and_source(
    filled: None, longan: Client, enter: Callable[..., Client]
) -> None:
    page = longan.get("/indicators/26/?as_of=2021-12-31")
    assert "在岗人员" in text(page) and "数据快照" in text(page) and "隆安县" in text(page)
    assert "马山县" not in text(page)
    months = dict(line[:2] for line in page.context["progress"].months)
    assert months["2021-07"] == "60"
    assert len(drilled(longan, "/indicators/26/rows/?as_of=2021-12-31&month=2021-07")) == 60
    assert "南山区" in text(enter(roles.MUNICIPAL).get("/indicators/26/?as_of=2021-12-31"))


@pytest.mark.parametrize("query", ["as_of=nonsense", "as_of=0001-01-01", "by=planet", "as_of=9999-12-31"])
def test_odd_questions_get_an_answer(longan: Client, query: str) -> None:
    for path in ("/indicators/", "/indicators/26/", "/indicators/26/rows/"):
        assert longan.get(f"{path}?{query}").status_code == 200, path
    assert longan.get("/indicators/99/").status_code == 404
    assert longan.get("/indicators/26/rows/?month=1999-01").status_code == 400


def test_the_dictionary_knows_every_ledger_column_and_list(longan: Client) -> None:
    start = text(longan.get("/dictionary/"))
    for ledger in registry.ledgers():
        assert ledger.info.title in start
        page = text(longan.get(f"/dictionary/{ledger.info.id}/"))
        assert all(column.label in page for column in ledger.declared), ledger
    for codes in code_lists():
        page = text(longan.get(f"/dictionary/codes/{codes.id}/"))
        assert page.count("<tr>") == len(codes) + 1, codes
    assert longan.get("/dictionary/nothing/").status_code == 404
    assert longan.get("/dictionary/codes/nothing/").status_code == 404


def test_a_figure_stands_beside_last_year_and_its_forecast(filled: None, longan: Client) -> None:
    page = longan.get("/indicators/26/?as_of=2021-07-02")
    beside = page.context["beside"]
    assert (page.context["value"].value, beside.last_year, beside.last_end) == (60, 0, 0)
    assert beside.shown == 119.67 and "按今年以来的平均进度推算" in text(page)  # 60 in 183 of 365 days
    assert longan.get("/indicators/26/?as_of=2021-12-31").context["beside"].shown == 40


def test_a_county_sees_its_figure_by_township(longan: Client, mashan: Client, enter: Callable[..., Client]) -> None:
    rows = people(40)
    for at, row in enumerate(rows):
        row["乡镇"] = "城厢镇" if at < 10 else "南圩镇" if at < 25 else None
    put(rows)
    put(some_projects(3), "projects")
    asked = "/indicators/26/?as_of=2021-12-31"
    page = longan.get(asked)
    towns = {one["key"]: (one["name"], one["part"].value) for one in page.context["towns"]}
    assert towns == {CHENGXIANG: ("城厢镇", 10), NANXU: ("南圩镇", 15), "": ("未填乡镇", 15)}
    assert sum(value for _name, value in towns.values()) == page.context["value"].value == 40
    assert 'id="towns"' in text(page) and "城厢镇" in text(page)
    for town, (name, value) in towns.items():
        listed = f"/indicators/26/rows/?as_of=2021-12-31&town={town}"
        assert f"town={town}" in text(page) and name in text(longan.get(listed))
        assert len(drilled(longan, listed)) == value, name
    assert drilled(mashan, f"/indicators/26/rows/?as_of=2021-12-31&town={CHENGXIANG}") == []
    office = enter(roles.MUNICIPAL)
    assert office.get(asked).context["towns"] is None, "of many counties there are counties to compare"
    assert office.get(f"{asked}&region=450123").context["towns"]
    assert 'id="towns"' not in text(longan.get("/indicators/12/?as_of=2021-12-31")), "payments know no township"
    own = enter(roles.TOWNSHIP, NANXU).get(asked).context["towns"]
    assert [(one["key"], one["part"].value) for one in own] == [(NANXU, 15)]
    assert drilled(longan, "/indicators/26/rows/?as_of=2021-12-31&town=nowhere") == []
    assert drilled(longan, "/indicators/12/rows/?as_of=2021-12-31&town=450123100") == []
