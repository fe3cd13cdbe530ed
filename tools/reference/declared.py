"""The product's own declarations, in a settled order: a module of the tests does not belong into the reference."""

from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.registry import registry


def own_ledgers() -> list[type[Ledger]]:
    """By the order in which settings.MODULES names their modules."""
    return [ledger for ledger in registry.ledgers() if ledger.__module__.startswith("jiedui.")]
