"""Flow: the life of a ledger's rows, declared: states, who owns each, transitions, what each needs and who signs it.

"Does the state allow it?" is answered by the declaration alone (core.flows.policies), "may this person?" by the roles
(core.flows.permissions); the two are never mixed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jiedui.core.declare.registry import registry

REVIEW, SIGN, MANAGE, SUPERVISE = "review", "sign", "manage", "supervise"
GATES: dict[str, tuple[str, str]] = {
    REVIEW: ("双审", "审核"),
    SIGN: ("双签", "签署"),
    MANAGE: ("双管", "管理"),
    SUPERVISE: ("双督", "监督"),
}
"""The four gates in their order: the name of the pair, and what one person does. Each needs one person of each side."""


@dataclass(frozen=True)
class Side:
    """One of the two parties to a flow's decisions. roles: codes of the roles that sign for it. place: the region column that
    names the place it signs from; empty where that is the row's own county."""

    id: str
    label: str
    roles: tuple[str, ...]
    place: str = ""


EAST, WEST = "east", "west"
PROGRAMME = (
    Side(EAST, "东部（深圳）", ("district", "front_group")),
    Side(WEST, "西部（广西）", ("county",)),
)
"""The sides of the programme. The municipal office serves both and signs for neither."""


@dataclass(frozen=True)
class State:
    """One state. owner: codes of the roles whose turn it is. days: how long it may last, None without a limit.
    money: whether payments may be made in it. tone: its colour (good, fine, warn, bad), empty without one."""

    id: str
    label: str
    owner: tuple[str, ...] = ()
    days: int | None = None
    money: bool = False
    final: bool = False
    tone: str = ""


@dataclass(frozen=True)
class Band:
    """Which gates a decision passes from an amount (fen) on."""

    at_least: int
    gates: tuple[str, ...]


@dataclass(frozen=True)
class Transition:
    """One step from a state to another.

    roles: whose step it is (of a signed one: who may propose it). needs: columns that must be filled, attachments among
    them. reason: whether the person must say why (returning, giving up). bands: the gates of a signed step by amount, in
    rising order; empty where nobody signs. many: whether one decision may cover several rows (a list that is signed as a
    whole). by_system: taken by the product itself when something else has happened, never by hand.
    """

    id: str
    label: str
    source: tuple[str, ...]
    target: str
    roles: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    reason: bool = False
    bands: tuple[Band, ...] = ()
    many: bool = False
    by_system: bool = False

    @property
    def signed(self) -> bool:
        return bool(self.bands)


@dataclass(frozen=True)
class Flow:
    """The life of the rows of one ledger. The first state is where every row begins.

    covers: the columns that a signature covers, none of them sealed: a change of any voids what was signed. amount: the money
    column that decides which band a decision falls into. signed: the states in which what was signed must stand as it was;
    a change there moves the row to `changed`, from which `confirm` (a signed transition) leads back to where it stood.
    sides: who the two parties are. sheet: the title of the printed sheet. writes: what follows the last signature writes the
    ledger itself, so nobody else may meanwhile.
    """

    id: str
    ledger: str
    title: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    covers: tuple[str, ...]
    amount: str
    signed: tuple[str, ...] = ()
    changed: str = ""
    confirm: str = ""
    sides: tuple[Side, Side] = PROGRAMME
    sheet: str = "东西部协作项目签批表"
    writes: bool = False
    check: Callable[[Transition, Sequence[Any]], None] | None = field(default=None, compare=False)
    """Raises Refused where more than filled columns is needed for a transition of these rows."""

    @property
    def first(self) -> State:
        return self.states[0]

    def state(self, id: str) -> State:
        return next(one for one in self.states if one.id == id)

    def transition(self, id: str) -> Transition | None:
        return next((one for one in self.transitions if one.id == id), None)

    def problems(self) -> list[str]:
        """What is wrong with the declaration by itself and beside its ledger."""
        found: list[str] = []
        states = {one.id for one in self.states}
        for one in self.transitions:
            found += [f"{self.id}.{one.id} -> {name}" for name in {*one.source, one.target} - states]
            if [band.at_least for band in one.bands] != sorted({0, *(band.at_least for band in one.bands)}) and one.bands:
                found.append(f"{self.id}.{one.id}: bands do not rise from 0")
            if any(not band.gates or set(band.gates) - set(GATES) for band in one.bands):
                found.append(f"{self.id}.{one.id}: unknown gates")
        reached = {self.first.id, self.changed} | {one.target for one in self.transitions}
        found += [f"{self.id}: nothing leads to {name}" for name in states - reached]
        found += [f"{self.id} -> {name}" for name in {*self.signed, *([self.changed] if self.changed else [])} - states]
        if self.changed and (self.confirm == "" or not (step := self.transition(self.confirm)) or not step.signed):
            found.append(f"{self.id}: what was changed must be confirmed by signatures")
        columns = registry.ledger(self.ledger).columns
        placed = {one.place for one in self.sides if one.place}
        for name in {*self.covers, self.amount, *placed, *(name for one in self.transitions for name in one.needs)}:
            if name not in columns:
                found.append(f"{self.id} -> {self.ledger}.{name}")
        for name in self.covers:
            if name in columns and columns[name].personal:
                found.append(f"{self.id}: {name} is personal; what is signed is kept in plain")
        return found


def flow(
    id: str,
    *,
    ledger: str,
    title: str,
    states: Sequence[State],
    transitions: Sequence[Transition],
    covers: Sequence[str],
    amount: str,
    signed: Sequence[str] = (),
    changed: str = "",
    confirm: str = "",
    sides: tuple[Side, Side] = PROGRAMME,
    sheet: str = Flow.sheet,
    writes: bool = False,
    check: Callable[[Transition, Sequence[Any]], None] | None = None,
) -> Flow:
    """Declare the flow `id` of a ledger's rows."""
    made = Flow(
        id, ledger, title, tuple(states), tuple(transitions), tuple(covers), amount, tuple(signed), changed, confirm, sides,
        sheet, writes, check,
    )  # fmt: skip
    registry.add_flow(made)
    return made


def side(id: str) -> Side:
    """The side `id` of whatever flow has it; KeyError where none has."""
    found = {one.id: one for flow in registry.flows() for one in flow.sides} | {one.id: one for one in PROGRAMME}
    return found[id]
