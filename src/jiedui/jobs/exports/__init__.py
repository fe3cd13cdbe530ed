"""Exports made in the background and kept for some days: the download centre."""
