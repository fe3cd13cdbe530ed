"""The proof of a record's place in the trail: it holds, it stops holding when anything is touched, and others can check it."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.ledger import digests
from jiedui.core.ledger.standing import standing
from jiedui.core.trail import proving, tiles
from jiedui.core.trail.models import Event, Tile
from tests.integration.country import LONGAN
from tests.integration.web.conftest import put, text
from tests.integration.web.test_records import first, form
from tests.unguarded import unguarded
from tests.workbooks.draft import people, some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
TOOL = Path(__file__).parents[3] / "tools" / "verify_trail.py"


@pytest.fixture
def verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_trail", TOOL)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def worker() -> Any:
    return first()


def sql(statement: str, *values: Any) -> None:
    """What somebody with the database's password could do, the guards dropped."""
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement, list(values))


def test_a_record_holds_after_every_change(longan: Client) -> None:
    put(people(3))
    path = f"/ledgers/workers/{worker().pk}/"
    for post in ("保安", "厨师"):
        form(longan, f"{path}edit/", post=post)
        page = longan.get(f"{path}proof/")
        assert "一致，未被改动" in text(page) and page.context["standing"].holds
    part = longan.get(f"{path}proof/", headers={"HX-Request": "true"})
    assert "一致，未被改动" in text(part) and "<html" not in text(part)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE ledger_workers SET wage = 990000 WHERE id = %s", "内容被改动"),
        ("UPDATE ledger_workers SET phone_sealed = phone_mark WHERE id = %s", "号码打不开"),
        ("UPDATE trail_entry SET digest = (SELECT digest FROM trail_entry e WHERE e.seq = 1) WHERE ledger = 'workers' AND row_id = %s", "存证本身被改动"),
        ("DELETE FROM trail_entry WHERE ledger = 'workers' AND row_id = %s", "绕过系统插入"),
    ],
)  # fmt: skip
def test_what_is_done_behind_the_products_back_is_said_loudly(longan: Client, statement: str, words: str) -> None:
    put(people(3))
    row = worker()
    sql(statement, row.pk)
    page = longan.get(f"/ledgers/workers/{row.pk}/proof/")
    assert "与存证不符" in text(page) and words in text(page) and 'role="alert"' in text(page)
    assert "请勿使用" in text(longan.get(f"/ledgers/workers/{row.pk}/print/"))


def test_a_forged_head_is_noticed(longan: Client) -> None:
    put(people(2))
    sql("UPDATE trail_head SET root = digest FROM trail_entry WHERE trail_entry.seq = 1")
    found = standing(type(worker()), worker().pk)
    assert found.proof and not found.proof.signed and not found.proof.included


def test_proofs_over_many_tiles_and_with_wrong_ones(longan: Client, monkeypatch: Any) -> None:
    """Small tiles: the same arithmetic as in a trail of millions, at every place of the tree."""
    monkeypatch.setattr("jiedui.core.trail.merkle.TILE", 3)
    monkeypatch.setattr(tiles, "HEIGHT", 3)
    monkeypatch.setattr(tiles, "SPAN", 8)
    Tile.objects.all().delete()
    put(people(61))
    model = type(worker())
    rows = list(model._default_manager.all())
    assert Tile.objects.count() >= 7
    assert all(standing(model, row.pk).holds for row in rows)
    Tile.objects.filter(pk=2).update(root=b"x" * 32)
    assert all(standing(model, row.pk).holds for row in rows[::10]), "a kept root need not be right"
    Tile.objects.all().delete()
    assert standing(model, rows[0].pk).holds, "nor need it be there"
    put(people(9, seed=5))
    assert standing(model, rows[0].pk).holds


def test_the_number_of_queries_is_fixed(longan: Client) -> None:
    counts = set()
    for amount in (2, 30):
        put(people(amount, seed=amount))
        with CaptureQueriesContext(connection) as asked:
            assert standing(type(worker()), worker().pk).holds
        counts.add(len(asked))
    assert len(counts) == 1


def test_others_check_the_file_without_us(longan: Client, verifier: ModuleType, tmp_path: Path, capsys: Any) -> None:
    (given,) = people(1)
    put([given])
    path = f"/ledgers/workers/{worker().pk}/proof"
    bare = longan.get(f"{path}.json")
    assert bare.headers["Content-Disposition"].startswith("attachment")
    assert given["姓名"] not in text(bare) and "facts" not in bare.json()
    assert verifier.verify_row(bare.json(), None, None) == []
    whole = longan.post(f"{path}/facts.json").json()
    assert verifier.verify_row(whole, None, None) == [] and "内容与存证一致" in capsys.readouterr().out
    assert given["姓名"] in whole["facts"]["text"] and given["身份证号"] not in json.dumps(whole)
    note = Event.objects.get(kind="export")
    assert note.actor_id == longan.user.pk  # type: ignore[attr-defined]
    for spoil in (
        lambda p: p["facts"].update(text=p["facts"]["text"].replace("400000", "900000")),
        lambda p: p["entry"].update(row=77),
        lambda p: p["entry"].update(row_id=p["entry"]["row_id"] + 1),
        lambda p: p["path"].pop(),
        lambda p: p["head"].update(size=p["head"]["size"] + 1),
        lambda p: p["head"].update(root="00" * 32),
        lambda p: p.pop("head"),
    ):
        wrong = json.loads(json.dumps(whole))
        spoil(wrong)
        assert verifier.verify_row(wrong, None, None), spoil
    assert verifier.verify_row(whole, None, "11" * 32), "another key than the one handed over"
    file = tmp_path / "row.json"
    file.write_text(json.dumps(whole, ensure_ascii=False, indent=1))
    assert verifier.row_proof(str(file)) == whole
    assert whole["format"] == proving.FORMAT == verifier.ROW_FORMAT


def test_who_may_read_the_proof(longan: Client, mashan: Client, enter: Callable[..., Client]) -> None:
    put(people(1))
    path = f"/ledgers/workers/{worker().pk}/proof"
    for address in (f"{path}/", f"{path}.json", f"/ledgers/workers/{worker().pk}/print/"):
        assert mashan.get(address).status_code == 404
    assert mashan.post(f"{path}/facts.json").status_code == 404
    viewer = enter(roles.VIEWER, LONGAN)
    assert viewer.get(f"{path}.json").status_code == 200
    assert viewer.post(f"{path}/facts.json").status_code == 403, "its text goes out with the right to export only"
    assert longan.get(f"{path}/facts.json").status_code == 405


def test_a_column_that_comes_later_leaves_the_digests_of_old_rows_alone(monkeypatch: Any) -> None:
    put(some_projects(1), "projects")
    model = registry.ledger("projects")
    row = model._default_manager.get()
    now = digests.written_out(model, row.pk)
    known = digests.fact_columns
    with monkeypatch.context() as before:
        before.setattr(digests, "fact_columns", lambda ledger: tuple(one for one in known(ledger) if one != "evidence"))
        assert digests.written_out(model, row.pk) == now, "as it was before the column"
    model._default_manager.update(evidence="ab" * 32)
    _salt, text_ = digests.written_out(model, row.pk) or (b"", "")
    assert text_.endswith("evidence=64:" + "ab" * 32)
    assert not standing(model, row.pk).holds, "a file put in behind the product's back is noticed"
