"""Society's part (measures 22 to 24): gifts and their use, firms and villages, volunteers, research, vocational schools."""

from jiedui.modules.society.giving import Donation, DonationUse, FirmVillagePair
from jiedui.modules.society.serving import JointResearch, ServiceHours, VocationalCooperation, VolunteerTeam

__all__ = [
    "Donation",
    "DonationUse",
    "FirmVillagePair",
    "JointResearch",
    "ServiceHours",
    "VocationalCooperation",
    "VolunteerTeam",
]
