"""Invented money and assets that fit the invented projects: what is allotted is planned, what arrives was allotted."""

from collections.abc import Iterator
from datetime import date, timedelta

from jiedui.demo.geography import LAST_DAY, share_out
from jiedui.demo.recipes import Row, Scene, recipe

CITY = "深圳市"
KINDS = {
    "产业": ("经营性", ("厂房", "冷库", "种植基地", "养殖基地", "设备")),
    "劳务": ("经营性", ("厂房", "设备")),
    "消费": ("经营性", ("设备",)),
    "基础设施": ("公益性", ("道路", "饮水工程")),
    "公共服务": ("公益性", ("校舍", "卫生用房")),
    "示范点": ("公益性", ("道路", "设备")),
}


def fiscal(scene: Scene) -> tuple[int, float]:
    """The county's fiscal money in fen by its projects, and the share of it that has arrived."""
    rows = [row for row in scene.rows("projects") if row["资金类别"] == "财政援助"]
    planned = sum(round(row["协作资金(万元)"] * 1_000_000) for row in rows)
    arrived = sum(round(row["已到县资金(万元)"] * 1_000_000) for row in rows)
    return (planned, arrived / planned) if planned else (2_600_000_000, 0.9)


def sources(scene: Scene) -> list[tuple[str, int]]:
    """Who gives how much: the city most of it, the paired district the rest. The same for every recipe of a county."""
    planned, _share = fiscal(scene)
    city, district = share_out(planned // 10_000, [0.62, 0.38])
    return [(CITY, city * 10_000), (scene.county.district, district * 10_000)]


@recipe("fund_plans", after=("projects",))
def fund_plans(scene: Scene) -> Iterator[Row]:
    for source, fen in sources(scene):
        behind = scene.chance(0.08)
        yield {
            "计划名称": f"{source}支持{scene.name}2021年资金计划",
            "年度": "2021年",
            "县": scene.name,
            "资金来源地": source,
            "上年援助资金总额": round(fen / 1_000_000 * (1.06 if behind else float(scene.rng.uniform(0.86, 0.99))), 2),
            "本年计划资金": fen / 1_000_000,
            "其中产业计划资金": round(fen / 1_000_000 * float(scene.rng.uniform(0.5, 0.68)), 2),
            "首批计划资金": round(fen / 1_000_000 * 0.6, 2),
            "首批计划到账日期": date(2021, 4, 30),
            "计划文号": f"深协作办〔2021〕{scene.whole(3, 40)}号",
            "批准日期": scene.day(date(2021, 2, 8), date(2021, 3, 12)),
        }


@recipe("allotments", after=("projects",))
def allotments(scene: Scene) -> Iterator[Row]:
    serial, late = 0, scene.chance(0.15)
    for source, fen in sources(scene):
        for tranche, part in enumerate(share_out(fen // 10_000, [0.6, 0.25, 0.15]), 1):
            first = date(2021, 5, 6) if late else date(2021, 3, 15)
            begin = {1: first, 2: date(2021, 6, 10), 3: date(2021, 9, 1)}[tranche]
            issued = scene.day(begin, begin + timedelta(days=24))
            office = "深圳市乡村振兴和协作交流局" if source == CITY else f"深圳市{source}财政局"
            yield {
                "下达编号": scene.number(serial, "ZX2021"),
                "下达文号": f"{'深财农' if source == CITY else '深区财'}〔2021〕{10 * tranche + scene.whole(1, 9)}号",
                "下达日期": issued,
                "资金年度": "2021年",
                "资金批次": f"第{'一二三'[tranche - 1]}批",
                "县": scene.name,
                "资金来源地": source,
                "资金类别": "财政援助",
                "下达单位": office,
                "接收单位": f"{scene.name}财政局",
                "下达金额": part / 100,
                "投向领域": "产业" if tranche == 1 else scene.pick(("产业", "基础设施", "公共服务")),
                "资金用途": "产业发展" if tranche == 1 else scene.pick(("产业发展", "乡村建设", "示范点建设")),
                "要求到账日期": date(2021, 4, 30) if tranche == 1 and not late else issued + timedelta(days=30),
            }
            serial += 1
    for project in scene.rows("projects"):  # a gift is given to one project, and arrives whole
        if project["资金类别"] != "社会捐赠" or not project["已到县资金(万元)"]:
            continue
        day = max(date(2021, 2, 1), project["计划开工日期"] - timedelta(days=scene.whole(20, 50)))
        yield {
            "下达编号": scene.number(serial, "ZX2021"), "下达文号": f"深慈〔2021〕{scene.whole(5, 60)}号", "下达日期": day,
            "资金年度": "2021年", "资金批次": "第一批", "县": scene.name, "资金来源地": scene.county.district,
            "资金类别": "社会捐赠", "下达单位": f"深圳市{scene.county.district}慈善会", "接收单位": f"{scene.name}民政局",
            "下达金额": project["已到县资金(万元)"], "投向领域": project["项目类别"], "资金用途": "乡村建设",
            "对应项目编号": project["项目编号"],
        }  # fmt: skip
        serial += 1


@recipe("arrivals", after=("allotments",))
def arrivals(scene: Scene) -> Iterator[Row]:
    _planned, share = fiscal(scene)
    rows = scene.rows("allotments")
    left = round(sum(row["下达金额"] for row in rows if row["资金类别"] == "财政援助") * share) * 1_000_000
    serial = 0
    for row in sorted(rows, key=lambda row: row["下达日期"]):
        given = round(row["下达金额"] * 1_000_000)
        fiscal_money = row["资金类别"] == "财政援助"
        arrived = min(given, left) if fiscal_money else given
        left -= arrived if fiscal_money else 0
        weights = [0.7, 0.3] if arrived > 500_000_000 and scene.chance(0.4) else [1.0]
        for number, fen in enumerate(share_out(arrived, weights)):
            day = row["下达日期"] + timedelta(days=scene.whole(4, 18) + 20 * number + (45 if scene.chance(0.05) else 0))
            if not fen:
                continue
            day = min(day, LAST_DAY)
            serial += 1
            yield {
                "到账凭证号": f"{scene.code}-DZ{day:%Y%m}-{serial:03d}",
                "下达编号": row["下达编号"],
                "到账日期": f"{day:%Y-%m}" if scene.chance(0.02) else day,
                "到账金额": fen / 100,
                "付款单位": row["下达单位"],
                "收款单位": row["接收单位"],
            }


@recipe("assets", after=("projects",))
def assets(scene: Scene) -> Iterator[Row]:
    serial = 0
    for project in scene.rows("projects"):
        finished = project.get("实际完工日期")
        if not finished or project["项目类别"] not in KINDS:
            continue
        kind, types = KINDS[project["项目类别"]]
        kind = "到户类" if kind == "经营性" and scene.chance(0.06) else kind
        total = round(project["协作资金(万元)"] * float(scene.rng.uniform(0.7, 0.98)), 2)
        for fen in share_out(round(total * 100), [0.7, 0.3] if scene.chance(0.3) else [1.0]):
            shape = "种苗畜禽" if kind == "到户类" else scene.pick(types)
            formed = min(LAST_DAY, finished + timedelta(days=scene.whole(5, 40)))
            yield _asset(scene, serial, kind, shape, fen / 100, formed) | {
                "来源项目编号": project["项目编号"],
                "资产名称": f"{project['项目名称'].removesuffix('项目')}{shape}",
                "乡镇": project["乡镇"],
                "村": project["村"],
                "资金类别": project["资金类别"],
            }
            serial += 1
    for _ in range(scene.some(2, 6)):
        shape = scene.pick(("厂房", "冷库", "养殖基地", "道路", "饮水工程"))
        kind = "公益性" if shape in ("道路", "饮水工程") else "经营性"
        formed = scene.day(date(2017, 6, 1), date(2020, 11, 30))
        town, village = scene.home()
        yield _asset(scene, serial, kind, shape, scene.amount(150), formed) | {
            "资产名称": f"{village or town or scene.county.short}{formed.year}年建成{shape}",
            "乡镇": town,
            "村": village,
            "资金类别": "财政援助",
        }
        serial += 1


def _asset(scene: Scene, serial: int, kind: str, shape: str, wan: float, formed: date) -> Row:
    """Value, ownership, keeping and income of one asset; some are not confirmed yet, a few stand idle."""
    row: Row = {
        "资产编号": scene.number(serial, "ZC"), "县": scene.name, "资产类别": kind, "资产形态": shape, "形成日期": formed,
        "资产原值": round(wan * float(scene.pick((1.0, 1.0, 1.1, 1.3))), 2), "其中协作资金形成": wan,
        "最近检查日期": scene.day(max(formed, date(2021, 3, 1)), LAST_DAY), "资产状况": scene.pick(("完好", "一般", "损坏待修"), (8, 2, 0.5)),
        "受益户数": scene.whole(30, 320),
    }  # fmt: skip
    row["其中脱贫户和监测户"] = scene.whole(5, row["受益户数"])
    confirmed = formed + timedelta(days=scene.whole(15, 90))
    village = (
        f"{scene.county.short}县村集体经济发展有限公司"
        if scene.county.name.endswith("县")
        else f"{scene.name}国有资产投资公司"
    )
    if confirmed <= LAST_DAY and scene.chance(0.86):
        moved = confirmed + timedelta(days=scene.whole(5, 40))
        row |= {
            "产权归属单位": None if kind == "到户类" else village, "确权日期": confirmed, "移交日期": moved if moved <= LAST_DAY else None,
            "产权层级": "农户" if kind == "到户类" else "村集体", "确权文号": f"{scene.county.short}资确〔{confirmed.year}〕{scene.whole(1, 180)}号",
            "管护单位": f"{scene.name}乡村振兴局",
        }  # fmt: skip
    if kind == "经营性":
        name, code = scene.firm(("农业发展", "食品", "商贸"))
        agreed = round(wan * float(scene.rng.uniform(0.05, 0.09)), 2)
        idle = scene.chance(0.05)
        income = 0.0 if idle else round(agreed * float(scene.rng.uniform(0.7, 1.1)), 2)
        row |= {
            "经营单位": name, "统一社会信用代码": code, "经营方式": scene.pick(("出租", "承包", "委托经营", "入股分红")),
            "经营合同到期日": scene.day(date(2021, 11, 1), date(2026, 12, 31)), "收益年度": "2021年", "约定年收益": agreed,
            "当年收益": income, "当年已分配收益": round(income * 0.8, 2), "是否闲置": "是" if idle else "否",
            "闲置开始日期": scene.day(max(formed, date(2021, 2, 1)), LAST_DAY) if idle else None,
        }  # fmt: skip
    return row


# They register themselves; proposals are made of what the reviews put into the library.
from jiedui.modules.projects.review import story as _of_reviews  # noqa: E402, F401, I001
from jiedui.modules.projects.allotting import story as _of_allotting  # noqa: E402, F401
