from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "jiedui.core.vault"
    label = "vault"
    verbose_name = "加密与密钥"
    default_auto_field = "django.db.models.BigAutoField"
