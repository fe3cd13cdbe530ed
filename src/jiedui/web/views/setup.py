"""The first administrators of an empty installation."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jiedui.core.access import operations, queries
from jiedui.core.access.setup import Administrator
from jiedui.core.words.errors import NotAllowed, Refused
from jiedui.web.forms import SetUpForm
from jiedui.web.signin import address_of


@login_not_required
@never_cache
def setup(request: HttpRequest) -> HttpResponse:
    """Open only while no user exists and with the one-time token that ./run printed; afterwards the sign-in page."""
    if not queries.setup_is_open():
        return redirect("account_login")
    secret = request.POST.get("token") or request.GET.get("token") or ""
    if not queries.setup_token_holds(secret):
        raise NotAllowed(
            "access.setup_token", _("请使用服务器上 ./run 显示的初始设置链接；链接失效时重新运行 ./run 即可取得新的。")
        )
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            given = operations.set_up(
                secret,
                security=Administrator(data["security_username"], data["security_name"]),
                password=data["password"],
                system=Administrator(data["system_username"], data["system_name"]),
                audit=Administrator(data["audit_username"], data["audit_name"]),
                address=address_of(request),
            )
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            context = {"given": given, "security": data["security_username"]}
            return render(request, "web/setup_done.html", context)
    return render(request, "web/setup.html", {"form": form, "token": secret})
