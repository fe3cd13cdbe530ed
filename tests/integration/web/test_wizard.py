"""The import wizard: several files at once, tabs of the preview, what others changed, moving, giving up, the history."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.intake.conflicts import KEEP, TAKE
from jiedui.core.intake.models import Import, RememberedHeading, StoredPreview
from jiedui.core.intake.previews import keeping
from jiedui.core.vault import files
from jiedui.web.imports import jobs
from tests.integration.country import LONGAN
from tests.integration.web.conftest import put, text
from tests.integration.web.test_imports import _work, count, go, hand_in, renamed, spoiled
from tests.workbooks.draft import Row, people, some_months, some_projects
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
WAGE = "月工资(元)"


def tab(client: Client, record: Import, name: str, **more: str) -> str:
    return text(client.get(f"/imports/{record.pk}/preview/", {"tab": name, **more}))


def wages(rows: list[Row]) -> list[int]:
    workers = registry.ledger("workers")._default_manager
    known = {row.name: row.wage // 100 for row in workers.all()}
    return [known[row["姓名"]] for row in rows]


def test_files_find_their_own_ledgers(longan: Client) -> None:
    sent = [
        SimpleUploadedFile("一.xlsx", book(some_projects(2))), SimpleUploadedFile("二.xlsx", book(people(2))),
        SimpleUploadedFile("三.xlsx", book(some_months(1, 2))),
    ]  # fmt: skip
    answer = longan.post("/imports/new/", {"file": sent})
    assert answer.headers["Location"] == "/imports/new/"
    assert list(Import.objects.order_by("pk").values_list("ledger", flat=True)) == [
        "projects",
        "workers",
        "household_months",
    ]
    page = text(longan.get("/imports/new/"))
    assert all(f"{name}.xlsx" in page for name in "一二三") and "继续办理" in page


def test_a_script_is_told_where_its_file_is(longan: Client) -> None:
    sent = {"file": SimpleUploadedFile("一.xlsx", book(people(2)))}
    answer = longan.post("/imports/new/", sent, headers={"Accept": "application/json"})
    assert answer.json()["address"] == f"/imports/{Import.objects.get().pk}/" and "务工" in answer.json()["title"]
    refused = longan.post("/imports/new/", headers={"Accept": "application/json"})
    assert refused.status_code == 400 and "请选择一个文件" in refused.json()["refusal"]


def test_a_large_file_is_recognised_in_the_background(longan: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(jobs, "SMALL", 0)
    longan.post("/imports/new/", {"file": SimpleUploadedFile("一.xlsx", book(some_projects(2)))})
    assert "every 2s" in text(longan.get("/imports/open/"))
    _work()
    record = Import.objects.get()
    assert (record.ledger, record.state) == ("projects", Import.State.CHECKED)
    assert "every 2s" not in text(longan.get("/imports/open/"))


def test_a_file_of_another_ledger_is_offered_the_right_one(longan: Client) -> None:
    record = hand_in(longan, some_projects(2), "workers")
    page = text(longan.get(f"/imports/{record.pk}/"))
    assert 'id="rather"' in page and 'value="projects"' in page
    moved = go(longan, record, "ledger", ledger="projects")
    record.refresh_from_db()
    assert (record.ledger, record.state) == ("projects", Import.State.CHECKED) and "全部核对通过" in moved
    assert "不能向所选的台账导入" in go(longan, record, "ledger", ledger="nothing")
    go(longan, record, "apply")
    assert count("projects") == 2 and "不能再改" in go(longan, record, "ledger", ledger="workers")


def test_every_row_is_in_its_tab(longan: Client) -> None:
    good, bad = spoiled()
    put(good[4:])
    bad[4] |= {WAGE: 9000}
    record = hand_in(longan, bad)
    assert bad[0]["姓名"] in tab(longan, record, "new") and bad[1]["姓名"] not in tab(longan, record, "new")
    changed = tab(longan, record, "changed")
    assert "4,400.00" in changed and "9,000.00" in changed and bad[5]["姓名"] not in changed
    assert bad[5]["姓名"] in tab(longan, record, "same")
    refused = tab(longan, record, "refused")
    assert "校验码" in refused and "found-error" in refused and "found-question" in refused and "隆按县" in refused
    only = tab(longan, record, "refused", finding="resident_id.checksum")
    assert bad[1]["姓名"] in only and "隆按县" not in only
    assert "没有这样的行" in tab(longan, record, "refused", finding="value.masked") or "隆按县" not in only
    for row in bad:
        for name in ("new", "changed", "same", "refused", "findings"):
            page = tab(longan, record, name)
            assert row["身份证号"] not in page and row["联系电话"] not in page, "nothing personal whole"


def test_rows_that_are_no_data_are_told(longan: Client) -> None:
    data = openpyxl.load_workbook(io.BytesIO(book(people(3))))
    sheet = data.worksheets[0]
    sheet.append(["合计", None, 3])
    sheet.append(["填表人：韦某某 13812345678"])
    out = io.BytesIO()
    data.save(out)
    record = hand_in(longan, out.getvalue())
    page = tab(longan, record, "unused")
    assert "合计" in page and "表尾说明" in page and "13812345678" not in page and "138****5678" in page


def test_pages_turn_and_cost_the_same(longan: Client, django_assert_max_num_queries: Any) -> None:
    record = hand_in(longan, people(120))
    first, last = tab(longan, record, "new"), tab(longan, record, "new", page="3")
    assert "第 1–50 行，共 120 行" in first and "第 101–120 行" in last
    assert "第 101–120 行" in tab(longan, record, "new", page="99") and "第 1–50 行" in tab(
        longan, record, "new", page="x"
    )
    assert tab(longan, record, "nothing") == tab(longan, record, "new"), "an unknown tab is the first one"
    costs = []
    from django.db import connection

    for rows in (1, 3, 100):
        one = hand_in(longan, people(rows, seed=rows))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            tab(longan, one, "new")
        costs.append(len(asked))
    assert len(set(costs)) == 1, costs


def test_the_preview_is_sealed_and_goes_with_the_import(longan: Client, settings: Any) -> None:
    rows = people(3)
    record = hand_in(longan, rows)
    parts = keeping.parts_of(record)
    stored = [(Path(settings.FILES) / one[:2] / one[2:]).read_bytes() for one in parts]
    assert len(parts) > 1 and all(data.startswith(b"JDF1") for data in stored)
    assert not any(b"PAR1" in data or rows[0]["姓名"].encode() in data for data in stored)
    again = hand_in(longan, rows)
    assert not set(parts) & set(keeping.parts_of(again)), "no two imports share a block"
    go(longan, record, "apply")
    assert not any(files.exists(one) for one in parts) and not StoredPreview.objects.filter(record=record).exists()
    other = keeping.parts_of(again)
    assert all(files.exists(one) for one in other)
    assert "已放弃导入" in go(longan, again, "give-up")
    again.refresh_from_db()
    assert again.state == Import.State.GIVEN_UP and not any(files.exists(one) for one in other)
    assert count() == 3 and "重新上传" in text(longan.get(f"/imports/{again.pk}/"))
    go(longan, again, "apply", partial="1")
    assert "不能再核对" in go(longan, again, "check") and count() == 3


def test_a_new_check_replaces_the_preview_and_an_old_one_is_forgotten(longan: Client) -> None:
    record = hand_in(longan, people(2))
    before = keeping.parts_of(record)
    go(longan, record, "check")
    after = keeping.parts_of(record)
    assert not any(files.exists(one) for one in before) and all(files.exists(one) for one in after)
    StoredPreview.objects.update(made_at=timezone.now() - timedelta(days=8))
    jobs.reopen_abandoned()
    assert not any(files.exists(one) for one in after)
    page = text(longan.get(f"/imports/{record.pk}/"))
    assert 'id="expired"' in page and "重新核对" in page
    assert "全部核对通过" in go(longan, record, "check")


def changed_by_another(longan: Client, enter: Callable[..., Client]) -> tuple[list[Row], Import]:
    """The clerk's rows are in; somebody else raised a wage; the clerk sends the old file again with two other changes."""
    rows = people(4)
    go(longan, hand_in(longan, rows), "apply")
    other = enter(roles.COUNTY, LONGAN)
    go(other, hand_in(other, [{**row, WAGE: 7000 + at} for at, row in enumerate(rows[:2])]), "apply")
    rows[3] |= {WAGE: 6500}
    return rows, hand_in(longan, rows)


