"""Invented village building: three sites for the whole plan, one for rural revitalisation here and there, works of five classes."""

from collections.abc import Iterator
from datetime import date, timedelta

from jiedui.demo.geography import LAST_DAY
from jiedui.demo.recipes import Row, Scene, recipe

ESTATES = ("幸福里", "老乡家园", "同心苑", "振兴新区", "感恩社区", "深圳情小区")
SHOWN = "巩固拓展脱贫攻坚成果示范点"
# 五个一批类别, 建设类型, name, 规模单位, range of 规模, 万元 in the middle.
WORKS = (
    ("乡村特色产业", "种植养殖", "{}高标准芒果示范园", "亩", (80, 600), 160),
    ("乡村特色产业", "加工制造", "{}农产品初加工车间", "平方米", (600, 3000), 220),
    ("乡村特色产业", "乡村旅游", "{}乡村旅游服务中心", "平方米", (200, 900), 180),
    ("乡村基础设施", "饮水设施", "{}人饮巩固提升工程", "处", (1, 6), 65),
    ("乡村基础设施", "道路建设", "{}产业路硬化", "公里", (1, 9), 130),
    ("乡村公共服务", "村卫生室", "{}卫生室改扩建", "平方米", (80, 240), 36),
    ("乡村公共服务", "安置点社区服务", "{}安置点社区服务站", "平方米", (150, 600), 70),
    ("美丽乡村样板", "风貌提升", "{}村屯风貌提升", "处", (20, 120), 150),
    ("美丽乡村样板", "环境整治", "{}生活污水和垃圾治理", "处", (2, 12), 90),
    ("数字乡村建设试点", "数字平台", "{}数字乡村平台", "套", (1, 2), 48),
)
# 对比指标, 计量单位, before, growth
RESULTS = (
    ("人均可支配收入", "元", (9800, 13_800), (1.06, 1.16)), ("村集体经济收入", "万元", (3, 9), (1.2, 2.4)),
    ("就近就业人数", "人", (40, 160), (1.1, 1.6)), ("监测户数", "户", (8, 30), (0.2, 0.7)),
    ("特色产业面积", "亩", (200, 900), (1.1, 1.8)), ("硬化道路", "公里", (4, 12), (1.1, 1.5)),
)  # fmt: skip


def pick_village(scene: Scene) -> Row:
    town, village = scene.home()
    return {"县": scene.name, "乡镇": town, "村": village}


def spoken(place: Row, scene: Scene) -> str:
    """A village as its neighbours call it, for the names of works."""
    return str(place["村"] or place["乡镇"] or scene.county.short).removesuffix("村")


def shown(scene: Scene) -> bool:
    """Whether this county has one of the few demonstration sites of the plan: every ninth."""
    return [one.code for one in scene.world.counties].index(scene.code) % 9 == 2


