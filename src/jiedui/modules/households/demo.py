"""Invented households under watch: those of the panel of months, their people, clues, measures, and months of villages."""

from collections.abc import Iterator
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from jiedui.demo.geography import LAST_DAY
from jiedui.demo.households import months_back
from jiedui.demo.identity import phones
from jiedui.demo.recipes import Row, Scene, recipe
from jiedui.demo.world import World

LINE = 6000
KINDS_OF = {
    "因病": (("健康帮扶", "医疗救助"), ("兜底保障", "纳入农村低保"), ("防贫保险", "防返贫保险理赔")),
    "因学": (("教育资助", "雨露计划补助"), ("教育资助", "生活困难学生资助"), ("社会帮扶", "爱心企业助学")),
    "因残": (("残疾帮扶", "两项补贴"), ("兜底保障", "纳入农村低保"), ("公益性岗位", "村保洁员")),
    "因灾": (("产业帮扶", "灾后补种补助"), ("住房保障", "住房修缮"), ("兜底保障", "临时救助")),
    "务工就业不稳": (("就业帮扶", "推荐到帮扶车间上岗"), ("就业帮扶", "外出务工交通补助"), ("公益性岗位", "护林员")),
    "缺劳动力": (("兜底保障", "纳入农村低保"), ("产业帮扶", "入股合作社分红"), ("公益性岗位", "村道养护员")),
}
AMOUNTS = {"健康帮扶": 6500, "教育资助": 2400, "产业帮扶": 3800, "就业帮扶": 900, "住房保障": 15_000, "公益性岗位": 6000,
           "残疾帮扶": 1500, "兜底保障": 4200, "防贫保险": 8000, "社会帮扶": 2000}  # fmt: skip
_panels: WeakKeyDictionary[World, dict[str, list[Row]]] = WeakKeyDictionary()


def watched(scene: Scene) -> list[Row]:
    """The last month of each watched household of the county, as the panel of months has it."""
    if scene.world not in _panels:
        _panels[scene.world] = {
            code: list({row["户编号"]: row for row in rows if row["监测对象类型"] != "非监测对象"}.values())
            for code, rows in scene.world.by_county("household_months")
        }
    return _panels[scene.world].get(scene.code, [])


def risk_of(row: Row) -> str:
    return str(row["风险类型"] or "因病")


def home(scene: Scene, household: Row) -> Row:
    return {"县": scene.name, "乡镇": household["乡镇"], "村": household["村"]}


@recipe("households", after=("sites",))
def households(scene: Scene) -> Iterator[Row]:
    sites = [row["点位编号"] for row in scene.rows("sites") if row["点位类型"] == "易地搬迁安置点"]
    units = [
        f"{scene.county.name}{office}"
        for office in ("农业农村局", "民政局", "林业局", "文化广电体育和旅游局", "供销合作社联合社")
    ]
    helpers = scene.people(6)
    for row in watched(scene)[: scene.some(45, 80) + 2]:
        hardship = row["监测对象类型"] == "突发严重困难户"
        relocated = bool(sites) and scene.chance(0.15)
        identified = (
            scene.day(date(2020, 1, 6), date(2020, 12, 20)) if scene.chance(0.55) else scene.day(date(2021, 2, 20))
        )
        helper = scene.pick(helpers)
        labour = max(0, min(int(row["家庭人口"]), int(row["务工人数"]) + scene.whole(-1, 1)))
        water = ["达标" if scene.chance(0.93) else "基本达标" for _ in range(4)]
        yield {
            **{name: row[name] for name in ("户编号", "户主姓名", "户主身份证号", "家庭人口", "户类型", "监测对象类型")},
            **home(scene, row),
            "联系电话": phones(scene.rng, 1)[0],
            "自然屯（组）": f"第{scene.pick('一二三四五六七八')}组",
            "劳动力人数": labour,
            # A few are marked without the day, which the checks will say.
            "识别日期": None if scene.chance(0.01) else identified,
            "主要返贫风险": risk_of(row),
            "次要返贫风险": scene.pick([None, "缺劳动力", "因学", "务工就业不稳"], (6, 1, 1, 1)),
            "识别时人均年收入": round(LINE * scene.rng.uniform(1.05, 1.6) if hardship else LINE * scene.rng.uniform(0.6, 0.99)),
            "收入周期起": f"{identified.year - 1}-{identified.month:02d}",
            "收入周期止": f"{identified - timedelta(days=identified.day):%Y-%m}",
            "合规自付支出": round(scene.amount(22_000, 0.4)) if hardship else round(scene.amount(1500)),
            "住房等级": scene.pick(("A级", "B级", "C级"), (60, 38, 2)),
            "住房鉴定日期": date(2019, scene.whole(3, 11), scene.whole(1, 28)),
            "饮水水量": water[0], "饮水水质": water[1], "取水方便程度": water[2], "供水保证率": water[3],
            "低保特困": scene.pick(("农村低保", "都不是", "特困分散供养", "低保边缘家庭"), (38, 50, 4, 8)),
            "是否易地搬迁户": "是" if relocated else "否",
            "搬迁安置点": scene.pick(sites) if relocated else None,
            "帮扶联系人": helper["姓名"], "帮扶联系人电话": helper["联系电话"], "帮扶单位": scene.pick(units),
            "帮扶计划制定日期": min(identified + timedelta(days=scene.whole(3, 12)), LAST_DAY),
            "最近走访日期": LAST_DAY - timedelta(days=scene.whole(2, 30 + 30 * scene.rank)),
            **_removal(scene, identified, labour),
        }  # fmt: skip


