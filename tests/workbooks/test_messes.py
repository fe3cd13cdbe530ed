"""Every mess of the field, one by one, through intake itself: what is said, what is stored, what is refused."""

import pytest

from tests.workbooks import BUILDERS, EXTRAS, HOSTILE, Made
from tests.workbooks.judge import differences, hand_in


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
