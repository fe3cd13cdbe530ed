"""Talent (measures 14 to 16): the ledgers of people who are sent from one side to the other, and what they are entitled to."""

from jiedui.modules.talent.learning import Allowance, Trainee, YearlyReview
from jiedui.modules.talent.postings import Official, Professional

__all__ = ["Allowance", "Official", "Professional", "Trainee", "YearlyReview"]
