"""The addresses of the product: each floor brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("jiedui.web.urls")),
]
