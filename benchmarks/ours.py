"""Jiedui, in a process of its own: `jiedui import workers FILE --json` and the snapshot that figures are read from.

python -m benchmarks.ours FILE [options of jiedui import]
"""

import io
import json
import os
import sys
from collections import Counter
from contextlib import redirect_stdout
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")

from benchmarks.processes import tell
from benchmarks.stages import Stages
from jiedui.starting import start


def main() -> None:
    start()
    from django.core.management import call_command

    from jiedui.core.lake import operations as lake

    stages = Stages()
    stages.watch()
    out = io.StringIO()
    code = 0
    with redirect_stdout(out):
        try:
            call_command("import", "workers", *sys.argv[1:], "--json", stdout=out)
        except SystemExit as end:
            code = int(end.code or 0)
    report: dict[str, Any] = json.loads(out.getvalue())
    lake.refresh(["workers"])
    found = Counter((f["id"], f["level"]) for f in report["findings"])
    tell(
        {
            "rows": report["rows"], "applied": report["applied"], "code": code, "stages": stages.wall, "cpu": stages.cpu,
            "findings": [[id, level, count] for (id, level), count in sorted(found.items())],
            "places": [[f["row"], f["id"]] for f in report["findings"]] if "--partial" in sys.argv else [],
        }
    )  # fmt: skip


if __name__ == "__main__":
    main()
