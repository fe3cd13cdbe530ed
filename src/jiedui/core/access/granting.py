"""The rules of a set of grants: administrators apart, and a region that fits the role."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.regions import DISTRICT, is_paired_county, level_of
from jiedui.core.places.levels import Level
from jiedui.core.words.errors import Refused

_FITTING = {
    "all": {"all"},
    "none": {"all"},
    "district": {"district"},
    "county": {"province", "city", "county"},
    "town": {"town"},
    "any": {"all", "province", "city", "district", "county", "town"},
}


@dataclass(frozen=True)
class GrantSpec:
    """A role for a region ("" is all) between two dates, both inclusive; an empty end is open."""

    role: str
    region: str = ""
    valid_from: dt.date = field(default_factory=timezone.localdate)
    valid_to: dt.date | None = None

    def __str__(self) -> str:
        span = f"{self.valid_from}…{self.valid_to or ''}"
        return " ".join(part for part in (self.role, self.region, span) if part)


def check_grants(grants: Sequence[GrantSpec]) -> None:
    """Raise Refused with one sentence about the first grant that breaks a rule."""
    held = {grant.role for grant in grants}
    for code in held - roles.BY_CODE.keys():
        raise Refused("access.unknown_role", _("没有“%(code)s”这个角色。请从列表中选择角色。") % {"code": code})
    administrators = held & roles.ADMINISTRATORS
    if len(administrators) > 1:
        raise Refused(
            "access.administrators_apart",
            _("系统管理员、安全管理员、审计管理员须由三人分任，一个账号只能授予其中一个。"),
        )
    if administrators and held - administrators:
        raise Refused(
            "access.administrator_no_data", _("管理员账号不接触台账数据，不能同时授予业务角色。请为业务工作另建账号。")
        )
    if len({(grant.role, grant.region) for grant in grants}) < len(grants):
        raise Refused("access.grant_twice", _("同一角色和地区只能授予一次。请删除重复的一行。"))
    for grant in grants:
        _check_region(grant)
        if grant.valid_to is not None and grant.valid_to < grant.valid_from:
            raise Refused("access.grant_dates", _("授权的截止日期早于开始日期。请改正日期。"))


def _check_region(grant: GrantSpec) -> None:
    role = roles.BY_CODE[grant.role]
    level = level_of(grant.region)
    if role.level == DISTRICT and level == Level.COUNTY and not is_paired_county(grant.region):
        return  # a district whose pairings have ended, or are not loaded yet
    if level in _FITTING[role.level]:
        return
    wanted = {
        "all": _("不限地区，地区须留空"),
        "none": _("不涉及地区，地区须留空"),
        "district": _("须选择结对的区"),
        "county": _("须选择县（市、区）或市"),
        "town": _("须填写 9 位乡镇代码"),
        "any": _("须选择已有的地区，或留空表示全部"),
    }[role.level]
    raise Refused("access.grant_region", _("角色“%(role)s”%(wanted)s。") % {"role": role.label, "wanted": wanted})
