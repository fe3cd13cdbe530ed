"""Workbench, big screen and indicator page: the figures of the command line, over one's own counties only."""

import datetime as dt
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.indicators.pace import State
from jiedui.core.places.models import Pairing
from jiedui.core.plan.models import Measure, Plan, Target
from tests.integration.country import FUTIAN, LONGAN, MASHAN, NANSHAN
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import people, some_payments, some_projects

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
DAY = "2021-12-31"
PAGES = (
    f"/?as_of={DAY}",
    f"/screen/?as_of={DAY}",
    f"/indicators/26/?as_of={DAY}",
    f"/indicators/12/?as_of={DAY}",
    f"/indicators/?as_of={DAY}",
)


@pytest.fixture(autouse=True)
def drawn(settings: Any, tmp_path: Path) -> None:
    """A map of two counties and two districts."""
    settings.BUILD = tmp_path / "build"
    (settings.BUILD / "map").mkdir(parents=True)
    points = {LONGAN: [700, 800], MASHAN: [800, 700], FUTIAN: [1550, 1260], NANSHAN: [1480, 1260]}
    facts = {
        "width": 2000, "height": 1400, "inset": [1290, 985, 690, 395], "enlarged": 3.1, "main": [LONGAN, MASHAN],
        "helping": [FUTIAN, NANSHAN], "cities": ["450100"], "points": points,
    }  # fmt: skip
    (settings.BUILD / "map" / "map.json").write_text(json.dumps(facts), encoding="utf-8")


@pytest.fixture
def filled() -> None:
    put(people(40))
    put(some_projects(3), "projects")
    put(some_payments(4), "payments")


@pytest.fixture
def planned() -> Plan:
    plan = Plan.objects.create(slug="p", title="计划", year=2021, digest="x")
    measure = Measure.objects.create(plan=plan, slug="m4", number="4", title="管好项目")
    for id, op, value, unit in (("12", ">", "90", "%"), ("26", ">=", "1000", "人"), ("09", ">=", None, "万元")):
        Target.objects.create(
            measure=measure, indicator=id, op=op, value=value, unit=unit, strength="H", valid_from=dt.date(2021, 1, 1)
        )
    return plan


