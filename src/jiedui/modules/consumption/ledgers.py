"""Consumption assistance (measures 17 to 21): who buys, what is sold where, what is certified, what is subsidised."""

from jiedui.modules.consumption.buying import BudgetUnit, Coupon, Purchase, PurchaseBase
from jiedui.modules.consumption.outlets import AllianceMember, Campaign, Outlet
from jiedui.modules.consumption.produce import Brand, Certificate, Product, SupplyBase
from jiedui.modules.consumption.selling import ConsumptionSubsidy, Platform, Sale

__all__ = [
    "AllianceMember",
    "Brand",
    "BudgetUnit",
    "Campaign",
    "Certificate",
    "ConsumptionSubsidy",
    "Coupon",
    "Outlet",
    "Platform",
    "Product",
    "Purchase",
    "PurchaseBase",
    "Sale",
    "SupplyBase",
]
