"""Anybody may try anything in any order: what was decided is always signed by both sides, and by nobody who wrote it.

The same machine with a fault put in on purpose must find it, or it would prove nothing.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.operations import GrantSpec, set_grants
from jiedui.core.flows import following, guards, operations, permissions, signing, standing
from jiedui.core.flows.models import DONE, OPEN, Decision, Shown
from jiedui.core.words.errors import JieduiError
from jiedui.modules.projects.flows import PROJECT
from tests.accounts import make_user
from tests.integration.country import FUTIAN, MASHAN, place_regions
from tests.integration.flows.cast import edit, file_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
PEOPLE = st.integers(0, 5)
AMOUNTS = st.sampled_from([None, 1_000_000, 100_000_000, 900_000_000])


class Approvals(RuleBasedStateMachine):
    """Two people of each side, one with the rights of both, the municipal office; one project."""

    rows: list[int]
    people: list[User]

    def __init__(self) -> None:
        super().__init__()
        self.inside = transaction.atomic()
        self.inside.__enter__()
        self.seen = ""

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.inside.__exit__(None, None, None)

    def tried(self, act: Callable[[], Any]) -> None:
        """Refusals are what the product says; any other error is a fault."""
        try:
            with transaction.atomic():
                act()
        except JieduiError:
            pass

    @property
    def decision(self) -> Decision | None:
        return Decision.objects.order_by("-pk").first()

    @rule(who=PEOPLE)
    def propose(self, who: int) -> None:
        state = standing.states(PROJECT, self.rows)[self.rows[0]]
        step = {"applied": "open", "changed": "confirm", "building": "accept"}.get(state, "enter")
        self.tried(lambda: operations.propose("project", step, self.rows, by=self.people[who]))

    @rule()
    def read(self) -> None:
        if self.decision:
            self.seen = signing.current(self.decision).digest

    @rule(who=PEOPLE, fresh=st.booleans())
    def sign(self, who: int, fresh: bool) -> None:
        if (found := self.decision) is not None:
            digest = signing.current(found).digest if fresh else self.seen
            self.tried(lambda: signing.sign(found.pk, digest=digest, by=self.people[who], factor="password"))

    @rule(who=PEOPLE, order=st.permutations(range(6)), editor=PEOPLE, at=st.integers(0, 11), amount=AMOUNTS)
    def one_round(self, who: int, order: list[int], editor: int, at: int, amount: int | None) -> None:
        """Somebody proposes, everybody tries to sign twice, somebody may edit in between."""
        self.propose(who)
        for number, one in enumerate([*order, *order]):
            if number == at and amount is not None:
                self.edit(editor, amount)
            self.sign(one, True)

    @rule(who=PEOPLE, amount=AMOUNTS)
    def edit(self, who: int, amount: int | None) -> None:
        self.tried(lambda: edit(self.rows[0], by=self.people[who], planned_fund=amount or 1))

    @rule(who=PEOPLE, back=st.booleans())
    def close(self, who: int, back: bool) -> None:
        if (found := self.decision) is not None:
            act = operations.return_ if back else operations.withdraw
            self.tried(lambda: act(found.pk, reason="重新研究", by=self.people[who]))

    @invariant()
    def what_was_decided_was_signed_by_both_sides(self) -> None:
        for decision in Decision.objects.filter(outcome=DONE):
            signed = list(decision.signatures.filter(version=decision.version))
            assert {(one.gate, one.side) for one in signed} == {
                (gate, side) for gate in decision.asked for side in ("east", "west")
            }
            east, west = ({one.person for one in signed if one.side == side} for side in ("east", "west"))
            assert not east & west
            assert not (east | west) & set(decision.authors.values_list("person", flat=True))
            assert {one.digest for one in signed} == {Shown.objects.get(decision=decision, version=decision.version).digest}

    @invariant()
    def money_flows_only_for_what_stands_as_it_was_signed(self) -> None:
        row = self.rows[0]
        state = PROJECT.state(standing.states(PROJECT, [row])[row])
        if state.money:
            from jiedui.core.flows import showing

            (live,) = showing.row_values(PROJECT, showing.live_rows(PROJECT, [row]))
            assert following.signed_values(PROJECT, [row])[row] == live

    @invariant()
    def a_row_is_in_one_open_decision(self) -> None:
        assert Decision.objects.filter(outcome=OPEN).count() <= 1


@pytest.fixture
def machine() -> type[Approvals]:
    place_regions()
    both = make_user(roles.DISTRICT, FUTIAN)
    set_grants(both.pk, [GrantSpec(roles.DISTRICT, FUTIAN), GrantSpec(roles.COUNTY, MASHAN)], by=None)
    people = [
        make_user(roles.COUNTY, MASHAN), make_user(roles.COUNTY, MASHAN), make_user(roles.DISTRICT, FUTIAN),
        make_user(roles.DISTRICT, FUTIAN), User.objects.get(pk=both.pk), make_user(roles.MUNICIPAL),
    ]  # fmt: skip
    rows = file_projects("P1,桑蚕基地,马山县,白山镇,产业,财政援助,900,100")
    return type("Machine", (Approvals,), {"rows": rows, "people": people})


def run(machine: type[Approvals], examples: int, steps: int) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck), report_multiple_bugs=False, phases=[Phase.generate],
        ),
    )  # fmt: skip


def test_whatever_people_try(machine: type[Approvals]) -> None:
    run(machine, 12, 8)


def without(name: str) -> None:
    """The database's own rule taken away, within the transaction of the test."""
    with connection.cursor() as cursor:
        for statement in guards.drop_statements(connection.vendor):
            if f"flows_signature_{name}" in statement:
                cursor.execute(statement)


@pytest.mark.parametrize("fault", ["author", "other_side", "stale"])
def test_a_fault_is_found(fault: str, machine: type[Approvals], monkeypatch: pytest.MonkeyPatch) -> None:
    without(fault)
    if fault == "author":
        monkeypatch.setattr(signing, "_check_author", lambda *_: None)
    elif fault == "other_side":
        # One county clerk only, so that who may sign for both sides is sometimes the one that a gate lacks.
        few = [machine.people[0], machine.people[5], *machine.people[2:]]
        monkeypatch.setattr(machine, "people", few)
        monkeypatch.setattr(permissions, "check_hand", lambda user, asked: permissions.hands(user, asked))
        monkeypatch.setattr(signing, "_hand", lambda decision, by, giver: _either(decision, by))
        monkeypatch.setattr(signing, "_check_turn", lambda *_: None)
    else:
        monkeypatch.setattr(signing, "_check_same", lambda *_: None)
        monkeypatch.setattr(following, "_show_anew", lambda *_: None)
        without("author")
        monkeypatch.setattr(signing, "_check_author", lambda *_: None)
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        run(machine, 150, 6)


def _either(decision: Decision, by: User) -> permissions.Hand:
    """The faulty choice: the side that is still missing, whoever signs."""
    _gate, given = signing.gate_in_turn(decision)
    hands = permissions.hands(by, permissions.parties(decision))
    left = [one for one in hands if one.side not in given] or hands
    if not left:
        raise JieduiError("x", "x")
    return left[0]