def test_what_another_changed_since_is_asked_row_by_row(longan: Client, enter: Callable[..., Client]) -> None:
    rows, record = changed_by_another(longan, enter)
    page = longan.get(f"/imports/{record.pk}/")
    first, second = page.context["questions"]
    assert 'id="conflicts"' in text(page) and first.conflict["actor"] in first.message
    (value,) = first.conflict["values"]
    assert ("4,000" in value["before"], "7,000" in value["theirs"], "4,000" in value["mine"]) == (True, True, True)
    assert "没有导入" in go(longan, record, "apply") and wages(rows) == [7000, 7001, 4200, 4300]
    go(longan, record, "answers", **{f"answer:{first.key}": KEEP, f"answer:{second.key}": TAKE})
    go(longan, record, "apply")
    assert wages(rows) == [7000, 4100, 4200, 6500]
    record.refresh_from_db()
    assert json.loads(record.counts)["left_out"] == 1


def test_one_answer_for_all_that_others_changed_holds_for_what_was_seen(
    longan: Client, enter: Callable[..., Client]
) -> None:
    rows, record = changed_by_another(longan, enter)
    go(longan, record, "answers", **{"all:row.conflict": TAKE})
    assert not longan.get(f"/imports/{record.pk}/").context["questions"]
    put([{**rows[0], WAGE: 9900}])
    refused = go(longan, record, "apply")
    assert "情况有变化" in refused and wages(rows)[0] == 9900, "what changed after the answer is asked anew"
    (asked,) = longan.get(f"/imports/{record.pk}/").context["questions"]
    go(longan, record, "answers", **{f"answer:{asked.key}": KEEP})
    go(longan, record, "apply")
    assert wages(rows) == [9900, 4100, 4200, 6500]


