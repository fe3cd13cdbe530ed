"""Renew the derived half of GLOSSARY.md from the declarations: `.venv/bin/python tools/glossary.py`.

The first half, the terms, is written by hand; tests/house/test_glossary.py checks both.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "GLOSSARY.md"
MARK = "<!-- derived from the declarations by tools/glossary.py: do not edit below -->"


def derived() -> str:
    """Every ledger, column and indicator: 中文 to identifier, then identifier to 中文."""
    from jiedui.core.declare.registry import registry

    lines = ["## Ledgers and columns · 台账与栏目", ""]
    back: dict[str, set[str]] = {}
    for ledger in registry.ledgers():
        id = ledger.info.id
        lines += [f"### {ledger.info.title} `{id}`", "", "| 中文 | identifier |", "|---|---|"]
        back.setdefault(id, set()).add(ledger.info.title)
        for column in ledger.declared:
            lines.append(f"| {column.label} | `{id}.{column.name}` |")
            back.setdefault(column.name, set()).add(column.label)
        lines.append("")
    lines += ["## Indicators · 指标", "", "| 中文 | id |", "|---|---|"]
    lines += [f"| {indicator.name} | `{indicator.id}` |" for indicator in registry.indicators()]
    lines += ["", "## Identifiers to 中文", "", "| identifier | 中文 |", "|---|---|"]
    lines += [f"| `{name}` | {'、'.join(sorted(words))} |" for name, words in sorted(back.items())]
    return "\n".join(lines) + "\n"


def main() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")
    import django

    django.setup()
    written = FILE.read_text(encoding="utf-8").split(MARK)[0]
    FILE.write_text(f"{written}{MARK}\n\n{derived()}", encoding="utf-8")


if __name__ == "__main__":
    main()
