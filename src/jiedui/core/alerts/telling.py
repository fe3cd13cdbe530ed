"""An alert in words, in the reader's language."""

from typing import Any

from jiedui.core.alerts import queries
from jiedui.core.alerts.models import Alert
from jiedui.core.declare.registry import registry
from jiedui.core.declare.rules import FEN, ORGANISATION, RATE, REGION, Rule
from jiedui.core.indicators.forecast import WORDS, Method
from jiedui.core.places.queries import organisation_names
from jiedui.core.places.shown import shown_name
from jiedui.core.words import saying
from jiedui.core.words.errors import NotFound
from jiedui.core.words.saying import said

UNKNOWN = "—"


def rule_of(alert: Alert) -> Rule | None:
    """The rule that opened it; None when the product no longer has it."""
    try:
        return registry.rule(alert.rule)
    except NotFound:
        return None


def messages(alerts: list[Alert]) -> dict[int, str]:
    """What each alert says with its values, by number. Costs one query for the organisations named."""
    known = {one.pk: queries.values(one) for one in alerts}
    rules = {one.pk: rule_of(one) for one in alerts}
    named = {
        known[pk].get(name)
        for pk, rule in rules.items()
        if rule is not None
        for name, kind in rule.kinds.items()
        if kind == ORGANISATION
    }
    organisations = organisation_names(id for id in named if isinstance(id, int)) if named else {}
    return {one.pk: _message(rules[one.pk], known[one.pk], organisations, one) for one in alerts}


def _message(rule: Rule | None, values: dict[str, Any], organisations: dict[int, str], alert: Alert) -> str:
    if rule is None:
        return alert.rule
    shown = {name: _shown(rule.kinds.get(name, ""), name, value, organisations) for name, value in values.items()}
    return said(rule.message).format_map(_Lenient(place=shown_name(alert.county) or alert.county, **shown))


class _Lenient(dict[str, str]):
    """A name that an older alert does not hold is told as unknown."""

    def __missing__(self, key: str) -> str:
        return UNKNOWN


def _shown(kind: str, name: str, value: Any, organisations: dict[int, str]) -> str:
    if value is None:
        return UNKNOWN
    if kind == FEN:
        return f"{value // 100:,}.{value % 100:02d}"
    if kind == RATE:
        return f"{value / 100:g}%"
    if kind == ORGANISATION:
        return organisations.get(value, UNKNOWN)
    if kind == REGION:
        return shown_name(value) or value
    if name == "unit":
        return saying.unit(value)
    if name == "method":
        return str(WORDS[Method(value)])
    return f"{value:,}" if isinstance(value, (int, float)) else str(value)
