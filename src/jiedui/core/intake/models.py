"""Imports and remembered headings. No cell of a file is kept here: the file and the report lie sealed in the vault."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    """One file handed in for one ledger, from its arrival to its undoing."""

    class State(models.TextChoices):
        RECEIVED = "received", _("已接收")
        WORKING = "working", _("处理中")
        CHECKED = "checked", _("待确认")
        APPLIED = "applied", _("已导入")
        UNCHANGED = "unchanged", _("无变化")
        REFUSED = "refused", _("未导入")
        UNDONE = "undone", _("已撤销")
        GIVEN_UP = "given_up", _("已放弃")

    ledger = models.CharField(max_length=60)
    file_name = models.TextField()
    file_digest = models.CharField(max_length=64)
    mode = models.CharField(max_length=10, default="add")
    scope = models.CharField(max_length=12, blank=True, default="")
    counties = models.TextField(blank=True, default="")
    """Codes of the counties whose rows the file holds, joined by commas: who may see this import."""
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField()
    organisation_id = models.BigIntegerField(null=True)
    request_key = models.CharField(max_length=64, null=True, unique=True)
    """A retry of the same request finds its import instead of making a second one."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    basis = models.BigIntegerField(default=0)
    """The newest trail event when the preview was made: what changed later is a conflict."""
    answers = models.TextField(default="{}")
    counts = models.TextField(default="{}")
    report_digest = models.CharField(max_length=64, blank=True, default="")
    message = models.TextField(blank=True, default="")
    event = models.BigIntegerField(null=True)
    undo_event = models.BigIntegerField(null=True)
    received_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ledger", "-id"])]


class StoredPreview(models.Model):
    """Where the preview of an open import lies: digests of sealed files, the head first, joined by commas."""

    record = models.OneToOneField(Import, on_delete=models.CASCADE)
    parts = models.TextField()
    made_at = models.DateTimeField()


class RememberedHeading(models.Model):
    """What a heading meant when a person last said so; an empty field means that the column is to be ignored."""

    ledger = models.CharField(max_length=60)
    organisation_id = models.BigIntegerField(default=0)
    heading = models.TextField()
    field = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ledger", "organisation_id", "heading"], name="one_meaning_a_heading")
        ]


class Upload(models.Model):
    """A file somebody uploaded to attach it to a row: until a row holds it, only they may use it.

    No name is kept here, for people name files after persons: `about` is the digest of a sealed note in the file store
    with the name, the size and the type. `suffix` (pdf, jpg) is what the content is.
    """

    digest = models.CharField(max_length=64)
    suffix = models.CharField(max_length=8, blank=True, default="")
    about = models.CharField(max_length=64, blank=True, default="")
    actor_id = models.BigIntegerField(null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["digest", "actor_id"])]
