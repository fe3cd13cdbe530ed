"""The first page after sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.web.menu import OVERVIEW, menu_for
from jiedui.web.scopes import scope_lines


def home(request: HttpRequest) -> HttpResponse:
    sections = [section for section in menu_for(request.user, request.path) if section.key != OVERVIEW]
    return render(request, "web/home.html", {"scope_lines": scope_lines(request.user), "sections": sections})
