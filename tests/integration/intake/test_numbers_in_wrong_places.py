"""Numbers of people typed where they do not belong: nothing of them stands in plain in the database, whatever was answered."""

import pytest
from django.apps import apps
from django.db import connection

from jiedui.core.access.scope import Scope
from jiedui.core.intake.models import Import, RememberedHeading
from jiedui.core.intake.operations import answer, apply_import, import_file, preview, receive
from jiedui.core.intake.queries import report_of
from jiedui.core.trail.operations import SYSTEM, Actor
from tests.workbooks.draft import people
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("regions")]
MOBILE, WIDE = "13912345678", "１３９１２３４５６７８"
ALL = Scope.everything()


def plain_texts() -> str:
    """Every text of every table of intake, the ledger and the trail, as the database holds it."""
    tables = [model._meta.db_table for app in ("intake", "labour", "trail") for model in apps.get_app_config(app).get_models()]
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row if isinstance(value, str)]
    return "\n".join(found)


def test_neither_keys_nor_headings_nor_answers_keep_a_number() -> None:
    rows = people(6)
    number = people(9)[8]["身份证号"]
    rows = [{**row, f"联系{MOBILE}电话2": "x", "微信号": "y"} for row in rows]
    for row in rows:
        del row["备注"]
    rows[1]["乡镇"], rows[2]["户籍县"], rows[3]["月工资(元)"] = MOBILE, f"隆安县{number}", 4521261980010
    rows[4]["就业地"] = WIDE
    record = receive("workers", book(rows), name=f"{MOBILE}.xlsx", actor=Actor(7, "测试"))
    report = preview(record, scope=ALL, actor=Actor(7, "测试"))
    questions = {one["key"]: one for one in report.finding_dicts() if "key" in one}
    assert any(key.startswith("number.outlier:wage:452") for key in questions)
    said = {key: one["choices"][0] for key, one in questions.items()}
    heading = next(one["heading"] for one in report.columns if one["heading"].endswith("电话2") or "电话2#" in one["heading"])
    answer(record, {**said, f"column.map:{heading}": "remark", "column.map:微信号": f"不导入{MOBILE}", f"x{number}": number})
    preview(record, scope=ALL, actor=Actor(7, "测试"))
    record.refresh_from_db()
    assert "column.map_unknown" in str(report_of(record)["findings"]), "a wrong answer is told"
    answer(record, {"column.map:微信号": "不导入这一列"})
    preview(record, scope=ALL, actor=Actor(7, "测试"))
    assert apply_import(record, scope=ALL, actor=Actor(7, "测试"), partial=True).applied
    assert RememberedHeading.objects.count() == 2 and Import.objects.get().answers != "{}"
    stored = plain_texts()
    for secret in (MOBILE, WIDE, number, "4521261980010"):
        assert secret not in stored, secret
    again = receive("workers", book(rows), name="x.xlsx", actor=Actor(7, "测试"))
    columns = {one["heading"]: one["field"] for one in preview(again, scope=ALL, actor=SYSTEM).columns}
    assert columns[heading] == "remark" and columns["微信号"] is None, "a masked heading is recognised again"


def test_answers_for_the_command_line_map_columns_by_hand() -> None:
    rows = [{("内部编码" if name == "身份证号" else name): value for name, value in row.items()} for row in people(3)]
    answers = {"column.map:内部编码": "身份证号", "column.map:民族": "不导入这一列"}
    report = import_file("workers", book(rows), name="x.xlsx", scope=ALL, actor=SYSTEM, answers=answers)
    assert report.applied and report.rows["new"] == 3
    told = {one["heading"]: (one["field"], one["how"]) for one in report.columns}
    assert told["内部编码"] == ("resident_id", "fuzzy") and told["民族"] == (None, "ignored")
    wrong = import_file(
        "workers", book(rows), name="x.xlsx", scope=ALL, actor=SYSTEM, answers={**answers, "column.map:民族": "没有这列"}
    )
    assert not wrong.ok and "column.map_unknown" in {one["id"] for one in wrong.finding_dicts()}
