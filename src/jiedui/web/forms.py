"""The forms of the account and user pages. They only read what was typed; the rules are in core.access."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jiedui.core.access import rights, roles
from jiedui.core.access.operations import GrantSpec

NEW_ROWS = 2
DAYS = [(30, _("30 天")), (90, _("90 天")), (180, _("180 天")), (365, _("一年"))]


class RegionField(forms.CharField):
    """A region's code, typed as "450124" or picked from the list as "450124 马山县"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, **kwargs)
        self.widget.attrs.update({"list": "regions", "autocomplete": "off"})

    def clean(self, value: str) -> str:
        words = super().clean(value).split()
        return words[0] if words else ""


class DateField(forms.DateField):
    """A day, with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class UserForm(forms.Form):
    """Who the user is."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=64,
        help_text=_("用于登录：小写字母、数字和 . _ -，至少 2 个字符，以后不能修改"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    display_name = forms.CharField(label=_("姓名"), max_length=64)
    organisation_name = forms.CharField(label=_("单位"), max_length=200, required=False)

    def __init__(self, *args: Any, existing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if existing:
            del self.fields["username"]


class GrantForm(forms.Form):
    """One role for one region; a row without a role is left out."""

    role = forms.ChoiceField(label=_("角色"), choices=[("", _("（不授予）")), *roles.CHOICES], required=False)
    region = RegionField(label=_("地区"))
    valid_from = DateField(label=_("开始日期"), required=False)
    valid_to = DateField(label=_("截止日期"), required=False)

    def spec(self) -> GrantSpec | None:
        data = self.cleaned_data
        if not data.get("role"):
            return None
        dates: dict[str, dt.date] = {"valid_from": data["valid_from"]} if data.get("valid_from") else {}
        return GrantSpec(data["role"], data["region"], valid_to=data.get("valid_to"), **dates)


GrantFormSet = forms.formset_factory(GrantForm, extra=NEW_ROWS, max_num=40)


def specs(formset: Any) -> list[GrantSpec]:
    """The grants that the filled rows of a valid formset ask for."""
    return [spec for spec in (form.spec() for form in formset) if spec is not None]


class TokenForm(forms.Form):
    """What a new API token is for."""

    name = forms.CharField(label=_("名称"), max_length=100, help_text=_("由哪个系统使用，例如：县人社局报表系统"))
    region = RegionField(label=_("地区"), help_text=_("留空表示您的全部数据范围，可缩小到一个县或乡镇"))
    actions = forms.MultipleChoiceField(
        label=_("允许的操作"),
        choices=[(action, label) for action, label in rights.ACTIONS.items() if action in rights.LEDGER_ACTIONS],
        widget=forms.CheckboxSelectMultiple,
        initial=[rights.VIEW],
    )
    days = forms.TypedChoiceField(label=_("有效期"), choices=DAYS, coerce=int, initial=90)


class SetUpForm(forms.Form):
    """The first three administrators."""

    security_username = forms.CharField(label=_("用户名"), max_length=64, initial="anquan")
    security_name = forms.CharField(label=_("姓名"), max_length=64)
    password = forms.CharField(
        label=_("密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 10 个字符，不能全是数字"),
    )
    password_again = forms.CharField(
        label=_("再输一次密码"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    system_username = forms.CharField(label=_("用户名"), max_length=64, initial="xitong")
    system_name = forms.CharField(label=_("姓名"), max_length=64)
    audit_username = forms.CharField(label=_("用户名"), max_length=64, initial="shenji")
    audit_name = forms.CharField(label=_("姓名"), max_length=64)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") != data.get("password_again"):
            self.add_error("password_again", _("两次输入的密码不一致，请重新输入。"))
        return data
