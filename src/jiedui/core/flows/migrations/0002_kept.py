from typing import Any

from django.db import migrations

from jiedui.core.flows import guards


def keep(apps: Any, editor: Any) -> None:
    for statement in guards.create_statements(editor.connection.vendor):
        editor.execute(statement, params=None)


def let_go(apps: Any, editor: Any) -> None:
    for statement in guards.drop_statements(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("flows", "0001_start"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(keep, let_go)]
