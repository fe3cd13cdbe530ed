"""docs/reference/findings.md: what intake, forms and the API may say, from words.findings and those who declare more."""

from importlib import import_module

from jiedui.core.words.findings import TYPES, FindingType, Level
from tools.reference.markdown import table

HEAD = """# Findings · 核对发现的问题

What an import, a form or the API may say. The ids are stable; `jiedui import --json` and the API carry them.

| level | 中文 | what it does |
|---|---|---|
| `error` | 错误 | its row stays out; one that belongs to no row refuses the file |
| `question` | 问题 | somebody must choose first: `key` and `choices` come with it, `--answers` or the page takes the choice |
| `warning` | 提醒 | shown, never stops anything |

A file with an error or an open question is refused as a whole unless its good rows are let in (`--partial`). Words in
braces are filled in. How a file is judged: [intake](../explanation/intake.md).
"""
LEVELS = ((Level.ERROR, "Errors · 错误"), (Level.QUESTION, "Questions · 问题"), (Level.WARNING, "Warnings · 提醒"))


def page() -> str:
    import_module("jiedui.core.intake.reading.refusals")  # declares the refusals of whole files
    parts = [HEAD]
    for level, title in LEVELS:
        kinds = sorted((kind for kind in TYPES.values() if kind.level is level), key=_order)
        parts.append(f"## {title}\n")
        parts.append(table(("id", "title", "message"), [(f"`{k.id}`", k.title, k.message) for k in kinds]))
    return "\n".join(parts)


def _order(kind: FindingType) -> tuple[bool, str]:
    """By id, those about the whole file first."""
    return not kind.id.startswith("file."), kind.id
