"""A file goes in, again, changed, and out again: counts, ledger, trail and people agree at every step."""

import pytest
from django.core.management import call_command

from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.books.exporting import export_workbook
from jiedui.core.intake.models import Import
from jiedui.core.intake.operations import import_file, undo_import
from jiedui.core.intake.report import Report
from jiedui.core.people.documents import FIELD, PURPOSE, frame
from jiedui.core.people.models import Person
from jiedui.core.places.models import Organisation
from jiedui.core.trail.models import Entry, Event
from jiedui.core.trail.operations import SYSTEM, Actor
from jiedui.core.trail.verification import verify
from jiedui.core.vault.sealing import blind, seal
from jiedui.core.words.errors import Refused
from tests.workbooks.draft import Row, people
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.usefixtures("regions")]
ALL = Scope.everything()


def put(rows: list[Row], name: str = "务工.xlsx", ledger: str = "workers", **options: object) -> Report:
    return import_file(ledger, book(rows), name=name, scope=ALL, actor=SYSTEM, **options)  # type: ignore[arg-type]


def counts(report: Report) -> tuple[int, ...]:
    return tuple(report.rows[name] for name in ("read", "new", "changed", "same", "refused"))


def undo(report: Report) -> None:
    undo_import(Import.objects.get(pk=report.batch), scope=ALL, actor=SYSTEM)


def test_new_same_changed_undone_and_in_again() -> None:
    workers = registry.ledger("workers")
    rows = people(12)
    first = put(rows)
    assert first.ok and first.applied and counts(first) == (12, 12, 0, 0, 0)
    assert workers.objects.count() == Person.objects.count() == 12

    again = put(rows, name="最终版(3).xlsx")
    assert counts(again) == (12, 0, 0, 12, 0) and again.batch is None
    assert Event.objects.filter(kind="import").count() == 1, "the same file twice writes nothing"

    rows[3]["月工资(元)"] = 9999
    rows[4] |= {"就业单位": "深圳市宝安区新来科技有限公司", "统一社会信用代码": None}
    rows[5]["就业单位"] = "深圳市福田鑫达电子厂"
    changed = put(rows)
    assert counts(changed) == (12, 0, 2, 10, 0)
    (other,) = changed.finding_dicts()
    assert (other["id"], other["row"], other["level"]) == ("organisation.other_name", 7, "warning")
    told = {(one["field"], one["old"], one["new"]) for one in changed.changes}
    assert ("wage", "4,300.00 元", "9,999.00 元") in told
    assert ("employer", "深圳市福田鑫达电子有限公司", "深圳市宝安区新来科技有限公司") in told
    assert Organisation.objects.filter(name="深圳市宝安区新来科技有限公司", confirmed=False).exists()

    with pytest.raises(Refused, match="后来又被修改"):
        undo(first)
    undo(changed)
    assert workers.objects.get(resident_id__isnull=False, wage=430_000).revision == 3
    undo_again = Import.objects.get(pk=changed.batch)
    with pytest.raises(Refused):
        undo_import(undo_again, scope=ALL, actor=SYSTEM)
    assert verify().ok
    undo(first)
    assert not workers.objects.exists(), "what was changed later was taken back, so nothing depends on it any more"
    assert verify().ok


def test_undo_of_new_rows_leaves_nothing_behind_and_the_file_goes_in_again() -> None:
    rows = people(5)
    first = put(rows)
    undo(first)
    assert not registry.ledger("workers").objects.exists()
    assert not Person.objects.exists(), "people whom nothing names any more go too"
    assert not Organisation.objects.exists()
    assert sorted(Entry.objects.filter(ledger="workers").values_list("action", flat=True)) == ["n"] * 5 + ["r"] * 5
    assert counts(put(rows)) == (5, 5, 0, 0, 0)
    assert verify().ok


def test_an_error_refuses_the_file_unless_good_rows_may_go_alone() -> None:
    rows = people(6)
    rows[2]["身份证号"] = rows[2]["身份证号"][:-1] + ("1" if rows[2]["身份证号"][-1] != "1" else "2")
    whole = put(rows)
    assert not whole.ok and not whole.applied and counts(whole)[4] == 1
    assert not registry.ledger("workers").objects.exists() and not Event.objects.exists()
    dry = put(rows, dry_run=True, partial=True)
    part = put(rows, partial=True)
    assert dry.rows == part.rows and part.applied and counts(part) == (6, 5, 0, 0, 1)
    (finding,) = part.finding_dicts()
    assert (finding["row"], finding["field"], finding["id"], finding["level"]) == (4, "resident_id", "resident_id.checksum", "error")
    assert rows[2]["身份证号"] not in str(part.as_dict()), "a personal number is never printed whole"


def test_a_retry_of_the_same_request_finds_its_batch() -> None:
    rows = people(4)
    first = put(rows, request_key="k1")
    retry = put(rows, request_key="k1")
    assert retry.applied and retry.batch == first.batch and Import.objects.count() == 1
    undo(first)
    fresh = put(rows, request_key="k1")
    assert fresh.batch != first.batch and counts(fresh)[1] == 4


def test_blank_cells_do_not_erase_in_add_mode_but_do_in_replace_mode() -> None:
    rows = people(3)
    put(rows)
    rows[0]["月工资(元)"] = None
    assert counts(put(rows)) == (3, 0, 0, 3, 0)
    replaced = put(rows, mode="replace")
    assert counts(replaced) == (3, 0, 1, 2, 0)
    assert registry.ledger("workers").objects.filter(wage=None).count() == 1


