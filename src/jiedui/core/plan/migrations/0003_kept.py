"""What was said and decided about the plan stays: changes and evidence are only added, a comment is only answered."""

from typing import Any

from django.db import migrations

from jiedui.core.trail import guards

ADDED_TO = ("plan_change", "plan_evidence")
KEPT = ("plan_comment",)


def keep(apps: Any, editor: Any) -> None:
    vendor = editor.connection.vendor
    for statement in [
        *(one for table in ADDED_TO for one in guards.append_only_statements(vendor, table)),
        *(one for table in KEPT for one in guards.keep_statements(vendor, table)),
    ]:
        editor.execute(statement, params=None)


def let_go(apps: Any, editor: Any) -> None:
    for table in (*ADDED_TO, *KEPT):
        for statement in guards.let_go_statements(editor.connection.vendor, table):
            editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("plan", "0002_life"), ("trail", "0002_append_only")]
    operations = [migrations.RunPython(keep, let_go)]
