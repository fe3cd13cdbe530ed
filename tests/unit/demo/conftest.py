"""A small geography of three counties, enough for worlds that need no database."""

import pytest

from jiedui.demo.geography import County, counties_from
from jiedui.demo.world import World
from tests.workbooks.conftest import regions

__all__ = ["regions"]

PAIRINGS = [
    {"code": "450123", "name": "隆安县", "city": "南宁市", "district_code": "440304", "district": "福田区",
     "key_county": "0", "old_id_prefixes": "452126"},
    {"code": "451003", "name": "田阳区", "city": "百色市", "district_code": "440311", "district": "光明区",
     "key_county": "0", "old_id_prefixes": "452622;451021"},
    {"code": "451226", "name": "环江毛南族自治县", "city": "河池市", "district_code": "440306", "district": "宝安区",
     "key_county": "1", "old_id_prefixes": "452724"},
]  # fmt: skip
TOWNS = {
    "450123": [("城厢镇", ["旺中村", "良兴村"]), ("那桐镇", ["定江村"])],
    "451003": [("田州镇", ["兴城村"]), ("那坡镇", ["尚兴村"])],
    "451226": [("思恩镇", ["陈双村", "叠岭村"])],
}


@pytest.fixture(scope="session")
def counties() -> list[County]:
    return counties_from(PAIRINGS, TOWNS)


@pytest.fixture(scope="session")
def world(counties: list[County]) -> World:
    return World(counties, seed=7, workers=1500, households=400, months=12, projects=60)
