"""Checks while one types: the same as on saving, nothing written, nothing told of another county."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.places.models import Organisation
from jiedui.core.trail.models import Entry, Event
from tests.integration.country import CHENGXIANG, LONGAN
from tests.integration.web.conftest import put, text
from tests.integration.web.test_records import first
from tests.workbooks.draft import people, some_payments, some_projects

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


def test_numbers_in_queries_do_not_grow_with_the_ledger(longan: Client, django_assert_max_num_queries: Any) -> None:
    counts = []
    for amount in (1, 3, 40):
        put(people(amount, seed=amount), mode="add")
        row = first()
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

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
