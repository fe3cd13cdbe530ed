"""Proposals of how a year's money may be allotted. They are only added; nothing in them is ever applied by the product."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AllotmentProposal(models.Model):
    """One allotment as it was worked out.

    place: "" for the municipal office, or the district. inputs: `model.Inputs.text`, whose SHA-256 is `digest`. result: JSON of the
    answer with the costs of the conditions. base: the proposal that a person changed into this one.
    """

    title = models.CharField(_("名称"), max_length=100)
    place = models.CharField(_("地区"), max_length=12, blank=True, db_index=True)
    year = models.IntegerField(_("年度"))
    inputs = models.TextField()
    digest = models.CharField(_("摘要"), max_length=64)
    result = models.TextField()
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="changed")
    at = models.DateTimeField(_("测算时间"))
    by = models.BigIntegerField()
    by_name = models.TextField(_("测算人"))
    event = models.BigIntegerField()

    class Meta:
        verbose_name = _("分配方案")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title
