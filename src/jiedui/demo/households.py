"""An invented panel of households by month: seasons, growth, shocks and some missing months."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from jiedui.demo.geography import County, share_out
from jiedui.demo.identity import Identities
from jiedui.demo.names import draw_names

Row = dict[str, Any]
MISSING = 0.02  # share of households with one to three months not reported
KINDS = (
    ("脱贫户", "非监测对象"),
    ("脱贫户", "脱贫不稳定户"),
    ("一般农户", "边缘易致贫户"),
    ("一般农户", "突发严重困难户"),
    ("一般农户", "非监测对象"),
)
KIND_SHARES = (0.55, 0.16, 0.15, 0.04, 0.10)
# Yuan a person and month, by kind: wages, production, property, transfers.
LEVELS = np.array([(690, 260, 12, 150), (390, 150, 5, 190), (400, 160, 4, 120), (450, 190, 8, 140), (820, 330, 25, 70)])
RISKS = ("因病", "因学", "因残", "因灾", "务工就业不稳", "缺劳动力")
# January … December: wages dip at the Spring Festival; sugar cane and pigs sell in winter, mangoes and rice from July.
WAGE_SEASON = np.array([0.85, 0.55, 0.9, 1.02, 1.04, 1.04, 1.05, 1.05, 1.06, 1.08, 1.1, 1.06])
FARM_SEASON = np.array([1.5, 1.1, 0.6, 0.5, 0.6, 0.8, 1.4, 1.3, 0.9, 1.1, 1.2, 1.4])


def months_back(count: int, last: tuple[int, int] = (2021, 12)) -> list[str]:
    """The `count` months that end with `last`, oldest first, as 2021-03."""
    serial = last[0] * 12 + last[1] - 1
    return [f"{s // 12}-{s % 12 + 1:02d}" for s in range(serial - count + 1, serial + 1)]


def make_households(
    rng: np.random.Generator,
    identities: Identities,
    counties: Sequence[County],
    count: int,
    months: int,
    workers: Mapping[str, Sequence[Row]],
) -> Iterator[tuple[str, list[Row]]]:
    """(county code, rows) county by county; `count` households in all, `months` rows each save the missing ones.

    Some heads of households are people of `workers` (rows by county code): one person in two ledgers.
    """
    weights = [1.0 + 0.8 * county.key + 0.4 * rng.random() for county in counties]
    for county, number in zip(counties, share_out(count, weights), strict=True):
        known = workers.get(county.code, ())
        yield county.code, _of_county(rng, identities, county, number, months_back(months), known)


def _of_county(
    rng: np.random.Generator,
    identities: Identities,
    county: County,
    n: int,
    months: list[str],
    known: Sequence[Row],
) -> list[Row]:
    m = len(months)
    people = rng.choice(np.arange(1, 9), n, p=(0.07, 0.13, 0.2, 0.27, 0.17, 0.1, 0.04, 0.02))
    kind = rng.choice(len(KINDS), n, p=KIND_SHARES)
    items = _incomes(rng, people, kind, [int(month[5:]) - 1 for month in months])
    risk, paid, months_of_shock = _shocks(rng, kind, items, m)
    values = np.rint(items).astype(int).tolist()
    outlay = np.rint(paid).astype(int).tolist()
    male = rng.random(n) < 0.8
    born = rng.integers(1945, 1999, n) * 10000 + rng.integers(1, 13, n) * 100 + rng.integers(1, 29, n)
    ids = identities.draw(rng, county.id_prefixes(rng, born // 10000), born, male)
    names = draw_names(rng, male)
    towns, villages = county.draw_homes(rng, n)
    shared = min(n // 12, len(known))
    for i, k in enumerate(rng.choice(len(known), shared, replace=False) if shared else ()):
        ids[i], names[i], towns[i], villages[i] = (known[k][h] for h in ("身份证号", "姓名", "乡镇", "村"))
    safe = np.where(rng.random((4, n)) < 0.996, "是", "否").tolist()
    workers = np.minimum(people, rng.choice(4, n, p=(0.15, 0.4, 0.35, 0.1))).tolist()
    absent = _absent(rng, n, m)
    width = 6 - len(identities.series.mark)
    rows: list[Row] = []
    for i in range(n):
        head = {
            "户编号": f"{county.code}{identities.series.mark}{i + 1:0{width}d}",
            "户主姓名": names[i],
            "户主身份证号": ids[i],
            "县": county.name,
            "乡镇": towns[i],
            "村": villages[i],
            "家庭人口": int(people[i]),
            "户类型": KINDS[kind[i]][0],
            "监测对象类型": KINDS[kind[i]][1],
        }
        tail = {
            "义务教育有保障": safe[0][i],
            "基本医疗有保障": safe[1][i],
            "住房安全有保障": safe[2][i],
            "饮水安全有保障": safe[3][i],
            "务工人数": workers[i],
            "风险类型": risk[i],
        }
        shock = months_of_shock[i]
        for j in range(m):
            if absent[i, j]:
                continue
            wage, farm, property_, transfer, cost = values[i][j]
            rows.append(
                head
                | {
                    "月份": months[j],
                    "工资性收入": wage,
                    "生产经营性收入": farm,
                    "财产性收入": property_,
                    "转移性收入": transfer,
                    "生产经营性支出": cost,
                    "合规自付支出": outlay[i][j],
                }
                | tail
                | ({"备注": shock[1]} if shock and shock[0] == j else {})
            )
    return rows


def _incomes(rng: np.random.Generator, people: np.ndarray, kind: np.ndarray, calendar: list[int]) -> np.ndarray:
    """Yuan of a household: array (household, month, item); the fifth item is the cost of production."""
    n, m = len(people), len(calendar)
    level = LEVELS[kind] * people[:, None] * rng.lognormal(0, 0.28, (n, 4))
    growth = 1 + 0.006 * np.arange(m) * rng.normal(1, 0.8, (n, 1))
    noise = rng.lognormal(0, 0.09, (n, m, 4))
    season = np.stack([WAGE_SEASON[calendar], FARM_SEASON[calendar], np.ones(m), np.ones(m)], axis=1)
    # Transfers are paid out by the quarter: little in two months, the rest in the third.
    season[:, 3] = np.where(np.array(calendar) % 3 == 2, 1.6, 0.7)
    income = level[:, None, :] * season[None] * growth[:, :, None] * noise
    cost = income[:, :, 1:2] * rng.uniform(0.2, 0.45, (n, 1, 1))
    return np.concatenate([income, cost], axis=2)


def _shocks(
    rng: np.random.Generator, kind: np.ndarray, items: np.ndarray, m: int
) -> tuple[list[str | None], np.ndarray, list[tuple[int, str] | None]]:
    """Strikes some households: changes `items` in place; returns risk, self-paid outlay and (month, remark)."""
    n = len(kind)
    monitored = (kind > 0) & (kind < 4)
    risk: list[str | None] = [
        RISKS[r] if w else None for r, w in zip(rng.integers(0, len(RISKS), n), monitored, strict=True)
    ]
    paid = np.where(rng.random((n, m)) < 0.25, rng.lognormal(4.6, 0.7, (n, m)), 0)
    notes: list[tuple[int, str] | None] = [None] * n
    for i in np.flatnonzero(rng.random(n) < np.where(kind == 3, 0.9, 0.018)):
        start = int(rng.integers(0, m))
        until = min(m, start + int(rng.integers(2, 6)))
        if rng.random() < 0.6:
            items[i, start:until, 0] *= rng.uniform(0.2, 0.7)
            paid[i, start:until] += rng.lognormal(8.6, 0.8) / (until - start)
            risk[i], notes[i] = "因病", (start, "家庭成员患大病，务工中断")
        else:
            items[i, start:until, 1] *= rng.uniform(0.05, 0.5)
            items[i, start, 4] *= 2.2
            risk[i], notes[i] = "因灾", (start, "洪涝受灾，农作物减产")
    return risk, paid, notes


def _absent(rng: np.random.Generator, n: int, m: int) -> np.ndarray:
    absent = np.zeros((n, m), dtype=bool)
    for i in np.flatnonzero(rng.random(n) < MISSING):
        absent[i, rng.choice(m, min(m - 1, int(rng.integers(1, 4))), replace=False)] = True
    return absent
