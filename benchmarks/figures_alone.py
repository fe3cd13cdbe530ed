"""One fresh process of benchmarks.figures: python -m benchmarks.figures_alone nothing|statements|keeping|figures|scan|bare|waiting [SINCE].

scan and bare read statements and files from a note that the other runs leave in the data folder, and load nothing but DuckDB.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.processes import tell

NOTE = Path(os.environ["JIEDUI_DATA"]) / "figures-benchmark.json"
YEAR_END = "2021-12-31"


class Nothing:
    """A cache that keeps nothing."""

    def get(self, _key: str) -> None:
        return None

    def set(self, *_: object) -> None:
        return None


def ours(kept: str) -> dict[str, Any]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")
    from jiedui.starting import start

    start()
    import datetime as dt

    from jiedui.core.access.scope import Scope
    from jiedui.core.indicators import keeping, queries, statements
    from jiedui.core.lake.session import Embedded

    if kept in ("nothing", "statements"):
        keeping.cache = Nothing()  # type: ignore[assignment]
    if kept == "nothing":
        kept_for_others = statements.cache
        kept_for_others.clear()
    asked = Embedded.answer
    notes: list[dict[str, Any]] = []

    def noted(self: Embedded, texts: list[str], columns: Any) -> Any:
        sources = {name: [list(self.sources[name].paths), {c: str(k) for c, k in self.sources[name].schema.items()}, list(wanted)]
                   for name, wanted in columns.items()}  # fmt: skip
        notes.append({"statements": texts, "sources": sources})  # once for each set of ledgers, side by side
        return asked(self, texts, columns)

    if kept == "nothing":
        Embedded.answer = noted  # type: ignore[method-assign]
    found = queries.survey(
        scope=Scope.everything(), as_of=dt.date.fromisoformat(YEAR_END), by=("county",),
        months_of=[one.id for one in queries.catalogue()],
    )  # fmt: skip
    if notes:
        NOTE.write_text(json.dumps(notes))
    return {"known": sum(one.value is not None for one in found.values.values()), "of": len(found.values)}


def floor(*, statements: bool) -> dict[str, Any]:
    import duckdb

    types = {"Int64": "BIGINT", "Boolean": "BOOLEAN", "String": "VARCHAR"}
    count = 0
    for note in json.loads(NOTE.read_text()):
        base = duckdb.connect(config={"threads": 2, "memory_limit": "512MB"})
        for name, (paths, schema, wanted) in note["sources"].items():
            if not paths:
                base.execute(f'CREATE TABLE "{name}" ({", ".join(f"{c!r} {types[k]}" for c, k in schema.items())})'.replace("'", '"'))
                continue
            base.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet({paths!r})')
            if not statements:
                base.execute(f'SELECT {", ".join(f"""max("{c}")""" for c in wanted)} FROM "{name}"').fetchall()
        for text in note["statements"] if statements else ():
            base.execute(text).fetchall()
            count += 1
        base.close()
    return {"statements": count}


def waiting(since: float) -> dict[str, Any]:
    """Until the figures of the present day are at hand: asked again and again, computing nothing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")
    from jiedui.starting import start

    start()
    from jiedui.core.access.scope import Scope
    from jiedui.core.indicators import queries
    from jiedui.core.indicators.evaluation import Evaluation
    from jiedui.core.words import clock

    class NotYetError(Exception):
        pass

    def answers(_self: Evaluation, asked: Any) -> Any:
        if asked:
            raise NotYetError
        return []

    Evaluation.answers = answers  # type: ignore[method-assign]
    while time.time() - since < 600:
        try:
            queries.survey(scope=Scope.everything(), as_of=clock.today(), by=("county", "city", "district"),
                           months_of=[one.id for one in queries.catalogue()])  # fmt: skip
            return {"seconds": time.time() - since}
        except NotYetError:
            time.sleep(0.1)
    raise SystemExit("the figures did not come")


def main() -> None:
    what, *rest = sys.argv[1:]
    if what == "waiting":
        tell(waiting(float(rest[0]) if rest else time.time()))
    else:
        tell(floor(statements=what == "bare") if what in ("bare", "scan") else ours(what))


if __name__ == "__main__":
    main()
