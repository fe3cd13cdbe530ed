"""From the declaration alone: the toy module of docs/how-to/add-a-module.md through every part of the product."""

import datetime as dt
import inspect
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.operations import create_token
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.indicators.queries import drill, evaluate
from jiedui.core.intake.books.exporting import export_workbook
from jiedui.core.intake.books.template import template_workbook
from jiedui.core.intake.operations import import_file, save_record, undo_import
from jiedui.core.intake.queries import imports
from jiedui.core.lake.queries import open_lake
from jiedui.core.places import queries as places
from jiedui.core.trail.operations import SYSTEM, Actor
from jiedui.core.trail.queries import entries_of
from jiedui.core.trail.verification import verify
from tests.accounts import make_user, sign_in
from tests.integration.country import BAISHAN, LONGAN, MASHAN, place_regions

ROOT = Path(__file__).resolve().parents[2]
TOY = ROOT / "tests" / "toy"
CARD = "6217000010001234567"
SCOPE = Scope.of_region
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def country(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.LAKE = tmp_path / "lake"
    place_regions()
    save_record(
        "projects", {"number": "XM-1", "name": "庭院示范", "county": "马山县"}, scope=Scope.everything(), actor=SYSTEM
    )
    yield
    places.forget()


@pytest.fixture
def garden() -> Any:
    return registry.ledger("gardens")


def filled(rows: list[list[Any]]) -> bytes:
    """The product's own template with rows typed in by a clerk."""
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(registry.ledger("gardens"), Scope.everything())))
    for row in rows:
        book.worksheets[0].append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


ROWS = [
    ["M1", "韦大山", "马山县", "白山镇", "XM-1", 0.5, "蔬菜、土鸡", "12.5%", CARD],
    ["M2", "覃小梅", "马山县", "白山镇", None, "1.25亩", "果树", "30%", None],
    ["L1", "农春", "隆安县", "城厢镇", None, 4, None, None, None],
]


def hand_in(rows: list[list[Any]], **more: Any) -> Any:
    return import_file("gardens", filled(rows), name="庭院.xlsx", scope=Scope.everything(), actor=SYSTEM, **more)


def test_the_table_is_what_its_migration_says() -> None:
    call_command("makemigrations", "toy", check=True, dry_run=True, verbosity=0)
    with connection.cursor() as cursor:
        columns = {one.name for one in connection.introspection.get_table_description(cursor, "ledger_gardens")}
    assert {"number", "owner", "county", "project_id", "area", "crops", "share", "card_sealed", "photos", "digest"} <= columns


def test_the_template_has_headings_lists_and_help(garden: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook(garden, SCOPE(MASHAN))))
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert heads[:6] == ["庭院编号*", "户主姓名*", "县*", "乡镇", "所属项目", "面积(亩)"]
    assert any("蔬菜" in str(cell.value) for sheet in book for row in sheet for cell in row)


def test_a_filled_template_goes_in_and_is_taken_back(garden: Any) -> None:
    report = hand_in(ROWS)
    assert report.ok, report.as_dict()["findings"]
    assert report.rows["new"] == 3
    one = garden.objects.get(number="M1")
    assert (one.area, one.crops, one.share, one.town, one.project.number) == (50, "vegetable,poultry", 1250, BAISHAN, "XM-1")
    assert CARD.encode() not in bytes(one.card_sealed)
    assert hand_in(ROWS).rows["same"] == 3
    undo_import(imports(Scope.everything(), None)[1], scope=Scope.everything(), actor=SYSTEM)
    assert not garden.objects.exists()


@pytest.mark.parametrize("column, value, field, id", [
    (0, None, "number", "value.required"), (2, "无名县", "county", "region.unknown"),
    (4, "XM-9", "project", "reference.unknown"), (5, "半亩", "area", "number.unreadable"),
    (5, 0.125, "area", "number.too_precise"), (5, 500, "area", "number.outlier"), (6, "咖啡", "crops", "code.unknown"),
    (8, 6217000010001234567, "card", "bank_card.lost_digits"), (9, "照片见附件", "photos", "cell.picture_dropped"),
])  # fmt: skip
def test_faults_are_found_at_their_place(column: int, value: Any, field: str, id: str) -> None:
    row = [*ROWS[0], None]
    row[column] = value
    found = [(one["row"], one["field"], one["id"]) for one in hand_in([row], dry_run=True).as_dict()["findings"]]
    assert (2, field, id) in found


