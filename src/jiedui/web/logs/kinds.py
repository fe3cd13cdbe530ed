"""Which events of the trail belong to which log, and in which groups a filter offers them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from jiedui.web.trailpages import telling

SIGN_INS: dict[str, tuple[str | Promise, str]] = {
    "sign_in": (_("成功"), "green"),
    "sign_in_failed": (_("失败"), "orange"),
    "sign_in_locked": (_("锁定"), "red"),
    "second_factor_failed": (_("二次验证失败"), "orange"),
    "sign_out": (_("退出"), "secondary"),
}
"""Kind -> how the log of sign-ins calls it, and its colour."""
_PLACES = ("plan.", "places.")
_ACCOUNTS = ("access.", "second_factor")
_SYSTEM = ("keys.", "backup.")
GROUPS: dict[str, str | Promise] = {
    "data": _("台账数据"), "plan": _("计划、结对和单位"), "accounts": _("账号和授权"), "system": _("系统"),
}  # fmt: skip


def group_of(kind: str) -> str:
    """The group that a kind of event is offered in."""
    for group, starts in (("plan", _PLACES), ("accounts", _ACCOUNTS), ("system", _SYSTEM)):
        if kind.startswith(starts):
            return group
    return "data"


def operations() -> list[str]:
    """The kinds of the operation log: all but sign-ins."""
    return [kind for kind in telling.KINDS if kind not in SIGN_INS]


def choices(within: tuple[str, ...]) -> list[tuple[str | Promise, list[tuple[str, str | Promise]]]]:
    """The kinds by group for a drop-down; `within`: only these (empty: all)."""
    found = []
    for group, label in GROUPS.items():
        kinds = [
            (kind, telling.KINDS[kind])
            for kind in operations()
            if group_of(kind) == group and (not within or kind in within)
        ]
        if kinds:
            found.append((label, kinds))
    return found
