"""Invented visits, meetings and what came of them. What a district enters, some of its counties enter as well."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from jiedui.demo.geography import LAST_DAY, County
from jiedui.demo.names import draw_names
from jiedui.demo.recipes import CITIES, COUNTIES, DISTRICTS, Scene, recipe

Row = dict[str, Any]
EVERYWHERE = (COUNTIES, DISTRICTS, CITIES)
PARTNERS = ("南宁市", "桂林市", "百色市", "河池市")
RESOLVED = (
    "加快首批财政援助资金拨付到县", "共建产业园区，年内引进企业不少于两家", "新增选派短期挂职干部", "组织专场招聘会并开通返岗专车",
    "设立消费帮扶专馆", "推进教育医疗组团式帮扶", "完成移交项目确权和管护", "编制协作示范点建设方案",
)  # fmt: skip
PROBLEMS = (
    ("资金支付进度偏慢", "资金项目"), ("个别项目未办理验收手续", "资金项目"), ("帮扶车间吸纳脱贫人口偏少", "劳务协作"),
    ("挂职干部分工没有落实", "人才支援"), ("资产台账登记不完整", "资金项目"), ("消费帮扶产品供应不稳定", "消费协作"),
)  # fmt: skip
TOPICS = (
    ("劳务协作专车返岗", "劳务协作"),
    ("产业园区落地见效", "产业协作"),
    ("消费帮扶助农增收", "消费协作"),
    ("支医支教暖人心", "人才支援"),
    ("示范村换新颜", "乡村建设"),
)
OUTLETS = {
    "central": ("人民日报", "新华网", "光明日报", "农民日报"),
    "provincial": ("南方日报", "广西日报"),
    "city": ("深圳特区报", "右江日报", "河池日报"),
}
LEVELS = {"central": "中央级", "provincial": "省级", "city": "市级"}
POLICIES = (
    ("东西部协作工作要点", "综合政策", None), ("财政援助资金使用管理办法", "资金项目管理", None), ("援企稳岗补贴实施细则", "劳务协作和稳岗", 800.0),
    ("农产品进深物流补贴办法", "补贴奖励、消费协作", 500.0), ("协作专业技术人才保障措施", "干部人才", 260.0), ("防返贫动态监测实施方案", "乡村建设和防返贫", None),
)  # fmt: skip


def _name(scene: Scene) -> str:
    return draw_names(scene.rng, scene.rng.random(1) < 0.75)[0]


def party(name: str, city: str = "") -> str:
    return f"中共{city}{name}委员会"


def _shenzhen(scene: Scene) -> str:
    """The place of the helping side: the district, or for the city the city itself."""
    return "深圳市" if scene.place.kind == CITIES else f"深圳市{scene.county.district}"


def _level(scene: Scene) -> str:
    return "市级" if scene.place.kind == CITIES else "县（区）级"


def _partner(scene: Scene) -> str:
    return scene.pick(PARTNERS) if scene.place.kind == CITIES else scene.county.name


@recipe("visits", per=EVERYWHERE)
def visits(scene: Scene) -> Iterator[Row]:
    """Chief leaders twice a year or so. What a county enters, its district enters too, now and then."""
    serial = 0
    if scene.place.kind == COUNTIES and scene.chance(0.4):
        return
    for county in scene.place.counties if scene.place.kind != CITIES else (scene.county, scene.county):
        for rank, half in (("党委主要负责同志", 0), ("政府主要负责同志", 1), ("其他负责同志", scene.whole(0, 1))):
            if scene.chance(0.12):
                continue
            # Both sides enter the same journey: its day follows from the county's code.
            first = date(2021, 3 + 5 * half, 8) + timedelta(days=int(county.code[-3:]) * 7 % 80)
            west = rank != "政府主要负责同志"
            target = _partner(scene) if scene.place.kind == CITIES else county.name
            unit = party(_shenzhen(scene)) if west else party(target)
            leads = {"党委主要负责同志": "书记", "政府主要负责同志": "副书记、区长", "其他负责同志": "常委、副区长"}
            yield {
                "互访编号": scene.number(serial, "HF"), "所属区县": scene.name,
                "互访方向": "东部赴西部" if west else "西部赴东部", "互访层级": _level(scene), "带队领导类别": rank,
                "带队领导": _name(scene), "带队领导职务": leads[rank] if scene.place.kind != CITIES else leads[rank].replace("区长", "市长"),
                "带队单位": unit, "开始日期": first, "结束日期": first + timedelta(days=scene.whole(1, 3)),
                "到访地": target if west else "深圳市", "随行人数": scene.whole(6, 25),
                "主要活动": "考察协作项目，慰问挂职干部人才，召开座谈会",
            }  # fmt: skip
            serial += 1


@recipe("meetings", per=EVERYWHERE)
def meetings(scene: Scene) -> Iterator[Row]:
    """Joint meetings are entered by the district or the city; every office studies the work by itself some times a year."""
    serial = 0
    joint = {COUNTIES: 0, DISTRICTS: scene.whole(1, 2), CITIES: 2}[scene.place.kind]
    own = f"{scene.name}" if scene.place.kind != DISTRICTS else f"深圳市{scene.name}"
    for kind, count in (
        ("高层联席会议", joint),
        ("专题研究会议", scene.whole(1, 4)),
        ("领导小组会议", 1),
        ("工作推进会", scene.whole(0, 2)),
    ):
        for _ in range(count):
            held = scene.day(date(2021, 2, 22), date(2021, 12, 10))
            body = scene.pick((party(own), f"{own}人民政府"))
            yield {
                "会议编号": scene.number(serial, "HY"), "所属区县": scene.name,
                "会议名称": f"{scene.name}{held.year}年东西部协作{kind}（{held.month}月）" if kind != "高层联席会议"
                else f"{own}—{_partner(scene)}东西部协作高层联席会议",
                "会议类型": kind, "会议层级": _level(scene), "召开日期": held, "召集（主办）单位": body,
                "对方单位": party(_partner(scene)) if kind == "高层联席会议" else None, "主持人": _name(scene),
                "主持人类别": scene.pick(("党委主要负责同志", "政府主要负责同志", "其他负责同志")),
                "参会人数": scene.whole(15, 80), "会议议题": "研究东西部协作重点工作，听取进展情况汇报",
                "纪要文号": f"纪要〔2021〕{serial + 3}号" if scene.chance(0.85) else None,
            }  # fmt: skip
            serial += 1


@recipe("resolutions", per=EVERYWHERE, after=("meetings",))
def resolutions(scene: Scene) -> Iterator[Row]:
    """Two to four a meeting; most are closed, some late, a few without a date of closing."""
    serial = 0
    for meeting in scene.rows("meetings"):
        if meeting["所属区县"] != scene.name or (meeting["会议类型"] == "专题研究会议" and scene.chance(0.6)):
            continue
        for content in scene.rng.choice(RESOLVED, scene.whole(2, 4), replace=False):
            decided = meeting["召开日期"]
            due = decided + timedelta(days=scene.pick((30, 60, 90, 180)))
            closed = decided + timedelta(days=scene.whole(12, 150))
            done = closed <= LAST_DAY and scene.chance(0.85)
            yield {
                "事项编号": scene.number(serial, "YD"), "议定事项": str(content), "所属区县": scene.name,
                "会议编号": meeting["会议编号"], "议定日期": decided,
                "责任单位": f"{scene.name}{scene.pick(('乡村振兴局', '财政局', '人力资源和社会保障局', '教育局', '农业农村局'))}",
                "责任人": _name(scene), "完成时限": due, "办理状态": "已办结" if done else scene.pick(("办理中", "办理中", "未启动")),
                "落实情况": "已按要求落实" if done else "正在推进", "办结日期": closed if done and scene.chance(0.96) else None,
            }  # fmt: skip
            serial += 1


@recipe("agreements", per=(DISTRICTS, CITIES, COUNTIES))
def agreements(scene: Scene) -> Iterator[Row]:
    """The framework agreement stands in the books of both sides; others are made by departments."""
    if scene.place.kind == COUNTIES:
        if scene.chance(0.5):
            yield _framework(scene, scene.county, 0)
        return
    serial = 0
    for county in scene.place.counties if scene.place.kind == DISTRICTS else ():
        yield _framework(scene, county, serial)
        serial += 1
    for kind in ("劳务协作协议", "产业协作协议", "消费协作协议", "人才支援协议"):
        if scene.chance(0.6):
            partner = _partner(scene)
            signed = scene.day(date(2021, 4, 1), date(2021, 11, 20))
            department = {"劳务": "人力资源和社会保障局", "产业": "工业和信息化局", "消费": "商务局", "人才": "教育局"}[
                kind[:2]
            ]
            yield {
                "协议编号": scene.number(serial, "XY"), "协议名称": f"{scene.name}与{partner}{kind}", "所属区县": scene.name,
                "协议类型": kind, "签约层级": _level(scene), "甲方": f"{_shenzhen(scene)}{department}", "乙方": f"{partner}{department}",
                "签订日期": signed, "生效日期": signed, "到期日期": date(signed.year + scene.pick((1, 3, 5)), 12, 31),
                "协议金额": scene.amount(300) if kind.startswith("产业") else None, "主要内容": "建立对接机制，明确年度任务",
            }  # fmt: skip
            serial += 1


def _framework(scene: Scene, county: County, serial: int) -> Row:
    """The same day for both sides: it follows from the county's code."""
    signed = date(2021, 5, 8) + timedelta(days=int(county.code[-3:]) % 60)
    return {
        "协议编号": scene.number(serial, "XY"), "协议名称": f"深圳市{county.district}与{county.name}“十四五”东西部协作框架协议",
        "所属区县": scene.name, "协议类型": "协作框架协议", "签约层级": "县（区）级",
        "甲方": f"深圳市{county.district}人民政府", "乙方": f"{county.name}人民政府", "甲方签字人": _name(scene), "乙方签字人": _name(scene),
        "签订日期": signed, "生效日期": signed, "到期日期": date(2025, 12, 31), "主要内容": "产业、劳务、人才、消费协作和社会参与",
    }  # fmt: skip


