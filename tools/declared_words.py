"""The words that declarations and plans hold, for the catalogue: what pages say through jiedui.core.words.saying.

Ledgers, columns, helps, suggestions, units, checks, coded lists, indicators of the product's own modules, and the texts of
every plan. A text with a context is written as gettext keeps it: context, EOT, text.
"""

import csv
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PLAN_TEXTS = ("title", "section", "summary", "proof", "note", "source")
Word = tuple[str, str]
"""A text with its context, and the file that declares it."""


def words() -> Iterator[Word]:
    """Every declared text in Chinese; Django must be set up."""
    from jiedui.core.words.codes import _SHIPPED, code_list

    for id in _SHIPPED:
        yield from of_list(code_list(id), f"src/jiedui/core/words/lists/{id}.py")
    yield from of_modules()
    yield from of_ledgers()
    yield from of_findings()
    yield from of_indicators()
    yield from of_rules()
    yield from of_flows()
    yield from of_accounts()
    for folder in sorted((ROOT / "plans").iterdir()):
        yield from of_plan(folder)


def of_modules() -> Iterator[Word]:
    """What the product's own modules are called in the menu."""
    from jiedui.core.declare.modules import modules

    for module in modules():
        if file_of(module.ledgers[0]).startswith("src/"):
            yield module.title, f"src/jiedui/modules/{module.name}/apps.py"


def of_ledgers() -> Iterator[Word]:
    from jiedui.core.words.codes import _SHIPPED
    from jiedui.core.words.findings import TYPES
    from tools.reference.declared import own_ledgers

    for ledger in own_ledgers():
        place = file_of(ledger)
        yield from ((text, place) for text in (ledger.info.title, ledger.info.noun))
        for column in ledger.declared:
            yield from ((text, place) for text in (column.label, column.help, *getattr(column, "suggest", ())) if text)
            if unit := getattr(column, "unit", ""):
                yield in_context("unit", unit), place
            codes = getattr(column, "codes", None)
            if codes is not None and codes.id not in _SHIPPED:
                yield from of_list(codes, place)
        yield from ((check.message, place) for check in ledger.info.checks)
        # A check without a title of its own is called by the first words of its message.
        titles = {TYPES[check.id].title for check in ledger.info.checks if TYPES[check.id].message == check.message}
        yield from ((str(title), place) for title in sorted(titles, key=str))
        yield from ((title, place) for title, _names in ledger.info.sections)


def of_list(codes: Any, place: str) -> Iterator[Word]:
    yield codes.title, place
    yield from ((in_context(codes.id, entry.label), place) for entry in codes.codes)


def of_findings() -> Iterator[Word]:
    """What modules declare beside their checks; those of the core are marked where they stand."""
    from jiedui.core.words.findings import TYPES

    for one in TYPES.values():
        yield from ((str(text), "src/jiedui/modules") for text in (one.title, one.message) if text)


def of_indicators() -> Iterator[Word]:
    from jiedui.core.declare.registry import registry

    for one in registry.indicators():
        if one.compute.__module__.startswith("jiedui."):
            place = file_of(one.compute)
            yield from ((text, place) for text in (one.name, one.words, one.unknown) if text)
            yield in_context("unit", one.unit), place


def of_rules() -> Iterator[Word]:
    from jiedui.core.declare.registry import registry
    from jiedui.web.alertpages.views import OWNERS

    for one in registry.rules():
        module = one.compute.__module__ if one.compute else ""
        if module and not module.startswith("jiedui."):
            continue
        place = f"src/{module.replace('.', '/')}.py" if module else "src/jiedui/modules"
        yield from ((text, place) for text in (one.title, one.message, one.closes))
    yield from ((text, "src/jiedui/web/alertpages/views.py") for text in OWNERS.values())


def of_flows() -> Iterator[Word]:
    """States, steps, gates and sides."""
    from jiedui.core.declare.flows import GATES, PROGRAMME
    from jiedui.core.declare.registry import registry

    for flow in registry.flows():
        place = f"src/jiedui/modules/{registry.ledger(flow.ledger).__module__.split('.')[2]}/flows.py"
        yield from ((text, place) for text in (flow.title, flow.sheet, *(side.label for side in flow.sides)))
        yield from ((one.label, place) for one in (*flow.states, *flow.transitions))
    place = "src/jiedui/core/declare/flows.py"
    yield from ((text, place) for pair in GATES.values() for text in pair)
    yield from ((side.label, place) for side in PROGRAMME)


def of_accounts() -> Iterator[Word]:
    """Kinds of accounts, what to do where one does not suffice, and what bookings are called."""
    from jiedui.core.declare.bookings import STEPS
    from jiedui.core.declare.registry import registry

    for kind in registry.account_kinds():
        place = "src/jiedui/core/declare/bookings.py"
        yield from ((text, place) for text in (kind.title, kind.remedy))
    yield from ((step.title, "src/jiedui/core/declare/bookings.py") for step in STEPS.values())


def of_plan(folder: Path) -> Iterator[Word]:
    """Texts of plan.toml, kinds and confidences of pairings."""
    plan = tomllib.loads((folder / "plan.toml").read_text(encoding="utf-8"))
    place = (folder / "plan.toml").relative_to(ROOT).as_posix()
    for one in (plan, *plan["measures"]):
        yield from ((one[name], place) for name in PLAN_TEXTS if one.get(name))
        yield from ((owner, place) for owner in one.get("owners", ()) if not owner.startswith("role:"))
        for milestone in one.get("milestones", ()):
            yield from ((milestone[name], place) for name in ("title", "proof") if milestone.get(name))
        for target in one.get("targets", ()):
            yield target["source"], place
            yield in_context("unit", target["unit"]), place
    for row in csv.DictReader((folder / "pairings.csv").read_text(encoding="utf-8").splitlines()):
        yield from ((row[name], place.replace("plan.toml", "pairings.csv")) for name in ("kind", "confidence"))


def in_context(context: str, text: str) -> str:
    """As a message of gettext: context, EOT, text; only Chinese needs one."""
    return f"{context}\x04{text}"


def file_of(thing: Any) -> str:
    file = sys.modules[thing.__module__].__file__
    return Path(str(file)).relative_to(ROOT).as_posix()
