"""The pages of the plan through the browser's eyes: tree, measure, comments, tasks; nothing of a foreign county."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.core.access import roles
from jiedui.core.places import queries as places
from jiedui.core.plan import tasks
from jiedui.core.plan.models import Comment, Measure, Plan, Task
from jiedui.core.words import clock
from tests.accounts import make_user, sign_in
from tests.integration.country import FUTIAN, LONGAN, MASHAN, place_regions
from tests.integration.plan.drawn import DAY, draw_plan

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Enter = Callable[..., Client]
M3 = "/plan/p-2021/m3/"


@pytest.fixture(autouse=True)
def world(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.LAKE = tmp_path / "lake"
    cache.clear()
    place_regions()
    monkeypatch.setattr(clock, "today", lambda: DAY)
    draw_plan()
    yield
    places.forget()


def enter(role: str, region: str = "") -> Client:
    return sign_in(Client(), make_user(role, region, organisation_name=f"{role}单位"))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def county_task(place: str, title: str, days: int = -1) -> Task:
    return tasks.add_task(
        "p-2021", "m3", title=title, role=roles.COUNTY, place=place, due=DAY + dt.timedelta(days=days),
        by=make_user(roles.MUNICIPAL),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("role", "region", "reads", "keeps", "comments"),
    [
        (roles.MUNICIPAL, "", 200, True, False), (roles.DISTRICT, FUTIAN, 200, False, True),
        (roles.FRONT_GROUP, MASHAN, 200, False, True), (roles.COUNTY, MASHAN, 200, False, True),
        (roles.TOWNSHIP, "450124100", 200, False, False), (roles.VIEWER, MASHAN, 200, False, False),
        (roles.AUDITOR, "", 200, False, False), (roles.SYSTEM_ADMIN, "", 403, False, False),
    ],
)  # fmt: skip
def test_who_reads_keeps_and_comments(role: str, region: str, reads: int, keeps: bool, comments: bool) -> None:
    Plan.objects.update(state="comments", comments_until=DAY)
    client = enter(role, region)
    for path in ("/plan/", M3, "/plan/tasks/", "/plan/changes/", "/plan/comments/"):
        assert client.get(path).status_code == reads, path
    may = (200, 404) if keeps else (403, 403)
    assert client.get(f"{M3}edit/").status_code == may[0] == client.get(f"{M3}tasks/new/").status_code
    assert client.get("/plan/comments/9/").status_code == may[1] == client.get("/plan/tasks/9999/edit/").status_code
    assert ("提交意见" in text(client.get(M3))) == comments
    assert client.post(f"{M3}comment/", {"text": "首批资金请提前"}).status_code == (302 if comments else 403)
    for action in ("send", "issue", "copy"):
        assert client.post(f"/plan/p-2021/{action}/", {}).status_code == (302 if keeps else 403)


def test_the_tree_says_what_each_light_rests_on() -> None:
    county_task(MASHAN, "报送凭证")
    page = text(enter(roles.MUNICIPAL).get("/plan/"))
    assert "一、目标" in page and "二、措施" in page and "各区、市办" in page
    assert "任务“报送凭证”逾期 1 天" in page and "里程碑“选定地点”未定完成期限" in page and "还没有数据" in page
    red = text(enter(roles.MUNICIPAL).get("/plan/?light=bad"))
    assert "/p-2021/m3/" in red and "/p-2021/m21/" not in red
    assert text(enter(roles.MUNICIPAL).get(M3)).count("平台尚不计算") == 0
    assert enter(roles.MUNICIPAL).get("/plan/?plan=none").status_code == 404


def test_a_foreign_county_is_not_seen() -> None:
    task = county_task(LONGAN, "金丝雀任务")
    measure = Measure.objects.get(slug="m3")
    said = Comment.objects.create(measure=measure, place=LONGAN, by_name="金丝雀", at=dt.datetime.now(dt.UTC), text="金丝雀意见")
    here, there = enter(roles.COUNTY, MASHAN), enter(roles.COUNTY, LONGAN)
    for path in ("/plan/", M3, "/plan/tasks/?show=late", "/plan/comments/", "/plan/changes/"):
        assert "金丝雀" not in text(here.get(path)), path
    assert "金丝雀任务" in text(there.get("/plan/")) and "金丝雀意见" in text(there.get(M3))
    for path in (f"/plan/tasks/{task.pk}/", f"/plan/tasks/{task.pk}/files/{'0' * 64}/"):
        assert here.get(path).status_code == 404
    for action in ("done", "files"):
        assert here.post(f"/plan/tasks/{task.pk}/{action}/", {}).status_code == 404
    assert here.post(f"/plan/comments/{said.pk}/", {"answer": "taken"}).status_code == 403


def test_a_comment_is_made_answered_and_the_plan_issued() -> None:
    office, clerk = enter(roles.MUNICIPAL), enter(roles.COUNTY, MASHAN)
    office.post("/plan/p-2021/send/", {"until": "2021-06-15"})
    assert "计划征求意见，2021-06-15 截止" in text(clerk.get("/"))
    refused = clerk.post(f"{M3}comment/", {"text": "x"})
    assert refused.status_code == 400 and "2 至 2000 个字" in text(refused)
    clerk.post(f"{M3}comment/", {"text": "首批资金请提前"})
    assert "1 条对计划的意见待答复" in text(office.get("/"))
    said = Comment.objects.get()
    no_reason = office.post(f"/plan/comments/{said.pk}/", {"answer": "refused", "reason": ""})
    assert no_reason.status_code == 400 and "请填写理由" in text(no_reason)
    office.post("/plan/p-2021/issue/", {"document": "3号文", "on": "2021-06-01"})
    assert Plan.objects.get().state == "comments"
    office.post(f"/plan/comments/{said.pk}/", {"answer": "refused", "reason": "按省统一安排"})
    assert "按省统一安排" in text(clerk.get(M3)) and "不采纳" in text(clerk.get("/plan/comments/"))
    office.post("/plan/p-2021/issue/", {"document": "3号文", "on": "2021-06-01"})
    assert "3号文 · 2021-06-01" in text(clerk.get("/plan/"))


def test_a_change_is_shown_with_old_and_new() -> None:
    office = enter(roles.MUNICIPAL)
    form = {"title": "资金力度", "text": "3.资金力度不减。", "strength": "T", "owners": "各区", "due": "2021-05-31", "seen": "0"}
    assert office.post(f"{M3}edit/", {**form, "document": "5号文"}).status_code == 302
    stale = office.post(f"{M3}edit/", {**form, "strength": "H", "document": "6号文"})
    assert stale.status_code == 400 and "刚被他人修改" in text(stale)
    for path in (M3, "/plan/changes/"):
        page = text(office.get(path))
        assert "<del>2021-04-30</del>" in page and "<ins>2021-05-31</ins>" in page and "5号文" in page, path
        assert "<del>刚性</del>" in page and "<ins>力争</ins>" in page, path
    event = text(office.get("/trail/"))
    assert "修改计划措施" in event


def test_a_task_is_set_proved_and_done() -> None:
    office, clerk = enter(roles.MUNICIPAL), enter(roles.COUNTY, MASHAN)
    form = {"title": "报送凭证", "role": "county", "place": f"{MASHAN} 马山县", "due": "2021-06-10", "owner": "", "proof": "凭证"}
    wrong = office.post(f"{M3}tasks/new/", {**form, "owner": "市总工会"})
    assert wrong.status_code == 400 and "二者选一" in text(wrong)
    office.post(f"{M3}tasks/new/", form)
    task = Task.objects.get(title="报送凭证")
    path = f"/plan/tasks/{task.pk}/"
    assert "任务临近期限：9 天后到期" in text(clerk.get("/")) and "报送凭证" in text(clerk.get("/plan/tasks/?show=mine"))
    assert clerk.post(f"{path}done/", {"done_on": "2021-06-01", "result": "已报送"}).status_code == 400
    clerk.post(f"{path}files/", {"files": SimpleUploadedFile("凭证.txt", "凭证".encode())})
    (proof,) = task.evidence.all()
    answer = clerk.get(f"{path}files/{proof.digest}/")
    assert answer.content == "凭证".encode() and "attachment" in answer.headers["Content-Disposition"]
    assert clerk.post(f"{path}done/", {"done_on": "2021-06-01", "result": "已报送"}).status_code == 302
    assert "已于 2021-06-01 完成" in text(clerk.get(M3)) and "报送凭证" in text(clerk.get("/plan/tasks/?show=done"))
    office.post(f"{path}reopen/", {"reason": "凭证不清楚"})
    office.post(f"{path}edit/", {"owner": "县财政局", "role": "", "place": "", "due": "2021-06-20"})
    task.refresh_from_db()
    assert (task.done_on, task.owner, task.role, str(task.due)) == (None, "县财政局", "", "2021-06-20")


def test_a_year_is_copied_by_a_button() -> None:
    office = enter(roles.MUNICIPAL)
    assert office.post("/plan/p-2021/copy/").headers["Location"] == "/plan/?plan=p-2022"
    page = text(office.get("/plan/?plan=p-2022"))
    assert "某市2022年计划" in page and "草稿" in page and "/plan/p-2022/m3/" in page
    assert "年度还没有开始" in page
    assert "还没有录入原文" in text(office.get("/plan/p-2022/m3/"))
    assert "复制为 2022 年草稿" not in text(office.get("/plan/"))


def test_more_tasks_and_comments_cost_no_more_queries() -> None:
    Plan.objects.update(state="comments", comments_until=DAY)
    client = enter(roles.COUNTY, MASHAN)

    def cost() -> list[int]:
        found = []
        for path in ("/plan/", M3, "/plan/tasks/", "/plan/comments/"):
            client.get(path)
            with CaptureQueriesContext(connection) as context:
                client.get(path)
            found.append(len(context))
        return found

    county_task(MASHAN, "第一项")
    client.post(f"{M3}comment/", {"text": "第一条"})
    before = cost()
    for number in range(2):
        county_task(MASHAN, f"又一项{number}")
        client.post(f"{M3}comment/", {"text": f"又一条{number}"})
    assert cost() == before
