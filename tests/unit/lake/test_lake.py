"""The lake: what enters, when it is rebuilt, what a scope sees."""

import os
import time
from pathlib import Path

import polars as pl
import pytest
from django.db import transaction

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.lake import files, operations
from jiedui.core.lake.layout import schema
from jiedui.core.lake.queries import open_lake
from jiedui.core.words.errors import JieduiError, Refused
from tests.unit.lake.rows import person, put, worker

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
EVERYTHING = Scope.everything()


def seen(scope: Scope, ledger: str, *columns: str) -> list[tuple]:
    with open_lake(scope, [ledger]) as lake:
        table = lake.table(ledger)
        return lake.fetch(table.order_by("id").select(*columns))


def test_the_columns_of_workers():
    assert list(schema(registry.ledger("workers"))) == [
        "id", "county", "town", "person", "sex", "ethnic", "village", "tags", "status", "employer", "trade", "post",
        "workplace", "since", "until", "wage", "contract", "insured", "channel", "checked_on",
    ]  # fmt: skip


def test_personal_columns_stay_outside_in_every_ledger():
    for ledger in registry.ledgers():
        inside = schema(ledger)
        for column in ledger.declared:
            if column.personal and column.kind != "resident_id":
                assert not {column.name + suffix for suffix in column.fields()} & set(inside), column
        assert not {"remark", "uscc", "payee_name", "head_name"} & set(inside)


def test_values_come_through_as_stored():
    one = person("tok")
    put(
        "workers",
        worker("450124", person=one, tags="poverty_relieved,relocated", status="arrived", since="2021-03",
               wage=412_345, contract=True, insured=False, post='焊工，"二级"\n夜班', workplace="440305"),
        worker("450124"),
    )  # fmt: skip
    names = ("person", "tags", "since", "wage", "contract", "insured", "post", "workplace", "until")
    first, second = seen(EVERYTHING, "workers", *names)
    assert first == (
        "tok", "poverty_relieved,relocated", "2021-03", 412_345, True, False, '焊工，"二级"\n夜班', "440305", None
    )  # fmt: skip
    assert second[1:] == (None,) * 8


def test_large_amounts_and_odd_texts_are_exact():
    put(
        "workers",
        worker("450124", wage=2**53 + 1, post="\\u4e2d {}[],'\t𠮷", channel="﷐"),
        worker("450124", wage=-(2**62) - 1, post='""'),
    )
    assert seen(EVERYTHING, "workers", "wage", "post", "channel") == [
        (2**53 + 1, "\\u4e2d {}[],'\t𠮷", "﷐"),
        (-(2**62) - 1, '""', None),
    ]


def test_numbers_typed_into_a_text_are_struck_out(folder: Path):
    put("workers", worker("450124", post="普工13912345678", channel="电话 １３９１２３４５６７８ 韦", name="韦大山"))
    assert seen(EVERYTHING, "workers", "post", "channel") == [("普工＊", "电话 ＊ 韦")]
    (file,) = folder.rglob("*.parquet")
    assert "韦大山" not in pl.read_parquet(file).write_csv()


def test_only_what_changed_is_rebuilt():
    put("workers", worker("450123"), worker("450124"))
    assert operations.refresh() == 2
    assert operations.refresh() == 0
    put("workers", worker("450124"))
    assert operations.refresh(["payments"]) == 0
    assert operations.refresh(["workers"]) == 1
    assert len(seen(EVERYTHING, "workers", "id")) == 3


def test_a_figure_is_never_older_than_the_ledger():
    (row,) = put("workers", worker("450124", wage=1))
    assert seen(EVERYTHING, "workers", "wage") == [(1,)]
    with transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(wage=2)
        operations.mark_changed("workers", ["450124"])
    assert seen(EVERYTHING, "workers", "wage") == [(2,)]
    with transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).delete()
        operations.mark_changed("workers", ["450124"])
    assert seen(EVERYTHING, "workers", "wage") == []


