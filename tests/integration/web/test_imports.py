"""A file on its way through the pages: checked, asked about, let in, brought back, undone; seen by whom it concerns."""

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.intake.models import Import
from jiedui.core.trail.models import Event
from jiedui.jobs.worker import Worker
from jiedui.web.imports import jobs
from tests.integration.country import LONGAN
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import Row, people, some_payments, some_projects
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def hand_in(client: Client, rows: list[Row] | bytes, ledger: str = "workers", **choices: str) -> Import:
    """Send a file; the import it became."""
    data = rows if isinstance(rows, bytes) else book(rows)
    answer = client.post(
        f"/ledgers/{ledger}/import/", {"file": SimpleUploadedFile("务工.xlsx", data), "mode": "add", **choices}
    )
    assert answer.status_code == 302, text(answer)
    return Import.objects.get(pk=int(answer.headers["Location"].split("/")[2]))


def go(client: Client, record: Import, step: str, **form: str) -> str:
    """A step of an import and the page after it."""
    return text(client.post(f"/imports/{record.pk}/{step}/", form, follow=True))


def count(ledger: str = "workers") -> int:
    return int(registry.ledger(ledger)._default_manager.count())


def spoiled() -> tuple[list[Row], list[Row]]:
    """Six rows: one wrong ID, one misspelt county; and the same as they should be."""
    good = people(6)
    bad = [dict(row) for row in good]
    last = good[1]["身份证号"][-1]
    bad[1]["身份证号"] = good[1]["身份证号"][:17] + ("1" if last != "1" else "2")
    bad[3] |= {"户籍县": "隆按县"}
    return good, bad


def test_the_way_of_a_messy_file(longan: Client) -> None:
    good, bad = spoiled()
    record = hand_in(longan, bad)
    assert count() == 0, "a preview writes nothing"
    page = text(longan.get(f"/imports/{record.pk}/"))
    assert "校验码" in page and "隆安县" in page and "请您确认（1 个问题）" in page

    refused = go(longan, record, "apply")
    assert count() == 0 and "没有导入" in refused

    (question,) = longan.get(f"/imports/{record.pk}/").context["questions"]
    choice = next(one for one in question.choices if "隆安县" in one)
    answered = go(longan, record, "answers", **{f"answer:{question.key}": choice})
    assert "请您确认" not in answered

    done = go(longan, record, "apply", partial="1")
    assert count() == 5 and "导入完成" in done and "下载标好问题的原表" in done

    returned = longan.get(f"/imports/{record.pk}/returned.xlsx")
    assert "no-store" in returned.headers["Cache-Control"]
    back = openpyxl.load_workbook(io.BytesIO(returned.content))
    sheet = back.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    cell = sheet.cell(3, headings.index("身份证号") + 1)
    assert cell.comment is not None and "校验码" in cell.comment.text
    cell.value = good[1]["身份证号"]
    sheet.cell(5, headings.index("户籍县") + 1).value = "隆安县"
    corrected = io.BytesIO()
    back.save(corrected)

    second = hand_in(longan, corrected.getvalue())
    assert json.loads(second.counts) | {"new": 1, "same": 5, "refused": 0} == json.loads(second.counts)
    assert "全部核对通过" in text(longan.get(f"/imports/{second.pk}/"))
    go(longan, second, "apply")
    assert count() == 6
    assert "撤销这次导入" in text(longan.get(f"/imports/{second.pk}/"))
    assert "将从" in text(longan.get(f"/imports/{second.pk}/undo/")) and count() == 6, "asking undoes nothing"
    assert "已整批撤销" in go(longan, second, "undo") and count() == 5


def test_changes_are_shown_before_they_are_made(longan: Client) -> None:
    rows = people(3)
    go(longan, hand_in(longan, rows), "apply")
    rows[1]["月工资(元)"] = 9000
    record = hand_in(longan, rows)
    page = text(longan.get(f"/imports/{record.pk}/"))
    assert "4,100.00" in page and "9,000.00" in page and "变更内容" in page
    go(longan, record, "apply")
    worker = registry.ledger("workers")._default_manager.get(wage=900_000)
    assert f"/imports/{record.pk}/" in text(longan.get(f"/ledgers/workers/{worker.pk}/"))


