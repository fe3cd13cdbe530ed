"""The pages of a review: each role sees its own, scores stay hidden until the close, what was typed stays where it is refused."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.core.access import roles
from jiedui.core.words import clock
from jiedui.modules.projects.review import deciding, queries, scoring
from jiedui.modules.projects.review.models import ReviewRound
from jiedui.web import todo
from tests.accounts import make_user, sign_in
from tests.integration.country import BAILONGTAN, BAISHAN, FUTIAN, LONGAN, MASHAN, place_regions
from tests.integration.review.drawn import PLAIN, PROJECTS, Drawn, draw, put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dt.date]]:
    place_regions()
    held = [dt.date(2021, 12, 1)]
    monkeypatch.setattr(clock, "today", lambda: held[0])
    yield held


def client(role: str, region: str = "") -> Client:
    return sign_in(Client(), make_user(role, region))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def page(found: Drawn, more: str = "") -> str:
    return f"/projects/review/{found.round.pk}/{more}"


def sent(found: Drawn, total: int, **more: Any) -> dict[str, Any]:
    """The form of a sheet with so many points."""
    points, left = {}, total
    for id, _name, most in queries.criteria(found.round):
        points[f"points:{id}"] = min(left, most)
        left -= min(left, most)
    return {**points, "comment": "", "seen": 0, **more}


def test_a_round_is_made_filled_and_opened_in_the_browser() -> None:
    rows = put(*PROJECTS)
    clerk = client(roles.COUNTY, MASHAN)
    assert "还没有评审" in text(clerk.get("/projects/review/"))
    facts = {"title": "马山县2022年评审", "place": MASHAN, "year": 2022, "budget": "600", "fewest": 2, "mark": 60, "apart": 15, "days": 5}
    assert clerk.post("/projects/review/new/", {**facts, "budget": "0"}).status_code == 400
    answer = clerk.post("/projects/review/new/", facts)
    made = ReviewRound.objects.get()
    assert made.budget == 600_000_000 and answer.headers["Location"] == f"/projects/review/{made.pk}/candidates/"
    chosen = text(clerk.get(answer.headers["Location"]))
    assert all(name in chosen for name in ("养殖场", "冷链中心", "300.00"))
    clerk.post(f"/projects/review/{made.pk}/candidates/", {"project": [rows["A1"], rows["A2"]]})
    assert made.candidates.count() == 2
    people = [make_user(roles.VIEWER, MASHAN, organisation_name="研究院") for _ in range(2)]
    asked = {"criterion": ["效益", "成熟度", ""], "points": ["60", "30", ""], "veto": ["没有落实用地", ""]}
    refused = clerk.post(f"/projects/review/{made.pk}/edit/", {**facts, **asked})
    assert refused.status_code == 400 and "现在合计 90" in text(refused) and 'value="30"' in text(refused)
    assert clerk.post(f"/projects/review/{made.pk}/edit/", {**facts, **asked, "points": ["60", "40", ""]}).status_code == 302
    for one in people:
        assert one.display_name in text(clerk.get(f"/projects/review/{made.pk}/reviewers/"))
        clerk.post(f"/projects/review/{made.pk}/reviewers/", {"user": one.pk})
    assert clerk.post(f"/projects/review/{made.pk}/step/", {"step": "open"}).status_code == 302
    made.refresh_from_db()
    assert made.state == "scoring" and made.reviewers.count() == 2


def test_a_reviewer_with_an_interest_is_refused_on_the_page_with_the_reason() -> None:
    found = draw(opened=False)
    clerk = sign_in(Client(), found.keeper)
    bad = make_user(roles.VIEWER, MASHAN, organisation_name="马山县商务局")
    answer = clerk.post(page(found, "reviewers/"), {"user": bad.pk})
    assert answer.status_code == 400 and "冷链中心" in text(answer) and "与项目实施单位是同一单位" in text(answer)
    assert found.round.reviewers.count() == 3
    assert clerk.post(page(found, "reviewers/"), {"user": bad.pk, "recuse": "1"}).status_code == 302
    assert "冷链中心（与项目实施单位是同一单位）" in text(clerk.get(page(found)))


def test_nobody_sees_anothers_points_before_the_close() -> None:
    found = draw()
    first, second = (sign_in(Client(), one) for one in found.reviewers[:2])
    comment = "独门评语甲乙丙"
    answer = first.post(page(found, f"projects/{found.candidate('A1')}/score/"), sent(found, 87, comment=comment))
    assert answer.status_code == 302
    assert "87 分" in text(first.get(page(found)))
    for who in (second, sign_in(Client(), found.keeper), client(roles.AUDITOR), client(roles.MUNICIPAL)):
        for more in ("", f"projects/{found.candidate('A1')}/", "sheet/"):
            shown = text(who.get(page(found, more)))
            assert "87 分" not in shown and comment not in shown
    assert "1 / 3" in text(second.get(page(found))), "that a sheet is there is no secret"
    assert second.get(page(found, "sheet/")).status_code == 400
    for number, totals in PLAIN.items():
        for who, total in enumerate(totals):
            if (number, who) != ("A1", 0):
                found.score(who, number, total)
    deciding.close(found.round.pk, by=found.keeper)
    shown = text(second.get(page(found, f"projects/{found.candidate('A1')}/")))
    assert comment in shown and ">87<" in shown
    assert "入库线" in text(second.get(page(found))) and found.reviewers[0].display_name in text(second.get(page(found, "sheet/")))


def test_a_refused_sheet_keeps_what_was_typed() -> None:
    found = draw()
    who = sign_in(Client(), found.reviewers[0])
    path = page(found, f"projects/{found.candidate('A1')}/score/")
    answer = who.post(path, sent(found, 80, **{"points:goals": "21", "comment": "写了半天的评语"}))
    assert answer.status_code == 400 and "0 至 20 的整数" in text(answer)
    assert "写了半天的评语" in text(answer) and 'value="21"' in text(answer)
    assert who.post(path, sent(found, 80, veto="land")).status_code == 400
    scoring.score(found.round.pk, found.candidate("A1"), points={id: 1 for id, _n, _m in queries.criteria(found.round)}, by=found.reviewers[0])
    assert who.post(path, sent(found, 80)).status_code == 409, "a second window"


def test_what_waits_for_whom(day: list[dt.date]) -> None:
    found = draw()

    def told(user: Any) -> str:
        return " ".join(f"{one.text}" for one in todo.items_for(user) if one.badge == "projects:review_rounds")

    assert told(found.reviewers[0]) == "4 个项目待您评分" and told(found.keeper) == ""
    found.score(0, "A1", 90)
    scoring.declare(found.round.pk, found.candidate("A2"), reason="亲属任职", by=found.reviewers[0])
    assert told(found.reviewers[0]) == "2 个项目待您评分"
    found = draw(lines=tuple(line.replace("A", "B", 1) for line in PROJECTS))
    found.closed(**{number.replace("A", "B"): totals for number, totals in PLAIN.items()})
    assert told(found.keeper) == "评分已结束，待决定和公示"
    deciding.publish(found.round.pk, by=found.keeper)
    assert told(found.keeper) == ""
    said = deciding.object_to(found.round.pk, text="材料不实请核", by=found.keeper)
    assert told(found.keeper) == "1 条异议待答复"
    deciding.answer(found.round.pk, said.pk, text="已核实，属实无误", upheld=False, by=found.keeper)
    day[0] = dt.date(2021, 12, 6)
    assert told(found.keeper) == "公示期满，可以确定结果"
    assert told(make_user(roles.COUNTY, LONGAN)) == "" and told(make_user(roles.DISTRICT, FUTIAN)) == ""


def test_the_notice_is_for_whom_it_concerns_and_holds_nothing_personal() -> None:
    found = draw(lines=(PROJECTS[0].replace("马山县农业农村局", "张三"), *PROJECTS[1:])).closed(**PLAIN)
    assert client(roles.TOWNSHIP, BAISHAN).get(page(found, "notice/")).status_code == 404, "before there is one"
    deciding.publish(found.round.pk, by=found.keeper)
    town = client(roles.TOWNSHIP, BAISHAN)
    shown = text(town.get(page(found, "notice/")))
    for part in ("拟入库 2 个", "500.00", "2021-12-01", "2021-12-05", "91.00", "结转下年"):
        assert part in shown, part
    for one in [*found.reviewers, found.keeper]:
        assert one.display_name not in shown
    assert "张三" not in shown
    assert found.round.title in text(town.get("/projects/review/"))
    assert town.get(page(found)).status_code == 404, "the deliberations are for the county"
    answer = town.post(page(found, "notice/object/"), {"candidate": found.candidate("A3"), "text": "评分偏低，请复核"})
    assert answer.status_code == 302 and found.round.objections.count() == 1
    assert client(roles.COUNTY, LONGAN).get(page(found, "notice/")).status_code == 404
    assert client(roles.VIEWER, MASHAN).post(page(found, "notice/object/"), {"text": "没有权限"}).status_code == 403
    assert client(roles.TOWNSHIP, BAILONGTAN).get(page(found, "notice/")).status_code == 200


def test_a_refused_step_says_why_and_keeps_the_reason() -> None:
    found = draw(budget=550).closed(A1=[90, 90, 90], A2=[80, 80, 80], A3=[80, 80, 80], A4=[60, 65, 61])
    clerk = sign_in(Client(), found.keeper)
    answer = clerk.post(page(found, "step/"), {"step": "publish"})
    assert answer.status_code == 400 and "系统不代为决定" in text(answer)
    both = [found.candidate("A2"), found.candidate("A3")]
    answer = clerk.post(page(found, "tie/"), {"chosen": both, "reason": "两个都很要紧", "seen": 0})
    assert answer.status_code == 400 and "只剩 250.00 万元" in text(answer) and "两个都很要紧" in text(answer)
    assert clerk.post(page(found, "tie/"), {"chosen": both[0], "reason": "路通了才好养殖", "seen": 0}).status_code == 302
    stale = clerk.post(page(found, "tie/"), {"chosen": both[1], "reason": "另一个窗口的决定", "seen": 0})
    assert stale.status_code == 409 and "没有保存" in text(stale) and "另一个窗口的决定" in text(stale)
    assert clerk.post(page(found, "step/"), {"step": "publish"}).status_code == 302
    assert clerk.post(page(found, "step/"), {"step": "publish"}).status_code == 409
    assert clerk.post(page(found, "step/"), {"step": "nonsense"}).status_code == 302


def test_pages_ask_a_fixed_number_of_queries() -> None:
    found = draw(lines=PROJECTS[:2], reviewers=3)
    more = draw(lines=tuple(line.replace("A", f"C{n}", 1) for n in range(5) for line in PROJECTS), reviewers=5)
    for one in (found, more):
        totals = {c.number: [80] * one.round.reviewers.count() for c in one.round.candidates.all()}
        one.closed(**totals)
    counts: dict[str, list[int]] = {}
    for path in ("", "sheet/", "project"):
        for one in (found, more):
            who = sign_in(Client(), one.keeper)
            who.get(page(one))
            target = path if path != "project" else f"projects/{one.round.candidates.first().pk}/"
            with CaptureQueriesContext(connection) as seen:
                assert who.get(page(one, target)).status_code == 200
            counts.setdefault(path, []).append(len(seen))
    assert all(first == second for first, second in counts.values()), counts
