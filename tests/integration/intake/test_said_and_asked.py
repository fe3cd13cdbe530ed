"""What intake says of a cell, and that it asks for all it needs at once."""

import pytest
from openpyxl.comments import Comment

from jiedui.core.declare.registry import registry
from jiedui.core.intake.forms import save_record
from jiedui.core.intake.values.local import OWN_COUNTY
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.vault.masking import mask_id
from tests.integration.intake.grids import ALL, country, ids, listed, put
from tests.workbooks.draft import people, some_payments, some_projects
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]
__all__ = ["country"]


def test_comments_on_names_and_numbers_are_shown_without_numbers() -> None:
    rows = people(2)
    made = listed(rows)
    number, ws = people(3)[2]["身份证号"], made.worksheets[0]
    ws["A2"].comment = Comment("与户口簿不符", "甲")
    ws["B2"].comment = Comment(f"{'证件已核，原件在乡镇' * 5}应为{number[:9]} {number[9:]}", "甲")
    report = put("workers", made)
    one, two = report.finding_dicts()
    assert one["id"] == two["id"] == "cell.comment"
    assert one["value"] == "与户口簿不符" and "与户口簿不符" in one["message"]
    assert two["value"].startswith("证件已核") and number[4:12] not in str(two).replace(" ", "")


def test_a_masked_export_is_told_to_be_masked() -> None:
    rows = people(2)
    rows[0]["身份证号"] = mask_id(rows[0]["身份证号"])
    (found,) = put("workers", listed(rows)).finding_dicts()
    assert (found["id"], found["field"]) == ("value.masked", "resident_id")
    rows[0]["身份证号"] = people(1)[0]["身份证号"][:17] + "*"
    assert "value.masked" not in ids(put("workers", listed(rows))), "a way to write X"


def test_a_misspelt_county_and_here_are_asked_at_once() -> None:
    rows = [{**row, "户籍县": "马三县", "乡镇": None, "就业地": "本县"} for row in people(2)]
    report = put("workers", listed(rows))
    questions = {one["key"]: one["choices"] for one in report.finding_dicts()}
    assert set(questions) == {"region.misspelt:马三县", "region.misspelt:本县"}
    answers = {"region.misspelt:马三县": questions["region.misspelt:马三县"][0], "region.misspelt:本县": OWN_COUNTY}
    report = put("workers", listed(rows), answers=answers)
    assert report.rows["new"] == 2
    assert set(registry.ledger("workers").objects.values_list("workplace", flat=True)) == {"450124"}


def test_a_town_is_looked_for_in_the_county_that_is_suggested() -> None:
    rows = [{**row, "户籍县": "马三县", "乡镇": town} for row, town in zip(people(2), ("百山镇", "城厢镇"), strict=True)]
    report = put("workers", listed(rows))
    keys = {one["key"]: one["choices"][0] for one in report.finding_dicts()}
    assert set(keys) == {"region.misspelt:马三县", "region.misspelt:450124:百山镇"}
    again = put("workers", listed(rows), answers=keys)
    assert ids(again) == ["region.outside"] and again.rows["refused"] == 1


def test_an_answer_about_here_adds_nothing_to_an_unknown_county() -> None:
    rows = [{**row, "户籍县": "马三县", "乡镇": None, "就业地": "本县"} for row in people(2)]
    report = put("workers", listed(rows), answers={"region.misspelt:本县": OWN_COUNTY})
    assert set(ids(report)) == {"region.misspelt"} and len(report.finding_dicts()) == 2


def test_money_that_arrived_must_cover_what_was_paid() -> None:
    project = some_projects(1)[0]
    assert put("projects", book([project])).applied
    assert put("payments", book([{**some_payments(1)[0], "金额(元)": 1_000_000}])).applied
    enough = put("projects", book([{**project, "已到县资金(万元)": 120}]))
    assert ids(enough) == ["cumulative.shrinks"], "120 万元 covers the 100 that were paid"
    lowered = listed([{**project, "已到县资金(万元)": 90}])
    report = put("projects", lowered)
    less, asked = report.finding_dicts()
    assert less["id"] == "cumulative.shrinks"
    assert (asked["id"], asked["field"], asked["row"]) == ("payments.over_arrived", "arrived", 2)
    row = registry.ledger("projects").objects.get()
    form = {"arrived": "90"}
    saved = save_record("projects", form, scope=ALL, actor=SYSTEM, row_id=row.pk, revision=row.revision)
    assert [one["id"] for one in saved.findings] == ["cumulative.shrinks", "payments.over_arrived"]
    agreed = {one["key"]: "照此导入" for one in (less, asked)}
    assert put("projects", lowered, answers=agreed).rows["changed"] == 1
    assert put("projects", listed([{**project, "已到县资金(万元)": 90, "备注": "已核"}])).rows["changed"] == 1, (
        "asked once"
    )
