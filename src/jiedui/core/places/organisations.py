"""Organisations that people keep: which are within reach, which may be changed, and where they are named.

An organisation with a county belongs to that county. One without, as a file leaves it, is seen where a row of a ledger
within the scope names it, and may be changed there as long as no row elsewhere does.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from jiedui.core.access.scope import Scope
from jiedui.core.declare.ledger import Ledger
from jiedui.core.places.models import Organisation, OrganisationAlias
from jiedui.core.places.names import match_name
from jiedui.core.words.errors import NotFound

FIELDS = ("name", "uscc", "kind", "county", "confirmed")


def organisations(scope: Scope, *, text: str = "", confirmed: bool | None = None) -> QuerySet[Organisation]:
    """Organisations within reach, the unconfirmed first; `text` is a part of a name, another name or a credit code."""
    found = Organisation.objects.filter(_reach(scope)).order_by("confirmed", "-pk")
    if confirmed is not None:
        found = found.filter(confirmed=confirmed)
    if text:
        key = match_name(text)
        named = Q(name__icontains=text) | Q(uscc__istartswith=text)
        if key:
            named |= Q(match_name__contains=key)
            named |= Q(Exists(OrganisationAlias.objects.filter(organisation=OuterRef("pk"), match_name__contains=key)))
        found = found.filter(named)
    return found


def organisation(scope: Scope, id: int) -> Organisation:
    """One organisation within reach, with its other names in `aliases`; NotFound."""
    found = organisations(scope).filter(pk=id).prefetch_related("aliases").first() if id < 2**63 else None
    if found is None:
        raise NotFound("organisation.unknown", _("没有这个单位，可能已被删除。请返回列表重新选择。"))
    return found


def rows_naming(scope: Scope, id: int) -> dict[str, int]:
    """How many rows within the scope name the organisation, by ledger id; ledgers without one are left out."""
    counts = {
        ledger.info.id: _within(ledger, scope).filter(**{name: id}).count() for ledger, name in _columns()
    }  # fmt: skip
    return {ledger: count for ledger, count in counts.items() if count}


def may_change(scope: Scope, known: Organisation) -> bool:
    """Whether all that hangs on an organisation within reach lies within the scope."""
    if scope.counties is None or known.county:
        return scope.covers(known.county)
    return not any(
        ledger._default_manager.filter(**{name: known.pk}).exclude(_inside(ledger, scope)).exists()
        for ledger, name in _columns()
    )


def same_name(known: Organisation, scope: Scope) -> list[Organisation]:
    """Others within reach that bear the same name: namesakes, or the same one entered twice."""
    return list(organisations(scope).filter(match_name=known.match_name).exclude(pk=known.pk)[:20])


def mark_of(known: Organisation) -> str:
    """What a person saw of an organisation, as a short text: `save_organisation` refuses when it has changed since."""
    seen = "\0".join(str(getattr(known, name) or "") for name in FIELDS)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def _columns() -> Iterator[tuple[type[Ledger], str]]:
    """Every ledger column that names an organisation: (ledger, name of the foreign key)."""
    for relation in Organisation._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if relation.auto_created and relation.is_relation and isinstance(model, type) and issubclass(model, Ledger):
            yield model, relation.field.name  # type: ignore[union-attr]


def _inside(ledger: type[Ledger], scope: Scope) -> Q:
    return scope.q(ledger.scope_column(), ledger.town_column())


def _within(ledger: type[Ledger], scope: Scope) -> QuerySet[Any]:
    return ledger._default_manager.filter(_inside(ledger, scope))


def _reach(scope: Scope) -> Q:
    if scope.counties is None:
        return Q()
    unplaced = Q(county=None) | Q(county="")
    statement, values = _named(scope)
    named = Q(pk__in=RawSQL(statement, values)) if statement else Q(pk__in=())  # noqa: S611 said by the ORM, its values apart
    return Q(county__in=sorted(scope.whole or ())) | (unplaced & named)


@lru_cache(maxsize=512)
def _named(scope: Scope) -> tuple[str, tuple[Any, ...]]:
    """The statement for all that rows within the scope name ("" where no row can), and its values.

    Each list of ids is read once, not asked per organisation; and it is said once for a scope: some hundred columns name one, and to
    put that into words took longer than to answer it. SQLite unites 500 lists at most.
    """
    statements: list[str] = []
    values: list[Any] = []
    for ledger, name in _columns():
        try:
            some = _within(ledger, scope).order_by().filter(**{f"{name}__isnull": False}).values(name).query.sql_with_params()
        except EmptyResultSet:  # the scope reaches nothing of this kind
            continue
        statements.append(some[0])
        values += some[1]
    return " UNION ALL ".join(statements), tuple(values)