def test_a_change_rolled_back_was_never_there():
    (row,) = put("workers", worker("450124", wage=1))
    with open_lake(EVERYTHING, ["workers"]) as lake:
        before = lake.snapshot.id
    with transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(wage=2)
        operations.mark_changed("workers", ["450124"])
        assert seen(EVERYTHING, "workers", "wage") == [(2,)]
        transaction.set_rollback(True)
    assert seen(EVERYTHING, "workers", "wage") == [(1,)]
    with open_lake(EVERYTHING, ["workers"]) as lake:
        assert lake.snapshot.id == before


def test_the_snapshot_names_the_versions_in_reach():
    put("workers", worker("450123"), worker("450124"))
    with open_lake(EVERYTHING, ["workers"]) as all_, open_lake(Scope(frozenset({"450124"})), ["workers"]) as one:
        assert [part.county for part in all_.snapshot.slices] == ["450123", "450124"]
        assert [part.county for part in one.snapshot.slices] == ["450124"]
        assert all_.snapshot.id != one.snapshot.id


def test_a_scope_sees_its_counties_and_towns_only():
    put(
        "workers",
        worker("450123", wage=1),
        worker("450124", wage=2, town="450124100"),
        worker("450124", wage=3, town="450124101"),
        worker("450124", wage=4),
    )
    assert seen(Scope(frozenset({"450124"})), "workers", "wage") == [(2,), (3,), (4,)]
    town = Scope(frozenset({"450124"}), frozenset({"450124101"}))
    assert seen(town, "workers", "wage") == [(3,)]
    both = Scope(frozenset({"450123", "450124"}), frozenset({"450124101"}))
    assert seen(both, "workers", "wage") == [(1,), (3,)]
    assert seen(Scope.nothing(), "workers", "wage") == []


def test_a_ledger_without_towns_shows_a_narrowed_county_nothing():
    (project,) = put("projects", {"county": "450124", "number": "P1", "name": "桑蚕基地", "town": "450124101"})
    put("payments", {"county": "450124", "project": project, "voucher": "V1", "amount": 100})
    town = Scope(frozenset({"450124"}), frozenset({"450124101"}))
    assert seen(town, "projects", "number") == [("P1",)]
    assert seen(town, "payments", "amount") == []
    assert seen(EVERYTHING, "payments", "project", "amount") == [(project.pk, 100)]


def test_an_empty_ledger_is_a_table_without_rows():
    assert seen(EVERYTHING, "household_months", "household", "wage_income", "education_ok") == []


def test_a_lost_lake_is_built_again(folder: Path):
    put("workers", worker("450124", wage=1))
    assert seen(EVERYTHING, "workers", "wage") == [(1,)]
    for file in folder.rglob("*.parquet"):
        file.unlink()
    assert seen(EVERYTHING, "workers", "wage") == [(1,)]


def test_a_damaged_file_says_what_to_do(folder: Path):
    put("workers", worker("450124"))
    operations.refresh()
    (file,) = folder.rglob("*.parquet")
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(JieduiError, match="lake 目录") as refused:
        seen(EVERYTHING, "workers", "id")
    assert refused.value.id == "lake.unreadable"


def test_a_full_disk_is_told_and_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch):
    put("workers", worker("450124"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="磁盘剩余空间"):
        operations.refresh()
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [".lock"]


def test_outdated_files_go_after_a_while(folder: Path):
    put("workers", worker("450123"), worker("450124"))
    operations.refresh()
    old = time.time() - files.KEEP_SECONDS - 10
    for file in folder.rglob("*.parquet"):
        os.utime(file, (old, old))
    put("workers", worker("450124"))
    operations.refresh()
    assert sorted(path.name[:6] for path in folder.rglob("*.parquet")) == ["450123", "450124"]


def test_rows_that_came_without_the_product_are_found_by_marking_all():
    from jiedui.core.lake.models import Partition

    put("workers", worker("450124", wage=1))
    Partition.objects.all().delete()
    assert seen(EVERYTHING, "workers", "wage") == []
    operations.mark_all()
    assert seen(EVERYTHING, "workers", "wage") == [(1,)]
