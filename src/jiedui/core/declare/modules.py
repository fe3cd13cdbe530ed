"""The business modules with their ledgers, in the order of the settings: what menu, directory and drop-downs divide by."""

from dataclasses import dataclass
from functools import lru_cache

from django.apps import apps

from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.module import ModuleConfig
from jiedui.core.declare.registry import registry


@dataclass(frozen=True)
class Module:
    """A part of the collaboration. name: stable id; title: as declared, in Chinese; icon: one of assets/icons.txt."""

    name: str
    title: str
    icon: str
    ledgers: tuple[type[Ledger], ...]


def modules() -> tuple[Module, ...]:
    """The modules that declare a ledger; their ledgers in the order in which they were declared."""
    return _modules(tuple(registry.ledgers()))


@lru_cache(maxsize=4)
def _modules(ledgers: tuple[type[Ledger], ...]) -> tuple[Module, ...]:
    found = []
    for config in apps.get_app_configs():
        held = tuple(ledger for ledger in ledgers if ledger._meta.app_label == config.label)
        if held:
            icon = config.icon if isinstance(config, ModuleConfig) else "table"
            found.append(Module(config.label, str(config.verbose_name), icon, held))
    return tuple(found)
