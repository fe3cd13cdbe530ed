"""The plan as data: measures as printed, targets bound to indicators; comments, changes, tasks and their evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

STRENGTHS = [("H", _("刚性")), ("T", _("力争")), ("E", _("探索"))]
DRAFT, OUT, ISSUED = "draft", "comments", "issued"
STATES = [(DRAFT, _("草稿")), (OUT, _("征求意见")), (ISSUED, _("已印发"))]
OPERATORS = [(">", _("高于")), (">=", _("不少于")), ("<=", _("不多于")), ("between", _("介于")), ("by", _("不晚于"))]

TAKEN, PARTLY, REFUSED = "taken", "partly", "refused"
ANSWERS = [(TAKEN, _("采纳")), (PARTLY, _("部分采纳")), (REFUSED, _("不采纳"))]


class Plan(models.Model):
    """One plan document; `slug` is the folder it was loaded from, `digest` what was loaded last.

    draft: whether the document calls itself a draft for comments. state: DRAFT, OUT (sent to the organisations, which may
    comment until `comments_until`) or ISSUED (on `issued_on` by `document`). copied_from: slug of the year that it was copied from.
    """

    slug = models.CharField(max_length=60, unique=True)
    title = models.TextField(_("名称"))
    year = models.IntegerField(_("年度"))
    draft = models.BooleanField(_("征求意见稿"), default=False)
    digest = models.CharField(max_length=64, blank=True, default="")
    state = models.CharField(_("状态"), max_length=8, choices=STATES, default=DRAFT)
    sent_on = models.DateField(_("发出日期"), null=True, blank=True)
    comments_until = models.DateField(_("意见截止日期"), null=True, blank=True)
    issued_on = models.DateField(_("印发日期"), null=True, blank=True)
    document = models.TextField(_("印发文件"), blank=True, default="")
    copied_from = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        verbose_name = _("工作计划")

    def __str__(self) -> str:
        return self.title


class Measure(models.Model):
    """A goal, measure or safeguard of a plan.

    slug: stable id (goals, m1 … m26, s1 … s3); number: as printed, never renumbered; section: its heading as printed.
    strength: that of its verbs (H, T, E), empty where it demands no degree; note: what a reader should know, such as
    a suspected misprint. text: word for word as printed. owners: the responsible organisations as printed, one a line, or
    "role:municipal" where the text names none. due: a day that the text names for the whole measure.
    ledgers, indicators, rules: ids that the plan's file gives it, divided by blanks; declared: the numbers by which modules
    call this measure (see `belonging`).
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
    text = models.TextField(_("原文"), blank=True, default="")
    owners = models.TextField(_("责任单位"), blank=True, default="")
    due = models.DateField(_("完成期限"), null=True, blank=True)
    ledgers = models.TextField(blank=True, default="")
    indicators = models.TextField(blank=True, default="")
    rules = models.TextField(blank=True, default="")
    declared = models.TextField(blank=True, default="")

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


class Comment(models.Model):
    """What an organisation says about one measure while the plan is out for comments, and the answer to it.

    place: code of the district, county or city that says it; answer empty: not answered yet.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="comments")
    place = models.CharField(_("地区"), max_length=12)
    organisation = models.TextField(_("单位"), blank=True, default="")
    by = models.BigIntegerField(null=True)
    by_name = models.TextField(_("填写人"))
    at = models.DateTimeField(_("时间"))
    text = models.TextField(_("意见"))
    answer = models.CharField(_("答复"), max_length=8, choices=ANSWERS, blank=True, default="")
    reason = models.TextField(_("理由"), blank=True, default="")
    answered_by = models.TextField(_("答复人"), blank=True, default="")
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    class Meta:
        verbose_name = _("意见")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.place}"


class Change(models.Model):
    """One field of a measure that was changed: old and new, who, when, by which document. Only added."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20)
    old = models.TextField(blank=True, default="")
    new = models.TextField(blank=True, default="")
    by_name = models.TextField(_("修改人"))
    by_file = models.BooleanField(default=False)
    at = models.DateTimeField(_("时间"))
    document = models.TextField(_("依据"), blank=True, default="")

    class Meta:
        verbose_name = _("计划变更")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.field}"


class Task(models.Model):
    """A task of a measure, or a milestone: a step that an exploratory measure is judged by, never a number.

    slug: of a milestone that the plan's file states; empty where a person entered it. The owner is an organisation by name
    (`owner`), or whoever holds `role` for `place` (code, "" is every place). place: whose work it is; "" concerns all.
    done_on: the day it was done, None while it is open; proof: what proves it; result: what came of it.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="tasks")
    slug = models.CharField(max_length=30, blank=True, default="")
    milestone = models.BooleanField(default=False)
    title = models.TextField(_("任务"))
    proof = models.TextField(_("佐证"), blank=True, default="")
    owner = models.TextField(_("责任单位"), blank=True, default="")
    role = models.CharField(_("角色"), max_length=20, blank=True, default="")
    place = models.CharField(_("地区"), max_length=12, blank=True, default="")
    due = models.DateField(_("完成期限"), null=True, blank=True)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    result = models.TextField(_("完成情况"), blank=True, default="")
    done_by = models.TextField(blank=True, default="")
    made_by = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("任务")
        ordering = ["id"]
        indexes = [models.Index(fields=["done_on", "due"], name="plan_task_due")]

    def __str__(self) -> str:
        return self.title


class Evidence(models.Model):
    """A file that proves a task or milestone, sealed in the file store. Only added."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="evidence")
    digest = models.CharField(max_length=64)
    name = models.TextField(_("文件名"))
    by_name = models.TextField(_("上传人"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("佐证材料")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["task", "digest"], name="plan_evidence_once")]

    def __str__(self) -> str:
        return self.name
