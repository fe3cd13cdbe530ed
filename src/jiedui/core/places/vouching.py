"""Writes of organisations: confirming, correcting, other names. Each checks the right and the scope, changes and notes
the trail in one transaction; `by` is the user who acts, None the server's own command line.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.access.audit import actor
from jiedui.core.access.holdings import check_may, scope_of
from jiedui.core.access.models import User
from jiedui.core.access.rights import CONFIRM_ORGANISATION
from jiedui.core.access.scope import Scope
from jiedui.core.places import queries
from jiedui.core.places.kinds import KINDS
from jiedui.core.places.levels import Level, level_of
from jiedui.core.places.models import Organisation, OrganisationAlias
from jiedui.core.places.names import match_name
from jiedui.core.places.organisations import FIELDS, mark_of, may_change, organisation
from jiedui.core.store import lock
from jiedui.core.trail.operations import record_event
from jiedui.core.words.errors import Conflict, NotAllowed, NotFound, Refused

LOCK = "places.organisation"
USCC = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")


@transaction.atomic
def save_organisation(
    id: int,
    *,
    name: str,
    by: User | None,
    uscc: str = "",
    kind: str = "",
    county: str = "",
    confirm: bool = False,
    seen: str = "",
    address: str = "",
) -> Organisation:
    """Correct an organisation, and with `confirm` vouch for it. Rows that name it show the new name at once.

    A name that changes stays as another name, so that a file that writes it the old way still means this organisation.
    `seen`: the `mark_of` when the person read it; Conflict where somebody else has changed it meanwhile.
    """
    scope, known = _locked(id, by)
    if seen and seen != mark_of(known):
        raise Conflict("organisation.changed", _("这个单位的资料刚被他人修改。请刷新页面，核对后再保存。"))
    before = {field: getattr(known, field) for field in FIELDS}
    known.name, known.uscc = _checked_name(name), _checked_uscc(uscc, id)
    known.kind, known.county = _checked_kind(kind), _checked_county(county, before["county"], scope)
    known.confirmed = known.confirmed or confirm
    changes = {
        field: [str(old or ""), str(getattr(known, field) or "")]
        for field, old in before.items()
        if field != "confirmed" and (old or "") != (getattr(known, field) or "")
    }
    old_key, known.match_name = known.match_name, match_name(known.name)
    if not changes and known.confirmed == before["confirmed"]:
        return known
    known.save()
    OrganisationAlias.objects.filter(organisation=known, match_name=known.match_name).delete()
    if old_key != known.match_name and not _borne_by_another(old_key, id):
        OrganisationAlias.objects.get_or_create(
            match_name=old_key, defaults={"organisation": known, "name": before["name"]}
        )
    newly = known.confirmed and not before["confirmed"]
    kind_of_event = "places.organisation_confirmed" if newly else "places.organisation_changed"
    _note(kind_of_event, known, by, address, changes=changes)
    return known


@transaction.atomic
def add_alias(id: int, *, name: str, by: User | None, address: str = "") -> OrganisationAlias:
    """Another name under which files mean this organisation, which must be confirmed. Rows already there stay."""
    known = _locked(id, by)[1]
    name = _checked_name(name)
    key = match_name(name)
    if not known.confirmed:
        raise Refused("organisation.not_confirmed", _("请先确认这个单位，再添加别名。"))
    if key == known.match_name or known.aliases.filter(match_name=key).exists():
        raise Refused("organisation.alias_known", _("“%(name)s”已经是这个单位的名称或别名。") % {"name": name})
    taken = Organisation.objects.filter(match_name=key, confirmed=True).exists()
    if taken or OrganisationAlias.objects.filter(match_name=key).exists():
        sentence = _("“%(name)s”是另一个已确认单位的名称或别名，不能再作这个单位的别名。")
        raise Refused("organisation.alias_taken", sentence % {"name": name})
    alias = OrganisationAlias.objects.create(organisation=known, name=name, match_name=key)
    _note("places.alias_added", known, by, address, changes={"alias": ["", name]})
    return alias


@transaction.atomic
def remove_alias(id: int, alias_id: int, *, by: User | None, address: str = "") -> None:
    """Take a wrong alias away: files that write it mean an organisation of their own again."""
    known = _locked(id, by)[1]
    alias = known.aliases.filter(pk=alias_id).first() if alias_id < 2**63 else None
    if alias is None:
        raise NotFound("organisation.no_alias", _("这个单位没有这个别名，可能已被删除。请刷新页面。"))
    alias.delete()
    _note("places.alias_removed", known, by, address, changes={"alias": [str(alias), ""]})


def _locked(id: int, by: User | None) -> tuple[Scope, Organisation]:
    scope = Scope.everything()
    if by is not None:
        check_may(by, CONFIRM_ORGANISATION)
        scope = scope_of(by, action=CONFIRM_ORGANISATION)
    lock(LOCK)
    known = organisation(scope, id)
    if not may_change(scope, known):
        sentence = _("其他县的台账也登记了这个单位，须由市级主管部门确认或更正。")
        raise NotAllowed("organisation.shared", sentence)
    return scope, known


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not match_name(name) or len(name) > 200:
        raise Refused("organisation.no_name", _("请填写单位名称，最多 200 个字。"))
    return name


def _checked_uscc(uscc: str, id: int) -> str | None:
    code = uscc.strip().replace("-", "").replace(" ", "").upper()
    if not code:
        return None
    if len(code) != 18 or not USCC.issuperset(code):
        sentence = _("统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z），请核对。")
        raise Refused("organisation.uscc", sentence)
    if Organisation.objects.filter(uscc=code).exclude(pk=id).exists():
        sentence = _("统一社会信用代码 %(uscc)s 已属于另一个单位，请核对。")
        raise Refused("organisation.uscc_taken", sentence % {"uscc": code})
    return code


def _checked_kind(kind: str) -> str:
    if kind and kind not in KINDS:
        raise Refused("organisation.kind", _("没有这种单位类型，请从列表中选择。"))
    return kind


def _checked_county(county: str, before: str | None, scope: Scope) -> str | None:
    code = county.strip()
    if not code:
        return None
    found = queries.resolver().today(code)
    if not found or level_of(found) != Level.COUNTY:
        raise Refused("organisation.county", _("没有代码为“%(code)s”的县或区，请从列表中选择。") % {"code": code})
    if found != before and not scope.covers(found):
        sentence = _("“%(name)s”不在您的数据范围内。请留空，由市级主管部门填写。")
        raise Refused("organisation.county_out_of_scope", sentence % {"name": queries.name_of(found)})
    return found


def _borne_by_another(key: str, id: int) -> bool:
    return Organisation.objects.filter(match_name=key).exclude(pk=id).exists()


def _note(kind: str, known: Organisation, by: User | None, address: str, **facts: Any) -> None:
    note = {"organisation": known.pk, **facts}
    record_event(kind, actor=actor(by, address), scope=known.county or "", note=note)
