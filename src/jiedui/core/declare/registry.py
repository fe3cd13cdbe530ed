"""What has been declared: ledgers, indicators, rules and flows by id. Filled while Django loads the modules."""

from typing import TYPE_CHECKING, Any

from jiedui.core.words.errors import NotFound

if TYPE_CHECKING:
    from jiedui.core.declare.bookings import AccountKind, Booking, Opening
    from jiedui.core.declare.flows import Flow
    from jiedui.core.declare.indicators import Indicator
    from jiedui.core.declare.ledger import Ledger
    from jiedui.core.declare.rules import Rule
    from jiedui.core.words.codes import CodeList


class Registry:
    """Looks up declarations by id and refuses two with the same id."""

    def __init__(self) -> None:
        self._ledgers: dict[str, type[Ledger]] = {}
        self._indicators: dict[str, Indicator] = {}
        self._rules: dict[str, Rule] = {}
        self._flows: dict[str, Flow] = {}
        self._account_kinds: dict[str, AccountKind] = {}
        self._bookings: dict[str, Booking] = {}
        self._openings: dict[str, Opening] = {}
        self.moneys: CodeList | None = None

    def add_ledger(self, ledger: "type[Ledger]") -> None:
        known = self._ledgers.get(ledger.info.id)
        if known is not None and known.__module__ != ledger.__module__:
            raise TypeError(f"ledger {ledger.info.id!r} is declared twice: {known} and {ledger}")
        self._ledgers[ledger.info.id] = ledger

    def add_indicator(self, indicator: "Indicator") -> None:
        if indicator.id in self._indicators:
            raise TypeError(f"indicator {indicator.id!r} is declared twice")
        self._indicators[indicator.id] = indicator

    def ledger(self, id: str) -> "type[Ledger]":
        """The ledger called `id`; NotFound names the ones there are."""
        try:
            return self._ledgers[id]
        except KeyError:
            known = "、".join(sorted(self._ledgers))
            raise NotFound("ledger.unknown", f"没有名为“{id}”的台账。可用的台账：{known}。") from None

    def ledgers(self) -> "list[type[Ledger]]":
        return list(self._ledgers.values())

    def indicator(self, id: str) -> "Indicator":
        try:
            return self._indicators[id]
        except KeyError:
            raise NotFound("indicator.unknown", f"没有编号为“{id}”的指标。") from None

    def indicators(self) -> "list[Indicator]":
        return sorted(self._indicators.values(), key=lambda indicator: indicator.id)

    def add_rule(self, rule: "Rule") -> None:
        if rule.id in self._rules:
            raise TypeError(f"rule {rule.id!r} is declared twice")
        self._rules[rule.id] = rule

    def rule(self, id: str) -> "Rule":
        try:
            return self._rules[id]
        except KeyError:
            raise NotFound("rule.unknown", f"没有编号为“{id}”的预警规则。") from None

    def rules(self) -> "list[Rule]":
        return sorted(self._rules.values(), key=lambda rule: rule.id)

    def add_flow(self, flow: "Flow") -> None:
        if flow.id in self._flows or any(one.ledger == flow.ledger for one in self._flows.values()):
            raise TypeError(f"flow {flow.id!r} is declared twice, or its ledger has another one")
        self._flows[flow.id] = flow

    def flow(self, id: str) -> "Flow":
        try:
            return self._flows[id]
        except KeyError:
            raise NotFound("flow.unknown", f"没有名为“{id}”的流程。") from None

    def flows(self) -> "list[Flow]":
        return list(self._flows.values())

    def flow_of(self, ledger_id: str) -> "Flow | None":
        """The flow of a ledger's rows, None where they have none."""
        return next((one for one in self._flows.values() if one.ledger == ledger_id), None)

    def add_account_kind(self, kind: "AccountKind") -> "AccountKind":
        if kind.id in self._account_kinds:
            raise TypeError(f"account kind {kind.id!r} is declared twice")
        self._account_kinds[kind.id] = kind
        return kind

    def account_kind(self, id: str) -> "AccountKind":
        return self._account_kinds[id]

    def account_kinds(self) -> "list[AccountKind]":
        return list(self._account_kinds.values())

    def add_booking(self, booking: "Booking") -> None:
        if booking.ledger in self._bookings:
            raise TypeError(f"ledger {booking.ledger!r} is booked twice")
        self._bookings[booking.ledger] = booking

    def bookings(self) -> "list[Booking]":
        return list(self._bookings.values())

    def booking(self, ledger: str) -> "Booking":
        return self._bookings[ledger]

    def add_opening(self, opening: "Opening") -> None:
        self._openings[opening.ledger] = opening

    def openings(self) -> "list[Opening]":
        return list(self._openings.values())

    def check(self) -> list[str]:
        """Names that point nowhere or at more than one row: references to unknown ledgers, or to one whose rows no single
        value names in the whole programme; indicators and rules over unknown ledgers."""
        problems: list[str] = []
        for ledger in self._ledgers.values():
            for column in ledger.declared:
                target: Any = getattr(column, "to", None)
                if target and target not in self._ledgers:
                    problems.append(f"{ledger.info.id}.{column.name} -> {target}")
                elif target and not self._ledgers[target].info.names_rows:
                    # A file names the row by that one value; were it unique in its county only, it could be another county's.
                    problems.append(f"{ledger.info.id}.{column.name} -> {target}: its key is not one column, unique everywhere")
        for indicator in self._indicators.values():
            problems += [f"{indicator.id} -> {name}" for name in indicator.ledgers if name not in self._ledgers]
        for rule in self._rules.values():
            problems += [f"{rule.id} -> {name}" for name in rule.ledgers if name not in self._ledgers]
            if rule.indicator and rule.indicator not in self._indicators:
                problems.append(f"{rule.id} -> {rule.indicator}")
        for flow in self._flows.values():
            if flow.ledger not in self._ledgers:
                problems.append(f"{flow.id} -> {flow.ledger}")
            else:
                problems += flow.problems()
        for booking in self._bookings.values():
            kinds = [at.kind for side in (booking.out, booking.into) for at in (side, side.other) if at is not None]
            problems += [f"{booking.ledger} -> {kind}" for kind in kinds if kind not in self._account_kinds]
        problems += [
            f"{kind.id} -> {kind.above}"
            for kind in self._account_kinds.values()
            if kind.above and kind.above not in self._account_kinds
        ]
        return problems


registry = Registry()
