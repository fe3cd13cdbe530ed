"""All indicators on the embedded engine and on the one that JIEDUI_ENGINE names, compared: called by test_cluster in a process
of its own, in the environment of an installation. Prints one line of JSON."""

import json
import sys
import time

from jiedui.core.access.scope import Scope
from jiedui.core.declare.indicators import COUNTY
from jiedui.core.declare.registry import registry
from jiedui.core.indicators import reference
from jiedui.core.indicators.evaluation import Asked, Evaluation, Parts
from jiedui.core.lake.engines import chosen
from jiedui.core.lake.layout import schema
from jiedui.core.lake.queries import Lake, Snapshot, lake_of_frames, open_lake
from jiedui.core.lake.session import Embedded
from jiedui.core.lake.sources import Engine
from jiedui.demo.geography import LAST_DAY

SOME = registry.indicators()
LEDGERS = {ledger for one in SOME for ledger in one.ledgers}


def by_county(scope: Scope, engine: Engine) -> Parts:
    with open_lake(scope, LEDGERS) as lake:
        lake.engine = engine
        return _all(lake, COUNTY)


def of_nothing(engine: Engine) -> Parts:
    lake = lake_of_frames({}, {ledger: schema(registry.ledger(ledger)) for ledger in LEDGERS})
    return _all(Lake(Scope.everything(), Snapshot(()), lake.schemas, engine), "")


def _all(lake: Lake, division: str) -> Parts:
    units: dict[tuple[str, ...], list[object]] = {}
    for one in SOME:
        units.setdefault(one.ledgers, []).append(one)
    moment = reference.moment(LAST_DAY)
    found: Parts = {}
    for parts in Evaluation(lake).answers([Asked(tuple(unit), moment, division) for unit in units.values()]):  # type: ignore[arg-type]
        found |= parts
    return found


def narrow() -> Scope:
    """A county, and a town of another: rows out of reach stay out on both engines."""
    county, other = sorted(reference.moment(LAST_DAY).districts)[:2]
    return Scope(frozenset({county, other}), frozenset({f"{other}100"}))


def main() -> None:
    told: dict[str, object] = {"engine": chosen().name}
    different = []
    for name, scope in (("all", Scope.everything()), ("narrow", narrow())):
        start = time.perf_counter()
        cluster = by_county(scope, chosen())
        told[f"{name} seconds"] = round(time.perf_counter() - start, 1)
        embedded = by_county(scope, Embedded())
        different += [
            f"{name} {id} {key}: {embedded[id].get(key)} and {cluster[id].get(key)}"
            for id in embedded
            for key in {*embedded[id], *cluster[id]}
            if embedded[id].get(key) != cluster[id].get(key)
        ]
        told[f"{name} parts"] = sum(len(parts) for parts in embedded.values())
        told[f"{name} known"] = sum(any(p.exact is not None for p in parts.values()) for parts in cluster.values())
    empty = [of_nothing(engine) for engine in (Embedded(), chosen())]
    told["of nothing"] = sorted({str(part.exact) for parts in empty[1].values() for part in parts.values()})
    different += [f"nothing {id}: {empty[0][id]} and {empty[1][id]}" for id in empty[0] if empty[0][id] != empty[1][id]]
    sys.stdout.write(json.dumps({**told, "figures": len(SOME), "different": different}))
