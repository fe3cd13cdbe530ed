"""Handing in over HTTP and on the command line: the same rights and the same refusals as on the pages."""

import datetime as dt
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.submissions.models import Submission, Withdrawal
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM, Actor
from jiedui.core.words import clock
from tests.accounts import make_user
from tests.integration.api.conftest import ALL, Caller, caller_for
from tests.integration.country import BAISHAN, FUTIAN, LONGAN, MASHAN, place_regions

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MINE = {"ledger": "projects", "place": MASHAN, "period": "2021-Q4"}


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[None]:
    cache.clear()
    place_regions()
    settings.LAKE = tmp_path / "lake"
    monkeypatch.setattr(clock, "today", lambda: dt.date(2021, 12, 31))
    yield


@pytest.fixture
def mashan() -> Caller:
    return caller_for(make_user(roles.COUNTY, MASHAN))


def put(*lines: str) -> None:
    text = "\n".join(["项目编号,项目名称,县,计划总投资（万元）", *lines]).encode()
    assert import_file("projects", text, name="项目.csv", scope=Scope.everything(), actor=Actor(None, "测试")).applied


def told(*words: str) -> str:
    out = StringIO()
    call_command("submissions", *words, stdout=out)
    return out.getvalue()


def test_a_county_hands_in_over_http_and_reads_what_became_of_it(mashan: Caller) -> None:
    put("A1,养殖场,马山县,100.5", "B1,桥,隆安县,7")
    (due,) = [one for one in mashan.get("submissions/due").json() if one["ledger"] == "projects"]
    assert (due["place"], due["period"], due["due"], due["state"]) == (MASHAN, "2021-Q4", "2022-01-10", "due")
    answer = mashan.post("submissions", MINE)
    made = answer.json()
    assert answer.status_code == 201
    assert (made["rows"], made["totals"]["planned_total"], made["before"], made["withdrawn"]) == (1, "100.5", None, None)
    assert Event.objects.get(pk=made["event"]).kind == "submission"
    assert [one["id"] for one in mashan.get("submissions").json()["submissions"]] == [made["id"]]
    put("A1,养殖场,马山县,110", "A2,道路,马山县,5")
    rows = dict(registry.ledger("projects")._default_manager.values_list("number", "pk"))
    read = mashan.get(f"submissions/{made['id']}").json()
    assert read["corrections"] == {"new": [rows["A2"]], "changed": [rows["A1"]], "gone": []}


def test_what_moved_much_is_explained_and_two_are_compared(mashan: Caller) -> None:
    put("A1,养殖场,马山县,100")
    first = mashan.post("submissions", MINE).json()
    assert mashan.post("submissions", MINE).json()["id"] == "submission.same"
    assert mashan.get(f"submissions/{first['id']}/compare").status_code == 404, "there is none before"
    put("A1,养殖场,马山县,900")
    refused = mashan.post("submissions", MINE)
    assert (refused.status_code, refused.json()["id"]) == (422, "submission.unexplained")
    (much,) = [one for one in refused.json()["moves"] if one["much"]]
    assert (much["old"], much["new"], much["unit"]) == ("100", "900", "万元")
    second = mashan.post("submissions", {**MINE, "reason": "扩建二期"}).json()
    for path in (f"submissions/{second['id']}/compare", f"submissions/{first['id']}/compare?with={second['id']}"):
        compared = mashan.get(path).json()
        assert (compared["old"]["id"], compared["new"]["id"]) == (first["id"], second["id"])
        assert len(compared["rows"]["changed"]) == 1 and not compared["rows"]["new"]
        assert [one["new"] for one in compared["moves"] if one["much"]] == ["900"]
    page = mashan.get("submissions", limit=1).json()
    assert ([one["id"] for one in page["submissions"]], page["next"]) == ([second["id"]], second["id"])
    page = mashan.get("submissions", limit=1, before=page["next"]).json()
    assert ([one["id"] for one in page["submissions"]], page["next"]) == ([first["id"]], None)


def test_withdrawing_needs_a_reason_and_happens_once(mashan: Caller) -> None:
    made = mashan.post("submissions", MINE).json()
    assert mashan.post(f"submissions/{made['id']}/withdraw", {}).status_code == 422
    back = mashan.post(f"submissions/{made['id']}/withdraw", {"reason": "报错了季度"}).json()
    assert back["withdrawn"]["reason"] == "报错了季度" and back["digest"] == made["digest"]
    assert mashan.post(f"submissions/{made['id']}/withdraw", {"reason": "报错了季度"}).status_code == 409
    assert mashan.post("submissions", MINE).status_code == 201


