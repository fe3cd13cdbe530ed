# ruff: noqa: E402 (Django first)
"""A large invented installation for lists: python -m benchmarks.lists_world WORKERS HOUSEHOLDS, in a migrated data folder.

Rows are put in as imports leave them (a county's file after another, sealed persons and phones), but by bulk inserts
alone: no check, no trail. `jiedui trail verify` has nothing to say about them. The seed is fixed.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")

import django

django.setup()

import numpy as np
import polars as pl
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.lists import PASSWORD
from benchmarks.people import CHECK, WEIGHTS
from jiedui.core import store
from jiedui.core.access.operations import GrantSpec, create_user
from jiedui.core.declare.registry import registry
from jiedui.core.lake import operations as lake
from jiedui.core.people.operations import ensure
from jiedui.core.places import queries as places
from jiedui.core.places.models import Organisation
from jiedui.core.vault import sealing

SLICE = 20_000
FIRMS = 3_000
SURNAMES = np.array(
    list("韦黄覃蓝莫罗陆农李陈梁潘谭卢岑班王周吴何张刘杨林唐廖邓石甘苏赵钱孙郑冯许方宋谢曾彭肖蒋余叶蔡杜丁魏薛阎")
)
GIVEN = np.array(list(
    "明华秀英建国丽芳志强海燕春梅小红文军伟玲勇艳杰娟涛敏磊静霞平刚桂兰凤仙金银玉宝福寿荣昌盛兴旺达安康宁和顺良才德仁义礼智信忠孝"
    "廉耻清正大光先进东南西北中山水木土火日月星云雨雪风雷电花草树林森果叶根青绿蓝紫白黑长远高低深浅"
))  # fmt: skip


def main() -> None:
    workers, households = int(sys.argv[1]), int(sys.argv[2])
    choose = np.random.default_rng(2021)
    counties = places.paired_counties(timezone.localdate())
    with store.roomy(), transaction.atomic():
        firms = _firms()
        for start in range(0, workers, SLICE):
            _workers(choose, counties, firms, start, min(SLICE, workers - start))
        for start in range(0, households, SLICE // 10):
            _households(choose, counties, start, min(SLICE // 10, households - start))
    _accounts(counties)
    lake.mark_all()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    lake.refresh()


def _accounts(counties: list[str]) -> None:
    for name, role, region in (("shi", "municipal", ""), ("xian", "county", counties[0])):
        create_user(username=name + "-office", display_name=name, password=PASSWORD, by=None, must_change_password=False,
                    grants=[GrantSpec(role, region)])  # fmt: skip


def _firms() -> np.ndarray:
    names = [
        f"深圳市{a}{b}{c}有限公司" for a in GIVEN[:30] for b in GIVEN[30:55] for c in ("科技", "实业", "制衣", "电子")
    ]
    made = [Organisation(name=name, match_name=name) for name in names[:FIRMS]]
    return np.array([one.pk for one in Organisation.objects.bulk_create(made)])


def _workers(choose: np.random.Generator, counties: list[str], firms: np.ndarray, start: int, count: int) -> None:
    ledger = registry.ledger("workers")
    # One county's file after another: consecutive numbers are of one county.
    numbers = np.arange(start, start + count)
    county = np.array(counties)[(numbers // 2_000) % len(counties)]
    persons = ensure(_documents(choose, county, numbers))
    ids = list(store.next_ids(ledger, count))
    phones = [f"1{choose.integers(30, 99)}{number:08d}" for number in numbers]
    tags = np.array(["poverty_relieved", "monitored", "poverty_relieved,relocated", "other"])
    statuses = np.array(["willing", "recommended", "hired", "arrived", "stable", "left", "returned"])
    since = [
        f"202{y}-{m:02d}-{d:02d}"
        for y, m, d in zip(*(choose.integers(a, b, count) for a, b in ((0, 2), (1, 13), (1, 29))), strict=True)
    ]
    frame = pl.DataFrame(
        {
            "id": ids,
            **_bookkeeping(choose, count),
            "name": _names(choose, count),
            "resident_id_id": list(persons.values()),
            "sex": choose.choice(["1", "2"], count),
            "ethnic": choose.choice(["01", "08", "05", "03"], count),
            "county": county,
            "town": _towns(choose, county),
            "phone_sealed": sealing.seal(phones, field="workers.phone", rows=ids),
            "phone_blind": sealing.blind(phones, purpose="phone"),
            "phone_mark": sealing.blind(phones, purpose="phone"),
            "tags": choose.choice(tags, count, p=[0.55, 0.08, 0.07, 0.3]),
            "status": choose.choice(statuses, count, p=[0.05, 0.02, 0.03, 0.3, 0.45, 0.1, 0.05]),
            "employer_id": choose.choice(firms, count),
            "trade": choose.choice(["C", "E", "H", "O", "G", "13", "39"], count),
            "post": choose.choice(["普工", "装配工", "缝纫工", "保安", "保洁", "厨师", "建筑工", "司机"], count),
            "workplace": choose.choice(["440306", "440307", "440309", "440305", "450100"], count),
            "since": since,
            "wage": choose.integers(25, 90, count) * 10_000,
            "contract": choose.random(count) < 0.7,
            "insured": choose.random(count) < 0.5,
            "channel": choose.choice(["政府组织", "点对点输送", "招聘会", "亲友介绍", "自主外出"], count),
            "checked_on": choose.choice(["2021-09-30", "2021-12-31", "2021-12-15"], count),
        }
    )
    store.insert_frame(ledger._meta.db_table, frame, _constants())


def _households(choose: np.random.Generator, counties: list[str], start: int, count: int) -> None:
    """`count` households with twelve months each, a month's file after another."""
    ledger = registry.ledger("household_months")
    numbers = np.arange(start, start + count)
    county = np.array(counties)[(numbers // 100) % len(counties)]
    heads = np.array(list(ensure(_documents(choose, county, numbers + 5_000_000)).values()))
    names, towns = np.array(_names(choose, count)), np.array(_towns(choose, county))
    kinds, monitored = (
        choose.choice(["poverty_relieved", "general"], count),
        choose.choice(["none", "unstable", "marginal", "hardship"], count),
    )
    for month in range(1, 13):
        frame = pl.DataFrame(
            {
                "id": list(store.next_ids(ledger, count)),
                **_bookkeeping(choose, count),
                "household": [f"{code}{number:06d}" for code, number in zip(county, numbers, strict=True)],
                "head_name": names, "head_id": heads, "county": county, "town": towns,
                "people": choose.integers(1, 8, count), "kind": kinds, "monitoring": monitored, "month": [f"2021-{month:02d}"] * count,
                "wage_income": choose.integers(0, 60, count) * 10_000, "business_income": choose.integers(0, 30, count) * 10_000,
                "transfer_income": choose.integers(0, 8, count) * 10_000, "medical_cost": choose.integers(0, 20, count) * 10_000,
                "education_ok": choose.random(count) < 0.98, "medical_ok": choose.random(count) < 0.97,
                "housing_ok": choose.random(count) < 0.99, "water_ok": choose.random(count) < 0.98,
                "workers": choose.integers(0, 4, count), "risk": choose.choice(["illness", "schooling", "unstable_job"], count),
            }
        )  # fmt: skip
        store.insert_frame(ledger._meta.db_table, frame, _constants())


def _bookkeeping(choose: np.random.Generator, count: int) -> dict[str, list[bytes]]:
    return {name: [choose.bytes(size) for _ in range(count)] for name, size in (("salt", 16), ("digest", 32))}


def _constants() -> dict[str, object]:
    return {"revision": 1, "event": 1, "changed_at": connection.ops.adapt_datetimefield_value(timezone.now())}


def _names(choose: np.random.Generator, count: int) -> list[str]:
    return [
        "".join(part)
        for part in zip(
            choose.choice(SURNAMES, count), choose.choice(GIVEN, count), choose.choice(GIVEN, count), strict=True
        )
    ]


def _towns(choose: np.random.Generator, county: np.ndarray) -> list[str]:
    of = {code: places.resolver().children(code) for code in set(county)}
    return [of[code][at % len(of[code])] for code, at in zip(county, choose.integers(0, 100, len(county)), strict=True)]


def _documents(choose: np.random.Generator, county: np.ndarray, numbers: np.ndarray) -> list[str]:
    """Valid resident IDs, all different: birthday and serial follow from the number."""
    found = []
    for code, number in zip(county, numbers.tolist(), strict=True):
        rest, serial = divmod(number, 999)
        rest, day = divmod(rest, 28)
        rest, month = divmod(rest, 12)
        body = f"{code}{1955 + rest % 50}{month + 1:02d}{day + 1:02d}{serial + 1:03d}"
        found.append(body + CHECK[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11])
    return found


if __name__ == "__main__":
    main()
