"""Ledger: a Django model declared by columns. See docs/how-to/add-a-module.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.db.models.base import ModelBase

from jiedui.core.declare.checks import Check, CrossCheck
from jiedui.core.declare.columns import COUNTY, OFFICE, TOWN, Column, ReferenceColumn, RegionColumn
from jiedui.core.declare.registry import registry

MONTH, QUARTER, YEAR = "month", "quarter", "year"


@dataclass(frozen=True)
class LedgerInfo:
    """What the product knows of a ledger beside its columns."""

    id: str
    title: str
    noun: str
    key: tuple[str, ...]
    measures: tuple[int, ...]
    name: str
    """The column that names a row for people."""
    unique: str
    """"county": the key is unique within its county; "everywhere": in the whole programme."""
    checks: tuple[Check, ...]
    cross_checks: tuple[CrossCheck, ...]
    period: str
    """The month column when the ledger holds one row a month, else empty."""
    units: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The parts of the form: title and columns. A column that none of them names stands in the last one."""
    icon: str = "table"
    """Its picture in lists of ledgers, one of assets/icons.txt."""
    frequency: str = QUARTER
    """How often a place hands it in: MONTH, QUARTER or YEAR."""

    @property
    def names_rows(self) -> bool:
        """Whether one value names one row in the whole programme, so that other ledgers may refer to it."""
        return self.unique == "everywhere" and len(self.key) == 1


def _info(about: type, columns: Sequence[Column]) -> LedgerInfo:
    def get(name: str, default: Any) -> Any:
        return getattr(about, name, default)

    return LedgerInfo(
        id=about.id,  # type: ignore[attr-defined]
        title=about.title,  # type: ignore[attr-defined]
        noun=get("noun", "记录"),
        key=tuple(about.key),  # type: ignore[attr-defined]
        measures=tuple(get("measures", ())),
        name=get("name", columns[0].name),
        unique=get("unique", "county"),
        checks=tuple(get("checks", ())),
        cross_checks=tuple(get("cross_checks", ())),
        period=get("period", ""),
        units=tuple(get("units", ())),
        icon=get("icon", "table"),
        sections=tuple((title, tuple(names)) for title, names in get("sections", ())),
        frequency=get("frequency", "") or (MONTH if get("period", "") else QUARTER),
    )


def scope_field(columns: dict[str, Any]) -> str:
    """The field that holds the county (or office) of a row: the region column with scope=True, else the derived `county`.

    TypeError unless exactly one column says whose a row is: with two, lists would go by one and writes by the other.
    """
    own = [name for name, one in columns.items() if isinstance(one, RegionColumn) and one.scope and one.level in (COUNTY, OFFICE)]
    above = [name for name, one in columns.items() if isinstance(one, ReferenceColumn) and one.scope]
    if len(own) + len(above) != 1:
        said = ", ".join([*own, *above]) or "none"
        raise TypeError(f"a ledger needs one region or reference column with scope=True, and no second one; it has {said}")
    return own[0] if own else "county"


class LedgerBase(ModelBase):
    """Adds the unique key of the declaration to the model's Meta, and the derived county where a reference gives it."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any], **kwargs: Any) -> "LedgerBase":
        about = attrs.get("About")
        if about is not None:
            columns = {key: value for key, value in attrs.items() if isinstance(value, Column)}
            try:
                scope = scope_field(columns)
            except TypeError as error:
                raise TypeError(f"{name}: {error}") from None
            if scope not in columns:
                attrs[scope] = models.CharField(max_length=12, editable=False)
            # The key first: the same index then finds a number or a person in all counties, and needs none beside it.
            fields = [*about.key]
            if getattr(about, "unique", "county") == "county" and scope not in fields:
                fields.append(scope)
            if fields[0] in columns:
                columns[fields[0]].indexed = False
            constraint = models.UniqueConstraint(fields=fields, name=f"{about.id}_key")
            # Every list and figure asks by county; a page of a list takes the latest of them, without sorting them all.
            indexes = [models.Index(fields=[scope, "id"], name=f"{about.id}_county")]
            meta = attrs.get("Meta") or type("Meta", (), {})
            attrs["Meta"] = type(
                "Meta",
                (meta,),
                {
                    "constraints": [*getattr(meta, "constraints", []), constraint],
                    "indexes": [*getattr(meta, "indexes", []), *indexes],
                    "db_table": f"ledger_{about.id}",
                    "verbose_name": about.title,
                    "ordering": ["id"],
                },
            )
        return super().__new__(mcs, name, bases, attrs, **kwargs)  # type: ignore[return-value]


class Ledger(models.Model, metaclass=LedgerBase):
    """Base of every ledger. Declare columns as class attributes and an inner class About:

    About.id, title, key (column names), measures; optional: noun, name, unique ("county" or "everywhere"), checks,
    cross_checks, period, units (declared unit words such as 人, 户), sections (the parts of the form: title, column names),
    frequency (how often it is handed in; monthly with a `period`, else quarterly).
    """

    declared: ClassVar[list[Column]]
    info: ClassVar[LedgerInfo]
    columns: ClassVar[dict[str, Column]]

    id = models.BigAutoField(primary_key=True)
    revision = models.IntegerField(default=1, editable=False)
    salt = models.BinaryField(max_length=16, editable=False)
    digest = models.BinaryField(max_length=32, editable=False)
    event = models.BigIntegerField(editable=False)
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.declared = []

    @classmethod
    def prepare(cls) -> None:
        """Called when Django has finished the class: settle the column table and register the ledger."""
        cls.columns = {column.name: column for column in cls.declared}
        cls.info = _info(cls.About, cls.declared)  # type: ignore[attr-defined]
        for name in (*cls.info.key, cls.info.name, *(one for _title, names in cls.info.sections for one in names)):
            if name not in cls.columns:
                raise TypeError(f"{cls.__name__}: no column {name!r}")
        registry.add_ledger(cls)

    @classmethod
    def scope_column(cls) -> str:
        return _scope_column(cls)

    @classmethod
    def town_column(cls) -> str | None:
        """The column with the township of a row, which narrows the scope of township clerks."""
        return _town_column(cls)

    @classmethod
    def scope_reference(cls) -> ReferenceColumn | None:
        """The reference that gives the county, for ledgers without a county column of their own."""
        return next((c for c in cls.declared if isinstance(c, ReferenceColumn) and c.scope), None)

    @classmethod
    def storage(cls) -> list[str]:
        """Database columns of the declared facts, in declared order: what the digest covers."""
        return [column for declared in cls.declared for column in declared.storage]


def _prepared(sender: type, **_: Any) -> None:
    if issubclass(sender, Ledger) and not sender._meta.abstract and hasattr(sender, "About"):
        sender.prepare()


models.signals.class_prepared.connect(_prepared, dispatch_uid="jiedui.declare.ledger")


@cache
def _scope_column(ledger: type[Ledger]) -> str:
    return scope_field(ledger.columns)


@cache
def _town_column(ledger: type[Ledger]) -> str | None:
    for column in ledger.declared:
        if isinstance(column, RegionColumn) and column.level == TOWN and column.within == ledger.scope_column():
            return column.name
    return None