def test_replace_removes_only_after_just_this_number_was_confirmed() -> None:
    workers = registry.ledger("workers")
    rows = people(8)
    put(rows)
    asked = put(rows[:6], mode="replace")
    assert not asked.ok and asked.rows["missing"] == 2 and workers.objects.count() == 8
    (question,) = asked.finding_dicts()
    assert question["id"] == "replace.missing" and question["choices"][0] == "删除 2 行"
    key = question["key"]
    wrong = put(rows[:6], mode="replace", answers={key: "删除 5 行"})
    assert not wrong.ok and workers.objects.count() == 8
    other = put([*rows[:5], rows[7]], mode="replace", answers={key: "删除 2 行"})
    assert not other.ok and workers.objects.count() == 8, "as many, but not those that were shown"
    done = put(rows[:6], mode="replace", answers={key: "删除 2 行"})
    assert done.applied and workers.objects.count() == 6
    undo(done)
    assert workers.objects.count() == 8 and verify().ok


def test_an_undo_brings_back_no_row_whose_person_is_gone() -> None:
    rows = people(8)
    put(rows)
    shorter = put(rows[:6], mode="replace")
    removal = put(rows[:6], mode="replace", answers={shorter.finding_dicts()[0]["key"]: "删除 2 行"})
    again = put(rows[6:])
    assert removal.applied and counts(again)[1] == 2
    undo(again)
    assert Person.objects.count() == 6
    with pytest.raises(Refused) as refused:
        undo(removal)
    assert refused.value.id == "undo.gone" and verify().ok


def test_a_row_outside_the_scope_is_an_error_and_says_nothing_of_others() -> None:
    rows = people(3)
    report = import_file("workers", book(rows), name="x.xlsx", scope=Scope.of_region("451022"), actor=SYSTEM, partial=True)
    assert [one["id"] for one in report.finding_dicts()] == ["row.out_of_scope"] * 3
    assert not registry.ledger("workers").objects.exists()


def test_a_confirmed_heading_is_remembered_for_the_organisation_alone() -> None:
    rows = [{("户籍所在县域" if key == "户籍县" else key): value for key, value in row.items()} for row in people(3)]
    asked = put(rows, organisation_id=7)
    (question,) = [one for one in asked.finding_dicts() if one["level"] == "question"]
    assert question["id"] == "column.fuzzy" and not asked.applied
    answered = put(rows, organisation_id=7, answers={question["key"]: question["choices"][0]})
    assert answered.applied and counts(answered)[1] == 3
    assert put(rows, organisation_id=7).ok, "asked once"
    assert not put(rows, organisation_id=8).ok, "others are asked themselves"


def test_export_goes_in_again_without_a_change_and_masks_without_a_reason() -> None:
    rows = people(4)
    put(rows)
    workers = registry.ledger("workers")
    whole = export_workbook(workers, ALL, actor=Actor(None, "测试"), reason="核对导出往返")
    assert counts(import_file("workers", whole, name="导出.xlsx", scope=ALL, actor=SYSTEM)) == (4, 0, 0, 4, 0)
    masked = export_workbook(workers, ALL, actor=Actor(None, "测试"), kind="csv").decode("utf-8-sig")
    assert not any(row["身份证号"] in masked or row["联系电话"] in masked for row in rows)
    assert Event.objects.filter(kind="export").count() == 2 and Event.objects.filter(kind="reveal").count() == 2


def test_a_fact_changed_behind_the_products_back_is_found() -> None:
    put(people(3))
    assert verify().ok
    registry.ledger("workers").objects.filter(wage=400_000).update(wage=400_001)
    report = verify()
    assert not report.ok and "facts.edited" in {problem.id for problem in report.problems}


def test_another_number_put_under_a_person_with_our_own_keys_is_found() -> None:
    put(people(3))
    person = Person.objects.order_by("id").first()
    assert person is not None
    other = people(4)[3]["身份证号"]
    person.document_sealed = seal([other], field=FIELD, rows=[person.pk])[0]
    person.document_blind = blind([other], purpose=PURPOSE)[0]
    told = frame([other]).row(0, named=True)
    person.birth, person.sex, person.region = told["birth"], told["sex"], told["region"]
    person.save()
    report = verify()
    assert "facts.edited" in {problem.id for problem in report.problems}


def test_a_lost_number_is_not_repaired_but_its_owner_suggested() -> None:
    rows = people(3)
    put(rows)
    spoiled = [dict(row) for row in rows]
    spoiled[1]["身份证号"] = float(rows[1]["身份证号"][:15] + "000") if rows[1]["身份证号"][:17].isdigit() else 0
    report = put(spoiled, partial=True)
    (finding,) = report.finding_dicts()
    assert finding["id"] == "resident_id.lost_digits" and finding["level"] == "error" and counts(report)[4] == 1
    masked = rows[1]["身份证号"][:4] + "**********" + rows[1]["身份证号"][-4:]
    assert masked in finding["message"]


def test_the_command_prints_one_json_object(capsys: pytest.CaptureFixture[str], tmp_path) -> None:  # type: ignore[no-untyped-def]
    import json

    path = tmp_path / "务工.xlsx"
    path.write_bytes(book(people(3)))
    call_command("import", "workers", str(path), "--json")
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {"ledger", "file", "applied", "batch", "sheets", "columns", "rows", "findings"}
    assert told["applied"] is True and told["rows"]["new"] == 3
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"not a workbook")
    with pytest.raises(SystemExit) as stop:
        call_command("import", "workers", str(bad), "--json")
    refused = json.loads(capsys.readouterr().out)
    assert stop.value.code == 1 and refused["applied"] is False and refused["findings"][0]["level"] == "error"
