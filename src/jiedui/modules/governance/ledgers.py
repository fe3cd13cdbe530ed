"""Governance (safeguards 1 to 3 of the plan): who meets whom, what they agree, what is due, what is said of it in public."""

from jiedui.modules.governance.leading import Agreement, Meeting, Resolution, SupervisionItem, Visit
from jiedui.modules.governance.organising import Body, FirmVisit, Policy
from jiedui.modules.governance.publicity import Media, PublicityEvent

__all__ = [
    "Agreement", "Body", "FirmVisit", "Media", "Meeting", "Policy", "PublicityEvent", "Resolution", "SupervisionItem", "Visit",
]  # fmt: skip
