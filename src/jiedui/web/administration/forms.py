"""The forms of targets, pairings and organisations. They only read what was typed; the rules are in the core."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiedui.core.places import queries as places
from jiedui.core.places.kinds import KINDS
from jiedui.core.places.levels import Level
from jiedui.core.places.pairings import KINDS as PAIRING_KINDS
from jiedui.core.words import saying
from jiedui.web.forms import DateField, RegionField


class CountyField(RegionField):
    """A county or district: its code, a line of the list ("450124 马山县"), or a name that means just one."""

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.required = required

    def clean(self, value: str) -> str:
        typed = super().clean(value)
        if not typed or typed[:6].isdecimal():
            return typed
        found = places.resolver().resolve(str(value), level=Level.COUNTY)
        return found.code if found.code and found.how in ("exact", "alias", "short") else typed


class TargetForm(forms.Form):
    """A value for a target, from a day on, and the document it stands in. `op` is the target's comparison."""

    value = forms.CharField(label=_("目标值"), max_length=40)
    upper = forms.CharField(label=_("上限"), max_length=40)
    valid_from = DateField(label=_("生效日期"), help_text=_("从这一天起按新目标判断是否达标；之前的日期仍按原目标"))
    source = forms.CharField(label=_("依据"), max_length=300, help_text=_("文件名称和文号，例如：深协作办〔2021〕3号"))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, op: str, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if op == "between":
            self.fields["value"].label = _("下限")
        else:
            del self.fields["upper"]
        if op == "by":
            self.fields["value"].widget = forms.DateInput(attrs={"type": "date"})
            self.fields["value"].label = _("最晚日期")
            return
        for name in ("value", "upper"):
            if name in self.fields:
                self.fields[name].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
                self.fields[name].help_text = _("单位：%(unit)s") % {"unit": saying.unit(unit)} if unit else ""


class PairingForm(forms.Form):
    """A new pairing."""

    county = CountyField(label=_("县"), help_text=_("受援县：从列表中选择，或填写名称、6 位代码"))
    district = CountyField(label=_("区"), help_text=_("支援的区"))
    kind = forms.CharField(
        label=_("类型"), max_length=8, initial=PAIRING_KINDS[3],
        widget=forms.TextInput(attrs={"list": "pairing-kinds", "autocomplete": "off"}),
    )  # fmt: skip
    valid_from = DateField(label=_("开始日期"))
    valid_to = DateField(label=_("截止日期"), required=False, help_text=_("留空表示一直有效；当天仍有效"))
    confidence = forms.CharField(label=_("依据"), max_length=60, help_text=_("文件名称或文号"))


class EndForm(forms.Form):
    """The last day of a pairing."""

    last_day = DateField(label=_("截止日期"), help_text=_("当天仍有效，次日起不再计入"))


class OrganisationForm(forms.Form):
    """What is known of an organisation."""

    name = forms.CharField(
        label=_("单位名称"), max_length=200, help_text=_("按营业执照或法人证书填写全称；原来的写法自动记为别名")
    )
    uscc = forms.CharField(
        label=_("统一社会信用代码"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("类型"), choices=[("", _("（未填写）")), *KINDS.items()], required=False)
    county = CountyField(label=_("所在县区"), required=False, help_text=_("从列表中选择，或填写名称、6 位代码"))
    seen = forms.CharField(widget=forms.HiddenInput)


class AliasForm(forms.Form):
    """Another name of an organisation; its field stands beside the organisation's own name on one page."""

    name = forms.CharField(label=_("别名"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="alias_%s", **kwargs)
