from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "jiedui.core.ledger"
    label = "ledger"
    verbose_name = "台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.core.ledger.joining import join_all

        join_all()
