"""Invented rows of consumption assistance for the year 2021: recipes by what they concern."""

from jiedui.modules.consumption.demo import buying, outlets, produce, selling

__all__ = ["buying", "outlets", "produce", "selling"]
