from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from jiedui.core.vault import keys, rotation


class VaultConfig(AppConfig):
    name = "jiedui.core.vault"
    label = "vault"
    verbose_name = "加密与密钥"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jiedui.core.vault import files

        rotation.register(files.reseal, name="文件库")
        post_migrate.connect(make_keys, sender=self)


def make_keys(**_: Any) -> None:
    """A freshly migrated installation has its keys; an existing one keeps them."""
    keys.ensure_keys()
