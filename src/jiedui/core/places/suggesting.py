"""Places and organisations to offer while somebody types: those below a place, those whose names hold what was typed."""

from jiedui.core.access.scope import Scope
from jiedui.core.places.models import Organisation
from jiedui.core.places.names import match_name
from jiedui.core.places.queries import organisations, resolver

MOST = 30


def towns_of(county: str, scope: Scope) -> list[str]:
    """Names of the townships of a county within the scope."""
    known = resolver()
    return [known.name_of(code) for code in known.children(county) if scope.covers(county, code)]


def villages_of(town: str) -> list[str]:
    """Names of the villages of a township, or of a whole county."""
    known = resolver()
    return [known.name_of(code) for code in known.villages_in(town)]


def code_of(text: str, *, level: str, within: str = "") -> str:
    """The code of the place that a text names; "" where it names none, or more than one."""
    return resolver().resolve(text, level=level, within=within or None, suggest=False).code or "" if text.strip() else ""


def places_like(text: str) -> list[str]:
    """Whole names of the provinces, cities and counties that fit what was typed, the shortest first."""
    known, text = resolver(), text.strip()[:40]
    if not text:
        return []
    return sorted((known.label_of(code) for code in known.named_like(text)), key=lambda label: (len(label), label))[
        :MOST
    ]


def organisations_like(scope: Scope, text: str) -> list[str]:
    """Names of the organisations within reach that fit what was typed, the confirmed ones first."""
    text = text.strip()[:60]
    if len(text) < 2:
        return []
    found = organisations(scope, text=text).order_by("-confirmed", "name").values_list("name", flat=True)
    return list(dict.fromkeys(found[:MOST]))


def organisation_named(scope: Scope, text: str) -> Organisation | None:
    """The organisation within reach that bears exactly this name, the confirmed one if there are several."""
    found = organisations(scope).filter(match_name=match_name(text)).order_by("-confirmed", "pk")
    return found.first() if match_name(text) else None
