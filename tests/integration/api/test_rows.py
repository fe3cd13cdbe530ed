"""Rows over HTTP: both forms of every fact, paging, filters, conflicts, masks."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from jiedui.core.access import roles
from jiedui.core.trail.models import Event
from tests.accounts import make_user
from tests.integration.api.conftest import Caller, caller_for
from tests.integration.country import BAISHAN, LONGAN, MASHAN

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Facts = Callable[..., dict[str, Any]]


def create(caller: Caller, ledger: str, facts: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = caller.post(f"ledgers/{ledger}/rows", {"facts": facts, **more})
    assert answer.status_code == 201, answer.json()
    return answer.json()["row"]  # type: ignore[no-any-return]


def test_a_worker_is_written_and_read_in_the_same_forms(mashan: Caller, worker: Facts) -> None:
    given = worker(
        town=BAISHAN, phone="15400000011", tags=["monitored", "relocated"], status="arrived", employer="深圳市华信电子有限公司",
        since="2021-03", wage="3500.50", contract=True, insured=False, post="普工",
    )  # fmt: skip
    row = create(mashan, "workers", given)
    assert row["county"] == MASHAN and row["revision"] == 1
    masked = {"resident_id": row["facts"]["resident_id"], "phone": row["facts"]["phone"]}
    assert masked["phone"] == "154****0011"
    assert masked["resident_id"] == given["resident_id"][:4] + "*" * 10 + given["resident_id"][-4:]
    expected = {name: None for name in row["facts"]} | given | masked
    assert row["facts"] == expected
    assert mashan.get(f"ledgers/workers/rows/{row['id']}").json() == row
    (event,) = Event.objects.filter(ledger="workers")
    assert event.kind == "api"


def test_forms_of_texts_are_taken_too(mashan: Caller, worker: Facts) -> None:
    given = worker(county="马山县", town="白山镇", tags="脱贫人口、易地搬迁", status="在岗", wage="0.35万元", contract="√", sex="女")
    given["resident_id"] = " ".join([given["resident_id"][:6], given["resident_id"][6:14], given["resident_id"][14:]])
    facts = create(mashan, "workers", given)["facts"]
    assert (facts["county"], facts["town"], facts["tags"]) == (MASHAN, BAISHAN, ["poverty_relieved", "relocated"])
    assert (facts["status"], facts["wage"], facts["contract"]) == ("arrived", "3500.00", True)


@pytest.mark.parametrize("facts, field, id", [
    ({"resident_id": "450124199001011234"}, "resident_id", "resident_id.checksum"),
    ({"name": None}, "name", "value.required"),
    ({"county": LONGAN}, "county", "row.out_of_scope"),
    ({"phone": "154****0011"}, "phone", "value.masked"),
    ({"status": "飞走了"}, "status", "code.unknown"),
    ({"since": "2021-13-45"}, "since", "date.impossible"),
    ({"since": "2021-05-01", "until": "2021-03-01"}, "until", "date.order"),
    ({"wage": "999999999"}, "wage", "number.outlier"),
])  # fmt: skip
def test_what_a_form_refuses_the_api_refuses(mashan: Caller, worker: Facts, facts: Any, field: str, id: str) -> None:
    answer = mashan.post("ledgers/workers/rows", {"facts": worker(**facts)})
    assert answer.status_code == 422
    assert answer.json()["id"] == "row.stopped"
    assert (field, id) in [(one["field"], one["id"]) for one in answer.json()["findings"]]
    assert mashan.get("ledgers/workers/rows").json() == {"rows": [], "next": None}


def test_a_question_is_answered(mashan: Caller, worker: Facts) -> None:
    facts = worker(wage="150000")
    (question,) = mashan.post("ledgers/workers/rows", {"facts": facts}).json()["findings"]
    assert question["level"] == "question"
    row = create(mashan, "workers", facts, answers={question["key"]: question["choices"][0]})
    assert row["facts"]["wage"] == "150000.00"


def test_only_what_is_given_changes_and_the_second_writer_is_told(mashan: Caller, worker: Facts) -> None:
    row = create(mashan, "workers", worker(wage="3000", post="普工"))
    path = f"ledgers/workers/rows/{row['id']}"
    changed = mashan.patch(path, {"revision": 1, "facts": {"wage": 3200, "post": None}}).json()["row"]
    assert changed["facts"] == row["facts"] | {"wage": "3200.00", "post": None}
    assert changed["revision"] == 2
    late = mashan.patch(path, {"revision": 1, "facts": {"wage": "9"}})
    assert (late.status_code, late.json()["id"]) == (409, "row.conflict")
    assert mashan.patch(path, {"facts": {"wage": "9"}}).status_code == 422
    assert mashan.patch(path, {"revision": 2, "facts": {"pay": "9"}}).json()["id"] == "api.invalid"


def test_what_is_given_is_checked_against_what_the_row_holds(mashan: Caller, worker: Facts) -> None:
    row = create(mashan, "workers", worker(since="2021-05-01"))
    path = f"ledgers/workers/rows/{row['id']}"
    wrong = mashan.patch(path, {"revision": 1, "facts": {"until": "2021-04-30"}})
    assert [one["id"] for one in wrong.json()["findings"]] == ["date.order"]
    assert mashan.patch(path, {"revision": 1, "facts": {"until": "2021-05-02"}}).status_code == 200


def test_the_same_row_twice_is_refused(mashan: Caller, worker: Facts) -> None:
    facts = worker()
    create(mashan, "workers", facts)
    twice = mashan.post("ledgers/workers/rows", {"facts": facts})
    assert (twice.status_code, twice.json()["id"]) == (400, "row.exists")


def test_pages_follow_each_other_without_gap_or_repeat(mashan: Caller, worker: Facts) -> None:
    made = [create(mashan, "workers", worker())["id"] for _ in range(5)]
    seen: list[int] = []
    after: int | None = 0
    while after is not None:
        page = mashan.get("ledgers/workers/rows", limit=2, after=after).json()
        seen += [row["id"] for row in page["rows"]]
        after = page["next"]
    assert seen == made


def test_filters(mashan: Caller, worker: Facts) -> None:
    one = create(mashan, "workers", worker(name="覃建国", status="stable", town=BAISHAN, tags=["monitored", "other"]))
    two = create(mashan, "workers", worker(name="蓝春梅", status="left", town="450124101"))

    def ids(**wanted: Any) -> list[int]:
        return [row["id"] for row in mashan.get("ledgers/workers/rows", **wanted).json()["rows"]]

    assert ids(q="建国") == ids(status="stable") == ids(status="稳定") == ids(region=BAISHAN) == [one["id"]]
    assert ids(tags="other") == [one["id"]]
    assert ids(region=MASHAN) == ids(region="450100") == [one["id"], two["id"]]
    assert ids(q="建国", status="left") == []
    assert mashan.get("ledgers/workers/rows", status="nothing").status_code == 422
    outside = mashan.get("ledgers/workers/rows", region=LONGAN)
    assert (outside.status_code, outside.json()["id"]) == (404, "api.region_out_of_reach")


def test_exact_numbers_are_found_by_blind_index(mashan: Caller, worker: Facts) -> None:
    facts = worker(phone="15400000012、15400000013")
    row = create(mashan, "workers", facts)
    create(mashan, "workers", worker())
    for number in (facts["resident_id"], "154 0000 0012"):
        assert [one["id"] for one in mashan.post("ledgers/workers/find", {"number": number}).json()["rows"]] == [row["id"]]
    assert mashan.post("ledgers/workers/find", {"number": "15400000099"}).json()["rows"] == []


def test_whole_numbers_need_the_right_and_a_reason_and_leave_a_trace(mashan: Caller, worker: Facts) -> None:
    facts = worker(phone="15400000014")
    row = create(mashan, "workers", facts)
    path = f"ledgers/workers/rows/{row['id']}"
    assert mashan.get(path, reveal=1).json()["id"] == "reveal.reason"
    assert not Event.objects.filter(kind="reveal").exists()
    shown = mashan.get(path, reveal=1, reason="电话核实").json()["facts"]
    assert (shown["resident_id"], shown["phone"]) == (facts["resident_id"], facts["phone"])
    assert {json.loads(event.note)["reason"] for event in Event.objects.filter(kind="reveal")} == {"电话核实"}
    reader = caller_for(make_user(roles.COUNTY, MASHAN), actions=frozenset({"view"}))
    refused = reader.get(path, reveal=1, reason="电话核实")
    assert (refused.status_code, refused.json()["id"]) == (403, "access.token_action")


def test_a_token_does_only_what_it_was_made_for(mashan: Caller, worker: Facts) -> None:
    row = create(mashan, "workers", worker())
    user = make_user(roles.MUNICIPAL)
    reader = caller_for(user, actions=frozenset({"view"}), region=LONGAN)
    assert reader.get("ledgers/workers/rows").json()["rows"] == []
    assert reader.get(f"ledgers/workers/rows/{row['id']}").status_code == 404
    assert reader.post("ledgers/workers/rows", {"facts": worker()}).status_code == 403
    writer = caller_for(user, actions=frozenset({"view", "change"}), region=LONGAN)
    assert writer.patch(f"ledgers/workers/rows/{row['id']}", {"revision": 1, "facts": {"post": "x"}}).status_code == 404
    stopped = writer.post("ledgers/workers/rows", {"facts": worker()})
    assert "row.out_of_scope" in [one["id"] for one in stopped.json()["findings"]]


def test_references_and_money_in_ten_thousands(mashan: Caller) -> None:
    facts = {"number": "XM-1", "name": "白山镇养殖场", "county": MASHAN, "planned_total": "12.345678", "progress": "0.85"}
    project = create(mashan, "projects", facts)
    assert project["facts"]["planned_total"] == "12.345678"
    assert project["facts"]["progress"] == "0.85"
    payment = create(mashan, "payments", {"voucher": "P-1", "project": "XM-1", "amount": 1200, "paid_on": "2021-04-02"})
    assert (payment["county"], payment["facts"]["project"], payment["facts"]["amount"]) == (MASHAN, "XM-1", "1200.00")
    lost = mashan.post("ledgers/payments/rows", {"facts": {"voucher": "P-2", "project": "XM-9"}})
    assert [one["id"] for one in lost.json()["findings"]] == ["reference.unknown"]


def test_a_project_is_moved_only_within_reach_and_on_purpose(mashan: Caller) -> None:
    row = create(mashan, "projects", {"number": "XM-1", "name": "养殖场", "county": MASHAN})
    path = f"ledgers/projects/rows/{row['id']}"
    stopped = mashan.patch(path, {"revision": 1, "facts": {"county": LONGAN}})
    assert [one["id"] for one in stopped.json()["findings"]] == ["row.out_of_scope"]
    municipal = caller_for(make_user(roles.MUNICIPAL))
    assert municipal.patch(path, {"revision": 1, "facts": {"county": LONGAN}}).json()["row"]["county"] == LONGAN
    assert mashan.get(path).status_code == 404
