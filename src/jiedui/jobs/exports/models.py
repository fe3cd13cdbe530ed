"""An export that somebody asked for. Its file lies sealed in the vault; nothing of its content is kept here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Export(models.Model):
    """One file of one person, from the request to its deletion some days after it was made."""

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        RUNNING = "running", _("生成中")
        READY = "ready", _("可以下载")
        FAILED = "failed", _("没有生成")

    owner_id = models.BigIntegerField(db_index=True)
    ledger = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    """The name of the file without its ending, as the owner reads it."""
    kind = models.CharField(max_length=4)
    query = models.TextField(blank=True, default="")
    """The filter of the list, as the parameters of its address; "" is all rows within reach."""
    columns = models.TextField(blank=True, default="")
    """Names of the columns asked for, joined by commas; "" is all."""
    reason = models.CharField(max_length=200, blank=True, default="")
    """Why numbers are shown whole; "" where they are masked."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    ticket = models.CharField(max_length=32)
    """What the job must show to work on this export: a job that was given up finds another one here."""
    job = models.CharField(max_length=40, blank=True, default="")
    rows = models.IntegerField(null=True)
    size = models.BigIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    places = models.TextField(default="[]")
    """JSON: county and town of the rows within, which its owner must still reach to download it."""
    event = models.BigIntegerField(null=True)
    error = models.TextField(blank=True, default="")
    requested_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)

    ACTIVE = (State.WAITING, State.RUNNING)

    @property
    def active(self) -> bool:
        """Whether something is still to be done by the worker."""
        return self.state in self.ACTIVE

    @property
    def file_name(self) -> str:
        return f"{self.name}.{self.kind}"