def _removal(scene: Scene, identified: date, labour: int) -> Row:
    """How a risk ended: after half a year or more, sooner in a few cases that the checks will name."""
    removed = identified + timedelta(days=scene.whole(186, 330) if scene.chance(0.98) else scene.whole(70, 150))
    if removed > LAST_DAY or not scene.chance(0.85 - 0.12 * scene.rank):
        return {}
    return {
        "消除核实日期": removed - timedelta(days=scene.whole(9, 14)), "消除公示日期": removed - timedelta(days=scene.whole(6, 8)),
        "风险消除日期": removed, "风险消除方式": "稳定消除" if labour else "兜底保障消除",
    }  # fmt: skip


@recipe("household_members", after=("households",))
def household_members(scene: Scene) -> Iterator[Row]:
    heads = {row["户主身份证号"] for row in watched(scene)}
    pools: dict[tuple[int, int], list[Row]] = {}

    def draw(low: int, high: int, sex: str = "") -> Row:
        """A person of that age whose number no head of the panel bears."""
        pool = pools.setdefault((low, high), [])
        while not any(sex in one["性别"] for one in pool):
            pool += [one for one in scene.people(20, low, high) if one["身份证号"] not in heads]
        return pool.pop(next(at for at, one in enumerate(pool) if sex in one["性别"]))

    for household in scene.rows("households"):
        born = int(household["户主身份证号"][6:10])
        male = int(household["户主身份证号"][16]) % 2 == 1
        group = draw(20, 60)["民族"]
        head = {"姓名": household["户主姓名"], "身份证号": household["户主身份证号"], "性别": "男" if male else "女"}
        family = [(head, "户主", 2021 - born)]
        for at in range(1, household["家庭人口"]):
            if at == 1 and scene.chance(0.85):
                family.append((draw(28, 60, "女" if male else "男"), "配偶", 45))
            elif 2021 - born > 44 and scene.chance(0.4):
                one = draw(18, 26)
                family.append((one, "子" if one["性别"] == "男" else "女", 22))
            elif 2021 - born < 50 and at > 3:
                one = draw(66, 82)
                family.append((one, "父亲" if one["性别"] == "男" else "母亲", 72))
            else:
                one = draw(4, 17)
                family.append((one, "子" if one["性别"] == "男" else "女", 11))
        for at, (person, relation, age) in enumerate(family):
            yield _member(scene, household, at, person, relation, age) | {"民族": group}