def printed(*options: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("indicators", "--json", "--as-of", DAY, *options, stdout=out)
    return {one["id"]: one for one in json.loads(out.getvalue())}


def cards(answer: Any) -> dict[str, Any]:
    return {card.value.id: card for card in answer.context["cards"]}


def test_the_cards_say_what_the_command_line_says(
    filled: None, planned: Plan, longan: Client, enter: Callable[..., Client]
) -> None:
    for client, options in ((longan, ["--scope", LONGAN]), (enter(roles.MUNICIPAL), [])):
        answer = client.get(f"/?as_of={DAY}")
        told = printed(*options)
        shown = cards(answer)
        assert {id: card.value.value for id, card in shown.items()} == {id: told[id]["value"] for id in shown}
        assert shown["26"].value.snapshot in text(answer)


def test_a_county_is_not_held_against_the_target_of_all(
    filled: None, planned: Plan, longan: Client, enter: Callable[..., Client]
) -> None:
    mine, all_ = cards(longan.get(f"/?as_of={DAY}")), cards(enter(roles.MUNICIPAL).get(f"/?as_of={DAY}"))
    assert (mine["26"].standing.state, all_["26"].standing.state) == (State.NO_TARGET, State.FAR_BEHIND)
    assert all_["26"].standing.missing == 1000 - all_["26"].value.value
    assert mine["12"].standing.state == all_["12"].standing.state != State.NO_TARGET
    assert mine["09"].note == "目标值待录入"


def test_without_rows_everything_says_so_and_nothing_is_zero(planned: Plan, mashan: Client) -> None:
    answer = mashan.get(f"/?as_of={DAY}")
    shown = cards(answer)
    assert all(card.value.value is None and card.standing.state == State.NO_DATA for card in shown.values())
    assert text(answer).count("没有数据") >= len(shown) and not answer.context["shortfalls"]
    assert re.search(r'class="figure-value">\s*<strong>0', text(answer)) is None
    for page in PAGES:
        assert "没有数据" in text(mashan.get(page)), page


def test_a_year_without_a_plan_is_not_held_against_another_years(filled: None, planned: Plan, longan: Client) -> None:
    answer = longan.get("/?as_of=2022-06-30")
    assert all(card.standing.state in (State.NO_TARGET, State.NO_DATA) for card in cards(answer).values())
    assert "2022 年没有载入工作计划" in text(answer)
    assert answer.context["time"].years[-1] == 2021


def test_a_year_without_a_plan_shows_no_money_of_another(
    filled: None, planned: Plan, enter: Callable[..., Client]
) -> None:
    office = enter(roles.MUNICIPAL)
    assert cards(office.get("/?as_of=2021-12-31"))["09"].value.value and "录入目标值" in text(office.get(f"/?as_of={DAY}"))
    for path in ("/indicators/09/?as_of=2024-06-30",):
        answer = office.get(path)
        card = answer.context["card"]
        assert card.value.value is None and card.value.rows == 0
        assert "录入目标值" not in text(answer), path


def test_nobody_sees_anothers_county(filled: None, planned: Plan, longan: Client, mashan: Client) -> None:
    for page in PAGES:
        other = text(mashan.get(page))
        # Outlines of other counties are drawn as ground; what leads to them or names them is not there.
        found = [at for at in (f'data-county="{LONGAN}"', f"={LONGAN}", "隆安") if at in other]
        assert not found, (page, found)
        assert "隆安" in text(longan.get(page)), page
    for path in ("/", "/screen/", "/indicators/", "/indicators/26/", "/indicators/26/rows/"):
        assert mashan.get(f"{path}?as_of={DAY}&region={LONGAN}").status_code == 404, path
        assert mashan.get(f"{path}?as_of={DAY}&region=999999").status_code == 404, path
        assert longan.get(f"{path}?as_of={DAY}&region={LONGAN}").status_code == 200, path


def test_an_office_narrows_to_a_county(filled: None, planned: Plan, enter: Callable[..., Client]) -> None:
    office = enter(roles.MUNICIPAL)
    whole, narrow = office.get(f"/?as_of={DAY}"), office.get(f"/?as_of={DAY}&region={MASHAN}")
    assert cards(whole)["26"].value.value and cards(narrow)["26"].value.value is None
    counties = {one.code: one for one in whole.context["by_county"].lines}
    assert counties[LONGAN].part.value is not None and counties[MASHAN].part.value is None
    assert f"region={LONGAN}" in counties[LONGAN].href


def test_what_falls_short_comes_the_furthest_first(filled: None, planned: Plan, enter: Callable[..., Client]) -> None:
    found = enter(roles.MUNICIPAL).get(f"/?as_of={DAY}").context["shortfalls"]
    assert found and [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    assert any("人" in one.missing and not one.place for one in found)


def test_the_pairing_of_the_day_counts(filled: None, enter: Callable[..., Client]) -> None:
    Pairing.objects.filter(county=LONGAN).update(valid_to=dt.date(2021, 6, 30))
    Pairing.objects.create(
        county=LONGAN, district=FUTIAN, kind="调整", valid_from=dt.date(2021, 7, 1), confidence="plan", confirmed=True
    )
    office = enter(roles.MUNICIPAL)
    for day, district in (("2021-06-30", "南山区"), ("2021-07-01", "福田区")):
        line = next(one for one in office.get(f"/?as_of={day}").context["by_county"].lines if one.code == LONGAN)
        assert line.district == district
        arcs = office.get(f"/?as_of={day}").context["by_county"].map.arcs
        code = {"南山区": NANSHAN, "福田区": FUTIAN}[district]
        assert (code, LONGAN) in [(one[2], one[3]) for one in arcs]


def test_the_indicator_page_says_where_its_figure_comes_from(filled: None, planned: Plan, longan: Client) -> None:
    page = longan.get(f"/indicators/12/?as_of={DAY}")
    shown = text(page)
    assert (
        page.context["value"].snapshot in shown and "怎样计算" in shown and "管好项目" in shown and "先前.xlsx" in shown
    )
    assert [month for month, _a, _e in page.context["progress"].months] == [f"2021-{at:02d}" for at in range(1, 13)]
    assert f"/indicators/12/rows/?as_of={DAY}" in shown


@pytest.mark.parametrize("order", ["name", "-value", "state", "rows", "-district", "nonsense"])
def test_the_table_of_counties_is_sorted_as_asked(filled: None, enter: Callable[..., Client], order: str) -> None:
    page = enter(roles.MUNICIPAL).get(f"/indicators/26/?as_of={DAY}&sort={order}")
    codes = [one.code for one in page.context["by_county"].lines]
    assert set(codes) == {LONGAN, MASHAN}
    if order in ("-value", "state"):
        assert codes[-1] == MASHAN  # without a figure
    assert text(page).count("aria-sort") == (0 if order == "nonsense" else 1)


@pytest.mark.parametrize(
    "query", ["year=nonsense", "year=9999", "as_of=0001-01-01", "of=nothing", "year=2021&of=26", "as_of=2099-01-01"]
)
def test_odd_questions_get_an_answer(longan: Client, query: str) -> None:
    for path in ("/", "/screen/"):
        assert longan.get(f"{path}?{query}").status_code == 200, path


def test_administrators_have_no_figures(enter: Callable[..., Client]) -> None:
    admin = enter(roles.SYSTEM_ADMIN)
    assert admin.get("/screen/").status_code == 403
    page = admin.get("/")
    assert "cards" not in page.context and "还没有做过备份" in text(page)


def test_a_clerk_finds_the_way_to_import(longan: Client, enter: Callable[..., Client]) -> None:
    page = text(longan.get("/"))
    assert "/ledgers/workers/import/" in page and page.index('id="ledgers"') < page.index('id="cards"')
    assert "/ledgers/workers/import/" not in text(enter(roles.VIEWER, LONGAN).get("/"))


@pytest.mark.usefixtures("todo_as_in_production")
def test_the_same_number_of_queries_for_few_and_many_rows(longan: Client, django_assert_max_num_queries: Any) -> None:
    put(people(3))
    longan.get(f"/?as_of={DAY}")
    with django_assert_max_num_queries(60) as few:
        longan.get(f"/?as_of={DAY}")
    put(people(100, seed=9))
    longan.get(f"/?as_of={DAY}")
    with django_assert_max_num_queries(60) as many:
        longan.get(f"/?as_of={DAY}")
    assert len(few) == len(many)
