"""The addresses of the product: each floor brings its own."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("jiedui.api.urls")),
    path("", include("jiedui.web.urls")),
]
