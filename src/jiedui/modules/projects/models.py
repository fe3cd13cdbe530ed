"""Tables of the module that are no ledgers; the ledgers are in ledgers.py."""

from jiedui.modules.projects.allotting.models import AllotmentProposal
from jiedui.modules.projects.review.models import (
    ReviewAnswer,
    ReviewCandidate,
    ReviewDecision,
    Reviewer,
    ReviewNotice,
    ReviewObjection,
    ReviewOutcome,
    ReviewRecusal,
    ReviewRound,
    ReviewSheet,
    ReviewStep,
)

__all__ = [
    "AllotmentProposal",
    "ReviewAnswer",
    "ReviewCandidate",
    "ReviewDecision",
    "ReviewNotice",
    "ReviewObjection",
    "ReviewOutcome",
    "ReviewRecusal",
    "ReviewRound",
    "ReviewSheet",
    "ReviewStep",
    "Reviewer",
]
