"""What was handed in, and what was withdrawn. The database refuses to change or delete either."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """One ledger of one place as it was handed in for a period.

    place: 6 digits of the county, district or city whose rows these are. period: 2021-12, 2021-Q4 or 2021. digest: SHA-256
    over the states of all rows (`frozen.packed`), which is also the name of the file that keeps these states. totals: JSON,
    column -> sum in its storage unit, null where no row holds one. before: the standing submission it was compared with,
    whose numbers `reason` explains. event: number in the trail.
    """

    ledger = models.CharField(_("台账"), max_length=60)
    place = models.CharField(_("地区"), max_length=12)
    period = models.CharField(_("报告期"), max_length=7)
    rows = models.BigIntegerField(_("行数"))
    digest = models.CharField(_("摘要"), max_length=64)
    totals = models.TextField(default="{}")
    reason = models.TextField(_("变化说明"), blank=True, default="")
    before = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("报送时间"))
    by = models.BigIntegerField(null=True)
    by_name = models.TextField(_("报送人"))
    event = models.BigIntegerField()

    class Meta:
        verbose_name = _("报送")
        ordering = ["-id"]
        indexes = [models.Index(fields=["place", "ledger", "period"], name="submissions_place")]

    def __str__(self) -> str:
        return f"{self.ledger} {self.place} {self.period}"


class Withdrawal(models.Model):
    """A submission that was taken back. It stays as it was; it only counts no longer."""

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="withdrawal")
    reason = models.TextField(_("撤回原因"))
    at = models.DateTimeField(_("撤回时间"))
    by = models.BigIntegerField(null=True)
    by_name = models.TextField(_("撤回人"))
    event = models.BigIntegerField()

    class Meta:
        verbose_name = _("撤回")

    def __str__(self) -> str:
        return f"{self.submission_id} {self.by_name}"
