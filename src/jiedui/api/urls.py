"""The addresses below /api/. What stands there is made with the first request (later.py)."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from jiedui.api.later import Later


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Any other address below /api/: JSON too, without a word about whether it could exist for somebody else."""
    from jiedui.api import refusals  # brings all of Ninja

    return refusals.not_found()


closed = csrf_exempt(nothing)
urlpatterns = [
    path("", closed, name="api-nothing"),  # before Ninja's own page of the root
    Later("jiedui.api.operations", namespace="api"),
    path("<path:rest>", closed, name="api-nothing"),
]
