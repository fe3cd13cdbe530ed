"""Figures that were computed are kept, for each set of ledgers, as long as nothing changes in them.

A write to one ledger leaves the figures of all others in place; a page that asks for one indicator finds what another page or
the worker computed beside it.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping, Set

from django.core.cache import cache

from jiedui.core.access.scope import Scope
from jiedui.core.declare.indicators import MONTH, Indicator
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.evaluation import Asked, Evaluation, Parts
from jiedui.core.indicators.moment import Moment
from jiedui.core.indicators.statements import TOWN, program
from jiedui.core.indicators.values import Part
from jiedui.core.lake.queries import Lake

KEPT = 1200
"""Bundles kept in memory; a change of a ledger gives other slices, so an old one is never shown for a new state."""
DAY = 24 * 3600
WHOLE = ""
"""The label of the figures over all rows; other labels are divisions and months (YYYY-MM)."""
Bundle = Mapping[str, Parts]
"""By label."""
_held: OrderedDict[str, Bundle] = OrderedDict()
_lock = threading.Lock()


def figures(
    lake: Lake, moment: Moment, asked: Mapping[str, Set[str]], months: Mapping[str, Moment]
) -> dict[str, Parts]:
    """The figures of the ids `asked` by division (WHOLE: over all rows; MONTH: over all rows in each of `months`), by label."""
    units: dict[tuple[str, ...], list[Indicator]] = {}
    for one in registry.indicators():
        units.setdefault(one.ledgers, []).append(one)
    bundles: dict[str, Bundle] = {}
    todo: list[tuple[str, str, Asked]] = []
    for ledgers, unit in units.items():
        labels = _labels(unit, asked, months)
        if not labels:
            continue
        key = _key(lake, moment, ledgers, unit)
        bundles[key] = _find(key)
        for label in labels:
            if label not in bundles[key]:
                by = MONTH if label in months else label
                some = tuple(one for one in unit if by == WHOLE or by in one.divisions)
                question = Asked(some, months.get(label, moment), "" if by == MONTH else by)
                todo.append((key, label, question))
    answers = Evaluation(lake).answers([question for _key, _label, question in todo])
    for key in {key for key, _label, _question in todo}:
        fresh = {label: parts for (k, label, _question), parts in zip(todo, answers, strict=True) if k == key}
        bundles[key] = {**bundles[key], **fresh}
        _keep(key, bundles[key])
    found: dict[str, Parts] = {}
    for bundle in bundles.values():
        for label, parts in bundle.items():
            found.setdefault(label, {}).update(parts)
    return found


def towns(lake: Lake, moment: Moment, indicator: Indicator) -> dict[str, Part] | None:
    """A figure by township, None where it has no such parts; kept like the others."""
    key = _key(lake, moment, indicator.ledgers, [indicator])
    bundle = _find(key)
    if TOWN not in bundle:
        bundle = {**bundle, TOWN: Evaluation(lake).towns(indicator, moment)}
        _keep(key, bundle)
    return bundle[TOWN].get(indicator.id)


def _labels(unit: list[Indicator], asked: Mapping[str, Set[str]], months: Mapping[str, Moment]) -> list[str]:
    wanted = [by for by, ids in asked.items() if any(one.id in ids for one in unit)]
    return [label for by in wanted for label in (months if by == MONTH else (by,))]


def _find(key: str) -> Bundle:
    with _lock:
        if key in _held:
            _held.move_to_end(key)
            return _held[key]
    # The server's other processes and a restarted one find it too.
    found: Bundle = cache.get(f"figures:{key}") or {}
    return found


def _keep(key: str, bundle: Bundle) -> None:
    cache.set(f"figures:{key}", bundle, DAY)
    with _lock:
        _held[key] = bundle
        if len(_held) > KEPT:
            _held.popitem(last=False)


def _key(lake: Lake, moment: Moment, ledgers: tuple[str, ...], unit: list[Indicator]) -> str:
    slices = [part for part in lake.snapshot.slices if part.ledger in ledgers]
    facts = (program(), [one.id for one in unit], slices, _said(lake.scope), _said(moment))
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _said(facts: Scope | Moment) -> str:
    """The facts of a scope or a moment as text, in one order in every process."""
    found: list[object] = []
    for name, value in sorted(vars(facts).items()):
        if isinstance(value, Mapping):
            value = sorted(value.items())
        found.append((name, sorted(value) if isinstance(value, frozenset) else value))
    return repr(found)
