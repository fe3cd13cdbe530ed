"""Tables made together come out as tables made one by one, drawn once; and our own migrations are made that way."""

from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.models import AddConstraint, AddIndex
from django.db.migrations.state import ProjectState

from jiedui.core.store.migrating import CreateModels, together


def table(name: str, *above: str) -> migrations.CreateModel:
    keys = [(f"of_{one.lower()}", models.ForeignKey(f"made.{one}", models.CASCADE, related_name="+")) for one in above]
    index = models.Index(fields=["number"], name=f"{name.lower()}_number")
    return migrations.CreateModel(name, [("id", models.BigAutoField(primary_key=True)), ("number", models.TextField()), *keys],
                                  options={"indexes": [index]})  # fmt: skip


def operations() -> list[Any]:
    more = migrations.AddField("First", "note", models.TextField(default=""))
    return [table("First"), table("Second", "First", "Zero"), table("Third", "Second"), more, table("Fourth", "Third")]


def before() -> ProjectState:
    state = ProjectState()
    table("Zero").state_forwards("made", state)
    assert state.apps.get_model("made", "Zero")
    return state


def test_only_runs_of_new_tables_become_one_step() -> None:
    made = together(operations())
    assert [type(one).__name__ for one in made] == ["CreateModels", "AddField", "CreateModel"]
    assert made[0].describe() == "Create models First, Second, Third"


def test_the_state_is_the_same_and_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one, at_once = before(), before()
    for one in operations():
        one.state_forwards("made", one_by_one)
    drawn: list[int] = []
    real = ProjectState._reload
    monkeypatch.setattr(ProjectState, "_reload", lambda self, models: (drawn.append(len(models)), real(self, models))[1])
    run, *rest = together(operations())
    run.state_forwards("made", at_once)
    assert len(drawn) == 1
    for one in rest:
        one.state_forwards("made", at_once)
    assert at_once == one_by_one
    for name, above in (("Second", "First"), ("Second", "Zero"), ("Third", "Second"), ("Fourth", "Third")):
        field = at_once.apps.get_model("made", name)._meta.get_field(f"of_{above.lower()}")
        assert field.related_model is at_once.apps.get_model("made", above), "drawn against the present model, not an old one"


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_tables_are_made_and_taken_away() -> None:
    start, run = before(), together(operations())[0]
    assert isinstance(run, CreateModels)
    with connection.schema_editor() as editor:
        table("Zero").database_forwards("made", editor, ProjectState(), start)
    end = start.clone()
    run.state_forwards("made", end)
    names = {"made_first", "made_second", "made_third"}
    with connection.schema_editor() as editor:
        run.database_forwards("made", editor, start, end)
    assert names <= set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        assert "third_number" in connection.introspection.get_constraints(cursor, "made_third")
    with connection.schema_editor() as editor:
        run.database_backwards("made", editor, end, start)
        table("Zero").database_backwards("made", editor, start, ProjectState())
    assert not names & set(connection.introspection.table_names())


def test_ledgers_are_made_with_their_indexes_at_once() -> None:
    """An index or constraint beside the table costs a drawing of all that is connected: fold it into its options, and put
    several new tables `together`. makemigrations writes it apart."""
    loader = MigrationLoader(None)
    apart, single = [], []
    for (app, name), migration in loader.disk_migrations.items():
        if not type(migration).__module__.startswith("jiedui."):
            continue
        alone = [one for one in migration.operations if isinstance(one, migrations.CreateModel)]
        steps = [each for step in migration.operations if isinstance(step, CreateModels) for each in step.creating]
        if not any(one.options.get("db_table", "").startswith("ledger_") for one in [*alone, *steps]):
            continue
        created = {one.name_lower: {name for name, _field in one.fields} for one in [*alone, *steps]}
        for one in migration.operations:
            if isinstance(one, AddIndex | AddConstraint) and one.model_name_lower in created:
                made = one.index if isinstance(one, AddIndex) else one.constraint
                # What looks at a column that is added afterwards has to wait for it.
                if set(getattr(made, "fields", ["?"])) <= created[one.model_name_lower]:
                    apart.append(f"{app}.{name}: {one.describe()}")
        single += [f"{app}.{name}: {len(alone)} tables" for _ in alone[2:3]]
    assert not apart
    assert not single