@pytest.mark.parametrize(("role", "region", "actions", "narrowed", "place", "status"), [
    (roles.COUNTY, LONGAN, ALL, "", MASHAN, 404),
    (roles.DISTRICT, FUTIAN, ALL, "", MASHAN, 403),
    (roles.MUNICIPAL, "", ALL, "", MASHAN, 403),
    (roles.COUNTY, MASHAN, ALL, BAISHAN, MASHAN, 404),
    (roles.COUNTY, MASHAN, ALL - {"change"}, "", MASHAN, 403),
    (roles.COUNTY, MASHAN, ALL, "", "999999", 404),
    (roles.COUNTY, MASHAN, ALL, MASHAN, MASHAN, 201),
])  # fmt: skip
def test_who_may_not_hand_in_for_a_place(
    role: str, region: str, actions: frozenset[str], narrowed: str, place: str, status: int, mashan: Caller
) -> None:
    theirs = mashan.post("submissions", {**MINE, "period": "2021-Q3"}).json()
    caller = caller_for(make_user(role, region), actions=actions, region=narrowed)
    assert caller.post("submissions", {**MINE, "place": place}).status_code == status
    allowed = region == MASHAN and narrowed != BAISHAN and "change" in actions
    back = caller.post(f"submissions/{theirs['id']}/withdraw", {"reason": "试一试"})
    assert back.status_code == 200 if allowed else back.status_code in (403, 404)
    assert Withdrawal.objects.exists() is allowed
    if region == LONGAN or narrowed == BAISHAN:
        for path in (f"submissions/{theirs['id']}", f"submissions/{theirs['id']}/compare", "submissions/due?place=" + MASHAN):
            assert caller.get(path).status_code == 404, path
        assert caller.get("submissions", place=MASHAN).json()["submissions"] == []


def test_refusals_say_what_to_do(mashan: Caller) -> None:
    for body, status in (({**MINE, "period": "2021-12"}, 400), ({**MINE, "period": "2022-Q1"}, 400), ({**MINE, "period": "vier"}, 400),
                         ({**MINE, "ledger": "none"}, 404), ({**MINE, "place": "x"}, 422), ({**MINE, "more": 1}, 422)):  # fmt: skip
        answer = mashan.post("submissions", body)
        assert answer.status_code == status and answer.json()["message"], body
    assert not Submission.objects.exists()


def test_the_command_line_hands_in_compares_and_withdraws() -> None:
    put("A1,养殖场,马山县,100")
    assert "马山县  帮扶项目台账  2021年第4季度  截止 2022-01-10  待报送" in told("due", "--scope", MASHAN, "--open")
    assert "帮扶项目台账  2021年第4季度  1 行" in told("hand-in", "projects", MASHAN, "2021-Q4")
    put("A1,养殖场,马山县,900")
    with pytest.raises(CommandError, match=r"计划总投资.*100万元 → 900万元.*--reason"):
        told("hand-in", "projects", MASHAN, "2021-Q4")
    made = json.loads(told("hand-in", "projects", MASHAN, "2021-Q4", "--reason", "扩建二期", "--json"))
    assert made["by"] == SYSTEM.name and made["reason"] == "扩建二期"
    put("A2,道路,马山县,5")
    text = told("compare", str(made["id"]))
    assert "100万元 → 900万元" in text and "新增 0 行，修改 1 行，删除 0 行" in text and "新增 1 行，修改 0 行" in text
    assert len(json.loads(told("list", "--json", "--scope", MASHAN))) == 2
    assert "已撤回：试错" in told("withdraw", str(made["id"]), "--reason", "试错")
    assert "已撤回：试错" in told("list")


def test_the_command_line_keeps_within_its_scope() -> None:
    made = json.loads(told("hand-in", "projects", MASHAN, "2021-Q4", "--json"))
    for words in (["hand-in", "projects", MASHAN, "2021-Q3"], ["withdraw", str(made["id"]), "--reason", "试错"], ["compare", str(made["id"])]):
        with pytest.raises(CommandError):
            told(*words, "--scope", LONGAN)
    assert told("list", "--scope", LONGAN) == "共 0 条。\n"
    with pytest.raises(CommandError, match="不是月份"):
        told("due", "--month", "2021-13")


@pytest.mark.parametrize("odd", ["\0", "'; DROP TABLE", "9" * 30, "99999-12", "\ud800", ""])
def test_odd_requests_are_refused_in_json(odd: str, mashan: Caller) -> None:
    made = mashan.post("submissions", MINE).json()["id"]
    query = odd.encode("utf-8", "surrogatepass").decode("latin-1")
    for path in ("submissions", "submissions/due", f"submissions/{made}/compare", f"submissions/{made}"):
        for name in ("place", "ledger", "month", "before", "limit", "with"):
            answer = mashan.get(path, **{name: query})
            assert answer.status_code < 500 and answer.json() is not None
    for number in (0, 2**63 - 1, 2**63, 10**30):
        assert mashan.get(f"submissions/{number}").status_code == 404
        assert mashan.post(f"submissions/{number}/withdraw", {"reason": "试一试"}).status_code == 404
    for body in ({**MINE, "ledger": odd}, {**MINE, "place": odd}, {**MINE, "period": odd}, {**MINE, "reason": odd, "period": "2021-Q3"}):
        assert mashan.post("submissions", body).status_code < 500
