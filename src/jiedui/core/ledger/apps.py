from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register


class LedgerConfig(AppConfig):
    name = "jiedui.core.ledger"
    label = "ledger"
    verbose_name = "台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.core.ledger.joining import join_all

        register(declared)
        join_all()


def declared(**_: Any) -> list[CheckMessage]:
    """Django's check at start-up: what is declared fits together."""
    from jiedui.core.declare.registry import registry

    return [Error(f"declared, but it does not fit: {problem}", id="jiedui.E001") for problem in registry.check()]
