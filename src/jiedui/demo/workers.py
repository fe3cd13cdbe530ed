"""Invented migrant workers: seasons, wages, leavers and returns, a few registered by two counties."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from jiedui.demo.employers import TRADES, Employer
from jiedui.demo.geography import LAST_DAY, County, share_out
from jiedui.demo.identity import Identities, phones
from jiedui.demo.names import draw_groups, draw_names

Row = dict[str, Any]
TWICE = 0.003  # share of rows that repeat a person of another county
TAGS = ("脱贫人口", "监测对象", "易地搬迁", "其他农村劳动力", "脱贫人口、易地搬迁", "监测对象、易地搬迁")
TAG_SHARES = (0.46, 0.06, 0.07, 0.30, 0.09, 0.02)
CHANNELS = ("东西部劳务协作", "政府组织输出", "点对点专车", "人力资源公司", "亲友介绍", "自主外出", "帮扶车间就近就业")
CHANNEL_SHARES = (0.22, 0.14, 0.12, 0.14, 0.16, 0.17, 0.05)
# Months of starting work 2020-01 … 2021-12: after the Spring Festivals (25 Jan 2020, 12 Feb 2021) most people leave;
# 2020 was late because of the epidemic.
STARTS = (2, 2, 9, 14, 9, 6, 6, 5, 6, 4, 3, 1, 2, 16, 34, 14, 8, 7, 9, 6, 7, 5, 4, 2)


def make_workers(
    rng: np.random.Generator,
    identities: Identities,
    counties: Sequence[County],
    employers: dict[str, list[Employer]],
    count: int,
) -> dict[str, list[Row]]:
    """Rows by county code, `count` in all; about 0.3 % of them repeat a person who is in another county's list."""
    twice = int(count * TWICE)
    weights = [1.0 + 0.8 * county.key + 0.4 * rng.random() for county in counties]
    rows = {
        county.code: _of_county(rng, identities, county, employers, number)
        for county, number in zip(counties, share_out(count - twice, weights), strict=True)
    }
    _register_twice(rng, counties, rows, twice)
    return rows


def _register_twice(
    rng: np.random.Generator, counties: Sequence[County], rows: dict[str, list[Row]], count: int
) -> None:
    """Adds `count` rows of people whom another county has registered already, each person at most once more."""
    own = {code: len(made) for code, made in rows.items()}
    seen: set[str] = set()
    while len(seen) < count and len(counties) > 1:
        here, there = (counties[i] for i in rng.choice(len(counties), 2, replace=False))
        if not own[here.code]:
            continue
        source = rows[here.code][rng.integers(own[here.code])]
        if source["身份证号"] in seen:
            continue
        seen.add(source["身份证号"])
        town, village = there.draw_homes(rng, 1)
        home = {"户籍县": there.name, "乡镇": town[0], "村": village[0], "备注": "婚迁登记"}
        rows[there.code].append(source | home)


def _of_county(
    rng: np.random.Generator,
    identities: Identities,
    county: County,
    employers: dict[str, list[Employer]],
    n: int,
) -> list[Row]:
    male = rng.random(n) < 0.58
    ages = np.clip(rng.gamma(5.0, 4.2, n) + 16, 17, 62)
    born = [date(2021, 6, 30) - timedelta(days=int(a * 365.25)) for a in ages]
    births = np.array([d.year * 10000 + d.month * 100 + d.day for d in born], dtype=np.int64)
    ids = identities.draw(rng, county.id_prefixes(rng, births // 10000), births, male)
    towns, villages = county.draw_homes(rng, n)
    names, groups, mobile = draw_names(rng, male), draw_groups(rng, county.code, county.city, n), phones(rng, n)
    tags = rng.choice(TAGS, n, p=TAG_SHARES)
    channels = rng.choice(CHANNELS, n, p=CHANNEL_SHARES)
    place = rng.choice(4, n, p=(0.46, 0.17, 0.13, 0.24))  # Shenzhen, elsewhere in Guangdong, in Guangxi, at home
    luck = rng.random((8, n))
    months = rng.choice(24, n, p=np.array(STARTS) / sum(STARTS))
    days = rng.integers(1, 29, n)
    wages = rng.lognormal(0, 0.17, n)
    paired = employers[county.district_code]
    shenzhen = [e for code, firms in employers.items() if code.startswith("4403") for e in firms]
    rows: list[Row] = []
    for i in range(n):
        pool = (
            paired if luck[0, i] < 0.55 else shenzhen,
            employers["east"],
            employers["west"],
            employers[county.code],
        )[place[i]]
        # Few firms employ many: a squared draw leans to the front of the list.
        firm = pool[int(len(pool) * luck[1, i] ** 2)]
        begun = date(2020 + int(months[i]) // 12, int(months[i]) % 12 + 1, int(days[i]))
        row: Row = {
            "姓名": names[i],
            "身份证号": ids[i],
            "性别": "男" if male[i] else "女",
            "民族": groups[i],
            "户籍县": county.name,
            "乡镇": towns[i],
            "村": villages[i],
            "联系电话": mobile[i],
            "人员类别": str(tags[i]),
            "最近核查日期": _checked(luck[2, i], luck[3, i]),
        }
        if luck[4, i] < 0.045:
            row |= {"就业状态": "有意愿" if luck[5, i] < 0.6 else "已推荐"}
        else:
            row |= _employment(firm, begun, luck[4:, i], float(wages[i]), str(channels[i]), at_home=place[i] == 3)
        rows.append(row)
    return rows


def _checked(month: float, day: float) -> date:
    """Checks bunch at the ends of quarters and before the yearly assessment."""
    ends = (3, 6, 6, 9, 9, 10, 11, 11, 12, 12, 12, 12)
    return date(2021, ends[int(month * 12)], 1 + int(day * 28))


def _employment(firm: Employer, begun: date, luck: np.ndarray, factor: float, channel: str, *, at_home: bool) -> Row:
    posts, wage, _ = TRADES[firm.trade]
    season = 1.06 if begun.month in (2, 3) else 0.96 if begun.month in (11, 12, 1) else 1.0
    held = (LAST_DAY - begun).days
    row: Row = {
        "就业单位": firm.name,
        "统一社会信用代码": firm.code,
        "行业": firm.trade,
        "岗位": posts[int(luck[1] * len(posts))],
        "就业地": firm.place,
        "就业起始时间": begun,
        "月工资(元)": round(wage * factor * season * (0.72 if at_home else 1.0) / 50) * 50,
        "是否签订劳动合同": "是" if luck[2] < (0.55 if at_home else 0.86) else "否",
        "是否参加社保": "是" if luck[3] < (0.35 if at_home else 0.71) else "否",
        "输转渠道": "帮扶车间就近就业" if at_home and luck[1] < 0.4 else channel,
    }
    state = (luck[0] - 0.045) / 0.955
    if held > 60 and state < 0.14:
        # Leavers: half of them go home before the Spring Festival of 2021, the others at any time.
        festival = begun < date(2020, 12, 1) and state < 0.07
        end = date(2021, 1, 12) + timedelta(days=int(luck[1] * 26)) if festival else None
        end = end or begun + timedelta(days=30 + int(luck[1] * (held - 45)))
        row |= {"就业截止时间": end, "就业状态": "返乡" if festival or luck[2] < 0.3 else "离岗"}
    elif begun.year == 2021 and begun.month in (2, 3) and state > 0.8:
        row |= {"就业状态": "稳定就业", "备注": "春节后返岗"}
    elif held > 180:
        row |= {"就业状态": "稳定就业"}
    else:
        row |= {"就业状态": "已到岗" if held > 20 else "已录用"}
    return row