def test_the_same_file_twice_changes_nothing(longan: Client) -> None:
    rows = people(3)
    go(longan, hand_in(longan, rows), "apply")
    again = hand_in(longan, rows)
    assert "完全一致" in text(longan.get(f"/imports/{again.pk}/"))
    go(longan, again, "apply")
    again.refresh_from_db()
    assert again.state == Import.State.UNCHANGED and count() == 3


def test_replacing_asks_before_it_removes(longan: Client) -> None:
    rows = people(4)
    go(longan, hand_in(longan, rows), "apply")
    record = hand_in(longan, rows[:3], mode="replace")
    page = longan.get(f"/imports/{record.pk}/?tab=missing")
    assert "台账里有而表中没有的 1 行会保留" in text(page) and rows[3]["姓名"] in text(page)
    (question,) = page.context["questions"]
    go(
        longan,
        record,
        "answers",
        **{f"answer:{question.key}": next(c for c in question.choices if c.startswith("删除"))},
    )
    go(longan, record, "apply")
    assert count() == 3


def test_what_stops_an_undo_is_told(longan: Client) -> None:
    projects = hand_in(longan, some_projects(1), "projects")
    go(longan, projects, "apply")
    go(longan, hand_in(longan, some_payments(2), "payments"), "apply")
    assert "资金支付台账" in go(longan, projects, "undo") and count("projects") == 1


def test_the_second_of_two_people_sees_the_conflict(longan: Client, enter: Callable[..., Client]) -> None:
    rows = people(3)
    go(longan, hand_in(longan, rows), "apply")
    other = enter(roles.COUNTY, LONGAN)
    first = hand_in(longan, [{**rows[0], "月工资(元)": 7000}, *rows[1:]])
    second = hand_in(other, [{**rows[0], "月工资(元)": 8000}, {**rows[1], "月工资(元)": 8100}, rows[2]])
    go(longan, first, "apply")
    page = go(other, second, "apply", partial="1")
    wages = sorted(registry.ledger("workers")._default_manager.values_list("wage", flat=True))
    assert 800_000 not in wages and 700_000 in wages, "never a silent overwrite"
    assert 'id="conflicts"' in page or "修改过这一行" in page
    assert 810_000 in wages, "the other rows go in"


