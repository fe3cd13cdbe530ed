"""Accounts and entries. An entry moves an amount from one account to another, so that nothing can be booked one-sidedly:
the sum over all accounts is zero by the shape of the table.

The database refuses to change or delete an entry, to delete an account, and a balance below zero where it is held.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Account(models.Model):
    """One account and what came to it and left it so far, in fen, net of what was reversed.

    key: kind:money:place:origin:subject. place: 6 digits of the county. origin: who gave the money, the code of a district
    or city. subject: the id of a row or organisation, 0 where there is none. limited: the balance is held at zero or more.
    opened: the day of the standing opening, empty without one.
    """

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(_("账户类别"), max_length=20)
    money = models.CharField(_("资金类别"), max_length=20, blank=True, default="")
    place = models.CharField(_("地区"), max_length=12, blank=True, default="")
    origin = models.CharField(_("资金来源地"), max_length=12, blank=True, default="")
    subject = models.BigIntegerField(default=0)
    incoming = models.BigIntegerField(_("收"), default=0)
    outgoing = models.BigIntegerField(_("付"), default=0)
    limited = models.BooleanField(default=False)
    opened = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        verbose_name = _("账户")
        constraints = [
            models.CheckConstraint(
                condition=Q(limited=False) | Q(incoming__gte=F("outgoing")), name="accounts_never_below_zero"
            ),
        ]
        indexes = [models.Index(fields=["kind", "place", "subject"], name="accounts_kind_place")]

    def __str__(self) -> str:
        return self.key

    @property
    def balance(self) -> int:
        return self.incoming - self.outgoing


class Entry(models.Model):
    """`amount` fen go from the account `credit` to the account `debit`. Only added: a mistake is reversed.

    ledger, row: the row that says so. turn: 1 for the first booking of the row, 2 after it was reversed and booked anew.
    part: 0 the movement itself, 1 what was drawn for it, further parts of an opening or a year's end. reversal: it takes the
    entry of the same turn and part back. kind: `Step`. day: as precise as the row says, empty if it does not; year: 0 without
    a day. event: number in the trail.
    """

    ledger = models.CharField(_("台账"), max_length=60)
    row = models.BigIntegerField()
    turn = models.IntegerField(default=1)
    part = models.IntegerField(default=0)
    reversal = models.BooleanField(default=False)
    kind = models.CharField(_("业务"), max_length=20)
    credit = models.ForeignKey(Account, models.DO_NOTHING, related_name="+", db_constraint=False)
    debit = models.ForeignKey(Account, models.DO_NOTHING, related_name="+", db_constraint=False)
    amount = models.BigIntegerField(_("金额"))
    day = models.CharField(_("日期"), max_length=10, blank=True, default="")
    year = models.SmallIntegerField(_("年度"), default=0)
    event = models.BigIntegerField()

    class Meta:
        verbose_name = _("分录")
        constraints = [
            models.UniqueConstraint(fields=["ledger", "row", "turn", "part", "reversal"], name="accounts_booked_once"),
            models.CheckConstraint(condition=Q(amount__gt=0) & ~Q(credit=F("debit")), name="accounts_two_sides"),
        ]

    def __str__(self) -> str:
        return f"{self.ledger} {self.row} {self.kind} {self.amount}"


class Monthly(models.Model):
    """What was booked in a month (its text as far as the day is known), net of what was reversed: for pages of large books."""

    kind = models.CharField(max_length=20)
    money = models.CharField(max_length=20)
    county = models.CharField(max_length=12)
    origin = models.CharField(max_length=12)
    month = models.CharField(max_length=7)
    amount = models.BigIntegerField()
    entries = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "kind", "month", "money", "origin"], name="accounts_monthly_key")
        ]


class Yearly(models.Model):
    """What was booked in a year on an account that stands for a row (a project), net of what was reversed."""

    account = models.ForeignKey(Account, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=20)
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "kind", "account"], name="accounts_yearly_key")]


class ClosedYear(models.Model):
    """A year to which nothing is booked any more. turn: how often it has been closed."""

    year = models.SmallIntegerField(_("年度"), primary_key=True)
    turn = models.IntegerField(default=1)
    closed = models.BooleanField(default=True)
    at = models.DateTimeField(_("结账时间"))
    by = models.BigIntegerField(null=True)
    by_name = models.TextField(_("结账人"))
    event = models.BigIntegerField()

    class Meta:
        verbose_name = _("已结账年度")


class Proof(models.Model):
    """What a check of the books found. problems: JSON list of sentences; empty where everything is right."""

    at = models.DateTimeField(_("检查时间"))
    day = models.DateField(_("日期"))
    accounts = models.BigIntegerField()
    entries = models.BigIntegerField()
    rows = models.BigIntegerField()
    seconds = models.FloatField(default=0)
    problems = models.TextField(default="[]")

    class Meta:
        verbose_name = _("账目核验")
        ordering = ["-id"]

    @property
    def holds(self) -> bool:
        return self.problems == "[]"
