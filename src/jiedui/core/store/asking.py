"""Small statements that every page runs: building one through the ORM takes several times as long as running it."""

from collections.abc import Sequence
from typing import Any

from django.db import connection


def ask(sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
    """The rows of a statement with %s marks, as the driver gives them: on SQLite a time is its text."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def moment(value: Any) -> Any:
    """A time as a parameter of `ask`."""
    return connection.ops.adapt_datetimefield_value(value)