@recipe("supervision_items", per=(COUNTIES, DISTRICTS))
def supervision_items(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(1, 5)):
        title, field = scene.pick(PROBLEMS)
        found = scene.day(date(2021, 3, 1), date(2021, 11, 30))
        due = found + timedelta(days=scene.pick((30, 60, 90)))
        closed = found + timedelta(days=scene.whole(10, 110))
        done = closed <= LAST_DAY and scene.chance(0.8)
        yield {
            "督办编号": scene.number(serial, "DB"), "问题（督办事项）": title, "所属区县": scene.name,
            "问题来源": scene.pick(("督导检查", "考核评价反馈", "审计", "自查发现"), (5, 2, 2, 1)), "工作领域": field,
            "督办单位": "深圳市东西部协作前方工作组", "发现日期": found,
            "整改责任单位": f"{scene.name}{scene.pick(('乡村振兴局', '财政局', '农业农村局'))}", "整改责任人": _name(scene), "整改时限": due,
            "整改措施": "建立清单，限期整改", "整改状态": "已办结" if done else "办理中", "整改完成日期": closed if done else None,
            "复核单位": "深圳市东西部协作前方工作组" if done else None,
            "复核日期": min(closed + timedelta(days=7), LAST_DAY) if done else None,
        }  # fmt: skip


