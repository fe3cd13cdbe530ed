"""Which state of which part of a ledger the lake has to show."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Partition(models.Model):
    """The rows of one ledger in one county.

    version: a random token, new with every change and written in the change's own transaction. The Parquet file that
    holds this state carries the token in its name, so a reader never writes to the database, a transaction that was
    rolled back leaves no trace, and a restored backup finds either its own file or none.
    """

    ledger = models.CharField(max_length=60)
    county = models.CharField(max_length=12)
    version = models.CharField(max_length=16)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("分析快照分区")
        constraints = [models.UniqueConstraint(fields=["ledger", "county"], name="lake_partition_once")]

    def __str__(self) -> str:
        return f"{self.ledger}/{self.county}@{self.version}"
