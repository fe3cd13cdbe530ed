"""Invented rows of society's part for the year 2021."""

from jiedui.modules.society.demo import giving, serving

__all__ = ["giving", "serving"]
