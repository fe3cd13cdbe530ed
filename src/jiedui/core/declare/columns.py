"""Column kinds: what a clerk's column is called, what it may hold and how it is stored.

A column only describes. It contributes its storage fields to the Django model of its ledger; reading a cell, showing a
value, comparing and sealing belong to the floors above, which look at `kind` and at the attributes declared here.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db import models

from jiedui.core.words.codes import CodeList, check_tone

COUNTY, TOWN, VILLAGE, ANY = "county", "town", "village", "any"
OFFICE = "office"
"""A county, a district of the helping side, or a whole city (市本级): whoever may have the fact in its own books."""
YUAN, WAN, YI = "元", "万元", "亿元"
FEN_PER = {YUAN: 100, WAN: 1_000_000, YI: 10_000_000_000}


def _identity(to: str, indexed: bool) -> models.Field[Any, Any]:
    """A pointer at a person or an organisation, without a constraint of the database, which would look each one up again.

    A row's digest covers whom it names, so verification finds a pointer at nothing; docs/adr/0012 tells the rest.
    """
    return models.ForeignKey(
        to, models.PROTECT, null=True, blank=True, related_name="+", db_constraint=False, db_index=indexed
    )


class Column:
    """One column of a ledger.

    label: the heading as printed; also: other headings that mean the same; required: an empty cell refuses the row;
    help: one sentence for the template and the form; suggest: free text offered as a list. later: the column came to a
    ledger that may hold rows already; while it is empty their digests are what they were before.
    """

    kind: ClassVar[str] = ""
    personal: ClassVar[bool] = False
    """True when the value must be masked, never logged and never enter the lake."""

    name: str
    model: type[models.Model]
    indexed: bool = True
    """False where the unique key of the ledger begins with this column, so that an index of its own would be a second one."""

    def __init__(
        self, label: str, *, also: Sequence[str] = (), required: bool = False, help: str = "", example: str = "",
        later: bool = False,
    ) -> None:  # fmt: skip
        self.label = label
        self.also = tuple(also)
        self.required = required
        self.help = help
        self.example = example
        self.later = later

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        """Storage fields by suffix: "" is `name` itself, "_sealed" is `name_sealed`, and so on."""
        raise NotImplementedError

    def contribute_to_class(self, model: type[models.Model], name: str) -> None:
        """Called by Django's model metaclass: add the storage fields and remember the column in declared order."""
        self.name, self.model = name, model
        for suffix, field in self.fields().items():
            field.verbose_name = self.label
            model.add_to_class(name + suffix, field)
        model.__dict__["declared"].append(self)

    @property
    def storage(self) -> tuple[str, ...]:
        """Database columns of this column, the main one first."""
        by_name = {field.name: field.column for field in self.model._meta.concrete_fields}
        return tuple(str(by_name[self.name + suffix]) for suffix in self.fields())

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.label, *self.also)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'name', '?')} {self.label}>"


class TextColumn(Column):
    """One line of text; `suggest` offers values without forcing them; `tones`: of states so written, what each means."""

    kind = "text"

    def __init__(
        self,
        label: str,
        *,
        suggest: Sequence[str] = (),
        tones: Mapping[str, str] | None = None,
        longest: int = 200,
        **rest: Any,
    ) -> None:
        super().__init__(label, **rest)
        self.suggest, self.tones = tuple(suggest), dict(tones or {})
        for text, tone in self.tones.items():
            check_tone(text, tone)
        self.longest = longest

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": models.TextField(null=True, blank=True)}


class LongTextColumn(TextColumn):
    """Text of several lines: line breaks are kept."""

    kind = "long_text"

    def __init__(self, label: str, *, longest: int = 5000, **rest: Any) -> None:
        super().__init__(label, longest=longest, **rest)


class KeyColumn(TextColumn):
    """A number or code that identifies a row (project number, voucher number): text, exact, indexed."""

    kind = "key"

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": models.TextField(null=True, blank=True, db_index=self.indexed)}


class NameColumn(TextColumn):
    """A person's name: shown as written, compared without blanks and with one middle dot. Never in the lake."""

    kind = "name"
    personal = True

    def __init__(self, label: str, *, longest: int = 60, **rest: Any) -> None:
        super().__init__(label, longest=longest, **rest)


class ResidentIdColumn(Column):
    """A resident ID (GB 11643): the number is sealed in people.Person, the row points at the person.

    `name_of`, `sex_of`: names of this ledger's columns holding the same person's name and sex, for cross-checks.
    """

    kind = "resident_id"
    personal = True

    def __init__(self, label: str, *, name_of: str = "", sex_of: str = "", **rest: Any) -> None:
        super().__init__(label, **rest)
        self.name_of, self.sex_of = name_of, sex_of

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": _identity("people.Person", self.indexed)}


class _SealedColumn(Column):
    """A number kept encrypted, with a blind index of the first number and a mark of the whole text."""

    personal = True

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {
            "_sealed": models.BinaryField(null=True, blank=True),
            "_blind": models.BinaryField(null=True, blank=True, max_length=16, db_index=True),
            "_mark": models.BinaryField(null=True, blank=True, max_length=16),
        }


class PhoneColumn(_SealedColumn):
    """One or more telephone numbers."""

    kind = "phone"


