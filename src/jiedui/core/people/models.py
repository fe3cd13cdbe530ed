"""The person: one row for each document number, across all ledgers. The number itself is sealed, and only here."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """A person known by one document. `token`, 132 random bits, stands for the person where no personal data may go (the lake)."""

    class Kind(models.TextChoices):
        RESIDENT = "resident", _("居民身份证")
        OTHER = "other", _("其他证件")
        PROVISIONAL = "provisional", _("暂无证件")

    token = models.CharField(max_length=22)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    document_sealed = models.BinaryField()
    document_blind = models.BinaryField(max_length=16, unique=True)
    birth = models.CharField(max_length=10, null=True)
    """YYYY-MM-DD, from the document number."""
    sex = models.CharField(max_length=1, null=True)
    """GB/T 2261.1: 1 male, 2 female."""
    region = models.CharField(max_length=6, null=True)
    """The first six digits of the document number: where it was first issued, kept for life."""
    created_at = models.DateTimeField()