def _member(scene: Scene, household: Row, at: int, person: Row, relation: str, age: int) -> Row:
    child, old = age < 18, age > 60
    ill = not child and scene.chance(0.12)
    works = not child and not old and not ill and scene.chance(0.6)
    begun = scene.day(date(2021, 2, 20), date(2021, 6, 30))
    school = scene.pick(("小学", "初中", "中职（含技工）", "普通高中"), (5, 3, 1, 1)) if child else "非在校生"
    row = {
        "户编号": household["户编号"], "人编号": f"{household['户编号']}-{at + 1:02d}",
        "姓名": person["姓名"], "证件类型": "居民身份证", "证件号码": person["身份证号"], "性别": person["性别"],
        "与户主关系": relation, "联系电话": person.get("联系电话") if not child else None,
        **home(scene, household),
        "文化程度": scene.pick(("小学", "初中"), (2, 1)) if child or old else scene.pick(("小学", "初中", "普通高中", "大学专科教育"), (4, 5, 1, 1)),
        "在校状况": school,
        "健康状况": scene.pick(("长期慢性病", "残疾", "患有大病"), (5, 3, 2)) if ill or (old and scene.chance(0.4)) else "健康",
        "劳动能力": "无劳动力" if child else "弱劳动力或半劳动力" if old or ill else scene.pick(("普通劳动力", "技能劳动力"), (9, 1)),
        "医疗保险": "城乡居民医保" if scene.chance(0.995) else "未参保",
        "养老保险": "不满16周岁或在校" if child else "已领取待遇" if old else "城乡居民养老保险",
    }  # fmt: skip
    if works:
        east = scene.chance(0.6)
        firm = scene.pick(scene.employers["440307" if east and "440307" in scene.employers else scene.code])
        row |= {
            "务工地点": firm.place, "务工企业": firm.name, "务工开始时间": begun,
            "本年务工月数": min(10, 13 - begun.month), "是否公益性岗位": "否",
        }  # fmt: skip
    elif not child and not old:
        row["是否公益性岗位"] = "是" if scene.chance(0.25) else "否"
    if child and scene.chance(0.03):
        row |= {"增减原因": "户籍迁入", "增减日期": scene.day(date(2021, 1, 4))}
    return row


STEPS = ("入户核实日期", "书面授权日期", "数据比对日期", "村级评议日期", "公示开始日期", "公示结束日期", "乡镇初审日期", "县级审定日期", "系统标识日期")  # fmt: skip


def _course(scene: Scene) -> list[int]:
    """Days from the finding of a clue to each of the steps; counties that lag behind take longer."""
    slow = scene.chance(0.02 + 0.05 * scene.rank)
    notice = 4 if scene.chance(0.97) else 2
    gaps = [scene.whole(1, 2), 0, 1, scene.whole(0, 1), 1, notice, 1, scene.whole(0, 2), scene.whole(0, 1)]
    gaps[7] += scene.whole(6, 14) if slow else 0
    return [sum(gaps[: at + 1]) for at in range(len(gaps))]


@recipe("clues", after=("households",))
def clues(scene: Scene) -> Iterator[Row]:
    serial = 0
    for household in scene.rows("households"):
        marked = household["识别日期"]
        if marked is None or marked.year < 2021:
            continue
        course = _course(scene)
        found = marked - timedelta(days=course[-1])
        yield _clue(scene, serial, found, risk_of({"风险类型": household["主要返贫风险"]})) | {
            **{name: household[name] for name in ("户主姓名", "户主身份证号", "联系电话", "乡镇", "村", "户编号")},
            **{name: found + timedelta(days=after) for name, after in zip(STEPS, course, strict=True)},
            "办结日期": marked, "办理结果": "纳入监测",
        }  # fmt: skip
        serial += 1
    for person in scene.people(scene.some(8, 20), 28, 70):
        found = scene.day()
        closed = found + timedelta(
            days=scene.whole(2, 12) + (scene.whole(8, 20) if scene.chance(0.05 * scene.rank) else 0)
        )
        row = _clue(scene, serial, found, scene.pick(tuple(KINDS_OF)))
        row |= {
            "户主姓名": person["姓名"],
            "户主身份证号": person["身份证号"],
            "联系电话": person["联系电话"],
            "乡镇": person["乡镇"],
            "村": person["村"],
        }
        # What came in last is still being looked into; now and then one was forgotten.
        if closed <= LAST_DAY and not scene.chance(0.01 * scene.rank):
            row |= {
                "入户核实日期": min(found + timedelta(days=1), closed), "办结日期": closed,
                "办理结果": scene.pick(("风险已解决，不纳入", "重复线索", "情况不属实", "农户放弃申请"), (7, 1, 1, 1)),
            }  # fmt: skip
        yield row
        serial += 1


