"""The tables of regions: what is loaded, when it is loaded again, and where the history leads."""

import csv
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiedui.core.places import queries
from jiedui.core.places.levels import level_of
from jiedui.core.places.loading import HISTORY, load_regions
from jiedui.core.places.models import Region
from jiedui.core.words.errors import Refused
from tests.unit.places import small

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

# Prefixes of resident IDs issued in the paired counties before their codes changed.
PREFIXES = {
    "452126": "450123", "452127": "450124", "452124": "450125", "452328": "450328", "452329": "450329",
    "452622": "451003", "451021": "451003", "452623": "451022", "452625": "451024", "452627": "451026",
    "452628": "451027", "452629": "451028", "452630": "451029", "452632": "451030", "452631": "451031",
    "452626": "451081", "451025": "451081", "452727": "451223", "452728": "451224", "452723": "451225",
    "452724": "451226", "452729": "451227", "452730": "451228", "452731": "451229",
}  # fmt: skip


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    path = small.built_file(tmp_path)
    assert load_regions(path) > len(small.ROWS)
    return path


def test_loading_again_does_nothing_until_the_sources_change(loaded: Path, tmp_path: Path) -> None:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert load_regions(loaded) == 0
    assert len(captured) == 1
    shorter = tmp_path / "history.csv"
    shorter.write_text("code,name,parent,until,successor,change\n", encoding="utf-8")
    assert load_regions(loaded, history=shorter) == len(small.ROWS) + 1
    assert queries.resolver().today("451021") is None


def test_old_prefixes_of_the_paired_counties_lead_to_today(loaded: Path) -> None:
    known = queries.resolver()
    assert {prefix: known.id_prefix_region(prefix) for prefix in PREFIXES} == PREFIXES


def test_history_and_local_district(loaded: Path) -> None:
    tianyang = Region.objects.get(code="451003")
    assert (tianyang.short, tianyang.level, tianyang.parent) == ("田阳", "county", "451000")
    gone = Region.objects.get(code="451021")
    assert (gone.successor, str(gone.valid_to)) == ("451003", "2019-12-31")
    assert str(tianyang.valid_from) == "2020-01-01"
    known = queries.resolver()
    assert known.label_of("440307009") == "广东省深圳市大鹏新区葵涌街道"
    assert known.resolve("龙华新区", level="county").code == "440309"
    assert known.resolve("横县", level="county").how == "old"


def test_the_resolver_is_built_once(loaded: Path) -> None:
    first = queries.resolver()
    with CaptureQueriesContext(connection) as captured:
        assert queries.resolver() is first
        assert queries.label_of("451003") == "广西壮族自治区百色市田阳区" and queries.label_of(None) == ""
    assert len(captured) == 1


def test_missing_data_are_told_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--prepare"):
        load_regions(tmp_path / "none.parquet")


def test_the_history_is_sound() -> None:
    with HISTORY.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = [row["code"] for row in rows if row["change"] not in ("name", "misprint")]
    assert len(codes) == len(set(codes)) > 130
    for row in rows:
        assert row["code"].isdigit() and len(row["code"]) == 6
        assert level_of(row["code"]) == level_of(row["successor"])
        assert row["code"][:2] == row["successor"][:2] in ("44", "45")
        assert 1985 < int(row["until"][:4]) < 2025
