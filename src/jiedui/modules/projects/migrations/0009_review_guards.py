from typing import Any

from django.db import migrations

from jiedui.modules.projects.review import guards


def keep(apps: Any, editor: Any) -> None:
    for statement in guards.statements(editor.connection.vendor):
        editor.execute(statement, params=None)


def let_go(apps: Any, editor: Any) -> None:
    for statement in guards.let_go_statements(editor.connection.vendor):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("projects", "0008_review"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(keep, let_go)]