@recipe("media", per=EVERYWHERE)
def media(scene: Scene) -> Iterator[Row]:
    """Mostly papers of the cities; a few central reports; now and then a case. A great report stands in several books."""
    for serial in range(scene.some(2, 9)):
        level = scene.pick(("central", "provincial", "city"), (1, 3, 5))
        topic, field = scene.pick(TOPICS)
        case = scene.chance(0.1)
        shared = level == "central" and scene.chance(0.3)
        link = f"https://news.example.cn/2021/{'xiezuo' if shared else scene.code.lower()}/{serial + 1}"
        yield {
            "标题": f"{scene.county.short}：{topic}（{serial + 1}）", "刊发日期": scene.day(date(2021, 2, 1)), "所属区县": scene.name,
            "宣传类型": "典型案例" if case else "媒体报道", "媒体（采用）级别": LEVELS[level], "媒体（采用单位）": scene.pick(OUTLETS[level]),
            "刊发形式": scene.pick(("报纸", "网站", "客户端", "电视")), "工作领域": field,
            "链接（版面）": None if scene.chance(0.08) else link, "供稿单位": f"{scene.name}融媒体中心",
            "获评（批示）情况": "入选省级协作典型案例" if case else None,
        }  # fmt: skip


@recipe("policies", per=EVERYWHERE)
def policies(scene: Scene) -> Iterator[Row]:
    count = {COUNTIES: scene.whole(0, 2), DISTRICTS: scene.whole(1, 3), CITIES: len(POLICIES)}[scene.place.kind]
    for serial in range(count):
        title, field, budget = POLICIES[serial if scene.place.kind == CITIES else scene.whole(0, 5)]
        issued = scene.day(date(2019 if scene.chance(0.3) else 2021, 3, 1), date(2021, 10, 30))
        yield {
            "文号": f"{scene.county.short if scene.place.kind == COUNTIES else scene.name}协作〔{issued.year}〕{scene.number(serial)[-4:]}号",
            "文件名称": f"{scene.name}{title}", "所属区县": scene.name, "政策类别": field, "发文层级": _level(scene),
            "发文单位": f"{scene.name}人民政府办公室", "发文日期": issued, "实施日期": issued,
            "有效期至": date(issued.year + 2, issued.month, 28), "支持对象": scene.pick(("脱贫人口和用工企业", "农产品经营主体", "协作干部人才")),
            "主要内容": "明确支持范围、标准和办理流程", "年度预算安排": budget,
            "是否为延续脱贫攻坚期政策": "是" if issued.year < 2021 else scene.pick(("是", "否")),
        }  # fmt: skip


