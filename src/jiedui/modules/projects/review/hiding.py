"""What the veil covers of a review: free text that somebody typed, and names of organisations that may be one person's own."""

from jiedui.core.words import veil
from jiedui.modules.projects.review.models import (
    ReviewAnswer,
    ReviewCandidate,
    ReviewDecision,
    ReviewObjection,
    ReviewRecusal,
    ReviewSheet,
    ReviewStep,
)

for _model, _name in (
    (ReviewStep, "reason"),
    (ReviewRecusal, "reason"),
    (ReviewSheet, "comment"),
    (ReviewDecision, "reason"),
    (ReviewObjection, "text"),
    (ReviewAnswer, "text"),
    (ReviewCandidate, "implementer_name"),
):
    veil.cover(_model._meta.get_field(_name), veil.text)
