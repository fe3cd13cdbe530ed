"""Whose answers count for whose files, and how far somebody else's file reaches."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake import operations, process
from jiedui.core.intake.models import Import
from jiedui.core.intake.queries import report_of
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words.errors import Conflict
from tests.accounts import make_user, sign_in
from tests.integration.web.conftest import put, text
from tests.integration.web.test_imports import hand_in
from tests.workbooks.draft import people

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def let_in(client: Client, record: Import, answers: dict[str, str]) -> None:
    client.post(f"/imports/{record.pk}/answers/", {f"answer:{key}": answer for key, answer in answers.items()})
    client.post(f"/imports/{record.pk}/apply/", {"partial": "1"})
    record.refresh_from_db()
    assert record.state == Import.State.APPLIED


def test_an_answer_nobody_asked_for_does_not_blind_the_other_counties(mashan: Client, longan: Client) -> None:
    mine = [{**row, "户籍县": "马山县", "乡镇": None} for row in people(2, seed=9)]
    let_in(mashan, hand_in(mashan, mine), {"column.fuzzy:月工资(元)": "不导入这一列", "column.fuzzy:姓名": "备注"})
    record = hand_in(longan, people(3))
    let_in(longan, record, {})
    workers = registry.ledger("workers").objects.filter(county="450123")
    assert [row.wage for row in workers.order_by("wage")] == [400_000, 410_000, 420_000]
    again = [{**row, "月工资(元)": 7000} for row in mine]
    let_in(mashan, hand_in(mashan, again), {})
    assert {row.wage for row in registry.ledger("workers").objects.filter(county="450124")} == {700_000}


def test_the_memory_of_a_person_without_organisation_is_their_own(mashan: Client, longan: Client) -> None:
    odd = [{**row, "户籍县": "马山县", "乡镇": None, "每月工资数": row["月工资(元)"]} for row in people(2, seed=9)]
    for row in odd:
        del row["月工资(元)"]
    record = hand_in(mashan, odd)
    keys = [one["key"] for one in report_of(record)["findings"] if one["id"] == "column.fuzzy"]
    assert keys == ["column.fuzzy:每月工资数"]
    let_in(mashan, record, {keys[0]: "不导入这一列"})
    theirs = hand_in(longan, [{**row, "户籍县": "隆安县"} for row in odd])
    assert [one["id"] for one in report_of(theirs)["findings"] if one["id"] == "column.fuzzy"] == ["column.fuzzy"]


def test_a_colleague_who_sees_more_does_not_open_it_to_the_owner(
    longan: Client, mashan: Client, enter: Callable[..., Client]
) -> None:
    rows = people(2)
    put([{**rows[0], "备注": "隆安的秘密"}])
    record = hand_in(mashan, [{**rows[0], "备注": "试探"}, {**rows[1], "户籍县": "马山县", "乡镇": None}])
    chief = enter(roles.MUNICIPAL)
    chief.post(f"/imports/{record.pk}/check/")
    chief.post(f"/imports/{record.pk}/apply/", {"partial": "1"})
    assert "隆安的秘密" not in text(mashan.get(f"/imports/{record.pk}/"))
    assert registry.ledger("workers").objects.get(county="450123").remark == "隆安的秘密"


def test_a_slow_check_does_not_overwrite_an_import_that_went_in(longan: Client, monkeypatch: Any) -> None:
    record = hand_in(longan, people(2))
    stale, run = Import.objects.get(pk=record.pk), process.run

    def slow(*args: Any, **more: Any) -> Any:
        report = run(*args, **more)
        if not more.get("write"):
            monkeypatch.setattr(process, "run", run)
            longan.post(f"/imports/{record.pk}/apply/")
        return report

    monkeypatch.setattr(process, "run", slow)
    with pytest.raises(Conflict):
        operations.preview(stale, scope=Scope.everything(), actor=SYSTEM)
    record.refresh_from_db()
    assert record.state == Import.State.APPLIED and record.event


def test_a_file_of_one_who_reaches_farther_does_not_open(longan: Client, mashan: Client, client: Client) -> None:
    """Its rows are of this county, but its other sheets need not be."""
    sign_in(client, make_user(roles.MUNICIPAL, ""))
    wide = hand_in(client, people(2))
    assert longan.get(f"/imports/{wide.pk}/").status_code == 200
    assert longan.get(f"/imports/{wide.pk}/returned.xlsx").status_code == 404
    assert longan.post(f"/imports/{wide.pk}/raw/", {"reason": "核对线索"}).status_code == 404
    own = hand_in(longan, people(2))
    assert longan.get(f"/imports/{own.pk}/returned.xlsx").status_code == 200
    assert client.get(f"/imports/{own.pk}/returned.xlsx").status_code == 200