def test_checking_again_does_not_lose_the_question(longan: Client, enter: Callable[..., Client]) -> None:
    rows = people(2)
    put(rows)
    record = hand_in(longan, [{**rows[0], WAGE: 8000}, rows[1]])
    assert not longan.get(f"/imports/{record.pk}/").context["questions"], "nobody came between"
    put([{**rows[0], WAGE: 7000}])
    for _ in range(2):
        go(longan, record, "check")
        assert len(longan.get(f"/imports/{record.pk}/").context["questions"]) == 1


def test_what_another_changed_in_other_columns_is_no_conflict(longan: Client, enter: Callable[..., Client]) -> None:
    rows = people(1)
    go(longan, hand_in(longan, rows), "apply")
    other = enter(roles.COUNTY, LONGAN)
    go(other, hand_in(other, [{**rows[0], "备注": "已回访"}]), "apply")
    record = hand_in(longan, [{**rows[0], WAGE: 6000}])
    assert not longan.get(f"/imports/{record.pk}/").context["questions"]
    go(longan, record, "apply")
    worker = registry.ledger("workers")._default_manager.get()
    assert (worker.wage, worker.remark) == (600_000, "已回访"), "both changes stand"


def test_columns_show_values_and_a_remembered_choice_can_be_forgotten(longan: Client) -> None:
    rows = renamed(people(3), 内部编码="备注")
    for row in rows:
        row["内部编码"] = "老王 450123199001011234"
    record = hand_in(longan, rows)
    shown = {one["heading"]: one for one in longan.get(f"/imports/{record.pk}/").context["mapped"]}
    assert shown["姓名"]["samples"] == [row["姓名"] for row in rows] and shown["姓名"]["way"] == "exact"
    assert all("*" in one for one in shown["身份证号"]["samples"] + shown["联系电话"]["samples"])
    assert "199001011234" not in json.dumps(shown["内部编码"]["samples"])
    go(longan, record, "answers", **{"mapping": "1", "map:内部编码": "post"})
    assert {one["heading"]: one["way"] for one in longan.get(f"/imports/{record.pk}/").context["mapped"]}[
        "内部编码"
    ] == "hand"
    go(longan, record, "apply")
    again = hand_in(longan, rows)
    page = longan.get(f"/imports/{again.pk}/")
    kept = {one["heading"]: one for one in page.context["mapped"]}["内部编码"]
    assert kept["way"] == "remembered" and kept["kept"] and "忘记“内部编码”的对应" in text(page)
    assert "已忘记" in go(longan, again, "forget", heading="内部编码") and not RememberedHeading.objects.exists()
    assert {one["heading"]: one["way"] for one in longan.get(f"/imports/{again.pk}/").context["mapped"]}[
        "内部编码"
    ] == "ignored"


def test_a_very_wide_file_takes_names_of_columns(longan: Client) -> None:
    rows = [{**row, **{f"附加{n}": n for n in range(80)}} for row in people(2)]
    record = hand_in(longan, rows)
    page = text(longan.get(f"/imports/{record.pk}/"))
    assert '<datalist id="every-field">' in page and len(page) < 250_000
    go(longan, record, "answers", **{"mapping": "1", "map:附加7": "岗位", "map:附加8": "没有这一栏"})
    mapped = {one["heading"]: one for one in longan.get(f"/imports/{record.pk}/").context["mapped"]}
    assert mapped["附加7"]["column"] == "岗位" and mapped["附加8"]["ignored"]