@recipe("sites")
def sites(scene: Scene) -> Iterator[Row]:
    kinds = [SHOWN] * shown(scene) + ["乡村振兴示范点"] * scene.chance(0.7) + ["非示范点"] * scene.some(1, 2)
    estates = list(scene.rng.permutation(ESTATES))
    for serial, kind in enumerate(kinds):
        place, estate = pick_village(scene), kind == "非示范点"
        households = scene.whole(180, 1400) if estate else scene.whole(220, 700)
        people = round(households * scene.rng.uniform(3.6, 4.3))
        labour = round(people * 0.55)
        total = scene.amount(900 if kind == SHOWN else 420, 0.3)
        fiscal = round(total * scene.rng.uniform(0.45, 0.7), 2)
        decided = scene.day(date(2021, 3, 15), date(2021, 6, 30))
        accepted = decided + timedelta(days=scene.whole(150, 260)) if scene.chance(0.7 - 0.12 * scene.rank) else None
        accepted = accepted if accepted and accepted <= LAST_DAY else None
        (person,) = scene.people(1, 28, 55)
        row = {
            "点位编号": scene.number(serial, "DW"), **place,
            "点位名称": f"{scene.county.short}{estates[serial % len(estates)]}易地搬迁安置点" if estate else f"{spoken(place, scene)}村{kind}",
            "点位类型": "易地搬迁安置点" if estate else scene.pick(("行政村", "自然屯"), (3, 1)), "示范类别": kind,
            "责任单位": f"{scene.county.name}乡村振兴局", "联系人": person["姓名"], "联系电话": person["联系电话"],
            "帮扶单位": f"深圳市{scene.county.district}对口支援办公室",
            "基期": "2020", "总户数": households, "总人口": people, "劳动力人数": labour,
            "脱贫户数": households if estate else round(households * scene.rng.uniform(0.18, 0.4)),
            "监测户数": scene.whole(4, 28), "搬迁户数": households if estate else 0,
            "基期就业人数": round(labour * scene.rng.uniform(0.6, 0.85)),
            "基期人均可支配收入": round(scene.amount(11_800, 0.1), 2), "基期村集体经济收入": scene.amount(5.5, 0.4),
        }  # fmt: skip
        if not estate:
            row |= {
                "重点领域": "产业协作、劳务协作、消费帮扶、人才支援、社会助力" if kind == SHOWN else "产业协作、消费帮扶",
                "建设状态": "已验收" if accepted else "建设中", "确定日期": decided,
                "确定文号": f"{scene.county.short}振发〔2021〕{scene.whole(3, 60)}号",
                "计划建成日期": date(2021, 12, 20) if scene.chance(0.8) else date(2022, 6, 30), "验收日期": accepted,
                "建设规划": "一产业、一车间、一平台：补齐饮水和道路短板，建帮扶车间，办农产品展销点，整治村容村貌。",
                "计划总投资": total, "协作资金": fiscal, "社会资本": round((total - fiscal) * scene.rng.uniform(0.3, 0.9), 2),
                "已完成投资": total if accepted else round(total * scene.rng.uniform(0.4, 0.9), 2),
            }  # fmt: skip
        if accepted or estate:
            row |= {
                "群众满意度": f"{scene.rng.uniform(90, 99) - scene.rank:.1f}%", "满意度调查人数": scene.whole(40, 120),
                "满意度调查日期": scene.day(date(2021, 10, 8)),
            }  # fmt: skip
        yield row


@recipe("site_results", after=("sites",))
def site_results(scene: Scene) -> Iterator[Row]:
    serial = 0
    for site in scene.rows("sites"):
        if site["示范类别"] == "非示范点":
            continue
        for at in sorted(scene.rng.choice(len(RESULTS), scene.whole(3, 5), replace=False)):
            measure, unit, span, growth = RESULTS[at]
            before = round(scene.rng.uniform(*span), 2 if unit in ("元", "万元", "公里") else 0)
            after = round(before * scene.rng.uniform(*growth), 2 if unit in ("元", "万元", "公里") else 0)
            yield {
                "记录编号": scene.number(serial, "CX"), "点位编号": site["点位编号"],
                "评估日期": scene.day(site.get("验收日期") or date(2021, 11, 1)), "对比指标": measure, "计量单位": unit,
                # One is handed in without its baseline, which the checks will name.
                "建设前": None if scene.chance(0.03) else before, "建设后": after,
                "数据来源": scene.pick(("村级报表", "入户调查", "监测系统")),
            }  # fmt: skip
            serial += 1