def test_list_form_record_export_and_dictionary_pages(garden: Any, client: Client) -> None:
    hand_in(ROWS)
    sign_in(client, make_user(roles.COUNTY, MASHAN))
    page = client.get("/ledgers/gardens/").content.decode()
    assert "韦大山" in page and "覃小梅" in page and "农春" not in page
    form = client.get("/ledgers/gardens/new/").content.decode()
    assert all(column.label in form for column in garden.declared if column.kind != "attachment")
    typed = {"number": "M3", "owner": "蓝三", "county": "马山县", "area": "0.75", "crops": ["蔬菜", "水果"], "share": "8%", "card": CARD}
    saved = client.post("/ledgers/gardens/new/", typed)
    made = garden.objects.get(number="M3")
    assert saved.headers["Location"] == f"/ledgers/gardens/{made.pk}/"
    record = client.get(saved.headers["Location"]).content.decode()
    assert all(text in record for text in ("蓝三", "蔬菜、水果", "0.75", "8%", "6217")) and CARD not in record
    sheet = openpyxl.load_workbook(io.BytesIO(client.post("/ledgers/gardens/export/").content)).worksheets[0]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["M1", "M2", "M3"]
    meaning = client.get("/dictionary/gardens/").content.decode()
    assert all(column.label in meaning for column in garden.declared)


def test_an_export_goes_in_again_and_changes_nothing(garden: Any) -> None:
    hand_in(ROWS)
    data = export_workbook(garden, Scope.everything(), actor=SYSTEM, reason="核对")
    again = import_file("gardens", data, name="导出.xlsx", scope=Scope.everything(), actor=SYSTEM)
    assert (again.ok, again.rows["same"], again.rows["changed"]) == (True, 3, 0)


def test_the_api_knows_it(client: Client) -> None:
    hand_in(ROWS)
    expires = timezone.now() + dt.timedelta(days=1)
    _row, secret = create_token(
        make_user(roles.COUNTY, MASHAN), name="x", actions=frozenset({"view"}), expires_at=expires
    )
    rows = client.get("/api/ledgers/gardens/rows", headers={"Authorization": f"Bearer {secret}"}).json()["rows"]
    assert [row["facts"]["area"] for row in rows] == ["0.50", "1.25"]
    assert rows[0]["facts"] | {"card": "x"} == {
        "number": "M1", "owner": "韦大山", "county": MASHAN, "town": BAISHAN, "project": "XM-1", "area": "0.50",
        "crops": ["vegetable", "poultry"], "share": "12.5", "card": "x", "photos": None,
    }  # fmt: skip
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    assert schemas["GardensFacts"]["properties"]["area"]["title"] == "面积"


def test_the_trail_tells_of_every_change_and_finds_the_hidden_one(garden: Any) -> None:
    hand_in(ROWS)
    row = garden.objects.get(number="M1")
    clerk = Actor(make_user(roles.COUNTY, MASHAN).pk, "韦晓岚")
    save_record("gardens", {"area": "0.6"}, scope=SCOPE(MASHAN), actor=clerk, row_id=row.pk, revision=1)
    changed, made = entries_of("gardens", row.pk)
    assert (changed.event.actor_name, json.loads(changed.entry.changes or "")) == ("韦晓岚", {"area": [50, 60]})
    assert (made.entry.action, made.entry.row, made.event.kind) == ("n", 2, "import")
    assert verify().ok
    garden.objects.filter(pk=row.pk).update(area=70)
    assert not verify().ok


def test_the_lake_and_the_figure_follow(garden: Any) -> None:
    hand_in(ROWS)
    with open_lake(Scope.everything(), ["gardens"]) as lake:
        columns = set(lake.table("gardens").columns)
    assert columns == {"id", "county", "town", "number", "project", "area", "crops", "share"}
    (value,) = evaluate(["T1"], scope=Scope.everything(), by="county")
    assert (value.value, value.rows) == (5.75, 3)
    assert {key: part.value for key, part in (value.by or {}).items()} == {MASHAN: 1.75, LONGAN: 4}
    found = drill("T1", scope=Scope.everything(), county=MASHAN)
    assert garden.objects.filter(pk__in=found.ids).count() == len(found.ids) == 2
    (own,) = evaluate(["T1"], scope=SCOPE(LONGAN))
    assert own.value == 4


