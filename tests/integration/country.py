"""A few regions and two pairings: Futian with Mashan, Nanshan with Longan. `place_regions()` puts them in the database."""

import datetime as dt

from jiedui.core.places import queries
from jiedui.core.places.models import Loaded, Pairing, Region

MASHAN, LONGAN = "450124", "450123"
BAISHAN, BAILONGTAN, CHENGXIANG, NANXU = "450124100", "450124101", "450123100", "450123101"
FUTIAN, NANSHAN = "440304", "440305"
REGIONS = [
    ("450000", "广西壮族自治区", "广西", "province", ""),
    ("450100", "南宁市", "南宁", "city", "450000"),
    (LONGAN, "隆安县", "隆安", "county", "450100"),
    (MASHAN, "马山县", "马山", "county", "450100"),
    (BAISHAN, "白山镇", "白山", "town", MASHAN),
    (BAILONGTAN, "百龙滩镇", "百龙滩", "town", MASHAN),
    (CHENGXIANG, "城厢镇", "城厢", "town", LONGAN),
    (NANXU, "南圩镇", "南圩", "town", LONGAN),
    ("440000", "广东省", "广东", "province", ""),
    ("440300", "深圳市", "深圳", "city", "440000"),
    (FUTIAN, "福田区", "福田", "county", "440300"),
    (NANSHAN, "南山区", "南山", "county", "440300"),
]


def place_regions() -> None:
    """Load them; the resolver of this process is built anew."""
    Region.objects.bulk_create(
        Region(code=code, name=name, short=short, level=level, parent=parent)
        for code, name, short, level, parent in REGIONS
    )
    Loaded.objects.create(digest=f"few places {dt.datetime.now().timestamp()}")
    Pairing.objects.bulk_create(
        Pairing(county=county, district=district, kind="调整", confidence="plan", confirmed=True)
        for county, district in ((MASHAN, FUTIAN), (LONGAN, NANSHAN))
    )
    queries.forget()
