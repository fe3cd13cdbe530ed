"""Fewer steps for migrations that make many tables.

operations = together([migrations.CreateModel(...), migrations.CreateModel(...), ...])

After each operation Django draws every model anew that is connected with the one it touched; nearly every ledger is, by
way of organisations and persons. A dozen tables made in one step are drawn once. Tables and state come out the same.
"""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateModels(Operation):
    """Several CreateModel as one operation."""

    def __init__(self, creating: Sequence[CreateModel]) -> None:
        self.creating = list(creating)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__qualname__, [self.creating], {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        drawn = state.__dict__.pop("apps", None)  # without it models are only noted
        for one in self.creating:
            one.state_forwards(app_label, state)
        if drawn is not None:
            state.__dict__["apps"] = drawn
            state.reload_models([(app_label, one.name_lower) for one in self.creating], delay=False)

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in self.creating:
            one.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for one in reversed(self.creating):
            one.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name: str, app_label: str) -> bool:
        return any(one.references_model(name, app_label) for one in self.creating)

    def describe(self) -> str:
        return "Create models " + ", ".join(one.name for one in self.creating)


def together(operations: Sequence[Operation]) -> list[Operation]:
    """The same operations with every run of CreateModel made one step."""
    found: list[Operation] = []
    run: list[CreateModel] = []
    for one in [*operations, None]:
        if isinstance(one, CreateModel):
            run.append(one)
            continue
        found += [CreateModels(run)] if len(run) > 1 else run
        run = []
        if one is not None:
            found.append(one)
    return found
