"""Every address of the product, read from the resolver, with its parameters filled with what belongs to the foreign side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from jiedui.core.access.models import SignIn
from jiedui.core.accounts.models import Account
from jiedui.core.declare.registry import registry
from tests.integration.scope.world import MEASURE, PLAN, Side

OBJECTS = {"row_id", "import_id", "event_id", "user_id", "session_id", "token_id", "digest", "field", "pairing_id", "organisation_id", "alias_id", "export_id", "view_id", "alert_id", "task_id", "comment_id", "submission_id", "place_code", "decision_id", "delegation_id", "village_code", "round_id", "candidate_id", "reviewer_id", "objection_id", "proposal_id", "account_id"}
"""Parameters that name a thing of the foreign side: the answer is 404, or 403 where the role lacks the action."""
CHOICES = {"ledger_id", "list_id", "indicator_id", "rest", "plan_slug", "measure_slug", "year"}
"""Parameters that name a declaration, which everybody knows: the answer may come, without a word of the foreign side."""


@dataclass(frozen=True)
class Address:
    """One address to try. `foreign`: it names a thing of the foreign side."""

    name: str
    path: str
    ledger: str
    foreign: bool
    methods: frozenset[str]

    @property
    def api(self) -> bool:
        return self.path.startswith("/api/")


def patterns(found: Iterable[Any], prefix: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Route, name with its namespaces, and view of every address."""
    for one in found:
        route = prefix + (one.pattern._route if hasattr(one.pattern, "_route") else str(one.pattern))
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route, f"{space}{one.namespace}:" if one.namespace else space)
        elif isinstance(one, URLPattern):
            yield route, f"{space}{one.name}", one.callback


def parameters(route: str) -> list[tuple[str, str]]:
    """(the parameter as written, its name): [("<int:row_id>", "row_id")]."""
    parts = [part.split(">")[0] for part in route.split("<")[1:]]
    return [(f"<{part}>", part.split(":")[-1]) for part in parts]


def every_route() -> list[tuple[str, str, Any]]:
    return list(patterns(get_resolver().url_patterns))


def without_case() -> list[str]:
    """Addresses with a parameter that nobody has said how to fill."""
    known = OBJECTS | CHOICES
    return [f"{name}: {route}" for route, name, _view in every_route() if {p for _, p in parameters(route)} - known]


def case_of(name: str) -> str:
    """The name under which an address stands in cases.py: those that every ledger has in the API stand there once."""
    ids = sorted((one.info.id for one in registry.ledgers()), key=len, reverse=True)
    found = next((id for id in ids if name.startswith(f"api:{id}")), "")
    return name.replace(f"api:{found}", "api:LEDGER") if found else name


def of_things() -> set[str]:
    """Names of the addresses that lead to a thing that belongs to somebody."""
    return {case_of(name) for route, name, _view in every_route() if OBJECTS & {parameter for _, parameter in parameters(route)}}


OF_ROWS = {"web:ledger", "web:ledger_export", "web:ledger_import", "web:record", "web:record_edit", "web:record_new"}
"""Pages that show or take the facts of a ledger; the others are the same code for whatever ledger there is."""


def foreign_addresses(
    foreign: Side, ledgers: Iterable[str], more: Iterable[str] = (), *, user: int, token: int, event: int
) -> Iterator[Address]:
    """Every address, once for each of the ledgers (and indicators over them) where it takes one; of `more` ledgers those
    that show or take facts (OF_ROWS and the ledger's own addresses of the API)."""
    ledgers = list(ledgers)
    facts = [*ledgers, *more]
    session, _new = SignIn.objects.get_or_create(user_id=user, session_key=f"elsewhere {user}")
    # All figures are computed and drilled in the same way: the first one over each ledger stands for the others.
    figures = list({one.ledgers[0]: one.id for one in reversed(registry.indicators()) if one.ledgers[0] in ledgers}.values())
    for route, name, view in every_route():
        names = [p for _, p in parameters(route)]
        api_ledger = next((one for one in registry.ledgers() if f"/ledgers/{one.info.id}/" in f"/{route}/"), None)
        if api_ledger is not None and api_ledger.info.id not in facts:
            continue
        taken = facts if name in OF_ROWS else ledgers
        chosen = [
            {"ledger_id": ledger, "list_id": "sex", "indicator_id": figure or "26", "rest": "nothing", "plan_slug": PLAN, "measure_slug": MEASURE}
            for ledger, figure in product(
                taken if "ledger_id" in names or ("row_id" in names and api_ledger is None) else [""],
                figures if "indicator_id" in names else [""],
            )
        ]
        for choice in chosen:
            ledger = api_ledger.info.id if api_ledger else choice["ledger_id"]
            # Where no ledger is named, as for an import, the first one's thing is as foreign as any.
            batch = foreign.imports[ledger or ledgers[0]]
            values: dict[str, Any] = {
                **choice, "row_id": foreign.rows[ledger or ledgers[0]], "import_id": batch.pk, "event_id": batch.event or event,
                "user_id": user, "session_id": session.pk, "token_id": token, "digest": foreign.attachment, "field": "photos",
                "pairing_id": foreign.pairing, "organisation_id": foreign.organisation, "alias_id": foreign.alias, "export_id": foreign.export,
                "view_id": foreign.views[ledger or ledgers[0]], "alert_id": foreign.alert, "task_id": foreign.task, "comment_id": foreign.comment,
                "submission_id": foreign.submission, "place_code": foreign.county, "decision_id": foreign.decision, "delegation_id": foreign.delegation, "village_code": foreign.village, **foreign.review,
                "account_id": Account.objects.get(kind="county", place=foreign.county).pk, "year": 2015,
            }  # fmt: skip
            path = "/" + route
            for written, parameter in parameters(route):
                path = path.replace(written, str(values[parameter]))
            yield Address(name, path, ledger, bool(OBJECTS & set(names)), _methods(view))


def _methods(view: Any) -> frozenset[str]:
    operations = getattr(getattr(view, "__self__", None), "operations", None)
    if operations is None:
        cells = [cell.cell_contents for cell in getattr(view, "__closure__", None) or ()]
        operations = next((c.operations for c in cells if hasattr(c, "operations")), None)
    return frozenset(m for one in operations for m in one.methods) if operations else frozenset({"GET", "POST"})
