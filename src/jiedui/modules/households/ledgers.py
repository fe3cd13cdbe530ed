"""The ledgers of household monitoring: the register, its people, clues, measures, and the facts of each month."""

from jiedui.modules.households.cases import Clue, HelpMeasure
from jiedui.modules.households.months import CountyVillageMonth, HouseholdMonth
from jiedui.modules.households.register import Household, HouseholdMember

__all__ = ["Clue", "CountyVillageMonth", "HelpMeasure", "Household", "HouseholdMember", "HouseholdMonth"]
