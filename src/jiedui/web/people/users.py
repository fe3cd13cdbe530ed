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
from jiedui.core.access.rights import MANAGE_USERS
from jiedui.core.words.errors import Refused
from jiedui.web.forms import GrantFormSet, UserForm, specs
from jiedui.web.guard import requires
from jiedui.web.scopes import code_and_name, grant_lines, region_options
from jiedui.web.signin import address_of

PAGE = 50


@requires(MANAGE_USERS)
def users(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    state = request.GET.get("state", "")
    active = {"active": True, "inactive": False}.get(state)
    pages = Paginator(queries.users(text, active=active), PAGE)
    page = pages.get_page(request.GET.get("page"))
    protected = queries.with_second_factor(user.pk for user in page)
    lines = [{"user": user, "grants": grant_lines(user), "second_factor": user.pk in protected} for user in page]
    context = {"page": page, "lines": lines, "q": text, "state": state, "total": pages.count}
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


@requires(MANAGE_USERS)
def edit_user(request: HttpRequest, user_id: int) -> HttpResponse:
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


def _form_page(request: HttpRequest, form: UserForm, grants: Any, **more: Any) -> HttpResponse:
    context = {"form": form, "grants": grants, "roles": roles.ROLES, "region_options": region_options(), **more}
    if user := more.get("of"):
        context["second_factor"] = bool(queries.with_second_factor([user.pk]))
    return render(request, "web/user_form.html", context, status=200)
