from typing import Any

from django.db import migrations

from jiedui.core.trail import guards

TABLES = ("submissions_submission", "submissions_withdrawal")


def keep(apps: Any, editor: Any) -> None:
    for table in TABLES:
        for statement in guards.append_only_statements(editor.connection.vendor, table):
            editor.execute(statement, params=None)


def let_go(apps: Any, editor: Any) -> None:
    for table in TABLES:
        for statement in guards.let_go_statements(editor.connection.vendor, table):
            editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(keep, let_go)]
