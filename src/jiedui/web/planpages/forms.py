"""The forms of the plan. They only read what was typed; the rules are in the core."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jiedui.core.access import roles
from jiedui.core.plan.models import ANSWERS, STRENGTHS
from jiedui.web.administration.forms import CountyField
from jiedui.web.forms import DateField

WORKING = (roles.MUNICIPAL, roles.DISTRICT, roles.FRONT_GROUP, roles.COUNTY, roles.TOWNSHIP)
"""Roles that can be given a task."""


def long_text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SendForm(forms.Form):
    until = DateField(label=_("意见截止日期"), help_text=_("当天仍可填写意见"))


class IssueForm(forms.Form):
    document = forms.CharField(
        label=_("印发文件"), max_length=300, help_text=_("文件名称和文号，例如：协作办〔2021〕3号")
    )
    on = DateField(label=_("印发日期"))


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("意见"),
        max_length=2000,
        widget=long_text(),
        help_text=_("写明建议修改的内容和理由。请勿填写个人信息。"),
    )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("答复"), choices=[("", _("（请选择）")), *ANSWERS])
    reason = forms.CharField(
        label=_("理由"), max_length=2000, required=False, widget=long_text(), help_text=_("部分采纳和不采纳须写明理由")
    )


class MeasureForm(forms.Form):
    title = forms.CharField(label=_("名称"), max_length=200)
    summary = forms.CharField(label=_("要点"), required=False, widget=long_text())
    text = forms.CharField(label=_("原文"), required=False, widget=long_text(6), help_text=_("照文件逐字录入"))
    strength = forms.ChoiceField(label=_("力度"), choices=[("", _("没有规定程度")), *STRENGTHS], required=False)
    owners = forms.CharField(
        label=_("责任单位"), required=False, widget=long_text(),
        help_text=_("每行一个单位，照文件的写法；文中没有写明的，可写 role:municipal（市办）、role:district（区办）、role:county（县乡村振兴局）"),
    )  # fmt: skip
    due = DateField(label=_("完成期限"), required=False)
    proof = forms.CharField(label=_("佐证"), max_length=300, required=False)
    document = forms.CharField(
        label=_("依据"), max_length=300, required=False, help_text=_("计划印发后，须填写修改所依据的文件名称或文号")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class OwnerForm(forms.Form):
    """Who is to do a task, and by when."""

    owner = forms.CharField(
        label=_("责任单位"), max_length=200, required=False, help_text=_("按单位名称提醒该单位的人员；与角色二者选一")
    )
    role = forms.ChoiceField(
        label=_("责任角色"), choices=[("", _("（按单位）")), *((code, roles.BY_CODE[code].label) for code in WORKING)],
        required=False,
    )  # fmt: skip
    place = CountyField(label=_("地区"), required=False, help_text=_("县或区；留空表示各地都要办"))
    due = DateField(label=_("完成期限"), required=False, help_text=_("到期前 14 天和 3 天提醒责任单位，逾期后每天提醒"))


class TaskForm(OwnerForm):
    title = forms.CharField(label=_("任务内容"), max_length=300, widget=long_text(2))
    proof = forms.CharField(label=_("佐证"), max_length=300, required=False, help_text=_("完成时须上传的材料"))
    milestone = forms.BooleanField(
        label=_("里程碑"), required=False, help_text=_("探索性措施的阶段成果，凭材料判断，不设数字；可以不定期限")
    )
    field_order = ("title", "milestone", "owner", "role", "place", "due", "proof")


class DoneForm(forms.Form):
    done_on = DateField(label=_("完成日期"))
    result = forms.CharField(label=_("完成情况"), max_length=1000, widget=long_text())
