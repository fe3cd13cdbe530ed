"""Declarations: Ledger, Column, Check, Indicator and the registry. This floor only describes."""
