"""What a region's code stands for."""

import datetime as dt

import pytest

from jiedui.core.access.regions import level_of
from jiedui.core.access.scope import Scope
from jiedui.core.words.errors import Refused

pytestmark = pytest.mark.usefixtures("regions")
IN_2022 = dt.date(2022, 6, 1)


@pytest.mark.parametrize(
    ("code", "at", "counties", "towns"),
    [
        ("", None, None, None),
        ("450124", None, {"450124"}, None),
        ("452127", None, {"450124"}, None),  # its code until 2002
        ("450124100", None, {"450124"}, {"450124100"}),
        ("450100", None, {"450123", "450124", "450125"}, None),
        ("450000", None, {"450123", "450124", "450125"}, None),
        ("440304", None, {"450124"}, None),
        ("440304", IN_2022, {"450124", "450125"}, None),
        ("440300", None, {"450124", "440305"}, None),
    ],
)
def test_of_region(code: str, at: dt.date | None, counties: set[str] | None, towns: set[str] | None) -> None:
    scope = Scope.of_region(code, at)
    assert scope.counties == counties
    assert scope.towns == towns


@pytest.mark.parametrize("code", ["999999", "45", "马山县", "450124999", "450124100200"])
def test_an_unknown_region_is_refused_with_the_code(code: str) -> None:
    with pytest.raises(Refused, match=code) as refusal:
        Scope.of_region(code)
    assert refusal.value.id == "access.unknown_region"


@pytest.mark.parametrize(
    ("code", "level"),
    [("", "all"), ("450000", "province"), ("450100", "city"), ("450124", "county"), ("440304", "district"),
     ("440305", "county"), ("450124100", "town")],
)  # fmt: skip
def test_level_of(code: str, level: str) -> None:
    assert level_of(code) == level
