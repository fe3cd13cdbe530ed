"""The search of the top bar: pages of the menu, and rows of every ledger by name, key or number.

What was typed travels in the body and is kept nowhere: names and numbers must not stand in addresses.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import VIEW
from jiedui.core.declare.modules import modules
from jiedui.core.ledger import listing
from jiedui.core.words.saying import said
from jiedui.web import menu
from jiedui.web.ledgers import columns

FEW = 5
SHORTEST = 2


@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """The form; after it what was found, a few rows of each ledger within the person's scope."""
    text = "".join(letter for letter in request.POST.get("q", "") if letter.isprintable()).strip()[:60]
    context: dict[str, Any] = {
        "q": text,
        "asked": bool(text),
        "shortest": SHORTEST,
        "may_view": may(request.user, VIEW),
    }
    number = listing.is_personal_number(text)
    if len(text) >= SHORTEST:
        context["entries"] = [] if number else _entries(request, text)
        context["found"] = found = _rows(request, text, number) if context["may_view"] else []
        if number and sum(len(one["lines"]) for one in found) == 1:
            one = next(one for one in found if one["lines"])
            return redirect("web:record", one["info"].id, one["lines"][0].id)
    elif text:
        context["message"] = _("请至少输入 2 个字。")
    return render(request, "web/search/search.html", context)


def _entries(request: HttpRequest, text: str) -> list[tuple[menu.Text, menu.Line]]:
    """The menu's pages whose name holds the text, each with the part of the menu that it stands in ("" for none)."""
    found = menu.menu_for(request.user, "")
    lines: list[tuple[menu.Text, menu.Line]] = [("", line) for section in found for line in section.own]
    lines += [(part.label, line) for section in found for part in section.parts for line in part.lines]
    return [(part, line) for part, line in lines if text.casefold() in str(line.label).casefold()]


def _rows(request: HttpRequest, text: str, number: bool) -> list[dict[str, Any]]:
    scope = scope_of(request.user)
    found = []
    for module, ledger in [(part, one) for part in modules() for one in part.ledgers]:
        if number:
            rows = listing.by_number(ledger, scope, text)[: FEW + 1]
        else:
            fitting = listing.find(ledger, scope, listing.Wanted(text=text))
            rows = list(listing.with_related(ledger, fitting.order_by("-id"))[: FEW + 1])
        if rows:
            found.append(
                {
                    "info": ledger.info,
                    "module": module,
                    "name_label": columns.name_label(ledger),
                    "searched": [said(label) for label in dict.fromkeys(listing.searched(ledger).values())],
                    "lines": columns.lines(ledger, rows[:FEW], []),
                    "more": len(rows) > FEW,
                }
            )
    return found
