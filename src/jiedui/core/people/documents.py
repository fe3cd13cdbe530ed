"""What a document number tells by itself (GB 11643-1999: region, birth, sex; the check digit is intake's business)."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from jiedui.core.people.models import Person

FIELD = "people.document"
"""The field under which numbers are sealed."""
PURPOSE = "person"
"""The purpose under which numbers are indexed."""
_RESIDENT = "^[0-9]{17}[0-9X]$"


class Document(NamedTuple):
    """A document that is no resident ID, by its number in normal form, with the facts that came with it.

    A provisional person has no number: give any text that names the person for good, such as `ledger:row`.
    """

    number: str
    kind: str = Person.Kind.OTHER.value
    birth: str | None = None
    sex: str | None = None
    region: str | None = None


def read(numbers: Sequence[str]) -> pl.DataFrame:
    """The documents of these numbers, a row each: resident IDs with the facts they hold, others with none."""
    number = pl.col("number")
    resident = number.str.contains(_RESIDENT)
    birth = pl.concat_str([number.str.slice(6, 4), number.str.slice(10, 2), number.str.slice(12, 2)], separator="-")
    sex = pl.when(number.str.slice(16, 1).is_in(list("13579"))).then(pl.lit("1")).otherwise(pl.lit("2"))
    return pl.DataFrame({"number": list(numbers)}, schema={"number": pl.String}).select(
        number,
        pl.when(resident)
        .then(pl.lit(Person.Kind.RESIDENT.value))
        .otherwise(pl.lit(Person.Kind.OTHER.value))
        .alias("kind"),
        pl.when(resident).then(birth).alias("birth"),
        pl.when(resident).then(sex).alias("sex"),
        pl.when(resident).then(number.str.slice(0, 6)).alias("region"),
    )


def frame(documents: Sequence[Document | str]) -> pl.DataFrame:
    """The same for a mixture of numbers and documents; a row a number. What a resident ID tells is never overridden."""
    given = {one.number: one for one in documents if isinstance(one, Document)}
    numbers = [one if isinstance(one, str) else one.number for one in documents]
    plain = read(list(dict.fromkeys(numbers)))
    if not given:
        return plain
    resident = plain.filter(pl.col("kind") == Person.Kind.RESIDENT.value)["number"].to_list()
    others = [given[number] for number in given.keys() - set(resident)]
    told = pl.DataFrame(others, schema=plain.schema, orient="row")
    return pl.concat([plain.filter(~pl.col("number").is_in(told["number"].implode())), told])