@recipe("village_works", after=("sites", "projects"))
def village_works(scene: Scene) -> Iterator[Row]:
    funds = [
        row
        for row in scene.rows("projects")
        if row["项目类别"] in ("基础设施", "公共服务", "示范点") and row["资金类别"] == "财政援助"
    ]
    examples = [row for row in scene.rows("sites") if row["示范类别"] != "非示范点"]
    for serial in range(scene.some(5, 9)):
        work_class, content, name, unit, span, middle = scene.pick(WORKS)
        site = scene.pick(examples) if examples and scene.chance(0.4) else None
        place = {key: site[key] for key in ("县", "乡镇", "村")} if site else pick_village(scene)
        project = funds.pop() if funds and scene.chance(0.6) else None
        limit = float(project["协作资金(万元)"]) if project and project["协作资金(万元)"] else 1e9
        fiscal = round(min(scene.amount(middle, 0.3), limit), 2)
        private = (
            round(fiscal * scene.rng.uniform(0.1, 0.8), 2) if work_class == "乡村特色产业" or scene.chance(0.2) else 0
        )
        villagers = scene.amount(3, 0.5) if work_class == "乡村基础设施" else 0
        start = scene.day(date(2021, 3, 10), date(2021, 8, 31))
        planned = start + timedelta(days=scene.whole(70, 150))
        end = planned + timedelta(days=scene.whole(-15, 10 + 25 * scene.rank))
        accepted = end + timedelta(days=scene.whole(7, 30))
        done, passed = end <= LAST_DAY, accepted <= LAST_DAY
        households = scene.whole(30, 420)
        firm, code = scene.firm(("建设工程", "农业开发", "水利工程", "信息科技"))
        yield {
            "工程编号": scene.number(serial, "GC"), "工程名称": name.format(spoken(place, scene)), "五个一批类别": work_class,
            "建设类型": content, **place, "所属点位": site["点位编号"] if site else None,
            "所属项目": project["项目编号"] if project else None, "实施单位": firm, "统一社会信用代码": code,
            "建设规模": scene.whole(*span), "规模单位": unit,
            "计划总投资": round(fiscal + private + villagers, 2), "财政投入": fiscal, "撬动社会资本": private, "群众自筹": villagers,
            "受益户数": households, "受益人数": round(households * 3.9), "带动就业人数": scene.whole(0, 40),
            "计划开工日期": start, "计划完工日期": planned, "实际开工日期": start + timedelta(days=scene.whole(0, 12)),
            "实际完工日期": end if done else None, "验收日期": accepted if passed else None,
            "形象进度": "100%" if done else f"{scene.whole(40, 95)}%", "工程状态": "已验收" if passed else "已完工" if done else "在建",
            "管护单位": f"{place['乡镇'] or scene.name}{place['村'] or ''}股份经济合作联合社" if passed else None,
        }  # fmt: skip


@recipe("digital_pilots", after=("village_works",))
def digital_pilots(scene: Scene) -> Iterator[Row]:
    works = [row for row in scene.rows("village_works") if row["五个一批类别"] == "数字乡村建设试点"]
    for serial in range(max(len(works[:2]), scene.whole(0, 1))):
        work = works[serial] if serial < len(works) else None
        place = {key: work[key] for key in ("县", "乡镇", "村")} if work else pick_village(scene)
        started = work["实际开工日期"] if work else scene.day(date(2021, 3, 1), date(2021, 7, 31))
        online = started + timedelta(days=scene.whole(60, 150))
        running = online <= LAST_DAY
        idle = running and scene.chance(0.08 * scene.rank)
        users = scene.whole(300, 2600)
        yield {
            "试点编号": scene.number(serial, "SZ"), "试点名称": f"{spoken(place, scene)}{scene.pick(('智慧治理', '防返贫预警', '智慧果园', '互联网医疗'))}试点",
            **place, "对应工程": work["工程编号"] if work else None,
            "技术手段": scene.pick(("大数据、手机应用", "物联网、5G", "人工智能、视频监控", "区块链、物联网")),
            "应用场景": scene.pick(("乡村治理、便民服务", "防返贫监测", "智慧农业", "远程医疗")),
            "建设单位": work["实施单位"] if work else scene.firm(("信息科技", "数字科技"))[0],
            "使用单位": f"{place['乡镇'] or scene.name}人民政府",
            "投入资金": work["财政投入"] if work else scene.amount(32, 0.4), "启动日期": started,
            "上线日期": online if running else None,
            "最近使用日期": (online if idle else max(online, LAST_DAY - timedelta(days=scene.whole(0, 12)))) if running else None,
            "设备数量": scene.whole(4, 60), "注册用户": users if running else None,
            "月活跃用户": round(users * (0.01 if idle else 0.4)) if running else None,
            "个人信息保护评估": "是" if scene.chance(0.8) else "否", "试点状态": "闲置" if idle else "运行中" if running else "建设中",
        }  # fmt: skip


