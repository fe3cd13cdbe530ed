"""Where every row stands in its flow, what was decided, what was shown to whom and who signed it.

Steps, what was shown, authors and signatures are only ever added: the database refuses to change or delete them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

OPEN, DONE, RETURNED, WITHDRAWN = "open", "done", "returned", "withdrawn"
OUTCOMES = [(OPEN, _("待签署")), (DONE, _("已签齐")), (RETURNED, _("已退回")), (WITHDRAWN, _("已撤回"))]


class Case(models.Model):
    """Where a row stands. A row without one stands in its flow's first state.

    resume: the state to go back to when what was changed is confirmed. since: when this state was entered.
    """

    flow = models.CharField(max_length=40)
    row = models.BigIntegerField()
    county = models.CharField(_("县"), max_length=12)
    state = models.CharField(_("状态"), max_length=40)
    resume = models.CharField(max_length=40, blank=True, default="")
    since = models.DateTimeField(_("进入时间"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["flow", "row"], name="flows_case_once")]
        indexes = [models.Index(fields=["flow", "state", "county"], name="flows_case_state")]

    def __str__(self) -> str:
        return f"{self.flow} {self.row} {self.state}"


class Decision(models.Model):
    """A signed transition of one row or of a list of rows, proposed by one person.

    first_place, second_place: where the flow's sides sign from; None where that is the county itself.
    gates: the gates it must pass, divided by blanks. amount: fen, the sum over its rows. version: of what is shown; an edit of
    any row makes the next one, which nobody has signed yet. reason: why it was returned or withdrawn.
    """

    flow = models.CharField(max_length=40)
    transition = models.CharField(_("事项"), max_length=40)
    county = models.CharField(_("县"), max_length=12)
    first_place = models.CharField(max_length=12, null=True)
    second_place = models.CharField(max_length=12, null=True)
    amount = models.BigIntegerField(_("金额"))
    gates = models.CharField(max_length=60)
    outcome = models.CharField(_("结果"), max_length=10, choices=OUTCOMES, default=OPEN)
    version = models.IntegerField(default=1)
    proposed_at = models.DateTimeField(_("提请时间"))
    proposed_by = models.BigIntegerField(null=True)
    proposed_by_name = models.TextField(_("提请人"))
    remark = models.TextField(_("说明"), blank=True, default="")
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    reason = models.TextField(_("原因"), blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["outcome", "county"], name="flows_decision_open")]

    def __str__(self) -> str:
        return f"{self.flow} {self.transition} {self.pk}"

    @property
    def asked(self) -> tuple[str, ...]:
        """The gates in their order."""
        return tuple(self.gates.split())


class Item(models.Model):
    """One row of a decision. open: while the decision is; a row stands in one open decision only."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="items")
    flow = models.CharField(max_length=40)
    row = models.BigIntegerField()
    open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "row"], name="flows_item_once"),
            models.UniqueConstraint(fields=["flow", "row"], condition=models.Q(open=True), name="flows_item_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.row}"


class Shown(models.Model):
    """What a version of a decision shows, as canonical JSON, with its SHA-256: exactly this is signed. event: why it was made."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="shown")
    version = models.IntegerField()
    text = models.TextField()
    digest = models.CharField(_("摘要"), max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "version"], name="flows_shown_once")]

    def __str__(self) -> str:
        return f"{self.decision_id} v{self.version}"


class Author(models.Model):
    """Somebody who proposed a decision or wrote what it shows: signs it for neither side."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="authors")
    person = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "person"], name="flows_author_once")]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.person}"


class Signature(models.Model):
    """One person's signature at one gate for one side, over the digest of what was shown.

    for_person: who delegated it, None where the person signs by own right. factor: how the person proved to be that person
    at that moment ("totp" or "password"). event: its number in the trail.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="signatures")
    version = models.IntegerField()
    gate = models.CharField(max_length=10)
    side = models.CharField(max_length=4)
    person = models.BigIntegerField()
    person_name = models.TextField(_("签署人"))
    unit = models.TextField(_("单位"), blank=True, default="")
    for_person = models.BigIntegerField(null=True)
    for_name = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64)
    factor = models.CharField(max_length=10)
    at = models.DateTimeField(_("签署时间"))
    event = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "version", "gate", "side"], name="flows_one_a_side"),
            models.UniqueConstraint(fields=["decision", "version", "gate", "person"], name="flows_nobody_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.gate} {self.side}"


class Step(models.Model):
    """One change of a row's state. decision: the signed one behind it; event: its number in the trail."""

    flow = models.CharField(max_length=40)
    row = models.BigIntegerField()
    transition = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.TextField()
    reason = models.TextField(blank=True, default="")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    event = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["flow", "row"], name="flows_step_row")]

    def __str__(self) -> str:
        return f"{self.flow} {self.row} {self.source} -> {self.target}"


class Delegation(models.Model):
    """One person lets another sign in their place, from a day to a day (both included), until it is ended."""

    giver = models.BigIntegerField()
    giver_name = models.TextField(_("委托人"))
    taker = models.BigIntegerField()
    taker_name = models.TextField(_("受托人"))
    first = models.DateField(_("起始日期"))
    last = models.DateField(_("截止日期"))
    reason = models.TextField(_("原因"))
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["taker", "last"], name="flows_delegation_taker")]

    def __str__(self) -> str:
        return f"{self.giver} -> {self.taker}"


class GateChoice(models.Model):
    """The gates of a signed transition as an installation has set them; the newest counts. bands: JSON, [[fen, "review sign"], …]."""

    flow = models.CharField(max_length=40)
    transition = models.CharField(max_length=40)
    bands = models.TextField()
    document = models.TextField(_("依据"))
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["flow", "transition"], name="flows_gates_of")]

    def __str__(self) -> str:
        return f"{self.flow} {self.transition}"
