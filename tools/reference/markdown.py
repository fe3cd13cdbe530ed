"""Tables that come out the same every time."""

from collections.abc import Iterable, Sequence


def cell(value: object) -> str:
    """A value as one cell: no bar, no line break; True is ✓, nothing is empty."""
    if value is True:
        return "✓"
    if value is False or value is None:
        return ""
    return " ".join(str(value).replace("|", "\\|").split("\n"))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, ending with a line feed."""
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    lines += [" | ".join(cell(value) for value in row) for row in rows]
    return "".join(f"| {line} |\n" for line in lines)


def joined(values: Iterable[object]) -> str:
    return "、".join(str(value) for value in values)


def code(value: object) -> str:
    """An identifier; nothing where there is none."""
    return f"`{value}`" if value not in (None, "") else ""
