"""Checks while one types: the same as on saving, nothing written, nothing told of another county."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import linking
from jiedui.core.places.models import Organisation
from jiedui.core.trail.models import Entry, Event
from tests.integration.country import CHENGXIANG, LONGAN, MASHAN
from tests.integration.web.conftest import put, text
from tests.integration.web.test_records import first, form
from tests.workbooks.draft import people, some_months, some_payments, some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def typed(row: dict[str, Any], **more: str) -> dict[str, str]:
    given = {"name": row["姓名"], "resident_id": row["身份证号"], "county": "隆安县", "town": "城厢镇"}
    return {**given, "touched": "name", **more}


def field(answer: Any, name: str) -> Any:
    return next(one for one in answer.context["fields"] if one.name == name)


def test_what_saving_would_say_is_said_while_typing_and_nothing_is_written(longan: Client) -> None:
    (row,) = people(1)
    before = (Entry.objects.count(), Event.objects.count(), registry.ledger("workers")._default_manager.count())
    answer = longan.post("/ledgers/workers/new/check/", typed(row, wage="480000", since="2021-13-01", until="2020-01"))
    assert answer.status_code == 200
    assert field(answer, "since").level == "error" and field(answer, "wage").level == "question"
    assert field(answer, "name").level == ""
    answer = longan.post("/ledgers/workers/new/check/", typed(row, since="2021-03", until="2020-01"))
    assert field(answer, "until").level == "error", "a check over two fields"
    after = (Entry.objects.count(), Event.objects.count(), registry.ledger("workers")._default_manager.count())
    assert after == before


def test_a_new_record_is_not_told_about_boxes_nobody_has_reached(longan: Client) -> None:
    answer = longan.post("/ledgers/workers/new/check/", {"name": "", "resident_id": "", "touched": "name"})
    assert field(answer, "name").level == "error" and field(answer, "resident_id").level == ""


def test_a_question_answered_in_place_stays_answered(longan: Client) -> None:
    (row,) = people(1)
    asked = longan.post("/ledgers/workers/new/check/", typed(row, wage="480000"))
    (question,) = field(asked, "wage").findings
    key, choice = question["key"], question["choices"][0]
    answer = longan.post("/ledgers/workers/new/check/", typed(row, wage="480000", **{f"answer:{key}": choice}))
    (settled,) = field(answer, "wage").findings
    assert (settled["level"], settled["chosen"]) == ("answered", choice)
    assert "checked" in text(answer), "and is sent again when saving"
    other = longan.post(
        "/ledgers/workers/new/", typed(row, wage="480000", since="2021-13", **{f"answer:{key}": choice})
    )
    assert other.status_code == 422 and f'name="answer:{key}" value="{choice}" checked' in text(other)


def test_amounts_dates_and_organisations_are_read_back(longan: Client) -> None:
    put(some_projects(1), "projects")
    answer = longan.post(
        "/ledgers/projects/new/check/", {"planned_fund": "12000万元", "planned_start": "2021.3", "progress": "0.42"}
    )
    assert field(answer, "planned_fund").reading == "= 12,000 万元 = 1.2 亿元"
    assert field(answer, "planned_start").reading == "= 2021 年 3 月"
    payment = longan.post("/ledgers/payments/new/check/", {"amount": "1200000", "payee": "从未见过的合作社"})
    assert field(payment, "amount").reading == "= 1,200,000 元 = 120 万元"
    assert "待核实" in field(payment, "payee").reading


def test_a_row_that_is_there_leads_to_it_but_not_across_the_border(longan: Client, mashan: Client) -> None:
    put(some_projects(1), "projects")
    project = first("projects")
    given = {"number": project.number, "name": "新项目", "county": "隆安县"}
    mine = longan.post("/ledgers/projects/new/check/", given)
    assert mine.context["exists"] == project.pk and f"/ledgers/projects/{project.pk}/" in text(mine)
    theirs = mashan.post("/ledgers/projects/new/check/", {**given, "county": "马山县"})
    assert theirs.context["exists"] is None
    assert project.name not in text(theirs) and f"/ledgers/projects/{project.pk}/" not in text(theirs)
    # Out of one's own reach nothing is said, not even that the number is taken.
    beyond = mashan.post("/ledgers/projects/new/check/", given)
    assert {one["id"] for one in field(beyond, "county").findings} == {"row.out_of_scope"}
    assert not field(beyond, "number").findings


def test_the_other_county_cannot_check_against_a_foreign_row(longan: Client, mashan: Client) -> None:
    rows = people(1)
    put(rows)
    path = f"/ledgers/workers/{first().pk}/check/"
    assert longan.post(path, {"wage": "5000"}).status_code == 200
    refused = mashan.post(path, {"wage": "5000"})
    assert refused.status_code == 404 and rows[0]["姓名"] not in text(refused)
    assert longan.get(path).status_code == 405, "numbers travel in bodies only"


def test_who_may_not_change_may_not_check_either(enter: Callable[..., Client]) -> None:
    viewer = enter(roles.VIEWER, LONGAN)
    for path in ("new/check/", "new/suggest/employer/"):
        assert viewer.post(f"/ledgers/workers/{path}", {"employer": "电子"}).status_code == 403


def test_suggestions_stay_within_reach(longan: Client, mashan: Client, enter: Callable[..., Client]) -> None:
    put([{**people(1)[0], "就业单位": "隆安独有电子厂"}])
    assert Organisation.objects.filter(name="隆安独有电子厂").exists()
    path = "/ledgers/workers/new/suggest/employer/"
    assert "隆安独有电子厂" in text(longan.post(path, {"employer": "独有"}))
    assert "隆安独有电子厂" not in text(mashan.post(path, {"employer": "独有"}))
    reading = mashan.post("/ledgers/workers/new/check/", {"employer": "隆安独有电子厂"})
    assert "待核实" in field(reading, "employer").reading, "the same words as for one that nobody knows"
    towns = text(longan.post("/ledgers/workers/new/suggest/town/", {"county": "隆安县"}))
    assert "城厢镇" in towns and "南圩镇" in towns
    narrow = text(enter(roles.TOWNSHIP, CHENGXIANG).post("/ledgers/workers/new/suggest/town/", {"county": "隆安县"}))
    assert "城厢镇" in narrow and "南圩镇" not in narrow
    assert longan.post("/ledgers/workers/new/suggest/wage/", {"wage": "1"}).status_code == 404


def test_a_check_against_other_ledgers_is_made_while_typing(longan: Client) -> None:
    put(some_projects(1), "projects")
    project = first("projects")
    given = {"voucher": "X-1", "project": project.number, "amount": "999999999"}
    answer = longan.post("/ledgers/payments/new/check/", given)
    assert "payments.over_arrived" in {one["id"] for one in field(answer, "amount").findings} or project.arrived is None
    foreign = longan.post("/ledgers/payments/new/check/", {**given, "project": "没有这个"})
    assert field(foreign, "project").level == "error"


def test_queries_do_not_grow_with_the_ledger(longan: Client) -> None:
    counts = []
    for amount in (1, 3, 40):
        put(people(amount, seed=amount), mode="add")
        row = first()
        with CaptureQueriesContext(connection) as asked:
            assert longan.post(f"/ledgers/workers/{row.pk}/check/", {"wage": "5000", "post": "保安"}).status_code == 200
        counts.append(len(asked))
    assert len(set(counts[1:])) == 1, counts


def test_the_payments_of_a_project_are_summed_beside_what_arrived(longan: Client) -> None:
    put(some_projects(2), "projects")
    put(some_payments(3), "payments")
    project = first("projects")
    (table,) = [
        one
        for one in longan.get(f"/ledgers/projects/{project.pk}/").context["linked"]
        if one["ledger"].id == "payments"
    ]
    assert table["count"] == 3 and table["sums"]
    assert {one.label for one in table["balances"]} >= {"协作资金"}


def test_linked_rows_stay_within_reach(longan: Client, mashan: Client, enter: Callable[..., Client]) -> None:
    """A person's household and an organisation's projects: of one's own county only, and of others not even a count."""
    worker = people(1)[0]
    months = [{**some_months(1, 1)[0], "户主姓名": worker["姓名"], "户主身份证号": worker["身份证号"]}]
    put([{**worker, "就业单位": "两县都有的公司"}])
    put(months, "household_months")
    put([{**worker, "户籍县": "马山县", "乡镇": "白山镇", "就业单位": "两县都有的公司"}])
    put([{**people(2, seed=8)[1], "户籍县": "马山县", "乡镇": "白山镇", "就业单位": "两县都有的公司"}])
    workers = registry.ledger("workers")._default_manager

    def linked(client: Client, county: str) -> dict[str, int]:
        row = workers.filter(county=county).order_by("id").first()
        page = client.get(f"/ledgers/workers/{row.pk}/")
        return {one["id"]: one["count"] for one in page.context["linked"]}

    assert linked(longan, LONGAN) == {"linked-person-resident_id-household_months": 1}
    assert linked(mashan, MASHAN) == {"linked-organisation-employer-workers": 1}
    office = linked(enter(roles.MUNICIPAL), LONGAN)
    assert office["linked-person-resident_id-workers"] == 1 and office["linked-organisation-employer-workers"] == 2


