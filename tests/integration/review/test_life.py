"""A competitive review from its making to its frozen results: rights, conflicts of interest, hidden scores, vetoes, ties, the
notice and its objections; each refusal is a sentence and leaves everything as it was."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.operations import Source
from jiedui.core.ledger.removing import remove_one
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import Actor
from jiedui.core.words import clock
from jiedui.core.words.errors import Conflict, JieduiError, NotAllowed, NotFound, Refused
from jiedui.modules.projects.review import deciding, hooks, queries, scoring, setting_up
from jiedui.modules.projects.review.models import ReviewDecision, ReviewRound, ReviewSheet
from tests.accounts import make_user
from tests.integration.country import BAISHAN, FUTIAN, LONGAN, MASHAN, place_regions
from tests.integration.review.drawn import PLAIN, PROJECTS, WAN, Drawn, draw, put

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = dt.date(2021, 12, 1)


@pytest.fixture(autouse=True)
def country(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    place_regions()
    at(monkeypatch, DAY)
    yield


def at(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    monkeypatch.setattr(clock, "today", lambda: day)


def refused(id: str, act: Any, *given: Any, kind: type[JieduiError] = Refused, **more: Any) -> str:
    """What a refusal says; nothing may have been noted or counted meanwhile."""
    before = (Event.objects.count(), ReviewSheet.objects.count(), ReviewDecision.objects.count(), list(states()))
    with pytest.raises(kind) as caught:
        act(*given, **more)
    assert caught.value.id == id, caught.value.message
    assert before == (Event.objects.count(), ReviewSheet.objects.count(), ReviewDecision.objects.count(), list(states()))
    return str(caught.value.message)


def states() -> Any:
    return ReviewRound.objects.order_by("pk").values_list("pk", "state")


def results(found: Drawn) -> dict[str, str]:
    return {one.candidate.number: one.result for one in queries.outcomes(queries.last_notice(found.round))}


def test_from_the_projects_to_the_frozen_results(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[hooks.Frozen] = []
    monkeypatch.setattr(hooks, "listeners", [heard.append])
    found = draw().closed(**PLAIN)
    result = queries.result(found.round)
    assert [(one.entry.number, one.entry.score, one.rank) for one in result.ranking.places] == [
        ("A1", 9100, 1), ("A2", 8300, 2), ("A3", 7233, 3), ("A4", 6200, 4)
    ]  # fmt: skip
    notice = deciding.publish(found.round.pk, by=found.keeper)
    assert (notice.first_day, notice.last_day) == (DAY, dt.date(2021, 12, 5)), "five days, both counted"
    assert "2021-12-05" in refused("review.notice_runs", deciding.freeze, found.round.pk, by=found.keeper)
    at(monkeypatch, dt.date(2021, 12, 6))
    deciding.freeze(found.round.pk, by=found.keeper)
    assert found.state() == "frozen"
    assert results(found) == {"A1": "library", "A2": "library", "A3": "rolled", "A4": "rolled"}
    assert heard[0].outcomes == {found.rows[number]: result for number, result in results(found).items()}
    kinds = list(Event.objects.filter(kind__startswith="review.").order_by("pk").values_list("kind", flat=True))
    assert kinds[:2] == ["review.created", "review.candidates"] and kinds[-1] == "review.frozen"
    assert kinds.count("review.scored") == 12 and set(Event.objects.filter(kind__startswith="review.").values_list("scope", flat=True)) == {MASHAN}


def test_unfunded_projects_compete_again_and_funded_ones_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    found = draw().closed(**PLAIN)
    deciding.publish(found.round.pk, by=found.keeper)
    next_year = setting_up.create(title="下一年评审", place=MASHAN, year=2023, budget=WAN, by=found.keeper)
    text = refused("review.may_not_compete", setting_up.add_candidates, next_year.pk, [found.rows["A3"]], by=found.keeper)
    assert "冷链中心" in text and found.round.title in text, "while the first round is not over"
    at(monkeypatch, dt.date(2021, 12, 6))
    deciding.freeze(found.round.pk, by=found.keeper)
    assert set(queries.rolled_over(Scope.everything())) == {found.rows["A3"], found.rows["A4"]}
    assert [one.candidate.number for one in queries.in_library(Scope.everything())] == ["A1", "A2"]
    text = refused("review.may_not_compete", setting_up.add_candidates, next_year.pk, list(found.rows.values()), by=found.keeper)
    assert "评审入库" in text
    assert setting_up.add_candidates(next_year.pk, queries.rolled_over(Scope.everything()), by=found.keeper) == 2


@pytest.mark.parametrize(("line", "word"), [
    ("B1,捐赠项目,马山县,,,社会捐赠,50,储备", "社会捐赠"), ("B2,没填钱,马山县,,,财政援助,,储备", "没有填写协作资金"),
    ("B3,开工的,马山县,,,财政援助,50,在建", "已经开工"),
])  # fmt: skip
def test_what_may_not_compete_is_named_and_nothing_goes_in(line: str, word: str) -> None:
    found = draw(opened=False)
    rows = put(line, "B9,好项目,马山县,,,财政援助,50,储备")
    wanted = [rows["B9"], rows[line[:2]]]
    assert word in refused("review.may_not_compete", setting_up.add_candidates, found.round.pk, wanted, by=found.keeper)
    assert found.round.candidates.count() == 4
    foreign = put("L1,别县的,隆安县,,,财政援助,50,储备")["L1"]
    refused("review.no_project", setting_up.add_candidates, found.round.pk, [foreign], by=found.keeper, kind=NotFound)


def test_a_reviewer_from_the_applicants_or_implementers_side_is_refused() -> None:
    clerk = make_user(roles.TOWNSHIP, BAISHAN, organisation_name="白山镇人民政府")
    rows = put(*PROJECTS[:2], actor=Actor(clerk.pk, clerk.display_name)) | put(*PROJECTS[2:])
    keeper = make_user(roles.COUNTY, MASHAN, organisation_name="马山县乡村振兴局")
    made = setting_up.create(title="评审", place=MASHAN, year=2022, budget=WAN, by=keeper)
    setting_up.add_candidates(made.pk, list(rows.values()), by=keeper)
    for person, word in (
        (make_user(roles.VIEWER, MASHAN, organisation_name="马山县农业农村局"), "与项目实施单位是同一单位"),
        (make_user(roles.VIEWER, MASHAN, organisation_name="白山镇人民政府"), "与申报单位是同一单位"),
        (make_user(roles.COUNTY, MASHAN, organisation_name="马山县财政局"), "任职于申报该项目的县或乡镇"),
    ):  # fmt: skip
        text = refused("review.conflict", setting_up.add_reviewer, made.pk, person.pk, by=keeper)
        assert person.display_name in text and word in text
    implementer = make_user(roles.VIEWER, MASHAN, organisation_name="马山县农业农村局")
    one = setting_up.add_reviewer(made.pk, implementer.pk, by=keeper, recuse=True)
    assert [(r.candidate.number, r.why) for r in one.recusals.all()] == [("A1", "unit")]
    whole_county = make_user(roles.COUNTY, MASHAN, organisation_name="马山县财政局")
    text = refused("review.conflict", setting_up.add_reviewer, made.pk, whole_county.pk, by=keeper, recuse=True)
    assert "请另选评审人" in text, "kept from all of them there is nothing left to score"
    refused("review.keeper_scores", setting_up.add_reviewer, made.pk, keeper.pk, by=keeper)
    elsewhere = make_user(roles.VIEWER, LONGAN)
    refused("review.out_of_reach", setting_up.add_reviewer, made.pk, elsewhere.pk, by=keeper)


def test_who_entered_a_project_does_not_score_it() -> None:
    clerk = make_user(roles.FRONT_GROUP, MASHAN, organisation_name="前方工作组")
    rows = put(PROJECTS[0], actor=Actor(clerk.pk, clerk.display_name)) | put(*PROJECTS[1:])
    keeper = make_user(roles.COUNTY, MASHAN)
    made = setting_up.create(title="评审", place=MASHAN, year=2022, budget=WAN, by=keeper)
    setting_up.add_candidates(made.pk, list(rows.values()), by=keeper)
    assert "由其本人录入" in refused("review.conflict", setting_up.add_reviewer, made.pk, clerk.pk, by=keeper)


def test_a_conflict_that_comes_up_later_is_found_at_scoring_and_at_the_close() -> None:
    found = draw(reviewers=4)
    found.score_all(A1=[90, 90, 90, 90], A2=[80, 80, 80, 80], A3=[70] * 4, A4=[65] * 4)
    person = found.reviewers[0]
    person.organisation_name = "马山县商务局"
    person.save()
    text = refused("review.recused", found.score, 0, "A3", 99, seen=1, kind=NotAllowed)
    assert "冷链中心" in text
    assert "冷链中心" in refused("review.conflict_found", deciding.close, found.round.pk, by=found.keeper)
    reviewer = found.round.reviewers.get(user=person.pk)
    scoring.excuse(found.round.pk, found.candidate("A3"), reviewer.pk, reason="调入实施单位", by=found.keeper)
    deciding.close(found.round.pk, by=found.keeper)
    found.round.refresh_from_db()
    judged = queries.result(found.round).judged
    assert judged[found.candidate("A3")].spread.count == 3, "what was scored before the recusal does not count"
    assert judged[found.candidate("A1")].spread.count == 4


def test_a_declared_recusal_keeps_a_reviewer_out() -> None:
    found = draw(reviewers=4)
    scoring.declare(found.round.pk, found.candidate("A1"), reason="亲属在该单位工作", by=found.reviewers[3])
    refused("review.recused", found.score, 3, "A1", 90, kind=NotAllowed)
    refused("review.recused_already", scoring.declare, found.round.pk, found.candidate("A1"), reason="再说一次", by=found.reviewers[3], kind=Conflict)


def test_points_are_whole_within_limits_and_a_veto_needs_its_facts() -> None:
    found = draw()
    for points in ({}, {"goals": 21}, {"goals": -1}, {id: None for id, _n, _m in queries.criteria(found.round)}):
        refused("review.points", scoring.score, found.round.pk, found.candidate("A1"), points=points, by=found.reviewers[0])
    assert "评语" in refused("review.text", found.score, 0, "A1", 90, vetoes=["land"])
    found.score(0, "A1", 90)
    refused("review.sheet_moved", found.score, 0, "A1", 95, kind=Conflict)
    assert found.score(0, "A1", 95, seen=1).version == 2
    outsider = make_user(roles.VIEWER, MASHAN)
    found.reviewers.append(outsider)
    refused("review.not_reviewer", found.score, 3, "A1", 95, kind=NotAllowed)


def test_the_trail_of_a_sheet_does_not_tell_the_points() -> None:
    found = draw()
    sheet = found.score(0, "A1", 90, comment="条件成熟")
    note = Event.objects.get(pk=sheet.event).note
    assert sheet.digest in note and "90" not in note.replace(sheet.digest, "") and "条件成熟" not in note


def test_scoring_does_not_close_while_sheets_are_missing() -> None:
    found = draw(reviewers=4)
    found.score_all(A1=[90, 92, 91], A2=[85, 80, 84], A3=[70, 75, 72], A4=[60, 65])
    assert "培训班" in refused("review.sheets_missing", deciding.close, found.round.pk, by=found.keeper)
    found.score(2, "A4", 61)
    text = refused("review.owing", deciding.close, found.round.pk, by=found.keeper)
    assert found.reviewers[3].display_name in text


def test_a_round_needs_enough_reviewers_for_each_project() -> None:
    found = draw(opened=False, reviewers=2)
    assert "至少要有 3 名" in refused("review.too_few", setting_up.open_scoring, found.round.pk, by=found.keeper)


def test_a_proposed_veto_is_decided_by_a_person_before_the_notice() -> None:
    found = draw()
    found.score(1, "A1", 92, vetoes=["land"], comment="用地批复没有附上")
    found.score(0, "A1", 90), found.score(2, "A1", 91)
    found.closed(A2=PLAIN["A2"], A3=PLAIN["A3"], A4=PLAIN["A4"])
    id, keeper = found.round.pk, found.keeper
    assert "养殖场" in refused("review.veto_open", deciding.publish, id, by=keeper)
    one = {"by": keeper, "seen": 0}
    refused("review.veto_ground", deciding.decide_veto, id, found.candidate("A1"), upheld=True, reason="没有用地", **one)
    first = deciding.decide_veto(id, found.candidate("A1"), upheld=True, vetoes=["land"], reason="核实确无用地批复", **one)
    deciding.publish(id, by=keeper)
    assert results(found) == {"A1": "vetoed", "A2": "library", "A3": "library", "A4": "library"}
    deciding.take_back(id, reason="补交了批复", by=keeper)
    deciding.decide_veto(id, found.candidate("A1"), upheld=False, reason="批复已补交并核实", by=keeper, seen=first.pk)
    assert deciding.publish(id, by=keeper).number == 2
    assert results(found)["A1"] == "library"


def test_a_tie_at_the_line_is_decided_by_a_person_with_a_reason() -> None:
    found = draw(budget=550).closed(A1=[90, 90, 90], A2=[80, 80, 80], A3=[79, 80, 81], A4=[60, 65, 61])
    id, keeper = found.round.pk, found.keeper
    text = refused("review.tie_open", deciding.publish, id, by=keeper)
    assert "2 个项目同为 80.00 分" in text and "系统不代为决定" in text
    a2, a3 = found.candidate("A2"), found.candidate("A3")
    asked = {"by": keeper, "seen": 0}
    assert "只剩 250.00 万元" in refused("review.tie_too_much", deciding.decide_tie, id, chosen=[a2, a3], reason="都很好，都要", **asked)
    refused("review.text", deciding.decide_tie, id, chosen=[a3], reason="", **asked)
    refused("review.no_candidate", deciding.decide_tie, id, chosen=[found.candidate("A1")], reason="选第一名", kind=NotFound, **asked)
    deciding.decide_tie(id, chosen=[a3], reason="冷链中心带动面更广", **asked)
    deciding.publish(id, by=keeper)
    assert results(found) == {"A1": "library", "A3": "library", "A2": "rolled", "A4": "rolled"}


def test_of_two_who_decide_at_once_the_second_is_told() -> None:
    found = draw(budget=550).closed(A1=[90, 90, 90], A2=[80, 80, 80], A3=[80, 80, 80], A4=[60, 65, 61])
    other = make_user(roles.COUNTY, MASHAN)
    deciding.decide_tie(found.round.pk, chosen=[found.candidate("A3")], reason="带动面更广", by=found.keeper, seen=0)
    asked = {"chosen": [found.candidate("A2")], "reason": "更成熟一些", "by": other, "seen": 0}
    assert found.keeper.display_name in refused("review.decided_meanwhile", deciding.decide_tie, found.round.pk, kind=Conflict, **asked)
    deciding.publish(found.round.pk, by=found.keeper)
    text = refused("review.moved", deciding.publish, found.round.pk, by=other, kind=Conflict)
    assert found.keeper.display_name in text and "公示中" in text


def test_objections_are_answered_before_the_results_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    found = draw().closed(**PLAIN)
    id, keeper = found.round.pk, found.keeper
    deciding.publish(id, by=keeper)
    town = make_user(roles.TOWNSHIP, BAISHAN)
    first = deciding.object_to(id, text="评审人与实施单位有亲属关系，电话 13912345678", candidate_id=found.candidate("A1"), by=town)
    assert "13912345678" not in first.text and first.by_name == town.display_name
    at(monkeypatch, dt.date(2021, 12, 6))
    refused("review.notice_over", deciding.object_to, id, text="晚到的异议", by=town)
    assert "1 条异议没有答复" in refused("review.objections_open", deciding.freeze, id, by=keeper)
    deciding.answer(id, first.pk, text="经核实不存在亲属关系", upheld=False, by=keeper)
    refused("review.answered", deciding.answer, id, first.pk, text="再答一次看看", upheld=True, by=keeper, kind=Conflict)
    deciding.freeze(id, by=keeper)
    assert found.state() == "frozen"


def test_an_objection_that_is_upheld_stops_the_results(monkeypatch: pytest.MonkeyPatch) -> None:
    found = draw().closed(**PLAIN)
    id, keeper = found.round.pk, found.keeper
    deciding.publish(id, by=keeper)
    said = deciding.object_to(id, text="A1 没有村级决议", by=keeper)
    deciding.answer(id, said.pk, text="经核实确实没有", upheld=True, by=keeper)
    at(monkeypatch, dt.date(2021, 12, 6))
    refused("review.upheld", deciding.freeze, id, by=keeper)
    deciding.take_back(id, reason="异议成立", by=keeper)
    deciding.decide_veto(id, found.candidate("A1"), upheld=True, vetoes=["village"], reason="没有村级决议", by=keeper, seen=0)
    again = deciding.publish(id, by=keeper)
    assert (again.number, again.last_day) == (2, dt.date(2021, 12, 10)), "another notice runs its own days"
    at(monkeypatch, dt.date(2021, 12, 11))
    deciding.freeze(id, by=keeper)
    assert results(found)["A1"] == "vetoed"


def test_what_a_project_is_judged_by_stays_while_it_is_judged() -> None:
    found = draw()
    with pytest.raises(Refused, match="中评审"):
        put("A1,养殖场,马山县,白山镇,马山县农业农村局,财政援助,999,储备")
    put("A1,养殖场,马山县,白山镇,马山县农业农村局,财政援助,300,未开工")
    project = registry.ledger("projects")
    asked: dict[str, Any] = {"revision": None, "actor": Actor(None, "测试"), "scope": Scope.everything(), "source": Source("form")}
    with pytest.raises(Refused, match="不能删除"):
        remove_one(project, found.rows["A1"], **asked)
    deciding.cancel(found.round.pk, reason="评审方案调整", by=found.keeper)
    put("A1,养殖场,马山县,白山镇,马山县农业农村局,财政援助,999,储备")


def test_rules_of_a_round_are_checked() -> None:
    found = draw(opened=False)
    facts: dict[str, Any] = {"title": "评审", "year": 2022, "budget": WAN, "fewest": 3, "mark": 60, "apart": 15, "days": 5, "by": found.keeper}
    rules: dict[str, Any] = {"criteria": [("效益", 60), ("成熟度", 40)], "vetoes": ["没有落实用地", " "]}
    assert "现在合计 90" in refused("review.weights", setting_up.change, found.round.pk, **facts, **{**rules, "criteria": [("效益", 50), ("成熟度", 40)]})
    refused("review.criteria_twice", setting_up.change, found.round.pk, **facts, **{**rules, "criteria": [("效益", 50), ("效益", 50)]})
    for name, value in (("budget", 0), ("fewest", 1), ("mark", 101), ("apart", 0), ("days", 2), ("year", 22)):
        refused({"budget": "review.budget", "year": "review.year"}.get(name, "review.number"), setting_up.change, found.round.pk, **{**facts, name: value}, **rules)
    changed = setting_up.change(found.round.pk, **facts, **rules)
    assert queries.criteria(changed) == [("c1", "效益", 60), ("c2", "成熟度", 40)] and queries.vetoes(changed) == {"land": "没有落实用地"}


def test_who_may_do_what() -> None:
    found = draw(opened=False)
    id = found.round.pk
    for role, region, kind in (
        (roles.COUNTY, LONGAN, NotFound), (roles.TOWNSHIP, BAISHAN, NotFound), (roles.DISTRICT, FUTIAN, NotAllowed),
        (roles.MUNICIPAL, "", NotAllowed), (roles.AUDITOR, "", NotAllowed), (roles.VIEWER, MASHAN, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(kind):
            setting_up.open_scoring(id, by=make_user(role, region))
    for role, region in ((roles.COUNTY, LONGAN), (roles.TOWNSHIP, BAISHAN), (roles.DISTRICT, FUTIAN), (roles.VIEWER, MASHAN)):
        with pytest.raises(NotAllowed):
            setting_up.create(title="越权评审", place=MASHAN, year=2022, budget=WAN, by=make_user(role, region))
    group = make_user(roles.FRONT_GROUP, MASHAN)
    assert setting_up.open_scoring(id, by=group).state == "scoring", "the working group runs rounds of its county too"


def test_a_district_and_the_municipal_office_run_rounds_over_their_counties() -> None:
    rows = put(PROJECTS[0], "L1,隆安项目,隆安县,,,财政援助,50,储备")
    district = make_user(roles.DISTRICT, FUTIAN)
    made = setting_up.create(title="福田区评审", place=FUTIAN, year=2022, budget=WAN, by=district)
    refused("review.no_project", setting_up.add_candidates, made.pk, [rows["L1"]], by=district, kind=NotFound)
    assert setting_up.add_candidates(made.pk, [rows["A1"]], by=district) == 1
    city = make_user(roles.MUNICIPAL)
    whole = setting_up.create(title="全市评审", place="", year=2022, budget=WAN, by=city)
    assert setting_up.add_candidates(whole.pk, [rows["L1"]], by=city) == 1
    assert set(queries.rounds(city)) == {made, whole} and set(queries.rounds(district)) == {made}
    assert not queries.rounds(make_user(roles.COUNTY, MASHAN)), "what another office deliberates is shown with its notice"
