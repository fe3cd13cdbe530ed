"""Users, their roles and their scopes: the security administrator's pages."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access import operations, queries, roles
from jiedui.core.access.models import User
from jiedui.core.access.rights import MANAGE_USERS
from jiedui.core.words.errors import Refused
from jiedui.web.forms import GrantFormSet, UserForm, specs
from jiedui.web.guard import requires
from jiedui.web.people import holding
from jiedui.web.people.device import is_phone
from jiedui.web.scopes import code_and_name, grant_lines, region_options
from jiedui.web.signin import address_of

PAGE = 50


@requires(MANAGE_USERS)
def users(request: HttpRequest) -> HttpResponse:
    """The accounts, by name, role, county within reach and state."""
    given = request.GET
    text, state = given.get("q", "").strip()[:60], given.get("state", "")
    role = given.get("role", "") if given.get("role", "") in roles.BY_CODE else ""
    counties = holding.counties()
    county = given.get("county", "") if given.get("county", "") in dict(counties) else ""
    active = {"active": True, "inactive": False}.get(state)
    pages = Paginator(queries.users(text, active=active, role=role, county=county), PAGE)
    page = pages.get_page(given.get("page"))
    protected = queries.with_second_factor(user.pk for user in page)
    locked = queries.locked_among([user.username for user in page])
    lines = [
        {
            "user": user,
            "grants": grant_lines(user),
            "second_factor": user.pk in protected,
            "locked": user.username in locked,
        }
        for user in page
    ]
    context = {
        "page": page, "lines": lines, "q": text, "state": state, "role": role, "county": county,
        "roles": roles.ROLES, "counties": counties, "total": pages.count, "filtered": bool(text or state or role or county),
    }  # fmt: skip
    return render(request, "web/users.html", context)


@never_cache
@requires(MANAGE_USERS)
def new_user(request: HttpRequest) -> HttpResponse:
    """A form; after it a page with the initial password, shown only in that answer."""
    form, grants = UserForm(request.POST or None), GrantFormSet(request.POST or None, prefix="grants")
    if request.method == "POST" and form.is_valid() and grants.is_valid():
        password = operations.new_password()
        try:
            user = operations.create_user(
                **form.cleaned_data,
                password=password,
                by=request.user,
                grants=specs(grants),
                address=address_of(request),
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            return render(request, "web/password_given.html", {"of": user, "password": password, "created": True})
    return _form_page(request, form, grants)


@never_cache
@requires(MANAGE_USERS)
def edit_user(request: HttpRequest, user_id: int) -> HttpResponse:
    """One account: who it is, what it may do and where, how it is signed in, what can be done about it."""
    user = queries.user(user_id)
    form = UserForm(
        request.POST or None,
        existing=True,
        initial={"display_name": user.display_name, "organisation_name": user.organisation_name},
    )
    own = user.pk == request.user.pk
    initial = [
        {"role": g.role, "region": code_and_name(g.region), "valid_from": g.valid_from, "valid_to": g.valid_to}
        for g in user.grants.all()
    ]
    grants = GrantFormSet(None if own else request.POST or None, prefix="grants", initial=initial)
    if request.method == "POST" and form.is_valid() and (own or grants.is_valid()):
        try:
            operations.save_user(
                user.pk,
                **form.cleaned_data,
                grants=None if own else specs(grants),
                by=request.user,
                address=address_of(request),
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("已保存。角色和范围的变化立即生效。"))
            return redirect("web:user", user.pk)
    return _form_page(request, form, grants, of=user, own=own)


@require_POST
@requires(MANAGE_USERS)
def switch_user(request: HttpRequest, user_id: int, state: str) -> HttpResponse:
    """Deactivate (`off`) or activate (`on`) an account."""
    if state == "off":
        operations.deactivate(user_id, by=request.user, address=address_of(request))
        messages.success(request, _("账号已停用，其登录和接口密钥立即失效。"))
    else:
        operations.activate(user_id, by=request.user, address=address_of(request))
        messages.success(request, _("账号已恢复使用。"))
    return redirect("web:user", user_id)


@never_cache
@require_POST
@requires(MANAGE_USERS)
def reset_password(request: HttpRequest, user_id: int) -> HttpResponse:
    password = operations.reset_password(user_id, by=request.user, address=address_of(request))
    user = queries.user(user_id)
    return render(request, "web/password_given.html", {"of": user, "password": password, "created": False})


@require_POST
@requires(MANAGE_USERS)
def reset_second_factor(request: HttpRequest, user_id: int) -> HttpResponse:
    operations.reset_second_factor(user_id, by=request.user, address=address_of(request))
    messages.success(request, _("二次验证已重置，该用户下次登录后可重新绑定手机。"))
    return redirect("web:user", user_id)


@require_POST
@requires(MANAGE_USERS)
def unlock(request: HttpRequest, user_id: int) -> HttpResponse:
    """Open an account that wrong passwords have closed."""
    operations.unlock(user_id, by=request.user, address=address_of(request))
    messages.success(request, _("账号已解锁，可以马上登录。"))
    return redirect("web:user", user_id)


@require_POST
@requires(MANAGE_USERS)
def end_session(request: HttpRequest, user_id: int, session_id: int) -> HttpResponse:
    """End one session of the user; 0 is all of them."""
    if session_id:
        operations.end_session(user_id, session_id, by=request.user, address=address_of(request))
        messages.success(request, _("这次登录已结束。"))
    else:
        keep = request.session.session_key if user_id == request.user.pk else ""
        operations.end_all_sessions(user_id, by=request.user, keep_key=keep or "", address=address_of(request))
        messages.success(request, _("该用户的登录已全部结束。"))
    return redirect("web:user", user_id)


def _form_page(request: HttpRequest, form: UserForm, grants: Any, **more: Any) -> HttpResponse:
    context = {"form": form, "grants": grants, "roles": roles.ROLES, "region_options": region_options(), **more}
    user: User | None = more.get("of")
    if user is not None:
        context |= {
            "second_factor": bool(queries.with_second_factor([user.pk])),
            "locks": queries.locks_of(user.username),
            "sessions": session_lines(request, user),
            "abilities": holding.abilities(user),
            "may_see_as": queries.may_be_seen(user, by=request.user),
        }
    return render(request, "web/user_form.html", context, status=200)


def session_lines(request: HttpRequest, user: Any) -> list[dict[str, Any]]:
    """The live sessions of a user, as the tables show them."""
    found = queries.sessions_of(user, own_key=request.session.session_key or "")
    return [{"session": one, "phone": is_phone(one.device)} for one in found]