def _clue(scene: Scene, serial: int, found: date, risk: str) -> Row:
    source = scene.pick(("农户自主申报", "干部走访排查", "部门筛查预警"), (25, 45, 30))
    return {
        "线索编号": scene.number(serial, "XS2021"), "县": scene.name, "线索来源": source,
        "预警部门": scene.pick(("医保部门", "残联", "教育部门", "应急部门")) if source == "部门筛查预警" else None,
        "风险类型": risk, "是否灾情急难": "是" if risk == "因灾" and scene.chance(0.3) else "否",
        "发现日期": found, "办结期限": found + timedelta(days=15),
        "经办单位": f"{scene.county.name}乡村振兴局",
    }  # fmt: skip


@recipe("help_measures", after=("households", "projects"))
def help_measures(scene: Scene) -> Iterator[Row]:
    projects = [row["项目编号"] for row in scene.rows("projects") if row["项目类别"] == "产业"]
    serial = 0
    for household in scene.rows("households"):
        if scene.chance(0.01 + 0.04 * scene.rank):
            continue  # nothing has been done yet
        identified = household["识别日期"] or date(2021, 5, 1)
        kinds = KINDS_OF[household["主要返贫风险"]]
        for at in range(scene.pick((1, 2, 3), (4, 4, 2))):
            kind, content = kinds[at]
            started = identified + timedelta(days=scene.whole(2, 20) + 25 * at)
            gone = household.get("风险消除日期")
            if started > LAST_DAY:
                continue
            lasting = kind in ("兜底保障", "公益性岗位", "就业帮扶")
            yield {
                "措施编号": scene.number(serial, "CS"), "户编号": household["户编号"], "县": scene.name, "乡镇": household["乡镇"],
                "措施类型": kind, "措施内容": content, "针对风险": household["主要返贫风险"],
                "开始时间": started,
                "结束时间": None if lasting else min(started + timedelta(days=scene.whole(5, 60)), LAST_DAY),
                "投入金额": round(scene.amount(AMOUNTS[kind], 0.3), 2),
                "受益人数": 1 if kind in ("教育资助", "残疾帮扶", "公益性岗位") else int(household["家庭人口"]),
                "户增收金额": round(scene.amount(2600, 0.5), 2) if kind in ("产业帮扶", "就业帮扶", "公益性岗位") else None,
                "帮扶成效": "风险已消除" if gone else scene.pick(("成效明显", "有一定成效", "尚未见效"), (5, 4, 1)),
                "实施单位": f"{scene.county.name}乡村振兴局", "责任人": household["帮扶联系人"],
                "所属项目": scene.pick(projects) if kind == "产业帮扶" and projects and scene.chance(0.5) else None,
                "最近核实日期": min(started + timedelta(days=scene.whole(10, 90)), LAST_DAY),
            }  # fmt: skip
            serial += 1


@recipe("county_village_months")
def county_village_months(scene: Scene) -> Iterator[Row]:
    units = [
        (scene.code, None, scene.name, "县"),
        *((code, town, name, "村") for code, town, name in scene.villages(2)),
    ]
    for code, town, name, level in units:
        whole = level == "县"
        households = scene.whole(60_000, 130_000) if whole else scene.whole(380, 900)
        income = scene.rng.uniform(950, 1250)
        collective = scene.amount(900 if whole else 8, 0.25)
        for at, month in enumerate(months_back(12), 1):
            monitored = round(households * (0.008 + 0.0004 * at))
            alarms = scene.whole(0, 60 if whole else 2)
            yield {
                "县村代码": code, "县村名称": name, "监测层级": level, "县": scene.name, "乡镇": town, "月份": month,
                "总户数": households, "监测户数": monitored, "监测人口": round(monitored * 3.4),
                "在外务工人数": round(households * (0.9 if at > 2 else 0.6)),
                "人均可支配收入（本年累计）": round(income * at, 2),
                "村集体经济收入（本年累计）": round(collective * at / 12, 2),
                "失学辍学学生数": 0 if scene.chance(0.95) else 1,
                "未参加医保人数": scene.whole(0, 240 if whole else 4),
                "村卫生室正常服务": "是" if scene.chance(0.99) else "否",
                "住房安全预警户数": alarms, "住房预警已处置户数": scene.whole(alarms // 2, alarms),
                "饮水不稳定户数": scene.whole(0, 90 if whole else 6) if month[5:] in ("01", "02", "12") else 0,
                "供水中断次数": scene.whole(0, 3), "受灾户数": scene.whole(20, 900 if whole else 30) if month[5:] in ("06", "07") else 0,
                "通村道路畅通": "是" if scene.chance(0.98) else "否",
            }  # fmt: skip
