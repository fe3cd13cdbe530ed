"""What each role may do, as one table. There is no superuser: whoever is not in a row's cell may not."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VIEW = "view"
IMPORT = "import"
CHANGE = "change"
UNDO = "undo"
SIGN = "sign"
EXPORT = "export"
REVEAL = "reveal"
VIEW_TRAIL = "view_trail"
API_TOKEN = "api_token"  # noqa: S105 (the name of an action)
CONFIRM_ORGANISATION = "confirm_organisation"
MANAGE_PLAN = "manage_plan"
MANAGE_USERS = "manage_users"
MANAGE_ROLES = "manage_roles"
SEE_AS = "see_as"
MANAGE_SYSTEM = "manage_system"

ACTIONS: dict[str, str | Promise] = {
    VIEW: _("查看台账"),
    IMPORT: _("导入表格"),
    CHANGE: _("新增、修改和删除记录"),
    UNDO: _("撤销导入"),
    SIGN: _("代表本方签署"),
    EXPORT: _("导出表格"),
    REVEAL: _("查看完整的证件号和电话"),
    VIEW_TRAIL: _("查看操作留痕"),
    API_TOKEN: _("使用接口密钥"),
    CONFIRM_ORGANISATION: _("确认和更正单位"),
    MANAGE_PLAN: _("维护计划目标和结对关系"),
    MANAGE_USERS: _("管理账号"),
    MANAGE_ROLES: _("授予角色"),
    SEE_AS: _("以他人身份查看（不含个人信息）"),
    MANAGE_SYSTEM: _("管理系统"),
}

_TABLE = """
                     municipal district front_group county township viewer auditor system_admin security_admin audit_admin
view                 yes       yes      yes         yes    yes      yes    yes     -            -              -
import               yes       yes      yes         yes    yes      -      -       -            -              -
change               yes       yes      yes         yes    yes      -      -       -            -              -
undo                 yes       yes      yes         yes    yes      -      -       -            -              -
sign                 -         yes      yes         yes    -        -      -       -            -              -
export               yes       yes      yes         yes    yes      -      yes     -            -              -
reveal               yes       yes      yes         yes    yes      -      yes     -            -              -
view_trail           yes       yes      yes         yes    yes      -      yes     -            -              yes
api_token            yes       yes      yes         yes    -        -      -       -            -              -
confirm_organisation yes       -        yes         yes    -        -      -       -            -              -
manage_plan          yes       -        -           -      -        -      -       -            -              -
manage_users         -         -        -           -      -        -      -       -            yes            -
manage_roles         -         -        -           -      -        -      -       -            yes            -
see_as               -         -        -           -      -        -      -       -            yes            -
manage_system        -         -        -           -      -        -      -       yes          -              -
"""


def _read(table: str) -> dict[str, frozenset[str]]:
    head, *lines = (line.split() for line in table.strip().splitlines())
    allowed: dict[str, set[str]] = {role: set() for role in head}
    for action, *cells in lines:
        for role, cell in zip(head, cells, strict=True):
            if cell == "yes":
                allowed[role].add(action)
    return {role: frozenset(actions) for role, actions in allowed.items()}


RIGHTS = _read(_TABLE)
"""Role -> the actions it may do."""

LEDGER_ACTIONS = frozenset({VIEW, IMPORT, CHANGE, UNDO, EXPORT, REVEAL})
"""What an API token may be made for."""
