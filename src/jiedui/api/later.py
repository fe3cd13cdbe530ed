"""Addresses below a prefix that are made when the first of them is asked for.

Several hundred operations with their models take seconds to make; commands, the worker and whoever only opens pages need none.
"""

from typing import Any

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Later(URLResolver):
    """`Later("jiedui.api.operations", namespace="api")`: the module's `urlpatterns`, imported with the first request below the prefix
    or the first address that is put together by name."""

    def __init__(self, module: str, *, namespace: str) -> None:
        super().__init__(RoutePattern(""), module, app_name=namespace, namespace=namespace)
        self._wanted = False

    def _populate(self) -> None:
        """Whoever lists the addresses above calls this, and takes nothing from it but the name of the namespace."""
        if self._wanted:
            super()._populate()

    @property
    def reverse_dict(self) -> Any:
        self._wanted = True
        return super().reverse_dict

    @property
    def namespace_dict(self) -> Any:
        self._wanted = True
        return super().namespace_dict

    @property
    def app_dict(self) -> Any:
        self._wanted = True
        return super().app_dict