def test_what_an_undo_would_do_is_told_before(longan: Client, enter: Callable[..., Client]) -> None:
    rows = people(3)
    record = hand_in(longan, rows)
    go(longan, record, "apply")
    clear = text(longan.get(f"/imports/{record.pk}/undo/"))
    assert "删除这次新增的 3 行" in clear and 'id="in-the-way"' not in clear
    other = enter(roles.COUNTY, LONGAN)
    go(other, hand_in(other, [{**rows[0], WAGE: 7000}]), "apply")
    stopped = text(longan.get(f"/imports/{record.pk}/undo/"))
    assert 'id="in-the-way"' in stopped and "有 1 行后来又被修改" in stopped and other.user.display_name in stopped  # type: ignore[attr-defined]


def test_the_history_is_filtered_and_says_who_took_back(longan: Client, enter: Callable[..., Client]) -> None:
    first, second = hand_in(longan, people(2)), hand_in(longan, some_projects(1), "projects")
    go(longan, first, "apply")
    go(longan, first, "undo")

    def found(**asked: str) -> set[int]:
        return {line["record"].pk for line in longan.get("/imports/", asked).context["lines"]}

    assert found() == {first.pk, second.pk} and found(ledger="projects") == {second.pk}
    assert found(state="undone") == {first.pk} and found(since="2999-01-01") == set() and found(until="x") == found()
    assert found(person=str(longan.user.pk)) == found() and found(person="999") == set()  # type: ignore[attr-defined]
    page = text(longan.get("/imports/", {"state": "undone"}))
    assert page.count(longan.user.display_name) >= 2  # type: ignore[attr-defined]
    assert "没有符合条件的导入" in text(longan.get("/imports/", {"since": "2999-01-01"}))


def test_a_tab_left_behind_changes_nothing(longan: Client) -> None:
    record = hand_in(longan, people(2))
    go(longan, record, "apply")
    assert "处理完毕" in go(longan, record, "answers", **{"mapping": "1", "map:备注": "post"})
    assert "完毕" in go(longan, record, "give-up") and "完毕" in go(longan, record, "check")
    go(longan, record, "apply")
    record.refresh_from_db()
    assert record.state == Import.State.APPLIED and count() == 2


def test_a_file_that_cannot_be_opened_says_so_at_once(longan: Client) -> None:
    fake = b"%PDF-1.7 this is no workbook"
    sent = {"file": SimpleUploadedFile("台账.xlsx", fake)}
    told = longan.post("/imports/new/", sent, headers={"Accept": "application/json"}).json()
    assert told["refused"] and "title" not in told, "taken for no ledger: its headings could not be read"
    record = Import.objects.get()
    assert record.state == Import.State.REFUSED
    page = text(longan.get(f"/imports/{record.pk}/"))
    assert told["refused"] in page and "务工人员" not in page.split('id="state"')[1].split("</p>")[0]
    assert page.split('class="way"')[1].split("</nav>")[0].count('class="past"') == 0, "no later step is ticked"
    assert told["refused"] in text(longan.get("/imports/"))
    left = text(longan.get("/imports/new/"))
    assert told["refused"] in left and "继续办理" not in left and "不再提示" in left
    go(longan, record, "give-up")
    assert "不再提示" not in text(longan.get("/imports/new/"))
    two = [SimpleUploadedFile(f"{name}.xlsx", fake) for name in "甲乙"]
    page = text(longan.post("/imports/new/", {"file": two}, follow=True))
    assert f"甲.xlsx：{told['refused']}" in page and f"乙.xlsx：{told['refused']}" in page


def test_rows_left_out_are_counted_alike_everywhere(longan: Client) -> None:
    record = hand_in(longan, spoiled()[1])
    (question,) = longan.get(f"/imports/{record.pk}/").context["questions"]
    assert "apply-bar" not in text(longan.get(f"/imports/{record.pk}/")), "it would cover the questions"
    away = next(one for one in question.choices if "不导入" in one)
    page = go(longan, record, "answers", **{f"answer:{question.key}": away})
    assert "apply-bar" in page
    page = go(longan, record, "apply", partial="1")
    assert "还有 1 行没有导入" in page and "另有 1 行按您的回答不导入" in page
    assert "其中 1 行按回答不导入" in text(longan.get("/imports/"))
    record.refresh_from_db()
    log = text(longan.get(f"/trail/{record.event}/"))
    assert "未导入 2，其中 1 行按回答不导入" in log


def test_the_columns_read_and_not_read_are_counted_apart(longan: Client) -> None:
    record = hand_in(longan, [row | {"序号": 1, "微信号": "x"} for row in people(2)])
    read = len(people(1)[0])
    assert f"已识别 {read} 列；未导入 2 列：序号、微信号" in text(longan.get(f"/imports/{record.pk}/"))
