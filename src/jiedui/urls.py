"""The addresses of the product: each floor brings its own, and each module that has pages of its own."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("api/", include("jiedui.api.urls")),
    path("", include("jiedui.web.urls")),
    *(
        path("", include(f"jiedui.modules.{name}.urls"))
        for name in settings.MODULES
        if find_spec(f"jiedui.modules.{name}.urls")
    ),
]
