"""What a competitive review keeps. The database refuses to change what a round has left behind (guards.py)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jiedui.modules.projects.review.lists import DRAFT


class ReviewRound(models.Model):
    """One round: the projects of one place compete for one year's money.

    place: 6 digits of the county or district that runs it, "" for the municipal office. budget: fen. criteria and vetoes: JSON
    lists of [id, name, points] and [id, name]. fewest: so many sheets every project needs. mark: points below which nothing is
    taken (0: none). apart: a sheet so many points from the median of its project is shown as an outlier.
    """

    title = models.CharField(_("名称"), max_length=100)
    place = models.CharField(_("地区"), max_length=12, blank=True, db_index=True)
    year = models.IntegerField(_("年度"))
    budget = models.BigIntegerField(_("资金额度"))
    criteria = models.TextField()
    vetoes = models.TextField()
    fewest = models.IntegerField(_("最少评分人数"), default=3)
    mark = models.IntegerField(_("合格分"), default=60)
    apart = models.IntegerField(_("离群分差"), default=15)
    days = models.IntegerField(_("公示天数"), default=5)
    state = models.CharField(_("状态"), max_length=10, default=DRAFT, db_index=True)
    at = models.DateTimeField(_("建立时间"))
    by = models.BigIntegerField()
    by_name = models.TextField(_("建立人"))

    class Meta:
        verbose_name = _("评审")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class ReviewStep(models.Model):
    """A round went from one state to another: who, when, why."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="steps")
    old = models.CharField(max_length=10)
    new = models.CharField(max_length=10)
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    by = models.BigIntegerField(null=True)
    by_name = models.TextField()
    event = models.BigIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class ReviewCandidate(models.Model):
    """A project in a round, with the facts that it is judged by as they were when the round opened.

    project: id of the row in the ledger `projects`. amount: fen asked for. implementer: id of the organisation. entered_by and
    entered_unit: who first put the row into the ledger. digest: of the row at `revision`, in hex.
    """

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="candidates")
    project = models.BigIntegerField()
    number = models.TextField()
    name = models.TextField()
    county = models.CharField(max_length=12)
    town = models.CharField(max_length=12, null=True)
    village = models.TextField(blank=True, default="")
    category = models.TextField(blank=True, default="")
    amount = models.BigIntegerField()
    implementer = models.BigIntegerField(null=True)
    implementer_name = models.TextField(blank=True, default="")
    entered_by = models.BigIntegerField(null=True)
    entered_unit = models.TextField(blank=True, default="")
    revision = models.IntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "project"], name="projects_candidate_once")]
        indexes = [models.Index(fields=["project"], name="projects_candidate_row")]

    def __str__(self) -> str:
        return self.number


class Reviewer(models.Model):
    """A user who scores in a round."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="reviewers")
    user = models.BigIntegerField(db_index=True)
    name = models.TextField()
    unit = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    by_name = models.TextField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="projects_reviewer_once")]

    def __str__(self) -> str:
        return self.name


class ReviewRecusal(models.Model):
    """A reviewer does not score a project; what he may have scored before does not count. why: key of lists.CONFLICTS."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="recusals")
    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="recusals")
    candidate = models.ForeignKey(ReviewCandidate, models.PROTECT, related_name="recusals")
    why = models.CharField(max_length=10)
    reason = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    by_name = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reviewer", "candidate"], name="projects_recusal_once")]

    def __str__(self) -> str:
        return f"{self.reviewer_id} {self.candidate_id}"


class ReviewSheet(models.Model):
    """A reviewer's points for a project; a later one of the same reviewer takes the place of the earlier ones.

    points: JSON, criterion -> points. vetoes: JSON list of those proposed. salt: what keeps the digest in the trail from being
    guessed before the scores are opened.
    """

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="sheets")
    reviewer = models.ForeignKey(Reviewer, models.PROTECT, related_name="sheets")
    candidate = models.ForeignKey(ReviewCandidate, models.PROTECT, related_name="sheets")
    version = models.IntegerField()
    points = models.TextField()
    total = models.IntegerField()
    vetoes = models.TextField(default="[]")
    comment = models.TextField(blank=True, default="")
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    event = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["reviewer", "candidate", "version"], name="projects_sheet_once")]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.total}"


class ReviewDecision(models.Model):
    """What the machine does not decide: a veto of a project (`upheld`), or which of those with equal points are taken.

    kind: veto or tie. chosen: JSON list of candidates; of a tie `among` are all that are equal. The last one on a matter counts.
    """

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=4)
    candidate = models.ForeignKey(ReviewCandidate, models.PROTECT, null=True, related_name="decisions")
    upheld = models.BooleanField(default=False)
    vetoes = models.TextField(default="[]")
    among = models.TextField(default="[]")
    chosen = models.TextField(default="[]")
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.BigIntegerField()
    by_name = models.TextField()
    event = models.BigIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.reason}"


class ReviewNotice(models.Model):
    """The results as they were shown to the public; the round's last one counts. digest: SHA-256 of its outcomes."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="notices")
    number = models.IntegerField()
    first_day = models.DateField(_("公示开始"))
    last_day = models.DateField(_("公示结束"))
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by_name = models.TextField()
    event = models.BigIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="projects_notice_once")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"


class ReviewOutcome(models.Model):
    """What a notice says of one project. score: hundredths of a point, None where vetoed. result, why: lists.py."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="outcomes")
    notice = models.ForeignKey(ReviewNotice, models.PROTECT, related_name="outcomes")
    candidate = models.ForeignKey(ReviewCandidate, models.PROTECT, related_name="outcomes")
    score = models.IntegerField(null=True)
    rank = models.IntegerField(null=True)
    result = models.CharField(max_length=8)
    why = models.CharField(max_length=12)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["notice", "candidate"], name="projects_outcome_once")]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.result}"


class ReviewObjection(models.Model):
    """What somebody said against the results during the notice; never who it was."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="objections")
    notice = models.ForeignKey(ReviewNotice, models.PROTECT, related_name="objections")
    candidate = models.ForeignKey(ReviewCandidate, models.PROTECT, null=True, related_name="objections")
    text = models.TextField(_("异议"))
    day = models.DateField(_("收到日期"))
    at = models.DateTimeField()
    by_name = models.TextField()
    event = models.BigIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class ReviewAnswer(models.Model):
    """What was found about an objection. upheld: the results cannot stand as they were shown."""

    round = models.ForeignKey(ReviewRound, models.PROTECT, related_name="answers")
    objection = models.OneToOneField(ReviewObjection, models.PROTECT, related_name="answer")
    text = models.TextField(_("答复"))
    upheld = models.BooleanField(_("成立"))
    at = models.DateTimeField()
    by_name = models.TextField()
    event = models.BigIntegerField()

    def __str__(self) -> str:
        return self.text
