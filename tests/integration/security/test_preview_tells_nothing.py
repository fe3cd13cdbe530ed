"""A file may name what belongs to others. Its preview must not say what is known about it."""

from collections.abc import Callable

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.declare.registry import registry
from jiedui.core.intake.models import Import
from jiedui.core.intake.queries import report_of
from tests.integration.country import CHENGXIANG, NANXU
from tests.integration.web.conftest import put, text
from tests.integration.web.test_imports import hand_in
from tests.workbooks.draft import people, some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ARRIVED = "已到县资金(万元)"


def findings(record: Import) -> list[tuple[int | None, str]]:
    return [(one["row"], one["id"]) for one in report_of(record)["findings"]]


@pytest.mark.parametrize("county", ["马山县", "隆安县"])
def test_a_foreign_project_number_does_not_tell_its_money(mashan: Client, county: str) -> None:
    rows = some_projects(6)
    for at, row in enumerate(rows):
        row[ARRIVED] = 4321 + at
    put(rows, ledger="projects")
    record = hand_in(mashan, [{**row, "县": county, "乡镇": None, ARRIVED: 0.01} for row in rows], ledger="projects")
    page = text(mashan.get(f"/imports/{record.pk}/"))
    expected = "row.key_elsewhere" if county == "马山县" else "row.out_of_scope"
    assert findings(record) == [(row, expected) for row in range(2, 8)]
    for at in range(6):
        assert f"{4321 + at}" not in page.replace(",", "")
    assert report_of(record)["changes"] == []


def test_a_foreign_person_is_not_compared(mashan: Client) -> None:
    rows = people(3)
    put(rows)
    record = hand_in(mashan, [{**row, "姓名": "韦某某"} for row in rows])
    assert findings(record) == [(row, "row.out_of_scope") for row in (2, 3, 4)]


def test_a_township_learns_nothing_of_its_neighbour(enter: Callable[..., Client]) -> None:
    rows = people(2)
    put([{**rows[0], "乡镇": "南圩镇", "备注": "邻镇的秘密"}, rows[1]])
    clerk = enter(roles.TOWNSHIP, CHENGXIANG)
    record = hand_in(clerk, [{**rows[0], "姓名": "某人", "备注": "试探"}, {**rows[1], "备注": "本镇"}])
    assert findings(record) == [(2, "row.key_elsewhere")]
    page = text(clerk.get(f"/imports/{record.pk}/"))
    assert "邻镇的秘密" not in page and rows[0]["姓名"] not in page
    clerk.post(f"/imports/{record.pk}/apply/", {"partial": "1"})
    workers = registry.ledger("workers").objects
    assert workers.get(town=NANXU).remark == "邻镇的秘密" and workers.get(town=CHENGXIANG).remark == "本镇"
