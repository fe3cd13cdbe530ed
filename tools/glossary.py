"""The derived half of GLOSSARY.md: every declared word, its identifier and its English. tools/build_reference.py writes it.

The first half, the terms, is written by hand; tests/house/test_glossary.py checks both.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "GLOSSARY.md"
MARK = "<!-- derived from the declarations by tools/build_reference.py: do not edit below -->"


def whole() -> str:
    """The file as it should be: its written half as it stands, and the derived half."""
    return f"{written()}{MARK}\n\n{derived()}"


def written() -> str:
    """The half above the mark."""
    return FILE.read_text(encoding="utf-8").split("<!-- derived from")[0]


def derived() -> str:
    """Ledgers with their columns, indicators, roles, actions and coded lists: 中文 to identifier, then back."""
    from jiedui.core.access.rights import ACTIONS
    from jiedui.core.access.roles import ROLES
    from jiedui.core.declare.registry import registry
    from jiedui.core.words.codes import code_lists
    from tools import catalogue
    from tools.reference.declared import own_ledgers
    from tools.reference.markdown import table

    head = ("中文", "identifier", "English")
    back: dict[str, set[str]] = {}
    known = catalogue.read()

    def english(word: str) -> str:
        # From the file itself: what set-up compiled from it may be older.
        return next((known[one, ""][0] for one in (f"role{catalogue.EOT}{word}", word) if (one, "") in known), "")

    def section(title: str, words: list[tuple[str, str]], *, prefix: str = "") -> str:
        for word, name in words:
            back.setdefault(name, set()).add(word)
        return f"{title}\n\n{table(head, [(word, f'`{prefix}{name}`', english(word)) for word, name in words])}"

    parts = ["## Ledgers and columns · 台账与栏目\n"]
    for ledger in own_ledgers():
        back.setdefault(ledger.info.id, set()).add(ledger.info.title)
        columns = [(column.label, column.name) for column in ledger.declared]
        title = f"### {ledger.info.title} `{ledger.info.id}`"
        parts.append(section(title, columns, prefix=f"{ledger.info.id}."))
    figures = [one for one in registry.indicators() if one.compute.__module__.startswith("jiedui.")]
    named = [(one.name, f"`{one.id}`", english(one.name)) for one in figures]
    parts.append(f"## Indicators · 指标\n\n{table(('中文', 'id', 'English'), named)}")
    parts.append(section("## Roles · 角色", [(str(role.label), role.code) for role in ROLES]))
    parts.append(section("## Actions · 权限", [(str(label), name) for name, label in ACTIONS.items()]))
    parts.append(section("## Coded lists · 代码表", [(codes.title, codes.id) for codes in code_lists()]))
    words = [(f"`{name}`", "、".join(sorted(found))) for name, found in sorted(back.items())]
    return "\n".join([*parts, f"## Identifiers to 中文\n\n{table(('identifier', '中文'), words)}"])
