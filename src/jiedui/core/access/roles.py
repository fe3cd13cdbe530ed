"""The roles a person can hold and what each may do: one table, read by every page, command and API call."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MUNICIPAL = "municipal"
DISTRICT = "district"
FRONT_GROUP = "front_group"
COUNTY = "county"
TOWNSHIP = "township"
VIEWER = "viewer"
AUDITOR = "auditor"
SYSTEM_ADMIN = "system_admin"
SECURITY_ADMIN = "security_admin"
AUDIT_ADMIN = "audit_admin"

ADMINISTRATORS = frozenset({SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN})


@dataclass(frozen=True)
class Role:
    """One role: its code, label, the level of region it is granted for, and a sentence for the person choosing."""

    code: str
    label: str | Promise
    level: str  # "all", "district", "county" (county, city or province), "town", "any" or "none"
    note: str | Promise


ROLES: tuple[Role, ...] = (
    Role(MUNICIPAL, _("市办"), "all", _("协作双方市级主管部门，管理全部县的数据和规划")),
    Role(DISTRICT, _("区办"), "district", _("结对的区，管理当日与其结对各县的数据")),
    Role(FRONT_GROUP, _("前方工作组"), "county", _("派驻受援地的工作组，管理所驻市、县的数据")),
    Role(COUNTY, _("县乡村振兴局"), "county", _("受援县，管理本县的数据")),
    Role(TOWNSHIP, _("乡镇"), "town", _("乡镇，填报本乡镇的数据")),
    Role(VIEWER, pgettext_lazy("role", "查看"), "any", _("只看所授范围的数据，不能修改")),
    Role(AUDITOR, _("审计"), "any", _("查看所授范围的全部数据和操作留痕，不能修改")),
    Role(SYSTEM_ADMIN, _("系统管理员"), "none", _("管理系统运行，不接触台账数据")),
    Role(SECURITY_ADMIN, _("安全管理员"), "none", _("管理账号和授权，不接触台账数据")),
    Role(AUDIT_ADMIN, _("审计管理员"), "none", _("查看操作留痕，不接触台账数据")),
)
BY_CODE = {role.code: role for role in ROLES}
CHOICES = [(role.code, role.label) for role in ROLES]
