"""One record: its facts, its form, its history, its numbers; nothing of it for the clerk of another county."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.trail.models import Event
from tests.integration.country import CHENGXIANG, LONGAN, MASHAN
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import people, some_payments, some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def first(ledger: str = "workers") -> Any:
    return registry.ledger(ledger)._default_manager.order_by("id").first()


def form(client: Client, path: str, **changes: Any) -> Any:
    """Send a form as a browser would: every field as the page shows it, with some changed."""
    page = client.get(path)
    assert page.status_code == 200
    typed: dict[str, Any] = {
        one.name: one.chosen if one.widget == "checks" else one.value
        for one in page.context["fields"]
        if not one.readonly
    }
    return client.post(path, {**typed, "revision": page.context["revision"], **changes})


def test_the_other_county_finds_nothing(longan: Client, mashan: Client) -> None:
    rows = people(1)
    put(rows)
    row = first()
    for path in ("", "edit/"):
        assert longan.get(f"/ledgers/workers/{row.pk}/{path}").status_code == 200
        answer = mashan.get(f"/ledgers/workers/{row.pk}/{path}")
        assert answer.status_code == 404 and rows[0]["姓名"] not in text(answer)
    assert mashan.post(f"/ledgers/workers/{row.pk}/edit/", {"name": "别人"}).status_code == 404
    assert mashan.post(f"/ledgers/workers/{row.pk}/reveal/", {"reason": "看看"}).status_code == 404
    row.refresh_from_db()
    assert row.name == rows[0]["姓名"]
    assert not Event.objects.filter(kind="reveal").exists()


def test_a_township_clerk_reaches_her_town_only(enter: Callable[..., Client]) -> None:
    rows = people(2)
    rows[1]["乡镇"] = None
    put(rows)
    inside, outside = registry.ledger("workers")._default_manager.order_by("id")
    town = enter(roles.TOWNSHIP, CHENGXIANG)
    assert town.get(f"/ledgers/workers/{inside.pk}/").status_code == 200
    assert town.get(f"/ledgers/workers/{outside.pk}/").status_code == 404
    assert "共 1 条" in text(town.get("/ledgers/workers/"))


def test_history_tells_file_and_row_then_each_change(longan: Client) -> None:
    rows = people(2)
    put(rows)
    row = first()
    saved = form(longan, f"/ledgers/workers/{row.pk}/edit/", wage="5,200", since="2021-06", phone="13800001111")
    assert saved.status_code == 302, text(saved)
    page = text(longan.get(saved.headers["Location"]))
    assert "先前.xlsx" in page and "第 1 张工作表第 2 行" in page
    story = page[page.index('id="history"') :]
    assert "<del>4,000.00</del>" in story and "<ins>5,200.00</ins>" in story
    assert "<del>2021-03-01</del>" in story and "<ins>2021-06</ins>" in story
    assert "<ins>（号码）</ins>" in story and "13800001111" not in page
    assert story.count("<ins>") == 3, "what did not change is not told"
    assert "网页填报" in story and longan.user.display_name in story  # type: ignore[attr-defined]


def test_a_form_that_cannot_be_saved_keeps_what_was_typed(longan: Client) -> None:
    put(people(1))
    row = first()
    answer = form(longan, f"/ledgers/workers/{row.pk}/edit/", since="2021-13-01", post="电工")
    page = text(answer)
    assert answer.status_code == 422
    assert 'value="2021-13-01"' in page and 'value="电工"' in page
    assert "不是一个存在的日期" in page and 'href="#id-since"' in page and 'aria-invalid="true"' in page
    row.refresh_from_db()
    assert row.revision == 1


def test_a_question_is_asked_beside_its_field_and_its_answer_saves(longan: Client) -> None:
    put(people(1))
    row = first()
    path = f"/ledgers/workers/{row.pk}/edit/"
    asked = form(longan, path, wage="480000")
    (question,) = [found for field in asked.context["fields"] for found in field.findings]
    assert asked.status_code == 422 and question["level"] == "question"
    assert f'name="answer:{question["key"]}"' in text(asked)
    saved = form(longan, path, wage="480000", **{f"answer:{question['key']}": question["choices"][0]})
    assert saved.status_code == 302, text(saved)
    row.refresh_from_db()
    assert row.wage == 48_000_000


def test_a_number_left_empty_stays_and_is_cleared_only_on_request(longan: Client) -> None:
    put(people(1))
    row = first()
    path = f"/ledgers/workers/{row.pk}/edit/"
    assert row.phone_sealed is not None
    assert form(longan, path, post="司机").status_code == 302
    row.refresh_from_db()
    assert row.phone_sealed is not None and row.post == "司机"
    assert form(longan, path, **{"clear-phone": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.phone_sealed is None


def test_two_people_change_the_same_row(longan: Client, enter: Callable[..., Client]) -> None:
    put(people(1))
    path = f"/ledgers/workers/{first().pk}/edit/"
    other = enter(roles.COUNTY, LONGAN)
    opened = longan.get(path).context["revision"]
    assert form(other, path, post="保安").status_code == 302
    answer = form(longan, path, post="厨师", revision=opened)
    assert answer.status_code == 409 and "他人也修改了这条记录" in text(answer) and 'value="厨师"' in text(answer)
    assert first().post == "保安"


def test_a_new_record_is_checked_like_a_row_of_a_file(longan: Client) -> None:
    (row,) = people(1)
    typed = {"name": row["姓名"], "resident_id": row["身份证号"], "county": "隆安县", "town": "城厢镇", "wage": "0.4万"}
    other = "1" if row["身份证号"][-1] != "1" else "2"
    wrong = longan.post("/ledgers/workers/new/", {**typed, "resident_id": row["身份证号"][:17] + other})
    assert wrong.status_code == 422 and "校验码" in text(wrong)
    made = longan.post("/ledgers/workers/new/", typed)
    assert made.status_code == 302, text(made)
    assert (first().wage, first().county, first().town) == (400_000, LONGAN, CHENGXIANG)
    again = longan.post("/ledgers/workers/new/", typed)
    assert again.status_code == 400 and "已经登记过" in text(again)
    missing = longan.post("/ledgers/workers/new/", {"name": "韦小兰"})
    assert missing.status_code == 422 and missing.context["stopped"]


def test_nobody_registers_rows_for_another_county(longan: Client) -> None:
    (row,) = people(1)
    typed = {"name": row["姓名"], "resident_id": row["身份证号"], "county": "马山县"}
    answer = longan.post("/ledgers/workers/new/", typed)
    assert answer.status_code in (403, 422) and first() is None
    put(people(1, seed=9))
    assert form(longan, f"/ledgers/workers/{first().pk}/edit/", county="马山县").status_code in (403, 422)
    assert first().county == LONGAN


def test_full_numbers_need_the_right_and_a_reason_and_are_noted(longan: Client, enter: Callable[..., Client]) -> None:
    (given,) = people(1)
    put([given])
    path = f"/ledgers/workers/{first().pk}/reveal/"
    assert longan.get(path).status_code == 405
    refused = longan.post(path, {"reason": " "}, follow=True)
    assert given["身份证号"] not in text(refused) and "事由" in text(refused)
    viewer = enter(roles.VIEWER, LONGAN).post(path, {"reason": "电话核实"})
    assert viewer.status_code == 403
    assert not Event.objects.filter(kind="reveal").exists()
    shown = longan.post(path, {"reason": "电话核实就业情况"})
    assert given["身份证号"] in text(shown) and given["联系电话"] in text(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    noted = Event.objects.filter(kind="reveal")
    assert {event.actor_id for event in noted} == {longan.user.pk}  # type: ignore[attr-defined]
    assert all("电话核实就业情况" in event.note for event in noted)
    assert all(given["身份证号"] not in event.note and given["联系电话"] not in event.note for event in noted)


def test_a_project_shows_its_payments_and_a_payment_its_project(longan: Client) -> None:
    put(some_projects(2), "projects")
    put(some_payments(3), "payments")
    project = first("projects")
    page = text(longan.get(f"/ledgers/projects/{project.pk}/"))
    assert "资金支付台账" in page and "450123-202106-0003" in page and "共 3 条" in page
    payment = text(longan.get(f"/ledgers/payments/{first('payments').pk}/"))
    assert f'href="/ledgers/projects/{project.pk}/"' in payment and project.number in payment


def test_both_counties_learn_that_a_person_is_registered_twice(longan: Client, mashan: Client) -> None:
    rows = people(2)
    put(rows)
    put([{**rows[0], "户籍县": "马山县", "乡镇": "白山镇"}])
    workers = registry.ledger("workers")._default_manager
    twice = workers.get(county=LONGAN, name=rows[0]["姓名"])
    once = workers.get(county=LONGAN, name=rows[1]["姓名"])
    assert "另有其他县登记" in text(longan.get(f"/ledgers/workers/{twice.pk}/"))
    assert "另有其他县登记" not in text(longan.get(f"/ledgers/workers/{once.pk}/"))
    theirs = text(mashan.get(f"/ledgers/workers/{workers.get(county=MASHAN).pk}/"))
    assert "另有其他县登记" in theirs and "隆安" not in theirs


def test_a_wrong_address_keeps_the_menu_and_names_nothing_internal(longan: Client) -> None:
    for path in ("/ledgers/wrokers/", "/ledgers/workers/999999/", "/indicators/999/", "/nowhere/", "/users/"):
        answer = longan.get(path)
        page = text(answer)
        assert answer.status_code in (403, 404) and 'id="reason"' in page, path
        assert 'href="/ledgers/workers/"' in page.split('id="menu"')[1], path
        assert "household_months、" not in page and "wrokers" not in page.split('id="reason"')[1].split("</p>")[0]
