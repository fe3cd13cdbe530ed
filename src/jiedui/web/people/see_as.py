"""The door to looking at the product as another person: a page that asks why, and the way out."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from jiedui.core.access import queries
from jiedui.core.access.rights import SEE_AS
from jiedui.core.words.errors import Refused
from jiedui.web.guard import requires
from jiedui.web.people import seeing
from jiedui.web.scopes import grant_lines


@never_cache
@requires(SEE_AS)
def see_as(request: HttpRequest, user_id: int) -> HttpResponse:
    """What it shows and what not, and the question why; after it the first page as that person sees it."""
    user = queries.check_seeing(user_id, by=request.user)
    reason, error = request.POST.get("reason", ""), ""
    if request.method == "POST":
        try:
            seeing.begin(request, user_id, reason)
        except Refused as refusal:
            error = refusal.message
        else:
            return redirect("web:home")
    context = {
        "of": user, "grants": grant_lines(user), "minutes": settings.SEE_AS_MINUTES, "reason": reason, "error": error,
    }  # fmt: skip
    return render(request, "web/people/see_as.html", context)


@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """The way out; open to everybody, and without effect for who looks through their own eyes."""
    user_id = seeing.end(request)
    if user_id is None:
        return redirect("web:home")
    messages.success(request, _("已退出查看，恢复您自己的身份。"))
    return redirect("web:user", user_id)
