"""The ledgers of village building: sites and their results, works, pilots, upkeep, collective economy, farming plans."""

from jiedui.modules.villages.economy import CollectiveEconomy, FarmingPlan
from jiedui.modules.villages.sites import Site, SiteResult
from jiedui.modules.villages.works import DigitalPilot, Upkeep, VillageWork

__all__ = ["CollectiveEconomy", "DigitalPilot", "FarmingPlan", "Site", "SiteResult", "Upkeep", "VillageWork"]
