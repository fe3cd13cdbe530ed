"""The plan as data: measures as printed, and targets bound to indicators."""

from django.db import models
from django.utils.translation import gettext_lazy as _

STRENGTHS = [("H", _("刚性")), ("T", _("力争")), ("E", _("探索"))]
OPERATORS = [(">", _("高于")), (">=", _("不少于")), ("<=", _("不多于")), ("between", _("介于")), ("by", _("不晚于"))]


class Plan(models.Model):
    """One plan document; `slug` is the folder it was loaded from, `digest` what was loaded last."""

    slug = models.CharField(max_length=60, unique=True)
    title = models.TextField(_("名称"))
    year = models.IntegerField(_("年度"))
    draft = models.BooleanField(_("征求意见稿"), default=False)
    digest = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        verbose_name = _("工作计划")

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """A goal, measure or safeguard of a plan.

    slug: stable id (goals, m1 … m26, s1 … s3); number: as printed, never renumbered; section: its heading as printed.
    strength: that of its verbs (H, T, E), empty where it demands no degree; note: what a reader should know, such as
    a suspected misprint.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="measures")
    slug = models.CharField(max_length=20)
    number = models.CharField(_("编号"), max_length=20)
    section = models.TextField(_("章节"), blank=True, default="")
    title = models.TextField(_("名称"))
    summary = models.TextField(_("要点"), blank=True, default="")
    proof = models.TextField(_("佐证"), blank=True, default="")
    strength = models.CharField(_("力度"), max_length=1, choices=STRENGTHS, blank=True, default="")
    note = models.TextField(_("说明"), blank=True, default="")
    position = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("措施")
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "slug"], name="plan_measure_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Target(models.Model):
    """A target of a measure for one indicator. An amended target is a new version; the old one keeps its value.

    value, upper: text of a number in `unit`, or a date YYYY-MM-DD for "by"; value empty: it must be entered first
    (`source` says from where). valid_from: the first day on which this version counts.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="targets")
    indicator = models.CharField(_("指标"), max_length=20, db_index=True)
    version = models.IntegerField(_("版本"), default=1)
    op = models.CharField(_("比较"), max_length=8, choices=OPERATORS)
    value = models.CharField(_("目标值"), max_length=40, null=True, blank=True)
    upper = models.CharField(_("上限"), max_length=40, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=20, blank=True, default="")
    strength = models.CharField(_("力度"), max_length=1, choices=STRENGTHS)
    scope = models.CharField(_("口径"), max_length=20, default="plan")
    source = models.TextField(_("来源"), blank=True, default="")
    valid_from = models.DateField(_("生效日期"))
    entered_by = models.TextField(_("录入人"), blank=True, default="")

    class Meta:
        verbose_name = _("目标")
        constraints = [models.UniqueConstraint(fields=["indicator", "measure", "version"], name="plan_target_once")]

    def __str__(self) -> str:
        return f"{self.indicator} {self.op} {self.value or '?'}"