def test_ledgers_that_say_nothing_of_the_person_cost_nothing(longan: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker's firm and person may stand in most ledgers; each that has neither is not asked by itself."""
    put(people(1))
    path = f"/ledgers/workers/{first('workers').pk}/"
    asked: list[str] = []
    monkeypatch.setattr(linking, "_some", lambda ledger, _query: (asked.append(ledger.info.id), ([], 0))[1])
    assert longan.get(path).status_code == 200
    assert set(asked) == {"workers"}, "its own ledger names it, no other does"


def test_more_rows_than_are_shown_are_counted(longan: Client) -> None:
    put([{**one, "就业单位": "一家公司"} for one in people(linking.FEW + 3)])
    (table,) = longan.get(f"/ledgers/workers/{first('workers').pk}/").context["linked"]
    assert (table["count"], len(table["lines"])) == (linking.FEW + 2, linking.FEW)


def test_who_reaches_one_town_is_shown_no_total_that_is_too_small(longan: Client, enter: Callable[..., Client]) -> None:
    put(some_projects(1), "projects")
    put(some_payments(2), "payments")
    path = f"/ledgers/projects/{first('projects').pk}/"
    assert [one["count"] for one in longan.get(path).context["linked"] if one["ledger"].id == "payments"] == [2]
    assert not [
        one for one in enter(roles.TOWNSHIP, CHENGXIANG).get(path).context["linked"] if one["ledger"].id == "payments"
    ]


def test_the_page_of_a_record_asks_as_often_for_one_row_as_for_many(longan: Client) -> None:
    counts = []
    put(some_projects(1), "projects")
    for amount in (1, 3, 40):
        put(some_payments(amount), "payments")
        longan.get(f"/ledgers/projects/{first('projects').pk}/")
        with CaptureQueriesContext(connection) as asked:
            assert longan.get(f"/ledgers/projects/{first('projects').pk}/").status_code == 200
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


def test_the_history_is_told_day_by_day_and_of_one_field(longan: Client) -> None:
    put(people(1))
    path = f"/ledgers/workers/{first().pk}/"
    for changed in ({"wage": "5000"}, {"post": "保安"}, {"wage": "5200", "post": "厨师"}):
        form(longan, f"{path}edit/", **changed)
    page = longan.get(path)
    ((_day, chapters),) = page.context["days"]
    assert len(chapters) == 4 and [name for name, _label in page.context["fields"]] == ["post", "wage"]
    ((_day, of_wage),) = longan.get(f"{path}?field=wage").context["days"]
    assert [[change.name for change in one.changes] for one in of_wage] == [["wage"], ["wage"], []]
    assert longan.get(f"{path}?field=nothing").status_code == 200


def test_a_sheet_for_paper_masks_numbers_and_says_who_printed_it(longan: Client) -> None:
    rows = people(1)
    put(rows)
    path = f"/ledgers/workers/{first().pk}/print/"
    sheet = text(longan.get(path))
    assert rows[0]["姓名"] in sheet and rows[0]["身份证号"] not in sheet and rows[0]["联系电话"] not in sheet
    assert longan.user.display_name in sheet and "盖章" in sheet and 'id="history"' not in sheet  # type: ignore[attr-defined]
    assert 'id="history"' in text(longan.get(f"{path}?history=1"))
