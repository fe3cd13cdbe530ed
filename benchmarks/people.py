"""Invented workers for benchmarks: valid check digits, 15 columns filled, a fixed seed."""

import random
from collections.abc import Iterator
from typing import Any

import xlsxwriter

HEADINGS = (
    "姓名", "身份证号", "性别", "民族", "户籍县", "联系电话", "人员类别", "就业状态", "就业单位", "行业", "岗位", "就业地",
    "就业起始时间", "月工资(元)", "是否签订劳动合同",
)  # fmt: skip
COUNTIES = {
    "隆安县": "452126", "马山县": "452127", "上林县": "452124", "田东县": "452623", "德保县": "452625", "那坡县": "452627",
    "凌云县": "452628", "乐业县": "452629", "田林县": "452630", "西林县": "452632", "靖西市": "452626", "凤山县": "452727",
    "东兰县": "452728", "资源县": "452329",
}  # fmt: skip
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"


def resident_id(prefix: str, number: int, choose: random.Random) -> str:
    """A number with a valid check digit; `number` spreads numbers over birthdays and serials."""
    birth = f"{choose.randint(1955, 2002)}{number // 999 % 12 + 1:02d}{number // 11988 % 28 + 1:02d}"
    body = f"{prefix}{birth}{number % 999 + 1:03d}"
    return body + CHECK[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def rows(count: int, seed: int = 1, changed: int = 0) -> Iterator[list[Any]]:
    """`count` rows in the order of HEADINGS, all of different people; every `changed`-th earns 100 yuan more."""
    choose = random.Random(seed)
    counties = list(COUNTIES.items())
    firms = [
        f"深圳市{a}{b}{c}有限公司"
        for a in "华德宏立信盛泰永鑫源"
        for b in "电机精智达兴"
        for c in ("科技", "实业", "制衣", "电子")
    ]
    surnames, given = "韦黄覃蓝莫罗陆农李陈", "明华秀英建国丽芳志强海燕春梅小红文军"
    used: set[str] = set()
    for number in range(count):
        county, prefix = counties[number % len(counties)]
        identity = resident_id(prefix, number // len(counties), choose)
        while identity in used:
            identity = resident_id(prefix, number // len(counties), choose)
        used.add(identity)
        record = [
            choose.choice(surnames) + choose.choice(given) + choose.choice(given), identity,
            "男" if int(identity[16]) % 2 else "女", choose.choice(("壮族", "汉族", "瑶族")), county,
            f"1{choose.choice('3578')}{choose.randint(0, 999_999_999):09d}",
            choose.choice(("脱贫人口", "监测对象", "其他农村劳动力")),
            choose.choice(("已到岗", "稳定就业", "离岗")), choose.choice(firms),
            choose.choice(("制造业", "建筑业", "住宿和餐饮业")), choose.choice(("普工", "保安", "厨师")),
            choose.choice(("广东省深圳市宝安区", "广东省深圳市龙岗区", "广西壮族自治区南宁市")),
            f"2021-{choose.randint(1, 9):02d}-{choose.randint(1, 28):02d}", choose.randint(2500, 9000), choose.choice("是否"),
        ]  # fmt: skip
        if changed and number % changed == 0:
            record[HEADINGS.index("月工资(元)")] += 100
        yield record


def write(path: str, count: int, seed: int = 1, changed: int = 0) -> None:
    """A workbook as a clerk exports it: one header row, text cells, wages as numbers."""
    book = xlsxwriter.Workbook(path, {"constant_memory": False, "strings_to_urls": False})
    sheet = book.add_worksheet("务工人员")
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(0, column, heading)
    for number, record in enumerate(rows(count, seed, changed), 1):
        for column, value in enumerate(record):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            else:
                sheet.write_number(number, column, value)
    book.close()
