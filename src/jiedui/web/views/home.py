"""The first page after sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiedui.web.scopes import scope_lines


def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html", {"scope_lines": scope_lines(request.user)})
