"""docs/reference/codes.md: the coded lists with the aliases that are understood."""

from jiedui.core.words.codes import CodeList, code_lists
from tools.reference.declared import own_ledgers
from tools.reference.markdown import code, joined, table

LARGE = 120
HEAD = """# Coded lists · 代码表

The values a coded column may take. A cell may hold the label, an alias or the code; case, width, blanks and brackets do
not matter. Codes are stored in rows, so they are never given to another meaning.
"""


def page() -> str:
    users: dict[str, list[str]] = {}
    for ledger in own_ledgers():
        for column in ledger.declared:
            if codes := getattr(column, "codes", None):
                users.setdefault(codes.id, []).append(f"{ledger.info.title} `{ledger.info.id}.{column.name}`")
    return "\n".join([HEAD, *(_list(one, users.get(one.id, [])) for one in code_lists())])


def _list(codes: CodeList, users: list[str]) -> str:
    about = [f"{len(codes)} codes"]
    if codes.source:
        about.append(f"source: {codes.source}")
    about.append(f"used by {joined(users)}" if users else "not used by a ledger yet")
    head = f"## {codes.title} `{codes.id}`\n\n{'; '.join(about)}.\n"
    return f"{head}\n{_outline(codes) if len(codes) > LARGE else _full(codes)}"


def _full(codes: CodeList) -> str:
    nested = any(entry.parent for entry in codes.codes)
    names = ("code", "label", "aliases", "below") if nested else ("code", "label", "aliases")
    rows = [(code(e.code), e.label, joined(e.aliases), code(e.parent)) for e in codes.codes]
    return table(names, [row[: len(names)] for row in rows])


def _outline(codes: CodeList) -> str:
    """Only the two upper levels of a long list: all of it is in the data dictionary of the product."""
    top = [entry for entry in codes.codes if entry.parent is None]
    rows = []
    for entry in top:
        below = [codes.get(one) for one in codes.under(entry.code)]
        rows.append((code(entry.code), entry.label, joined(f"{one.code} {one.label}" for one in below if one)))
    return table(("code", "label", "next level"), rows)
