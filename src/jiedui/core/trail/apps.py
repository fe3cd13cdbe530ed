from typing import Any

from django.apps import AppConfig
from django.core.management.base import CommandError
from django.db import connection
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext as _


class TrailConfig(AppConfig):
    name = "jiedui.core.trail"
    label = "trail"
    verbose_name = "审计存证"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(check_keys, sender=self)


def check_keys(**_options: Any) -> None:
    """Never make new keys beside data that was written with others: they would open nothing and sign a second trail."""
    from jiedui.core.vault import keys

    if keys.exist() or "trail_head" not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM trail_head LIMIT 1")
        if cursor.fetchone():
            raise CommandError(
                _("数据库中已有数据，但密钥目录是空的。请先从备份中恢复密钥目录，再运行 jiedui migrate。")
            )
