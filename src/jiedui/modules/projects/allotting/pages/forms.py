"""What is typed on the pages of the allotment aid, read into conditions; the rules are in the operations."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiedui.core.words.errors import Refused
from jiedui.modules.projects.allotting.model import County, Inputs
from jiedui.modules.projects.review.pages.forms import WanField, number_of


class ProposalForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("方案名称"), max_length=100)
    year = forms.IntegerField(label=gettext_lazy("资金年度"), min_value=2015, max_value=2060)
    total = WanField(label=gettext_lazy("本年资金总额（万元）"))
    keep = forms.DecimalField(
        label=gettext_lazy("各县不低于上年的（%）"), min_value=0, max_value=200, decimal_places=2, initial=0,
        help_text=gettext_lazy("填 100 表示不低于上年；填 0 表示不要求"),
    )  # fmt: skip
    key_share = forms.DecimalField(
        label=gettext_lazy("重点帮扶县合计占比至少（%）"), min_value=0, max_value=100, decimal_places=2, initial=0,
        help_text=gettext_lazy("占已分配资金的比例；填 0 表示不要求"),
    )  # fmt: skip

    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {**data, "keep": int(data["keep"] * 100), "key_share": int(data["key_share"] * 100)}


def wan_of(text: str, what: str) -> int | None:
    """An amount typed in 万元, in fen; None for an empty one. Refused where it is no amount."""
    typed = text.strip().replace(",", "").replace("，", "")
    if not typed:
        return None
    try:
        fen = Decimal(typed) * 1_000_000
    except InvalidOperation:
        fen = Decimal(-1)
    if not fen.is_finite() or fen < 0 or fen != fen.to_integral_value():
        raise Refused("allotting.typed", _("{what}“{text}”不是金额，请按万元填写数字。").format(what=what, text=text[:20]))
    return int(fen)


def typed_counties(data: QueryDict, known: list[County]) -> list[tuple[County, dict[str, str], bool]]:
    """The counties with their conditions as typed, for showing them again."""
    return [
        (one, {name: data.get(f"{name}:{one.code}", "") for name in ("last", "floor", "ceiling")}, data.get(f"key:{one.code}") == "1")
        for one in known
    ]


def counties_of(data: QueryDict, known: list[County]) -> dict[str, County]:
    """The conditions of each county as typed."""
    found = {}
    for one, typed, key in typed_counties(data, known):
        values = {name: wan_of(text, one.name) for name, text in typed.items()}
        found[one.code] = County(one.code, one.name, values["last"] or 0, key, values["floor"] or 0, values["ceiling"])
    return found


def fixed_of(data: QueryDict, inputs: Inputs) -> dict[str, int | None]:
    return {one.code: wan_of(data.get(f"fixed:{one.code}", ""), one.name) for one in inputs.counties}


def wishes_of(data: QueryDict) -> dict[int, str]:
    """Project -> in or out, of those that say so."""
    found = {}
    for name, value in data.items():
        kind, _colon, id = name.partition(":")
        if kind == "wish" and value in ("in", "out") and number_of(id):
            found[number_of(id)] = value
    return found
