from typing import Any

from django.db import migrations

from jiedui.core.trail import guards


def arm(apps: Any, editor: Any) -> None:
    for statement in guards.create_statements(editor.connection.vendor):
        editor.execute(statement, params=None)


def disarm(apps: Any, editor: Any) -> None:
    for statement in guards.drop_statements(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunPython(arm, disarm)]
