"""Labour, measures 5 to 9 of the plan: from the worker and the vacancy to the workshop, the trip, the class and the subsidy."""

from jiedui.modules.labour.leaders import Leader
from jiedui.modules.labour.recruiting import HiringFirm, JobFair, Vacancy
from jiedui.modules.labour.subsidies import Subsidy
from jiedui.modules.labour.training import Enrolment, Trainee, TrainingClass, TrainingNeed
from jiedui.modules.labour.trips import Trip, TripPassenger
from jiedui.modules.labour.welfare import WelfarePost
from jiedui.modules.labour.workers import Worker
from jiedui.modules.labour.workshops import Workshop, WorkshopMonth

__all__ = [
    "Enrolment",
    "HiringFirm",
    "JobFair",
    "Leader",
    "Subsidy",
    "Trainee",
    "TrainingClass",
    "TrainingNeed",
    "Trip",
    "TripPassenger",
    "Vacancy",
    "WelfarePost",
    "Worker",
    "Workshop",
    "WorkshopMonth",
]
