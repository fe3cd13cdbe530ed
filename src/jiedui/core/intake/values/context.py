"""What the definitions need to know beyond the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from jiedui.core.places.resolver import Resolution


class Places(Protocol):
    """The part of places.resolver.Resolver that is used here."""

    def resolve(
        self, text: str, *, level: str | None, within: str | None = None, at: date | None = None
    ) -> Resolution: ...

    def name_of(self, code: str) -> str: ...

    def label_of(self, code: str) -> str: ...


@dataclass(frozen=True)
class Context:
    """today: the day of the import; date1904: the workbook's day zero; unit: read from heading or corner, overrides the
    column's own; answers: question key to choice."""

    today: date
    date1904: bool = False
    resolver: Places | None = None
    unit: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
