"""Looking at the product as another person sees it: who may, at whom, and the trail of it.

What is seen is the business of the pages (web.people.seeing); personal data are never part of it (words.veil).
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from jiedui.core.access import roles
from jiedui.core.access.audit import note
from jiedui.core.access.holdings import check_may, grants_of, may
from jiedui.core.access.models import User
from jiedui.core.access.rights import SEE_AS
from jiedui.core.words.errors import NotAllowed, NotFound, Refused

SHORTEST_REASON = 4


def check_seeing(user_id: int, *, by: User) -> User:
    """The person to be looked at; raises where it is not allowed. Asked again at every page."""
    check_may(by, SEE_AS)
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        raise NotFound("access.no_such_user", _("没有这个用户。请返回用户列表重新选择。"))
    if user.pk == by.pk:
        raise NotAllowed("access.see_oneself", _("这是您自己的账号。"))
    if not user.is_active:
        raise NotAllowed("access.see_inactive", _("该账号已停用，不能以其身份查看。"))
    held = grants_of(user)
    if not held:
        raise NotAllowed("access.see_nothing", _("该账号目前没有任何有效角色，没有可看的内容。"))
    # The three administrators stay apart: none of them looks over another's shoulder.
    if any(grant.role in roles.ADMINISTRATORS for grant in held):
        raise NotAllowed("access.see_administrator", _("不能以管理员的身份查看：三名管理员相互独立。"))
    return user


def may_be_seen(user: User, *, by: User) -> bool:
    """Whether `by` may look at the product as `user`, for a button."""
    try:
        return may(by, SEE_AS) and check_seeing(user.pk, by=by) is not None
    except (NotAllowed, NotFound):
        return False


def begin_seeing(user_id: int, *, by: User, reason: str, address: str = "") -> User:
    """Note that `by` begins to look as this person, and why. Refused without a reason."""
    user = check_seeing(user_id, by=by)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused("access.see_reason", _("请写明事由，例如“用户反映看不到本县项目，核对授权”。"))
    with transaction.atomic():
        note("access.seeing_begun", by=by, address=address, user=user.pk, reason=reason.strip()[:200])
    return user


def end_seeing(user_id: int, *, by: User, pages: int, address: str = "") -> None:
    """Note that it is over, and how many pages were looked at."""
    with transaction.atomic():
        note("access.seeing_ended", by=by, address=address, user=user_id, pages=pages)
