from typing import Any

from django.db import migrations

from jiedui.core.trail import guards

TABLE = "projects_allotmentproposal"


def keep(apps: Any, editor: Any) -> None:
    for statement in guards.append_only_statements(editor.connection.vendor, TABLE):
        editor.execute(statement, params=None)


def let_go(apps: Any, editor: Any) -> None:
    for statement in guards.let_go_statements(editor.connection.vendor, TABLE):
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("projects", "0010_allotment_proposals"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(keep, let_go)]
