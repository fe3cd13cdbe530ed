"""Figures over HTTP: within the caller's reach, and the rows behind them."""

import pytest

from jiedui.core.access import roles
from tests.accounts import make_user
from tests.integration.api.conftest import Caller, caller_for
from tests.integration.country import LONGAN, MASHAN

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture
def gardens(mashan: Caller) -> None:
    """Two gardens in Mashan of 1.5 mu together, one in Longan of 4."""
    longan = caller_for(make_user(roles.COUNTY, LONGAN))
    rows = [(mashan, "M1", MASHAN, "0.50"), (mashan, "M2", MASHAN, "1"), (mashan, "M3", MASHAN, None), (longan, "L1", LONGAN, "4")]
    for caller, number, county, area in rows:
        facts = {"number": number, "owner": "韦二", "county": county, "area": area}
        assert caller.post("ledgers/gardens/rows", {"facts": facts}).status_code == 201


def test_a_figure_of_ones_own_reach_leads_to_its_rows(mashan: Caller, gardens: None) -> None:
    value = mashan.get("indicators/T1", by="county").json()
    assert (value["value"], value["by"], value["rows"]) == (1.5, {MASHAN: 1.5}, 2)
    drilled = mashan.get("indicators/T1/rows").json()
    assert drilled["ledger"] == "gardens"
    assert [row["facts"]["number"] for row in drilled["rows"]] == ["M1", "M2"]
    first = mashan.get("indicators/T1/rows", limit=1).json()
    assert [row["facts"]["number"] for row in first["rows"]] == ["M1"]
    following = mashan.get("indicators/T1/rows", after=first["next"]).json()
    assert ([row["facts"]["number"] for row in following["rows"]], following["next"]) == (["M2"], None)
    assert mashan.get("indicators/T1/rows", county=LONGAN).json()["rows"] == []


def test_the_whole_and_its_parts(gardens: None) -> None:
    municipal = caller_for(make_user(roles.MUNICIPAL))
    (value,) = municipal.get("indicators/values", ids=["T1"], by="county").json()
    assert (value["value"], value["by"]) == (5.5, {LONGAN: 4, MASHAN: 1.5})
    assert municipal.get("indicators/T1", region=LONGAN).json()["value"] == 4
    assert {one["id"] for one in municipal.get("indicators").json()} >= {"26", "T1"}
    assert municipal.get("indicators/T1", as_of="gestern").status_code == 422
    assert municipal.get("indicators/none").status_code == 404
