"""The forms of a review. They only read what was typed; the rules are in the operations."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from jiedui.modules.projects.review import queries
from jiedui.modules.projects.review.models import ReviewRound
from jiedui.modules.projects.review.pages.telling import place_name

MORE = 3
"""Empty lines for further criteria."""


class WanField(forms.DecimalField):
    """An amount in 万元, kept in fen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=Decimal("0"), max_value=Decimal("10000000"), decimal_places=6, **kwargs)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        found = super().clean(value.replace(",", "").replace("，", "") if isinstance(value, str) else value)
        return int(found * 1_000_000) if found is not None else None


class RoundForm(forms.Form):
    title = forms.CharField(label=_("评审名称"), max_length=100, help_text=_("例如：马山县 2022 年协作项目竞争性评审"))
    place = forms.ChoiceField(label=_("主办地"))
    year = forms.IntegerField(label=_("资金年度"), min_value=2015, max_value=2060)
    budget = WanField(label=_("资金额度（万元）"), help_text=_("按名次从高到低入库，到额度用完为止"))
    fewest = forms.IntegerField(label=_("每个项目最少评分人数"), initial=3, min_value=2, max_value=15)
    mark = forms.IntegerField(label=_("合格分"), initial=60, min_value=0, max_value=100, help_text=_("低于合格分的不入库；填 0 表示不设"))
    apart = forms.IntegerField(
        label=_("离群分差"), initial=15, min_value=1, max_value=100, help_text=_("某份评分与该项目中位分相差达到这个分数时标出")
    )
    days = forms.IntegerField(label=_("公示天数"), initial=5, min_value=3, max_value=60, help_text=_("含首尾两天"))

    def __init__(self, *args: Any, places: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [(code or "all", place_name(code)) for code in places]  # type: ignore[attr-defined]

    def clean_place(self) -> str:
        code = self.cleaned_data["place"]
        return "" if code == "all" else code


def initial(round: ReviewRound) -> dict[str, Any]:
    """A round as its form shows it."""
    names = ("title", "year", "fewest", "mark", "apart", "days")
    budget = Decimal(round.budget) / 1_000_000
    return {**{name: getattr(round, name) for name in names}, "place": round.place or "all", "budget": f"{budget:f}"}


def criteria_typed(data: QueryDict | None, round: ReviewRound) -> list[tuple[str, str]]:
    """Names and points as typed, or as they stand, with empty lines after them."""
    if data is not None:
        return list(zip(data.getlist("criterion"), data.getlist("points"), strict=False))
    known = [(name, str(points)) for _id, name, points in queries.criteria(round)]
    return known + [("", "")] * MORE


def criteria_of(data: QueryDict) -> list[tuple[str, int]]:
    """The criteria that were typed; points that are no number count as 0, which the rules refuse."""
    pairs = zip(data.getlist("criterion"), data.getlist("points"), strict=False)
    return [(name, int(points) if points.strip().isdecimal() else 0) for name, points in pairs if name.strip()]


def vetoes_typed(data: QueryDict | None, round: ReviewRound) -> list[str]:
    return data.getlist("veto") if data is not None else [*queries.vetoes(round).values(), "", ""]


def points_of(data: QueryDict, round: ReviewRound) -> dict[str, int | None]:
    """The points typed for each criterion; None for what is no whole number."""
    typed = {id: data.get(f"points:{id}", "").strip() for id, _name, _points in queries.criteria(round)}
    return {id: int(text) if text.isdecimal() and len(text) < 5 else None for id, text in typed.items()}


def number_of(text: str | None) -> int:
    """A number that a page sent along; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def numbers_of(texts: Sequence[str]) -> list[int]:
    return [number for number in map(number_of, texts) if number]
