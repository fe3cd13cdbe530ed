"""Which known organisation a name and a credit code mean, without making new ones. `operations.ensure` decides alike."""

from collections.abc import Iterable

from jiedui.core.places import queries
from jiedui.core.places.names import match_name


def find_organisations(asked: Iterable[tuple[str, str | None]]) -> dict[tuple[str, str | None], int]:
    """Organisation ids by (name, credit code) as asked; pairs that mean nobody yet are absent."""
    pairs = list(dict.fromkeys(asked))
    by_uscc = queries.organisations_by_uscc(uscc for _name, uscc in pairs if uscc)
    by_name = queries.organisations_by_name(name for name, _uscc in pairs)
    found: dict[tuple[str, str | None], int] = {}
    for name, uscc in pairs:
        known = by_uscc.get(uscc) if uscc else None
        if known is None:
            same = [o for o in by_name.get(match_name(name), []) if uscc is None or o.uscc is None]
            known = same[0] if same else None
        if known is not None:
            found[name, uscc] = known.id
    return found