def test_a_large_file_is_handled_in_the_background(longan: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(jobs, "SMALL", 0)
    record = hand_in(longan, people(3))
    waiting = longan.get(f"/imports/{record.pk}/")
    assert "排队等待" in text(waiting) and f'hx-get="/imports/{record.pk}/"' in text(waiting)
    _work()
    assert "HX-Refresh" in longan.get(f"/imports/{record.pk}/", headers={"HX-Request": "true"}).headers
    assert "全部核对通过" in text(longan.get(f"/imports/{record.pk}/"))
    assert "排队等待" in go(longan, record, "apply")
    assert count() == 0
    _work()
    assert "写入台账：新增 3 行" in text(longan.get(f"/imports/{record.pk}/")) and count() == 3


def _work() -> None:
    """What the worker would do, on this test's own connection."""
    worker = Worker()
    while (row := worker.take()) is not None:
        worker.work(row)


def test_a_job_runs_with_the_rights_of_the_moment(longan: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(jobs, "SMALL", 0)
    record = hand_in(longan, people(2))
    longan.user.grants.update(role=roles.VIEWER)  # type: ignore[attr-defined]
    _work()
    record.refresh_from_db()
    assert record.state == Import.State.RECEIVED
    assert "不能导入表格" in text(longan.get(f"/imports/{record.pk}/"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 nothing", b"PK\x03\x04 broken", b"\x00" * 200])
def test_a_file_that_cannot_be_read_says_so(longan: Client, data: bytes) -> None:
    answer = longan.post("/ledgers/workers/import/", {"file": SimpleUploadedFile("a.xlsx", data)}, follow=True)
    record = Import.objects.get()
    assert record.state == Import.State.REFUSED and len(record.message) > 10
    assert 'id="refused"' in text(answer) and 'id="apply"' not in text(answer)
    assert go(longan, record, "apply", partial="1") and count() == 0


def test_a_form_without_a_file_or_with_another_county_is_refused(longan: Client, enter: Callable[..., Client]) -> None:
    assert longan.post("/ledgers/workers/import/").status_code == 400
    for choice in ({"region": "450124"}, {"mode": "erase"}):
        sent = {"file": SimpleUploadedFile("a.xlsx", book(people(1))), **choice}
        assert longan.post("/ledgers/workers/import/", sent).status_code == 400
    municipal = enter(roles.MUNICIPAL)
    assert "马山县" in text(municipal.get("/ledgers/workers/import/"))
    record = hand_in(municipal, people(2), region="450124")
    assert "不在您可以填报的范围内" in text(municipal.get(f"/imports/{record.pk}/")), "the chosen county is the limit"


def test_the_clerk_of_another_county_reaches_nothing_of_it(longan: Client, mashan: Client) -> None:
    rows = people(2)
    record = hand_in(longan, rows)
    for step in ("", "undo/", "returned.xlsx"):
        assert mashan.get(f"/imports/{record.pk}/{step}").status_code == 404, step
    for step in ("answers", "check", "apply", "undo", "raw"):
        answer = mashan.post(f"/imports/{record.pk}/{step}/", {"reason": "看看", "partial": "1"})
        assert answer.status_code == 404, step
    assert count() == 0
    assert "务工.xlsx" not in text(mashan.get("/imports/")) and "务工.xlsx" in text(longan.get("/imports/"))


def test_who_may_only_look_can_change_nothing(longan: Client, enter: Callable[..., Client]) -> None:
    record = hand_in(longan, people(2))
    viewer, auditor = enter(roles.VIEWER, LONGAN), enter(roles.AUDITOR)
    for client in (viewer, auditor):
        page = text(client.get(f"/imports/{record.pk}/"))
        assert "务工.xlsx" in page and 'id="apply"' not in page and "重新核对" not in page
        for step in ("answers", "check", "apply", "undo"):
            assert client.post(f"/imports/{record.pk}/{step}/", {"partial": "1"}).status_code == 403, step
        assert client.get(f"/imports/{record.pk}/returned.xlsx").status_code == 403
    assert count() == 0


def test_the_file_itself_is_given_for_a_reason_and_noted(longan: Client, enter: Callable[..., Client]) -> None:
    data = book(people(2))
    record = hand_in(longan, data)
    assert enter(roles.VIEWER, LONGAN).post(f"/imports/{record.pk}/raw/", {"reason": "看看"}).status_code == 403
    auditor = enter(roles.AUDITOR)
    assert auditor.post(f"/imports/{record.pk}/raw/", {"reason": ""}).status_code == 302
    assert not Event.objects.filter(kind="raw_file").exists()
    answer = auditor.post(f"/imports/{record.pk}/raw/", {"reason": "核对审计线索"})
    assert answer.content == data and "attachment" in answer.headers["Content-Disposition"]
    noted = Event.objects.get(kind="raw_file")
    assert "核对审计线索" in noted.note and noted.file_digest == record.file_digest


def odd_wages() -> list[Row]:
    """Six people, three of whom earn what nobody earns."""
    rows = people(6)
    for at, wage in ((1, 480_000), (2, 510_000), (4, 620_000)):
        rows[at] |= {"月工资(元)": wage}
    return rows


def test_answers_can_be_seen_changed_and_withdrawn_until_the_file_is_in(longan: Client) -> None:
    record = hand_in(longan, odd_wages())
    asked = longan.get(f"/imports/{record.pk}/").context["questions"]
    assert len(asked) == 3
    key = asked[0].key
    go(longan, record, "answers", **{f"answer:{key}": "照原样录入"})
    page = longan.get(f"/imports/{record.pk}/")
    (answered,) = page.context["answered"]
    assert answered.chosen == "照原样录入" and answered.message == asked[0].message and answered.places == asked[0].places
    assert "已回答的 1 个问题" in text(page) and len(page.context["questions"]) == 2

    go(longan, record, "answers", **{f"answer:{key}": "不导入这一行"})
    page = longan.get(f"/imports/{record.pk}/")
    assert page.context["answered"][0].chosen == "不导入这一行" and page.context["left_out"] == 1

    go(longan, record, "answers", **{f"answer:{key}": ""})
    page = longan.get(f"/imports/{record.pk}/")
    assert not page.context["answered"] and len(page.context["questions"]) == 3
    record.refresh_from_db()
    assert record.answers == "{}"

    go(longan, record, "answers", **{"all:number.outlier": "照原样录入"})
    go(longan, record, "apply")
    assert count() == 6
    go(longan, record, "answers", **{f"answer:{key}": ""})
    record.refresh_from_db()
    assert len(json.loads(record.answers)) == 3, "what is in is not answered anew"
    assert "收回这个回答" not in text(longan.get(f"/imports/{record.pk}/"))


def test_one_answer_for_all_of_a_kind_but_where_another_was_given(longan: Client) -> None:
    rows = odd_wages()
    rows += [{**rows[0], "月工资(元)": 4001}, {**rows[3], "月工资(元)": 4002}]
    record = hand_in(longan, rows)
    kinds = {one.id: one for one in longan.get(f"/imports/{record.pk}/").context["kinds"]}
    assert [value for value, _ in kinds["number.outlier"].common] == ["照原样录入", "不导入这一行"]
    assert [value for value, _ in kinds["row.duplicate"].common] == ["first", "last"]
    first = kinds["number.outlier"].questions[0].key
    go(longan, record, "answers", **{f"answer:{first}": "照原样录入", "all:number.outlier": "不导入这一行", "all:row.duplicate": "last"})
    record.refresh_from_db()
    assert sorted(json.loads(record.answers).values()) == ["不导入这一行", "不导入这一行", "以第 8 行为准", "以第 9 行为准", "照原样录入"]
    go(longan, record, "apply")
    assert count() == 4 and registry.ledger("workers")._default_manager.filter(wage__in=[400_100, 400_200]).count() == 2


def test_nobody_answers_what_was_not_asked(longan: Client) -> None:
    record = hand_in(longan, odd_wages())
    go(longan, record, "answers", **{"answer:replace.missing": "删除 3 行", "all:row.hidden": "一并导入", "map:没有这列": "name"})
    record.refresh_from_db()
    assert record.answers == "{}"


def test_rows_left_out_by_an_answer_are_not_called_wrong(longan: Client) -> None:
    record = hand_in(longan, odd_wages())
    go(longan, record, "answers", **{"all:number.outlier": "不导入这一行"})
    page = text(longan.get(f"/imports/{record.pk}/"))
    assert "按您的回答未导入" in page and "另有 3 行按您的回答不导入" in page and "只导入没有问题的行" not in page
    done = go(longan, record, "apply")
    assert count() == 3 and "下载标好问题的原表" not in done
    record.refresh_from_db()
    told = json.loads(record.counts)
    assert (told["read"], told["new"], told["refused"], told["left_out"]) == (6, 3, 3, 3)
    back = openpyxl.load_workbook(io.BytesIO(longan.get(f"/imports/{record.pk}/returned.xlsx").content))
    cells = [cell for line in back.worksheets[0].iter_rows() for cell in line]
    assert not any(cell.comment or cell.fill.fgColor.rgb == "FFFFC7CE" for cell in cells)
    assert [line[0].value for line in back["问题清单"].iter_rows(min_row=2)] == ["提醒"] * 3


def renamed(rows: list[Row], **names: str) -> list[Row]:
    back = {old: new for new, old in names.items()}
    return [{back.get(name, name): value for name, value in row.items()} for row in rows]


def test_columns_are_mapped_by_hand_and_remembered(longan: Client) -> None:
    rows = [{**row, "微信号": "wx", "备注": "普工"} for row in renamed(people(3), 内部编码="身份证号")]
    record = hand_in(longan, rows)
    assert record.state == Import.State.REFUSED, "without the ID nothing can go in"
    page = longan.get(f"/imports/{record.pk}/")
    mapped = {one["heading"]: one for one in page.context["mapped"]}
    assert mapped["内部编码"]["ignored"] and mapped["备注"]["column"] == "备注" and 'id="mapping"' in text(page)
    by_hand = {"mapping": "1", "map:内部编码": "resident_id", "map:备注": "post", "map:微信号": "不导入这一列"}
    go(longan, record, "answers", **by_hand)
    page = longan.get(f"/imports/{record.pk}/")
    mapped = {one["heading"]: one for one in page.context["mapped"]}
    assert (mapped["内部编码"]["column"], mapped["备注"]["column"]) == ("身份证号", "岗位") and mapped["微信号"]["ignored"]
    go(longan, record, "apply")
    assert count() == 3 and registry.ledger("workers")._default_manager.filter(post="普工").count() == 3

    again = hand_in(longan, rows)
    assert json.loads(again.counts)["same"] == 3, "what was said holds for the next file"
    go(longan, again, "answers", **{"mapping": "1", "map:备注": "remark"})
    go(longan, again, "apply")
    assert registry.ledger("workers")._default_manager.filter(remark="普工").count() == 3
    third = hand_in(longan, rows)
    assert {one["heading"]: one for one in longan.get(f"/imports/{third.pk}/").context["mapped"]}["备注"]["column"] == "备注"


def test_a_column_taken_by_hand_leaves_the_other_out_and_two_are_refused(longan: Client) -> None:
    rows = [{**row, "手机2": "13800001111"} for row in people(2)]
    record = hand_in(longan, rows)
    go(longan, record, "answers", **{"mapping": "1", "map:手机2": "phone"})
    mapped = {one["heading"]: one for one in longan.get(f"/imports/{record.pk}/").context["mapped"]}
    assert mapped["手机2"]["column"] == "联系电话" and mapped["联系电话"]["ignored"]
    refused = go(longan, record, "answers", **{"mapping": "1", "map:手机2": "phone", "map:联系电话": "phone"})
    assert "都对应到“联系电话”" in refused


def test_a_refused_file_says_why_once(longan: Client) -> None:
    answer = longan.post("/ledgers/workers/import/", {"file": SimpleUploadedFile("a.xlsx", b"%PDF-1.4 x")}, follow=True)
    page = text(answer)
    sentence = Import.objects.get().message
    assert page.count(sentence) == 1 and 'id="counts"' not in page and 'id="findings"' not in page and "请上传" in sentence
    lacking = hand_in(longan, renamed(people(2), 内部编码="身份证号"))
    page = text(longan.get(f"/imports/{lacking.pk}/"))
    assert page.count("本台账必须填报") == 1 and '<details class="card-body" id="mapped" open>' in page


def test_many_missing_rows_are_removed_only_after_their_number_was_typed(longan: Client) -> None:
    rows = people(40)
    go(longan, hand_in(longan, rows), "apply")
    record = hand_in(longan, rows[:15], mode="replace")
    page = longan.get(f"/imports/{record.pk}/")
    (question,) = page.context["questions"]
    assert question.typed and "五分之一" in question.message and f'name="typed:{question.key}"' in text(page)
    go(longan, record, "answers", **{f"answer:{question.key}": "删除 25 行"})
    assert longan.get(f"/imports/{record.pk}/").context["questions"], "one click is not enough"
    wrong = go(longan, record, "answers", **{f"typed:{question.key}": "15"})
    assert "不一致" in wrong and longan.get(f"/imports/{record.pk}/").context["questions"]
    right = go(longan, record, "answers", **{f"typed:{question.key}": "25"})
    assert 'id="removing"' in right and "25 行" in right
    put([{**people(60)[50], "户籍县": "隆安县"}])
    refused = go(longan, record, "apply")
    assert count() == 41 and "没有导入" in refused, "one more row is missing than was confirmed"
    (asked,) = longan.get(f"/imports/{record.pk}/").context["questions"]
    assert asked.choices[0] == "删除 26 行"
    go(longan, record, "answers", **{f"typed:{asked.key}": "26"})
    go(longan, record, "apply")
    assert count() == 15
