"""Industry: the ledgers of measures 10 to 13 and 21, and private capital (measures 11 and 26)."""

# In the order in which lists of ledgers show them.
# isort: off
from jiedui.modules.industry.firms import Investment, ParkFollowUp, PrivateCapital, SettledFirm
from jiedui.modules.industry.sites import FarmingProject, Park, StorageFacility, TourismVillage
from jiedui.modules.industry.fairs import ChainHeadquarters, Deal, Fair
from jiedui.modules.industry.reserves import DataCentre, ReserveBase
# isort: on

__all__ = [
    "ChainHeadquarters", "DataCentre", "Deal", "Fair", "FarmingProject", "Investment", "Park", "ParkFollowUp",
    "PrivateCapital", "ReserveBase", "SettledFirm", "StorageFacility", "TourismVillage",
]  # fmt: skip
