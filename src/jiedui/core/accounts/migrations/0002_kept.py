from typing import Any

from django.db import migrations

from jiedui.core.accounts import guarding


def keep(apps: Any, editor: Any) -> None:
    for statement in guarding.statements(editor.connection.vendor):
        editor.execute(statement, params=None)


def let_go(apps: Any, editor: Any) -> None:
    for statement in guarding.let_go(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(keep, let_go)]
