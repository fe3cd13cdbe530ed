"""One column of many rows: previewed, confirmed for exactly the rows that were shown, one event, taken back as a whole."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import bulk
from jiedui.core.trail.models import Entry, Event
from jiedui.core.trail.verification import verify
from tests.integration.country import CHENGXIANG, LONGAN
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import people, some_payments, some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PATH = "/ledgers/workers/bulk/"
WHY = "按县人社局六月核查结果更新"


def workers() -> list[Any]:
    return list(registry.ledger("workers")._default_manager.order_by("id"))


def preview(client: Client, column: str, value: str, *, path: str = PATH, **more: Any) -> Any:
    """Ask for a preview: ids=… or all=1."""
    given = {"bulk_step": "preview", "bulk_column": column, column: value, "bulk_reason": WHY, **more}
    return client.post(path, given)


def confirm(client: Client, shown: Any, *, path: str = PATH) -> Any:
    """Press the button of a preview: the form goes back as the page has it."""
    form = text(shown).split('id="bulk-confirm"')[1]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    return client.post(path, {**fields, "bulk_step": "apply"})


def counts(shown: Any) -> tuple[int, int, int]:
    plan = shown.context["plan"]
    return len(plan.changing), len(plan.same), len(plan.refused)


def test_the_column_is_chosen_first_and_gets_its_own_field(longan: Client) -> None:
    put(people(3))
    ids = [row.pk for row in workers()]
    page = text(longan.post(PATH, {"ids": ids[:2]}))
    assert "选中 2 条" in page and "bulk-form" not in page
    for name in ("status", "wage", "since", "post", "employer", "contract", "village"):
        assert f'value="{name}"' in page
    for name in ("name", "resident_id", "phone", "county", "town"):
        assert f'value="{name}"' not in page
    page = text(longan.post(PATH, {"ids": ids[:2], "bulk_column": "status"}))
    assert "稳定就业" in page and "事由" in page and 'name="bulk_column" value="status"' in page
    assert longan.get(PATH + "?status=stable").headers["Location"] == "/ledgers/workers/?status=stable"
    assert longan.post(PATH).headers["Location"] == "/ledgers/workers/"


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(longan: Client) -> None:
    put(people(2))
    ids = [row.pk for row in workers()]
    nothing = preview(longan, "status", "", ids=ids)
    assert nothing.status_code == 422 and "请填写新的内容" in text(nothing) and WHY in text(nothing)
    why = preview(longan, "post", "缝纫工", ids=ids, bulk_reason=" ")
    assert why.status_code == 422 and "请填写事由" in text(why) and 'value="缝纫工"' in text(why)
    wrong = preview(longan, "since", "去年冬天", ids=ids)
    assert wrong.status_code == 422 and "不是可以识别的日期" in text(wrong) and "去年冬天" in text(wrong)
    assert preview(longan, "phone", "13800138000", ids=ids).status_code == 404
    assert preview(longan, "nothing", "1", ids=ids).status_code == 422
    assert Event.objects.filter(kind="bulk").count() == 0


def test_preview_confirm_and_undo(longan: Client) -> None:
    put(people(6))
    rows = workers()
    before = [(row.status, row.revision) for row in rows]
    shown = preview(longan, "status", "离岗", ids=[row.pk for row in rows[:5]])
    same = sum(row.status == "left" for row in rows[:5])
    assert counts(shown) == (5 - same, same, 0)
    page = text(shown)
    assert "<ins>离岗</ins>" in page and f"事由：{WHY}" in page and "确认修改" in page
    assert [(row.status, row.revision) for row in workers()] == before, "a preview writes nothing"

    done = confirm(longan, shown)
    assert done.status_code == 302 and done.headers["Location"] == "/ledgers/workers/"
    after = workers()
    assert [row.status for row in after[:5]] == ["left"] * 5 and after[5].status == rows[5].status
    event = Event.objects.get(kind="bulk")
    note = json.loads(event.note)
    assert (note["reason"], note["column"], note["rows"]) == (WHY, "就业状态", {"changed": 5 - same})
    assert Entry.objects.filter(event_id=event.pk, action="c").count() == 5 - same
    assert event.scope == LONGAN and verify().ok
    told = text(longan.get(f"/trail/{event.pk}/"))
    assert "批量修改" in told and WHY in told and f"/events/{event.pk}/undo/" in told
    changed = next(row for row in after if row.event == event.pk)
    assert "批量修改" in text(longan.get(f"/ledgers/workers/{changed.pk}/"))

    undo = f"/ledgers/workers/events/{event.pk}/undo/"
    assert f"{5 - same} 条" in text(longan.get(undo))
    assert longan.post(undo).headers["Location"] == "/ledgers/workers/"
    assert [row.status for row in workers()] == [status for status, _revision in before]
    assert verify().ok


def test_who_was_faster_is_not_overwritten(longan: Client) -> None:
    put(people(4))
    rows = workers()
    ids = [row.pk for row in rows]
    shown = preview(longan, "post", "厨师", ids=ids)
    other = longan.post(f"/ledgers/workers/{ids[1]}/edit/", {"revision": 1, "remark": "电话已核实"})
    assert other.status_code == 302
    late = confirm(longan, shown)
    assert late.status_code == 409 and "有 1 条记录被他人修改" in text(late) and rows[1].name in text(late)
    assert all(row.post != "厨师" for row in workers()), "nothing was written, not even the others"
    assert Event.objects.filter(kind="bulk").count() == 0

    assert confirm(longan, late).status_code == 302, "the new preview shows what is there now"
    assert [row.post for row in workers()] == ["厨师"] * 4 and workers()[1].remark == "电话已核实"
    event = Event.objects.get(kind="bulk")
    longan.post(f"/ledgers/workers/{ids[2]}/edit/", {"revision": 2, "remark": "又变了"})
    refused = longan.post(f"/ledgers/workers/events/{event.pk}/undo/", follow=True)
    assert "不能整批撤销" in text(refused) and [row.post for row in workers()] == ["厨师"] * 4


def test_nobody_else_s_rows_are_touched(longan: Client, mashan: Client, enter: Callable[..., Client]) -> None:
    put(people(3))
    put([{**row, "户籍县": "马山县", "乡镇": "白山镇"} for row in people(5)[3:]])
    rows = workers()
    mine, theirs = [r.pk for r in rows if r.county == LONGAN], [r.pk for r in rows if r.county != LONGAN]
    for ids in ([*mine, theirs[0]], [theirs[0]], [*mine, 999_999], ["-1"], ["9" * 30], ["x"]):
        assert longan.post(PATH, {"ids": ids}).status_code == 404
        assert preview(longan, "post", "厨师", ids=ids).status_code == 404
    shown = preview(longan, "post", "厨师", all="1")
    assert counts(shown) == (3, 0, 0), "all means all that one may change"
    narrowed = preview(longan, "post", "厨师", path=f"{PATH}?county={rows[-1].county}", all="1")
    assert narrowed.status_code == 302, "nothing there to change"
    stolen = confirm(mashan, shown)
    assert stolen.status_code in (302, 404, 409)
    assert confirm(longan, shown).status_code == 302
    assert [row.post == "厨师" for row in workers()] == [row.county == LONGAN for row in workers()]
    viewer = enter(roles.VIEWER, LONGAN)
    assert preview(viewer, "post", "保安", ids=mine).status_code == 403
    assert viewer.post(PATH, {"ids": mine}).status_code == 403
    assert Event.objects.filter(kind="bulk").count() == 1
    event = Event.objects.get(kind="bulk")
    assert mashan.get(f"/trail/{event.pk}/").status_code == 404
    assert mashan.post(f"/ledgers/workers/events/{event.pk}/undo/").status_code == 404


def test_a_township_cannot_reach_beyond_its_own(enter: Callable[..., Client]) -> None:
    rows = people(3)
    rows[2]["乡镇"] = None
    put(rows)
    clerk = enter(roles.TOWNSHIP, CHENGXIANG)
    ids = [row.pk for row in workers()]
    assert preview(clerk, "post", "厨师", ids=ids).status_code == 404
    shown = preview(clerk, "post", "厨师", all="1")
    assert counts(shown) == (2, 0, 0) and confirm(clerk, shown).status_code == 302
    assert [row.post for row in workers()] == ["厨师", "厨师", None]


def test_rows_that_break_a_rule_stay_and_the_page_says_why(longan: Client) -> None:
    rows = people(3)
    rows[0] |= {"就业起始时间": "2025-05-01", "就业截止时间": None}
    rows[1] |= {"就业起始时间": "2020-05-01", "就业截止时间": None}
    rows[2] |= {"就业起始时间": "2021-01-01", "就业截止时间": "2024-01-01"}
    put(rows)
    ids = [row.pk for row in workers()]
    shown = preview(longan, "until", "2024-01-01", ids=ids)
    assert counts(shown) == (1, 1, 1)
    assert "不能修改的原因" in text(shown) and rows[0]["姓名"] in text(shown) and "保持原样" in text(shown)
    assert confirm(longan, shown).status_code == 302
    assert [row.until for row in workers()] == [None, "2024-01-01", "2024-01-01"]
    assert [row.revision for row in workers()] == [1, 2, 1]


def test_a_village_is_looked_for_in_the_town_of_each_row_and_a_size_is_asked_about(longan: Client) -> None:
    put(people(3))
    ids = [row.pk for row in workers()]
    asked = preview(longan, "wage", "250000", ids=ids)
    assert asked.status_code == 422 and "answer:" in text(asked), "an implausible wage is a question, as everywhere"
    key = re.search(r'name="(answer:[^"]+)" value="(照原样录入)"', text(asked))
    assert key
    shown = preview(longan, "wage", "250000", ids=ids, **{key[1]: key[2]})
    assert counts(shown) == (3, 0, 0)
    assert confirm(longan, shown).status_code == 302
    assert {row.wage for row in workers()} == {25_000_000}


def test_a_column_is_cleared_only_when_that_is_said(longan: Client) -> None:
    put(people(2))
    ids = [row.pk for row in workers()]
    shown = preview(longan, "wage", "", ids=ids, bulk_clear="1")
    assert shown.status_code == 200 and "清空" in text(shown)
    assert confirm(longan, shown).status_code == 302
    assert {row.wage for row in workers()} == {None}
    several = preview(longan, "tags", "", ids=ids, tags=["脱贫人口", "易地搬迁"])
    assert confirm(longan, several).status_code == 302
    assert {row.tags for row in workers()} == {"poverty_relieved,relocated"}


def test_a_limit_is_told(longan: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    put(people(4))
    monkeypatch.setattr(bulk, "LIMIT", 3)
    told = longan.post(PATH, {"all": "1"})
    assert told.status_code == 400 and "一次最多批量修改 3 条" in text(told)
    assert longan.post(PATH, {"ids": [row.pk for row in workers()][:3]}).status_code == 200


def test_a_preview_of_yesterday_or_of_somebody_else_confirms_nothing(longan: Client) -> None:
    put(people(2))
    shown = preview(longan, "post", "厨师", all="1")
    given = {
        "bulk_step": "apply",
        "bulk_column": "post",
        "post": "厨师",
        "bulk_reason": WHY,
        "all": "1",
        "bulk_token": "x:y:z",
    }
    late = longan.post(PATH, given)
    assert late.status_code == 409 and "预览已过期" in text(late) and counts(late) == (2, 0, 0)
    assert Event.objects.filter(kind="bulk").count() == 0
    assert confirm(longan, late).status_code == 302 and confirm(longan, shown).status_code == 409


def test_every_ledger_can(longan: Client) -> None:
    put(some_projects(2), "projects")
    put(some_payments(2), "payments")
    for ledger in registry.ledgers():
        rows = list(ledger._default_manager.order_by("id"))
        if rows:
            page = longan.post(f"/ledgers/{ledger.info.id}/bulk/", {"ids": [row.pk for row in rows]})
            assert page.status_code == 200, ledger
            for column in bulk.changeable(ledger):
                page = longan.post(f"/ledgers/{ledger.info.id}/bulk/", {"all": "1", "bulk_column": column.name})
                assert page.status_code == 200 and "bulk-form" in text(page), column


@pytest.mark.parametrize("size", [1, 3, 30])
@pytest.mark.usefixtures("todo_as_in_production")
def test_a_preview_asks_the_database_a_fixed_number_of_times(
    longan: Client, size: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    put(people(30))
    ids = [row.pk for row in workers()][:size]
    preview(longan, "post", "厨师", ids=ids)
    with django_assert_max_num_queries(30):
        assert counts(preview(longan, "employer", "深圳市某某电子有限公司", ids=ids))[0] == size
