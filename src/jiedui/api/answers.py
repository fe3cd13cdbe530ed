"""One model for each kind of answer. Ninja makes one for every status of every operation: four thousand for ninety ledgers, most of
them for the same refusals, which took most of the time in which the API is made."""

from functools import cache
from typing import Any

from ninja import Schema
from ninja.operation import Operation


@cache
def _model(kind: Any) -> type[Schema]:
    return type("Answer", (Schema,), {"__annotations__": {"response": kind}, "__module__": __name__})


def _shared(self: Operation, kind: Any) -> type[Schema] | None:
    return None if kind is None else _model(kind)


def share() -> None:
    """Let operations that answer alike share a model, from now on."""
    setattr(Operation, "_create_response_model", _shared)  # noqa: B010 a method of the library's
