"""Template tags of every page: an icon from the sprite, a form field with label, hint and error."""

from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, CheckboxSelectMultiple, Select
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiedui.core.words import saying
from jiedui.web import retelling

register = template.Library()


@register.filter
def said(text: Any, context: str = "") -> str:
    """A declared word in the reader's language; `context`: "unit", or the id of a coded list."""
    if not text:
        return ""
    return saying.unit(text) if context == saying.UNIT else saying.said(text, context)


@register.filter
def listed(words: Any) -> str:
    """Words in a row, divided as the reader's language does."""
    return saying.listed(words)


@register.filter
def told(message: str) -> str:
    """What background work said when it stopped, in the reader's language."""
    return retelling.told_together(message)


@register.filter
def choice(text: str) -> str:
    """An answer to a question, as its reader sees it."""
    return retelling.choice(text)


@register.simple_tag
@lru_cache(maxsize=500)
def icon(name: str, label: str = "") -> SafeString:
    """An icon; without a label it is decoration and hidden from screen readers. A page holds some fifty of them."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, static("icons.svg"), name
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>', static("icons.svg"), name
    )


@register.inclusion_tag("web/parts/field.html")
def field(bound: BoundField, label: str = "", hide_label: bool = False, **attrs: Any) -> dict[str, Any]:
    """A labelled form field in Tabler's clothes; extra attributes go to the input, `_` in their names becomes `-`."""
    id = bound.id_for_label or bound.auto_id
    described = [f"{id}-hint"] if bound.help_text else []
    if bound.errors:
        described.append(f"{id}-error")
    group = isinstance(bound.field.widget, CheckboxSelectMultiple)
    base = "form-select" if isinstance(bound.field.widget, Select) and not group else "form-control"
    extra: dict[str, Any] = {name.replace("_", "-"): value for name, value in attrs.items()}
    extra |= {"class": base + (" is-invalid" if bound.errors else ""), "placeholder": attrs.get("placeholder", "")}
    if described:
        extra["aria-describedby"] = " ".join(described)
    return {
        "bound": bound,
        "id": id,
        "label": label or bound.label,
        "hide_label": hide_label,
        "group": group,
        "input": "" if group else bound.as_widget(attrs=extra),
    }
