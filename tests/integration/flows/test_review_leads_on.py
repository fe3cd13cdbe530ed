"""Where a competitive review begins and leads: only appraised projects enter, and the frozen result moves each on."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from jiedui.core.flows import standing
from jiedui.core.trail.operations import SYSTEM
from jiedui.modules.projects.flows import PROJECT
from jiedui.modules.projects.review import hooks
from tests.accounts import make_user
from tests.integration.country import MASHAN, place_regions
from tests.integration.flows.cast import appraise, file_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def country() -> Iterator[None]:
    place_regions()
    yield


def test_only_appraised_projects_enter_and_each_goes_its_way() -> None:
    lines = [f"P{n},项目{n},马山县,白山镇,产业,财政援助,120,100" for n in range(4)]
    rows = file_projects(*lines)
    appraise(*rows[:3])
    assert hooks.admitted(rows) == set(rows[:3])
    outcomes = {rows[0]: "library", rows[1]: "rolled", rows[2]: "vetoed"}
    hooks.after_frozen(
        hooks.Frozen(1, "2022 年评审", MASHAN, timezone.localdate().year, 1, SYSTEM, make_user("county", MASHAN), outcomes)
    )
    assert [standing.states(PROJECT, rows)[row] for row in rows] == ["reviewed", "appraised", "rejected", "applied"]
    assert hooks.admitted(rows) == {rows[1]}, "what was not funded competes again next year"
