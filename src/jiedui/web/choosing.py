"""The ledgers as the options of a drop-down, divided by module."""

from collections.abc import Callable

from jiedui.core.declare.ledger import Ledger
from jiedui.core.declare.modules import modules
from jiedui.core.words.saying import said

Options = list[tuple[str, list[tuple[str, str]]]]
"""Title of a module -> id and title of its ledgers; drawn by web/parts/ledger_options.html."""


def ledgers(among: Callable[[type[Ledger]], bool] = lambda _ledger: True) -> Options:
    """The ledgers, or those `among` which; a module without one is left out."""
    found = [
        (said(module.title), [(one.info.id, said(one.info.title)) for one in module.ledgers if among(one)])
        for module in modules()
    ]
    return [(title, held) for title, held in found if held]