@pytest.mark.parametrize("name", ["apps.py", "ledgers.py", "indicators.py", "alerts.py"])
def test_the_page_shows_the_very_code(name: str) -> None:
    page = (ROOT / "docs/how-to/add-a-module.md").read_text(encoding="utf-8")
    assert (TOY / name).read_text(encoding="utf-8").strip() in re.findall(r"```python\n(.*?)\n```", page, re.S)


LINE = '    water = YesNoColumn("有灌溉水源", later=True)\n'
AFTER = '    photos = AttachmentColumn("现场照片")\n'
STEPS = '''
import io, sys, django, openpyxl
from django.core.management import call_command
django.setup()
call_command("makemigrations", "toy", name="water", verbosity=0)
call_command("migrate", verbosity=0)
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.books.exporting import export_workbook
from jiedui.core.intake.books.template import template_workbook
from jiedui.core.intake.operations import import_file
from jiedui.core.lake.layout import schema
from jiedui.core.trail.operations import SYSTEM
from tests.integration.country import place_regions
place_regions()
ledger, everything = registry.ledger("gardens"), Scope.everything()
book = openpyxl.load_workbook(io.BytesIO(template_workbook(ledger, everything)))
sheet = book.worksheets[0]
heads = [cell.value for cell in sheet[1]]
row = dict.fromkeys(heads) | {heads[0]: "M1", heads[1]: "韦大山", heads[2]: "马山县", "有灌溉水源": "有"}
sheet.append([row[head] for head in heads])
data = io.BytesIO(); book.save(data)
report = import_file("gardens", data.getvalue(), name="x.xlsx", scope=everything, actor=SYSTEM)
assert report.rows["new"] == 1, report.as_dict()
assert ledger.objects.get().water is True
out = openpyxl.load_workbook(io.BytesIO(export_workbook(ledger, everything, actor=SYSTEM))).worksheets[0]
assert [cell.value for cell in out[1]][-1] == "有灌溉水源" and [cell.value for cell in out[2]][-1] == "是"
assert "water" in schema(ledger)
from jiedui.api.operations import build
assert "water" in build().get_openapi_schema()["components"]["schemas"]["GardensFacts"]["properties"]
'''


def test_a_ledger_of_six_columns_takes_under_thirty_lines() -> None:
    """All of a ledger: a column takes one line, the rest of the class stays the same."""
    ledger = registry.ledger("gardens")
    lines = [line for line in inspect.getsource(ledger).splitlines() if line.strip()]
    beside = len(lines) - len(ledger.declared)
    assert beside + 6 < 30
    text = (ROOT / "docs/how-to/add-a-module.md").read_text(encoding="utf-8")
    assert f"Ten columns take {beside + 10} lines; a ledger of six is written in {beside + 6}." in text


def test_a_column_is_one_line_and_one_migration(tmp_path: Path) -> None:
    copy = tmp_path / "tests"
    for name in ("toy", "integration"):
        shutil.copytree(ROOT / "tests" / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("__init__.py", "settings.py"):
        shutil.copy(ROOT / "tests" / name, copy / name)
    ledgers = copy / "toy" / "ledgers.py"
    text = ledgers.read_text(encoding="utf-8")
    assert AFTER in text and LINE.strip() in (ROOT / "docs/how-to/add-a-module.md").read_text(encoding="utf-8")
    ledgers.write_text(
        text.replace(AFTER, AFTER + LINE).replace("    RegionColumn,\n", "    RegionColumn,\n    YesNoColumn,\n")
    )
    before = {path.name for path in (copy / "toy" / "migrations").glob("*.py")}
    path = os.pathsep.join([str(tmp_path), str(ROOT / "src")])
    environment = {**os.environ, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", STEPS], env=environment, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    (made,) = {path.name for path in (copy / "toy" / "migrations").glob("*.py")} - before
    assert (copy / "toy" / "migrations" / made).read_text().count("migrations.AddField(") == 1