@recipe("publicity_events", per=EVERYWHERE, after=("policies",))
def publicity_events(scene: Scene) -> Iterator[Row]:
    known = [row for row in scene.rows("policies") if row["所属区县"] == scene.name]
    for serial in range(scene.some(1, 5)):
        policy = scene.pick(known) if known and scene.chance(0.5) else None
        held = scene.day(policy["发文日期"] if policy else date(2021, 2, 1))
        yield {
            "宣传编号": scene.number(serial, "XC"), "活动名称": f"{scene.name}{scene.pick(('稳岗就业', '消费帮扶', '产业扶持'))}政策宣讲",
            "所属区县": scene.name, "宣传形式": scene.pick(("宣讲会", "送政策进企业", "进村入户、发放资料", "网络宣传")),
            "政策类别": scene.pick(("劳务协作和稳岗", "补贴奖励", "消费协作", "减税降费")), "宣传的文件文号": policy["文号"] if policy else None,
            "活动日期": held, "主办单位": f"{scene.name}{scene.pick(('人力资源和社会保障局', '商务局', '乡村振兴局'))}", "主讲人": _name(scene),
            "参加人次": scene.whole(20, 400), "参加企业数": scene.whole(0, 30), "发放资料份数": scene.whole(50, 900),
        }  # fmt: skip


@recipe("firm_visits", per=(DISTRICTS, COUNTIES))
def firm_visits(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(2, 8)):
        firm = scene.employer()
        visited = scene.day(date(2021, 1, 18), date(2021, 12, 10))
        workers = scene.whole(5, 260)
        state = scene.pick(("没有诉求", "已解决", "办理中", "待办理"), (3, 5, 2, 1))
        asks = state != "没有诉求"
        solved = min(visited + timedelta(days=scene.whole(3, 60)), LAST_DAY) if state == "已解决" else None
        yield {
            "走访编号": scene.number(serial, "ZF"), "企业名称": firm.name, "统一社会信用代码": firm.code, "所属区县": scene.name,
            "行业": firm.trade, "走访日期": visited, "走访单位": f"{scene.name}人力资源和社会保障局", "带队人": _name(scene),
            "企业桂籍务工人数": workers, "其中脱贫人口数": round(workers * 0.4), "拟招用人数": scene.whole(0, 80),
            "宣传的政策": scene.pick(("劳务协作和稳岗", "减税降费", "劳务协作和稳岗、减税降费")),
            "企业诉求": scene.pick(("节后用工缺口", "申请稳岗补贴", "物流成本偏高")) if asks else None, "诉求办理情况": state,
            "办理时限": visited + timedelta(days=60) if asks else None, "解决日期": solved,
            "办理结果": "已协调解决" if solved else None,
        }  # fmt: skip


@recipe("organisations_history", per=EVERYWHERE)
def organisations_history(scene: Scene) -> Iterator[Row]:
    """Leading groups of both sides; the city's headquarters, working groups, party committee and its branches."""
    own = scene.name if scene.place.kind != DISTRICTS else f"深圳市{scene.name}"
    known = [(f"{own}东西部协作工作领导小组", "领导小组", None, date(2017, 5, 1))]
    if scene.place.kind == CITIES:
        front, committee = "粤桂东西部协作深圳前方工作指挥部", "深圳市东西部协作前方临时党委"
        known += [
            (front, "前方工作指挥部", known[0][0], date(2021, 5, 20)),
            (committee, "临时党委", None, date(2021, 6, 1)),
        ]
        known += [(f"深圳市驻{city}前方工作组", "前方工作组", front, date(2021, 5, 20)) for city in PARTNERS]
        known += [(f"前方临时党委{city}支部", "党支部", committee, date(2021, 6, 10)) for city in PARTNERS]
    for serial, (name, kind, superior, began) in enumerate(known):
        stretches = [(began, date(2021, 5, 31)), (date(2021, 6, 1), None)] if began.year < 2021 else [(began, None)]
        for number, (first, last) in enumerate(stretches):
            members = scene.whole(5, 24)
            yield {
                "机构编号": scene.number(serial, "JG"), "机构名称": name, "机构类型": kind, "所属区县": scene.name,
                "起始日期": first, "终止日期": last, "变动事由": "负责人变动" if number else "成立", "上级机构": superior,
                "负责人": _name(scene), "成员人数": members,
                "党员人数": round(members * 0.8) if kind in ("临时党委", "党支部", "前方工作组") else None,
                "设立文号": f"协作〔{first.year}〕{serial + 1}号",
            }  # fmt: skip
