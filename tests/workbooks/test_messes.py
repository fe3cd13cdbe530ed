"""Every mess of the field, one by one, through intake itself: what is said, what is stored, what is refused."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from jiedui.core.places import queries as places
from tests.workbooks import BUILDERS, EXTRAS, HOSTILE, Made
from tests.workbooks.judge import differences, hand_in


@pytest.fixture(scope="module")
def regions(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """All regions and pairings, once for this module."""
    from jiedui.core.places.models import KeyCounty, Loaded, Pairing, Region, RegionName

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        call_command("load_places", verbosity=0)
        call_command("load_plan", verbosity=0)
        places.forget()
        yield
        for model in (Region, RegionName, Pairing, KeyCounty, Loaded):
            model.objects.all().delete()
        places.forget()


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BUILDERS | EXTRAS))
def test_mess(name: str, regions: None) -> None:
    made = (BUILDERS | EXTRAS)[name]()
    report = hand_in(made)
    told = differences(made, report)
    assert not told, "\n".join([name, *told])
    if "again" in made.expected:
        again = hand_in(made)
        assert {key: again.rows[key] for key in made.expected["again"]} == made.expected["again"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_file_is_refused_and_says_why(name: str, regions: None) -> None:
    report = hand_in(Made("workers", HOSTILE[name](), name, {}), partial=False)
    assert not report.ok
    assert not report.applied
    (finding,) = report.finding_dicts()
    assert finding["level"] == "error"
    assert len(finding["message"]) > 10
