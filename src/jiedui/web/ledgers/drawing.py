"""Head and rows of a list as HTML. A template would take half of the page's time for the same few tags a cell."""

from collections.abc import Sequence
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jiedui.web.ledgers.columns import Heading, Line
from jiedui.web.ledgers.heads import Head

NOTHING = '<span class="nothing" aria-hidden="true">—</span>'


def safe(text: object) -> str:
    """A text as it may stand in HTML, whatever says that it may already: Django's own costs four times as much, 400 times."""
    return escape(str(text))


def body(
    ledger_id: str, county_label: str, headings: Sequence[Heading], lines: Sequence[Line], *, ticks: bool
) -> SafeString:
    """The rows of the table's body; `ticks`: each with a box to choose it by."""
    start, end = reverse("web:record", args=[ledger_id, 0]).rsplit("0", 1)
    openings = [_opening(head) for head in headings]
    place = f'<td data-label="{safe(county_label)}" class="place"><div>'
    parts: list[str] = []
    for line in lines:
        name = safe(line.name)
        parts.append("<tr>")
        if ticks:
            parts.append(
                '<td class="tick"><input class="form-check-input" type="checkbox" name="ids" '
                f'value="{line.id}" aria-label="{name}"></td>'
            )
        parts.append(f'<th scope="row"><a href="{start}{line.id}{end}">{name}</a>{_under(line.under)}</th>')
        parts.append(f"{place}{safe(line.county)}{_under(line.town)}</div></td>")
        for opening, (head, text) in zip(openings, line.cells, strict=True):
            parts += (opening, _cell(head, safe(text)), "</td>")
        parts.append("</tr>\n")
    return mark_safe("".join(parts))  # noqa: S308 (every text went through `safe`)


def head(heads: Sequence[Head], *, ticks: bool) -> SafeString:
    """The cells of the table's head, each a link that sorts by it where it can be sorted."""
    parts = []
    if ticks:
        parts.append(
            '<th scope="col" class="tick"><input class="form-check-input" type="checkbox" data-all '
            f'aria-label="{safe(_("选中本页"))}" hidden></th>'
        )
    for one in heads:
        kinds = f"{'number ' if one.numeric else ''}{'sorted ' if one.order else ''}"
        sort = f' aria-sort="{one.order}"' if one.order else ""
        w = one.width
        width = f' style="width:{w}px;min-width:{w}px;max-width:{w}px"' if w else ""
        unit = f'<span class="unit">{safe(_("（%(unit)s）") % {"unit": one.unit})}</span>' if one.unit else ""
        label = f"{safe(one.label)}{unit}"
        if one.sort:
            arrow = "↑" if one.order == "ascending" else "↓"
            mark = f'<span class="sort-mark" aria-hidden="true">{arrow}</span>' if one.order else ""
            label = f'<a class="sort" href="{safe(one.sort)}" title="{safe(one.hint)}">{label}{mark}</a>'
        parts.append(f'<th scope="col" data-name="{safe(one.name)}" class="{kinds}"{sort}{width}>{label}</th>')
    return mark_safe("".join(parts))  # noqa: S308 (every text went through `safe`)


def _opening(head: Heading) -> str:
    kind = ' class="number"' if head.numeric else ' class="words"' if head.wordy and head.look != "tag" else ""
    return f'<td data-label="{safe(head.full)}"{kind}>'


def _under(text: str) -> str:
    return f'<div class="under">{safe(text)}</div>' if text else ""


def _cell(head: Heading, text: str) -> str:
    if not text:
        return NOTHING
    if head.look == "tag":
        tone = head.tones.get(text, "")
        return f'<span class="code-tag{f" state tone-{tone}" if tone else ""}">{text}</span>'
    if head.look == "bar":
        bar = f'<span class="part-bar" aria-hidden="true"><span style="width:{text}"></span></span>'
        return f'<span class="part">{bar}<span>{text}</span></span>'
    return text
