"""A few regions and pairings: Futian with Mashan and Shanglin in Nanning, the latter only until the end of 2022."""

import datetime as dt
from collections.abc import Iterator

import pytest

from jiedui.core.places import queries
from jiedui.core.places.models import Loaded, Pairing, Region

REGIONS = [
    ("450000", "广西壮族自治区", "province", ""),
    ("450100", "南宁市", "city", "450000"),
    ("450123", "隆安县", "county", "450100"),
    ("450124", "马山县", "county", "450100"),
    ("450125", "上林县", "county", "450100"),
    ("450124100", "白山镇", "town", "450124"),
    ("450124101", "百龙滩镇", "town", "450124"),
    ("440000", "广东省", "province", ""),
    ("440300", "深圳市", "city", "440000"),
    ("440304", "福田区", "county", "440300"),
    ("440305", "南山区", "county", "440300"),
]


@pytest.fixture
def regions(db: None) -> Iterator[None]:
    Region.objects.bulk_create(
        Region(code=code, name=name, short=name[:2], level=level, parent=parent)
        for code, name, level, parent in REGIONS
    )
    Region.objects.create(
        code="452127", name="马山县", short="马山", level="county", parent="450100", successor="450124",
        valid_to=dt.date(2002, 12, 31),
    )  # fmt: skip
    Loaded.objects.create(digest="a few")
    Pairing.objects.bulk_create(
        [
            Pairing(county="450124", district="440304", kind="调整", confidence="plan", confirmed=True),
            Pairing(county="450125", district="440304", kind="调整", confidence="plan", valid_to=dt.date(2022, 12, 31)),
        ]
    )
    queries.forget()
    yield
    queries.forget()
