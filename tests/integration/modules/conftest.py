"""Regions for the whole module, as the workbook tests load them."""

from tests.workbooks.conftest import regions

__all__ = ["regions"]
