"""The mark of a database that holds invented data."""

from django.db import models


class DemoMark(models.Model):
    """One row in a database with demonstration data; absent in a real one.

    made_with: seed and sizes, so that a load that was cut off is taken up again and another one is refused.
    loaded: "ledger county" of every part that has gone in. finished_at is empty while the load runs.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    made_with = models.JSONField()
    loaded = models.JSONField(default=list)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "演示数据标记"
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="demo_mark_once")]

    def __str__(self) -> str:
        return f"演示数据 {self.made_with}"
