"""`jiedui demo` on a small scale: loaded through intake, marked, resumable, refused where real data are."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.access.queries import users
from jiedui.core.access.scope import Scope
from jiedui.core.alerts import operations as alerts
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import queries as indicators
from jiedui.core.ledger.queries import counts
from jiedui.core.plan import queries as plans
from jiedui.core.plan.models import ISSUED
from jiedui.core.submissions import queries as submissions
from jiedui.core.submissions.asked import counties
from jiedui.core.submissions.calendar import State, lines
from jiedui.core.submissions.models import Submission, Withdrawal
from jiedui.core.trail import verification
from jiedui.demo import operations
from jiedui.demo.accounts import FILE
from jiedui.demo.geography import LAST_DAY
from jiedui.demo.models import DemoMark
from jiedui.demo.queries import is_demo, mark
from tests.accounts import make_user, sign_in
from tests.workbooks import people
from tests.workbooks.draft import Draft
from tests.workbooks.judge import hand_in

SMALL = {"workers": 400, "households": 30, "months": 2, "projects": 44, "seed": 3}


def demo(samples: Path, **changes: Any) -> str:
    out = StringIO()
    call_command("demo", samples=samples, stdout=out, **(SMALL | changes))
    return out.getvalue()


@pytest.fixture
def data(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir()
    return tmp_path / "data"


@pytest.mark.django_db
def test_it_loads_all_ledgers_marks_the_database_and_makes_an_account_for_each_role(
    regions: None, data: Path, tmp_path: Path
) -> None:
    assert not is_demo()
    said = demo(tmp_path / "samples")
    held = counts(Scope.everything())
    assert held["workers"] == 400
    numbers = registry.ledger("projects")._default_manager.values_list("number", flat=True)
    assert sum("-2021-" in number for number in numbers) == 44, "the others stand in the reviews for the year after"
    assert held["payments"] > 100
    assert 50 <= held["household_months"] <= 60
    assert is_demo()
    made = mark()
    assert made is not None
    assert made.finished_at is not None
    assert "error" not in said
    assert "question" not in said
    held_roles = {grant.role for user in users() for grant in user.grants.all()}
    assert len(held_roles) == 10
    assert (data / FILE).stat().st_mode & 0o077 == 0
    lines = (data / FILE).read_text(encoding="utf-8").splitlines()
    assert said.splitlines()[-len(lines) :] == lines
    assert not [ledger for ledger, rows in held.items() if not rows and not ledger.startswith("gardens")]
    the_whole_programme_can_be_seen()
    the_plan_has_had_its_year()
    ledgers_have_been_handed_in()
    handed_in = Submission.objects.count()
    # Again with the same sizes: nothing changes, the accounts are printed once more.
    again = demo(tmp_path / "samples")
    assert counts(Scope.everything()) == held
    assert again.splitlines()[-11:] == said.splitlines()[-11:]
    assert Submission.objects.count() == handed_in
    with pytest.raises(CommandError, match="另一套演示数据"):
        demo(tmp_path / "samples", seed=4)


def the_whole_programme_can_be_seen() -> None:
    """Every figure is known and leads to its rows, every page of a figure and a ledger opens, the rules find something."""
    day, everything = LAST_DAY, Scope.everything()
    values = {one.id: one for one in indicators.evaluate(scope=everything, as_of=day, by="county")}
    unknown = {id for id, value in values.items() if value.value is None}
    assert unknown <= {"50", "T1"}  # 50 needs twelve months, T1 gardens
    for id, value in values.items():
        assert len(indicators.drill(id, scope=everything, as_of=day).ids) == value.rows, id
    assert alerts.refresh().opened > 20
    assert alerts.refresh() == alerts.Difference(0, 0, 0)
    client = sign_in(Client(), make_user(roles.MUNICIPAL))
    for path in ("/", "/screen/", "/alerts/", "/indicators/", *(f"/indicators/{id}/?as_of={day}" for id in values)):
        assert client.get(path).status_code == 200, path
    for ledger in registry.ledgers():
        answer = client.get(f"/ledgers/{ledger.info.id}/")
        assert answer.status_code == 200, ledger
    assert not verification.verify().problems


def the_plan_has_had_its_year() -> None:
    """Sent out, commented on by three, each comment answered in one of the three ways, issued, changed once by a document."""
    plan = plans.present(LAST_DAY)
    assert plan is not None and plan.state == ISSUED and plan.issued_on < LAST_DAY
    comments = plans.comments(Scope.everything(), plan=plan)
    assert {one.answer for one in comments} == {"taken", "partly", "refused"}
    assert len({one.by_name for one in comments}) == 3
    assert all(one.reason for one in comments if one.answer != "taken")
    assert [one.document for one in plans.changes(plan)]
    proved = [task for task in plans.tasks(Scope.everything(), plan=plan) if task.evidence.exists()]
    assert len([task for task in proved if task.milestone]) == 2 and all(task.done_on <= LAST_DAY for task in proved)
    client = sign_in(Client(), make_user(roles.MUNICIPAL))
    for path, words in (("/plan/comments/", "不采纳"), ("/plan/changes/", "虚构")):
        assert words in client.get(path).content.decode(), path


def ledgers_have_been_handed_in() -> None:
    """The county whose clerk can be looked at has handed in two quarters, taken one back, and corrected one since."""
    states = {one.ledger.info.id: one.state for one in lines(["451022"], LAST_DAY)}
    assert states["projects"] == State.CORRECTED and states["workers"] == State.HANDED_IN
    assert states["visits"] == State.DUE, "withdrawn"
    assert Withdrawal.objects.get().submission.ledger == "visits"
    third, fourth = Submission.objects.filter(place="451022", ledger="workers").order_by("id")
    changes = submissions.difference(third, fourth)
    assert changes is not None and len(changes.changed) == 1
    assert {one.place for one in Submission.objects.all()} >= set(counties(LAST_DAY)) | set(counties(LAST_DAY).values())
    client = sign_in(Client(), next(user for user in users() if user.username == "xian"))
    for path in ("/hand-in/", "/hand-in/?month=2021-09", f"/hand-in/{fourth.pk}/", f"/hand-in/{Withdrawal.objects.get().submission_id}/"):
        assert client.get(path).status_code == 200, path
    # Another place has begun too; what nobody handed in is due, not overdue.
    assert {one.state for one in lines(["450123"], LAST_DAY)} <= {State.DUE, State.HANDED_IN}


@pytest.mark.django_db
def test_a_load_that_was_cut_off_is_taken_up_again(
    regions: None, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = operations._hand_in, []

    def failing(*args: Any) -> Any:
        calls.append(args[0])
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*args)

    monkeypatch.setattr(operations, "_hand_in", failing)
    monkeypatch.setattr(operations, "recipes", list)  # the first four ledgers tell enough
    with pytest.raises(KeyboardInterrupt):
        demo(tmp_path / "samples", workers=60)
    cut = DemoMark.objects.get()
    assert cut.finished_at is None
    assert len(cut.loaded) == 2
    demo(tmp_path / "samples", workers=60)
    assert DemoMark.objects.get().finished_at is not None
    assert counts(Scope.everything())["workers"] == 60
    assert calls.count("projects") == 5


@pytest.mark.django_db
def test_it_is_refused_beside_real_data(regions: None, data: Path, tmp_path: Path) -> None:
    assert hand_in(Draft("workers", people(2)).made()).applied
    with pytest.raises(CommandError, match="已有真实数据（务工人员实名制台账 2 行）"):
        demo(tmp_path / "samples")
    assert not is_demo()
    assert not (tmp_path / "samples").exists()


@pytest.mark.django_db
def test_samples_never_go_into_the_data_folder(data: Path) -> None:
    with pytest.raises(CommandError, match="不能放在数据目录里"):
        demo(data / "samples")