class BankCardColumn(_SealedColumn):
    """A bank card or account number."""

    kind = "bank_card"


class UsccColumn(Column):
    """Unified social credit code (GB 32100); `of`: the organisation column it belongs to."""

    kind = "uscc"

    def __init__(self, label: str = "统一社会信用代码", *, of: str = "", **rest: Any) -> None:
        super().__init__(label, **rest)
        self.of = of

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": models.TextField(null=True, blank=True)}


class OrganisationColumn(Column):
    """An organisation; one not known is created as unconfirmed. `uscc`: the column with its credit code."""

    kind = "organisation"

    def __init__(self, label: str, *, uscc: str = "", **rest: Any) -> None:
        super().__init__(label, **rest)
        self.uscc = uscc

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": _identity("places.Organisation", self.indexed)}


class RegionColumn(Column):
    """A region by today's code; `within`: the column naming the region it lies in; `scope`: decides who sees the row."""

    kind = "region"

    def __init__(self, label: str, *, level: str = COUNTY, within: str = "", scope: bool = False, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.level, self.within, self.scope = level, within, scope

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        code = models.CharField(max_length=12, null=True, blank=True)
        if self.level in (TOWN, VILLAGE):
            return {"": code, "_text": models.TextField(null=True, blank=True)}
        return {"": code}


class _IntegerColumn(Column):
    """sums: False where adding up rows says nothing (a monthly wage): their average is shown instead."""

    def __init__(
        self, label: str, *, low: int | None = None, high: int | None = None, sums: bool = True, **rest: Any
    ) -> None:
        super().__init__(label, **rest)
        self.low, self.high, self.sums = low, high, sums

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": models.BigIntegerField(null=True, blank=True)}


class MoneyColumn(_IntegerColumn):
    """Money in fen. `unit`: what a bare number in this column means unless heading or corner says otherwise.

    low, high: plausible bounds in that unit; outside is a question, not an error. cumulative: a running total, which
    should only grow.
    """

    kind = "money"

    def __init__(self, label: str, *, unit: str = YUAN, cumulative: bool = False, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.unit, self.cumulative = unit, cumulative


class NumberColumn(_IntegerColumn):
    """A count or measure with `unit` (人, 户, 亩), stored as value x 10^decimals."""

    kind = "number"

    def __init__(self, label: str, *, unit: str = "", decimals: int = 0, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.unit, self.decimals = unit, decimals


class PercentColumn(_IntegerColumn):
    """A percentage in hundredths of a percent (12.34 % is 1234)."""

    kind = "percent"


class DateColumn(Column):
    """A date with the precision given: 2021, 2021-03 or 2021-03-15.

    open_end: 至今 is allowed and means empty; future: dates after today are plausible (plans).
    """

    kind = "date"

    def __init__(
        self, label: str, *, open_end: bool = False, future: bool = False, after: str = "", **rest: Any
    ) -> None:
        super().__init__(label, **rest)
        self.open_end, self.future, self.after = open_end, future, after

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": models.CharField(max_length=10, null=True, blank=True)}


class MonthColumn(Column):
    """A month, YYYY-MM."""

    kind = "month"

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": models.CharField(max_length=7, null=True, blank=True)}


class CodeColumn(Column):
    """A value of a coded list, stored as its code; `several`: more than one may hold, joined by `,` in list order."""

    kind = "code"

    def __init__(self, label: str, codes: CodeList, *, several: bool = False, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.codes, self.several = codes, several

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": models.TextField(null=True, blank=True)}


class YesNoColumn(Column):
    """是/否/有/无/√/×/1/0; empty is unknown."""

    kind = "yes_no"

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": models.BooleanField(null=True, blank=True)}


class ReferenceColumn(Column):
    """A row of another ledger, named in the file by that ledger's key (project number).

    to: ledger id; model: "app.Model" for Django. scope: the row belongs to the county of the row it names; the ledger
    then holds that county in a column derived on every write. fills: own column -> column of the row it names that a new
    row's form takes over, so that nobody types again what is known.
    """

    kind = "reference"

    def __init__(
        self, label: str, *, to: str, model: str, scope: bool = False, fills: Mapping[str, str] | None = None, **rest: Any
    ) -> None:
        super().__init__(label, **rest)
        self.to, self.target, self.scope, self.fills = to, model, scope, dict(fills or {})

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        to, index = self.target, self.indexed
        return {"": models.ForeignKey(to, models.PROTECT, null=True, blank=True, related_name="+", db_index=index)}


class AttachmentColumn(Column):
    """Files kept in the encrypted store, named by their digests."""

    kind = "attachment"

    def fields(self) -> dict[str, models.Field[Any, Any]]:
        return {"": models.TextField(null=True, blank=True)}


KINDS: dict[str, type[Column]] = {
    cls.kind: cls
    for cls in (
        TextColumn, LongTextColumn, KeyColumn, NameColumn, ResidentIdColumn, PhoneColumn, BankCardColumn, UsccColumn,
        OrganisationColumn, RegionColumn, MoneyColumn, NumberColumn, PercentColumn, DateColumn, MonthColumn, CodeColumn,
        YesNoColumn, ReferenceColumn, AttachmentColumn,
    )
}  # fmt: skip
