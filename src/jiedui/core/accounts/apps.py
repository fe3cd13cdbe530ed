from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "jiedui.core.accounts"
    label = "accounts"
    verbose_name = "资金账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.core.accounts.following import follow_all

        follow_all()
