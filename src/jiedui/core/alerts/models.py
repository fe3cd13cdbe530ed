"""Alerts as they were opened, changed and closed. The database refuses to delete one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Alert(models.Model):
    """One cause that a rule found. Closed by the rule when the cause is gone; a cause that comes back is a new alert.

    county: 6 digits of the county, district or city whose alert it is. ledger, row: what shows it, where a row does. values:
    JSON of what the rule's message names, nothing personal. opened_event, closed_event: numbers in the trail.
    """

    rule = models.CharField(_("规则"), max_length=60)
    cause = models.CharField(_("事由"), max_length=120)
    county = models.CharField(_("地区"), max_length=12)
    ledger = models.CharField(_("台账"), max_length=60, blank=True, default="")
    row = models.BigIntegerField(null=True)
    values = models.TextField(default="{}")
    opened_at = models.DateTimeField(_("发现时间"))
    changed_at = models.DateTimeField(_("最近变化"))
    closed_at = models.DateTimeField(_("解除时间"), null=True)
    opened_event = models.BigIntegerField()
    closed_event = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("预警")
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "cause"], condition=models.Q(closed_at=None), name="alerts_open_once"
            )
        ]
        indexes = [
            models.Index(fields=["closed_at", "county"], name="alerts_open_county"),
            models.Index(fields=["ledger", "row"], name="alerts_row"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.cause}"


class Reply(models.Model):
    """What somebody says about an alert: what is being done. Only added, never changed."""

    alert = models.ForeignKey(Alert, models.PROTECT, related_name="replies")
    at = models.DateTimeField(_("时间"))
    by = models.BigIntegerField(null=True)
    by_name = models.TextField(_("填写人"))
    text = models.TextField(_("处理情况"))

    class Meta:
        verbose_name = _("处理情况")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.alert_id} {self.by_name}"
