"""The rows of a list as HTML. A template would take half of the page's time for the same few tags a cell."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.html import conditional_escape as safe
from django.utils.safestring import SafeString, mark_safe

from jiedui.web.ledgers.columns import Heading, Line

NOTHING = '<span class="nothing" aria-hidden="true">—</span>'


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
