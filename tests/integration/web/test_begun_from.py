"""A record begun from another takes over what is known; a village's notice holds nothing personal."""

from collections.abc import Iterator

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.ledger.operations import Source, save
from jiedui.core.trail.operations import SYSTEM
from tests.accounts import make_user, sign_in
from tests.integration.country import BAISHAN, LONGAN, MASHAN, place_regions
from tests.integration.flows.cast import file_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def country() -> Iterator[None]:
    place_regions()
    yield


def client(role: str, region: str) -> Client:
    return sign_in(Client(), make_user(role, region))


def test_an_asset_is_begun_from_its_project() -> None:
    (row,) = file_projects("P1,桑蚕基地,马山县,白山镇,产业,财政援助,120,100")
    county = client(roles.COUNTY, MASHAN)
    page = county.get(f"/ledgers/projects/{row}/").content.decode()
    assert f"/ledgers/assets/new/?project={row}" in page
    form = county.get(f"/ledgers/assets/new/?project={row}").content.decode()
    assert "已带出关联记录里登记过的内容" in form
    for text in ('value="桑蚕基地"', 'value="P1"', 'value="白山镇"', 'value="120"', 'value="100"'):
        assert text in form, text
    foreign = client(roles.COUNTY, LONGAN)
    assert foreign.get(f"/ledgers/assets/new/?project={row}").status_code == 404
    viewer = client(roles.VIEWER, MASHAN)
    assert "assets/new" not in viewer.get(f"/ledgers/projects/{row}/").content.decode()


def test_the_notice_of_a_village() -> None:
    village = f"{BAISHAN}201"
    values = {
        "number": "ZC1", "name": "冷库", "county": MASHAN, "town": BAISHAN, "village": village, "kind": "operating",
        "original_value": 120_000_000, "keeper_person": "韦秀英", "income": 3_000_000,
    }  # fmt: skip
    save(registry.ledger("assets"), values, actor=SYSTEM, scope=Scope.everything(), source=Source("form"))
    county = client(roles.COUNTY, MASHAN)
    listed = county.get("/assets/villages/").content.decode()
    assert f"/assets/villages/{village}/" in listed
    sheet = county.get(f"/assets/villages/{village}/").content.decode()
    assert "冷库" in sheet and "120" in sheet and "经营性" in sheet
    assert "韦秀英" not in sheet, "the keeper's name is personal"
    assert client(roles.COUNTY, LONGAN).get(f"/assets/villages/{village}/").status_code == 404
    empty = client(roles.COUNTY, LONGAN).get("/assets/villages/").content.decode()
    assert "还没有填写到村的资产" in empty
