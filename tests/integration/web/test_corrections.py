"""A wrong key put right and a row removed: the same row goes on, the trail tells why, and each step can be taken back."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.people.models import Person
from jiedui.core.trail.models import Entry, Event
from jiedui.core.trail.verification import verify
from tests.integration.country import LONGAN
from tests.integration.web.conftest import put, text
from tests.integration.web.test_records import first
from tests.workbooks.draft import people, some_payments, some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
WHY = "录入有误，已对照证件核对"


def send(client: Client, path: str, **typed: Any) -> Any:
    """Send a form with the revision that its page shows."""
    return client.post(path, {"revision": client.get(path).context["revision"], **typed})


def test_a_wrong_resident_id_is_put_right_on_the_same_row(longan: Client) -> None:
    rows = people(3)
    put(rows[:2])
    row = first()
    path = f"/ledgers/workers/{row.pk}/key/"
    assert path in text(longan.get(f"/ledgers/workers/{row.pk}/")) and path in text(longan.get(f"/ledgers/workers/{row.pk}/edit/"))
    before = row.resident_id_id
    without = send(longan, path, resident_id=rows[2]["身份证号"])
    assert without.status_code == 400 and "事由" in text(without)
    wrong = send(longan, path, resident_id=rows[2]["身份证号"][:17] + ("1" if rows[2]["身份证号"][-1] != "1" else "2"), reason=WHY)
    assert wrong.status_code == 422 and "校验码" in text(wrong) and WHY in text(wrong)
    assert first().revision == 1

    assert "请填写正确的编号" in text(send(longan, path, resident_id="", reason=WHY))
    same = send(longan, path, resident_id=rows[0]["身份证号"], reason=WHY)
    assert "没有改动" in text(longan.get(same.headers["Location"])) and first().revision == 1

    done = send(longan, path, resident_id=rows[2]["身份证号"], reason=WHY)
    assert done.status_code == 302, text(done)
    after = first()
    assert after.pk == row.pk and after.revision == 2 and after.resident_id_id != before
    page = text(longan.get(f"/ledgers/workers/{row.pk}/"))
    assert f"事由：{WHY}" in page and "先前.xlsx" in page and rows[2]["身份证号"] not in page
    assert verify().ok

    event = Event.objects.get(kind="form")
    assert json.loads(event.note)["reason"] == WHY and rows[2]["身份证号"] not in event.note
    assert longan.post(f"/ledgers/workers/events/{event.pk}/undo/").status_code == 302
    assert first().resident_id_id == before and verify().ok


def test_a_key_that_another_row_has_is_refused(longan: Client, mashan: Client) -> None:
    rows = people(2)
    put(rows)
    put([{**people(3)[2], "户籍县": "马山县", "乡镇": "白山镇"}])
    row = first()
    path = f"/ledgers/workers/{row.pk}/key/"
    taken = send(longan, path, resident_id=rows[1]["身份证号"], reason=WHY)
    assert taken.status_code == 422 and "只能登记一次" in text(taken)
    elsewhere = send(longan, path, resident_id=people(3)[2]["身份证号"], reason=WHY)
    assert elsewhere.status_code == 302, "the key is unique within its county; the person exists once"
    assert Person.objects.count() == 3 and first().resident_id_id in Person.objects.values_list("pk", flat=True)

    put(some_projects(2), "projects")
    one, other = registry.ledger("projects")._default_manager.order_by("id")
    taken = send(longan, f"/ledgers/projects/{one.pk}/key/", number=other.number, reason=WHY)
    assert taken.status_code == 422 and other.number in text(taken)


def test_a_project_keeps_its_payments_under_another_number(longan: Client) -> None:
    put(some_projects(1), "projects")
    put(some_payments(2), "payments")
    project = first("projects")
    assert send(longan, f"/ledgers/projects/{project.pk}/key/", number="450123-2021-099", reason=WHY).status_code == 302
    assert first("payments").project.number == "450123-2021-099"
    assert "450123-2021-099" in text(longan.get(f"/ledgers/payments/{first('payments').pk}/"))


def test_a_row_is_removed_for_a_reason_and_comes_back(longan: Client) -> None:
    rows = people(2)
    put(rows)
    row = first()
    path = f"/ledgers/workers/{row.pk}/remove/"
    assert rows[0]["姓名"] in text(longan.get(path)) and registry.ledger("workers")._default_manager.count() == 2
    assert "事由" in text(send(longan, path, reason=" "))
    assert longan.post(path, {"reason": "重复登记", "revision": "7"}).status_code == 409
    done = send(longan, path, reason="重复登记")
    assert done.status_code == 302 and first().pk != row.pk
    entry = Entry.objects.get(action="r")
    assert entry.row_id == row.pk and rows[0]["身份证号"] not in (entry.changes or "")
    event = Event.objects.get(kind="form")
    assert json.loads(event.note)["reason"] == "重复登记" and event.scope == LONGAN
    assert verify().ok

    undo = f"/ledgers/workers/events/{event.pk}/undo/"
    assert undo in text(longan.get(f"/trail/{event.pk}/"))
    assert "恢复" in text(longan.get(undo))
    assert longan.post(undo).status_code == 302
    back = first()
    assert (back.pk, back.name, back.resident_id_id) == (row.pk, rows[0]["姓名"], row.resident_id_id)
    assert verify().ok
    assert "恢复" in text(longan.get(f"/ledgers/workers/{row.pk}/"))
    assert "已经恢复" in text(longan.post(undo, follow=True))


def test_a_removed_row_does_not_come_back_over_a_new_one(longan: Client) -> None:
    rows = people(1)
    put(rows)
    send(longan, f"/ledgers/workers/{first().pk}/remove/", reason="重复登记")
    event = Event.objects.get(kind="form")
    put(rows)
    answer = longan.post(f"/ledgers/workers/events/{event.pk}/undo/", follow=True)
    assert "已由另一条记录使用" in text(answer) and registry.ledger("workers")._default_manager.count() == 1


def test_what_others_refer_to_stays(longan: Client) -> None:
    put(some_projects(1), "projects")
    put(some_payments(2), "payments")
    path = f"/ledgers/projects/{first('projects').pk}/remove/"
    page = text(longan.get(path))
    assert "资金支付台账" in page and "2 条" in page and "确认删除" not in page
    answer = longan.post(path, {"reason": "重复登记", "revision": "1"})
    assert answer.status_code == 400 and "资金支付台账" in text(answer) and first("projects") is not None


def test_who_may_not_can_do_neither(longan: Client, mashan: Client, enter: Callable[..., Client]) -> None:
    put(people(1))
    row = first()
    viewer = enter(roles.VIEWER, LONGAN)
    page = text(viewer.get(f"/ledgers/workers/{row.pk}/"))
    assert "/remove/" not in page and "/key/" not in page
    typed = {"reason": WHY, "revision": "1", "resident_id": people(3)[2]["身份证号"]}
    for step in ("key", "remove"):
        assert viewer.post(f"/ledgers/workers/{row.pk}/{step}/", typed).status_code == 403
        assert mashan.post(f"/ledgers/workers/{row.pk}/{step}/", typed).status_code == 404
    assert first().revision == 1
    send(longan, f"/ledgers/workers/{row.pk}/remove/", reason="重复登记")
    event = Event.objects.get(kind="form")
    for client, status in ((viewer, 403), (mashan, 404)):
        assert client.post(f"/ledgers/workers/events/{event.pk}/undo/").status_code == status
        assert client.get(f"/ledgers/workers/events/{event.pk}/undo/").status_code == status
    assert first() is None
    imported = Event.objects.get(kind="import")
    assert longan.get(f"/ledgers/workers/events/{imported.pk}/undo/").status_code == 404, "an import is undone as a whole"