@recipe("upkeep", after=("village_works", "sites"))
def upkeep(scene: Scene) -> Iterator[Row]:
    kept = [
        ("管护工程", row["工程编号"], row, row["验收日期"]) for row in scene.rows("village_works") if row["验收日期"]
    ]
    kept += [
        ("管护点位", row["点位编号"], row, date(2021, 1, 10))
        for row in scene.rows("sites")
        if row["点位类型"] == "易地搬迁安置点"
    ]
    serial = 0
    for label, number, row, since in kept:
        (keeper,) = scene.people(1)
        for day in sorted(scene.day(since) for _ in range(scene.whole(1, 3))):
            fault = scene.chance(0.25)
            kind = scene.pick(("维修", "更换设备") if fault else ("日常巡查", "清扫清淤", "水质检测"))
            yield {
                "管护编号": scene.number(serial, "GH"), "县": row["县"], "乡镇": row["乡镇"], label: number, "管护日期": day,
                "管护事项": kind, "管护内容": "更换破损部件并试运行" if fault else "巡查设施运行情况，清理周边杂物",
                "管护费用": round(scene.amount(1800, 0.5), 2) if fault else round(scene.amount(160, 0.4), 2),
                "经费来源": scene.pick(("村集体经济收入", "公益性岗位", "财政补助", "用户缴费"), (4, 3, 2, 1)),
                "管护人": keeper["姓名"], "管护人电话": keeper["联系电话"], "是否发现问题": "是" if fault else "否",
                "整改完成日期": min(day + timedelta(days=scene.whole(1, 9)), LAST_DAY) if fault and not scene.chance(0.05 * scene.rank) else None,
                "下次管护日期": day + timedelta(days=scene.pick((30, 60, 90))),
            }  # fmt: skip
            serial += 1


@recipe("collective_economy")
def collective_economy(scene: Scene) -> Iterator[Row]:
    for code, town, village in scene.villages(scene.some(4, 8)):
        name = f"{scene.county.short}{town}{village}股份经济合作联合社"
        people, operating = scene.whole(900, 3600), scene.amount(3.4, 0.4)
        assets = scene.amount(180, 0.6)
        for year in (2020, 2021):
            operating = round(operating * scene.rng.uniform(1.0, 1.35), 2)
            dividends, subsidies = scene.amount(1.6, 0.4), scene.amount(2.1, 0.5)
            income = round(operating + dividends + subsidies, 2)
            # Not every village shares out.
            shared = round(income * scene.rng.uniform(0.1, 0.4), 2) if scene.chance(0.5) else 0
            households = scene.whole(20, 160) if shared else 0
            yield {
                "村代码": code, "村名称": village, "县": scene.name, "乡镇": town, "年度": year, "集体经济组织": name,
                "发展模式": scene.pick(("入股分红", "资产租赁、入股分红", "自主经营", "光伏发电", "服务创收")),
                "集体经济总收入": income, "经营性收入": operating, "协作项目收益": dividends, "补助收入": subsidies,
                "集体经济支出": round(income * scene.rng.uniform(0.3, 0.7), 2), "分红金额": shared,
                "分红户数": households, "分红人数": min(people, round(households * 3.8)),
                "集体资产总额": round(assets * (1.05 if year == 2021 else 1), 2), "集体负债": round(assets * 0.08, 2),
            }  # fmt: skip


@recipe("farming_plans")
def farming_plans(scene: Scene) -> Iterator[Row]:
    if not scene.chance(0.75 - 0.1 * scene.rank):
        return
    crop = scene.pick(("芒果", "柑橘", "桑蚕", "油茶", "食用菌", "中药材", "茶叶", "肉牛"))
    commissioned = scene.day(date(2021, 2, 20), date(2021, 6, 30))
    reviewed = commissioned + timedelta(days=scene.whole(90, 200))
    issued = reviewed + timedelta(days=scene.whole(15, 50))
    (lead,) = scene.people(1, 35, 62)
    yield {
        "规划编号": scene.number(0, "GH2021"), "规划名称": f"{scene.name}{crop}产业发展规划（2021—2025年）", "县": scene.name,
        "主导产业": crop, "规划起始年": 2021, "规划截止年": 2025, "委托单位": f"{scene.county.name}农业农村局",
        "编制单位": scene.firm(("农业规划设计", "乡村规划"))[0], "技术支持单位": "深圳市农业科技促进中心",
        "负责人": lead["姓名"], "联系电话": lead["联系电话"], "参与专家人数": scene.whole(4, 16),
        "规划面积": scene.whole(20, 180) * 1000, "规划产值": scene.whole(8, 60) * 1000, "编制费用": scene.amount(28, 0.3),
        "委托日期": commissioned, "计划完成日期": date(2021, 12, 31),
        "评审日期": reviewed if reviewed <= LAST_DAY else None, "印发日期": issued if issued <= LAST_DAY else None,
        "印发文号": f"{scene.county.short}政办发〔2021〕{scene.whole(10, 90)}号" if issued <= LAST_DAY else None,
        "编制状态": "已印发" if issued <= LAST_DAY else "已评审" if reviewed <= LAST_DAY else "编制中",
    }  # fmt: skip
