"""Invented rows of labour. Counties differ: some diligent, some behind; a few faults stand in for those of real clerks."""

from collections.abc import Iterator
from datetime import date, timedelta

import jiedui.modules.labour.demo_training  # noqa: F401  the other half of the recipes
from jiedui.demo.employers import SHENZHEN, TRADES, Employer
from jiedui.demo.geography import LAST_DAY
from jiedui.demo.recipes import COUNTIES, DISTRICTS, Row, Scene, recipe
from jiedui.modules.labour.demo_parts import TAG_WEIGHTS, TAGS, crowd, diligence, only, person, somebody

FESTIVAL = date(2021, 2, 12)
BOTH = (COUNTIES, DISTRICTS)
POLICIES = (
    "稳岗返还",
    "社保费减免",
    "税费减免",
    "稳岗返还、社保费减免",
    "吸纳就业补贴、以工代训补贴",
    "税费减免、场地租金减免",
)
ASKS = ("节后缺普工，希望协作地区组织输送", "员工宿舍紧张", "希望延长社保费缓缴期", "订单不稳，用工需求起伏较大")


def firms_of(scene: Scene, count: int) -> list[Employer]:
    """So many different employers of the place, as far as there are."""
    return list({one.code: one for one in (scene.employer() for _ in range(count))}.values())


@recipe("firms_hiring", per=BOTH)
def firms_hiring(scene: Scene) -> Iterator[Row]:
    east = scene.code.startswith("44")
    for firm in firms_of(scene, scene.some(6, 12) if east else scene.some(3, 7)):
        contact, phone = somebody(scene)
        visited = scene.chance(diligence(scene))
        visit = {
            "最近走访日期": scene.day(date(2021, 1, 18)),
            "走访单位": f"{scene.name}人力资源局" if east else f"{scene.name}人力资源和社会保障局",
            "本年走访次数": scene.whole(1, 4),
            "已享受政策": scene.pick(POLICIES),
            "减免和补贴金额": scene.amount(6, 0.8),
        }
        ask = scene.chance(0.25)
        yield {
            "企业名称": firm.name,
            "统一社会信用代码": firm.code,
            "所属区县": scene.name,
            "行业": firm.trade,
            "参与方式": scene.pick(
                ("招聘用工", "招聘用工、定向开发岗位", "招聘用工、订单式培训", "招聘用工、开办帮扶车间"), (5, 3, 2, 1)
            ),
            "职工人数": scene.whole(60, 1800) if east else scene.whole(20, 260),
            "联系人": contact,
            "联系电话": phone,
            "加入日期": scene.day(date(2019, 3, 1), date(2021, 6, 30)),
            "企业诉求": scene.pick(ASKS) if ask else None,
            "诉求是否办结": ("是" if scene.chance(0.7) else "否") if ask and visited else None,
            **(visit if visited else {}),
        }


@recipe("job_fairs", per=BOTH)
def job_fairs(scene: Scene) -> Iterator[Row]:
    east = scene.code.startswith("44")
    for serial in range(scene.some(1, 3) if east else scene.some(2, 5)):
        spring = scene.chance(0.5)
        held = (
            scene.day(date(2021, 2, 18), date(2021, 4, 15))
            if spring
            else scene.day(date(2021, 4, 16), date(2021, 12, 10))
        )
        kind = scene.pick(("线下", "线上", "线上线下结合"), (5, 3, 2))
        firms = scene.whole(12, 70)
        intended = scene.whole(30, 320)
        hired = int(intended * scene.rng.uniform(0.15, 0.6))
        theme = scene.pick(("东西部劳务协作专场", "低收入人口专场", "易地搬迁安置区专场", "综合招聘会"), (5, 3, 2, 1))
        theme = "春风行动专场" if spring and scene.chance(0.6) else theme
        yield {
            "招聘会编号": scene.number(serial, "ZPH2021"),
            "招聘会名称": f"2021年{scene.name}{theme.removesuffix('专场').removesuffix('招聘会')}招聘会",
            "所属区县": scene.name,
            "举办形式": kind,
            "专场类别": theme,
            "举办日期": held,
            "结束日期": held + timedelta(days=scene.whole(3, 14)) if kind != "线下" else None,
            "举办地点": "“深圳人才”网络招聘平台" if kind == "线上" else f"{scene.name}文化广场",
            "主办单位": f"{scene.name}人力资源局" if east else f"{scene.name}人力资源和社会保障局",
            "协办单位": None
            if east
            else f"深圳市{SHENZHEN.get(scene.county.district_code, scene.county.district)}人力资源局",
            "参会企业": firms,
            "其中广东企业": int(firms * scene.rng.uniform(0.3, 0.9)),
            "提供岗位": firms * scene.whole(15, 70),
            "进场求职": intended * scene.whole(3, 9),
            "达成意向": intended,
            "实际录用": hired if held < date(2021, 12, 1) else None,
            "其中脱贫人口": int(hired * scene.rng.uniform(0.3, 0.8)) if held < date(2021, 12, 1) else None,
        }


@recipe("vacancies", per=BOTH, after=("firms_hiring", "job_fairs"))
def vacancies(scene: Scene) -> Iterator[Row]:
    east = scene.code.startswith("44")
    firms = [row for row in scene.rows("firms_hiring") if row["所属区县"] == scene.name]
    fairs = [row for row in scene.rows("job_fairs") if row["所属区县"] == scene.name]
    for serial in range(scene.some(10, 20) if east else scene.some(3, 7)):
        firm = scene.pick(firms)
        posts, wage, _words = TRADES[firm["行业"]]
        low = int(wage * (0.9 if east else 0.7) * scene.rng.uniform(0.85, 1.1) / 100) * 100
        published = scene.day(date(2021, 1, 20), date(2021, 12, 20))
        people = scene.whole(3, 120)
        filled = int(people * min(1.0, scene.rng.uniform(0, 1.3)))
        yield {
            "岗位编号": scene.number(serial, "GW2021"),
            "招聘单位": firm["企业名称"],
            "统一社会信用代码": firm["统一社会信用代码"],
            "所属区县": scene.name,
            "岗位名称": scene.pick(posts),
            "行业": firm["行业"],
            "招聘人数": people,
            "是否定向岗位": "是" if scene.chance(0.35) else "否",
            "工作地点": f"广东省深圳市{scene.name}" if east and scene.code in SHENZHEN else scene.name,
            "月工资下限": low,
            "月工资上限": low + scene.whole(5, 25) * 100,
            "食宿条件": scene.pick(("包吃包住", "包住不包吃", "食宿补贴", "不包食宿"), (5, 3, 2, 2)),
            "年龄下限": scene.pick((16, 18, 18, 18)),
            "年龄上限": scene.pick((45, 50, 55, 60)),
            "学历要求": scene.pick((None, "初中", "高中"), (6, 3, 1)),
            "其他要求": "仅限女性"
            if scene.chance(0.02)
            else scene.pick((None, "能适应两班倒", "有操作证者优先"), (4, 2, 1)),
            "联系人": firm["联系人"],
            "联系电话": firm["联系电话"],
            "招聘会编号": scene.pick(fairs)["招聘会编号"] if fairs and scene.chance(0.4) else None,
            "发布日期": published,
            "有效期至": published + timedelta(days=scene.pick((30, 60, 90))),
            "已招人数": filled,
            "其中脱贫人口": int(filled * scene.rng.uniform(0.2, 0.7)),
            "岗位状态": "已招满" if filled == people else "招聘中" if scene.chance(0.8) else "已撤回",
        }


@recipe("trips")
def trips(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(2, 6)):
        # Most trips leave in the three weeks after the Spring Festival.
        left = FESTIVAL + timedelta(days=int(scene.rng.integers(4, 25)) if scene.chance(0.85) else scene.whole(40, 250))
        train = scene.chance(0.25)
        receiver = scene.employer() if scene.chance(0.2) else _in_the_east(scene)
        escort, phone = somebody(scene)
        yield {
            "车次编号": scene.number(serial, "DDD2021"),
            "出发县": scene.name,
            "出发日期": left,
            "到达日期": left + timedelta(days=0 if train else 1),
            "交通工具": "高铁（动车）包厢" if train else "包车（大巴）",
            "车牌或车次": f"D{scene.whole(1000, 3999)}" if train else None,
            "承运单位": None if train else f"{scene.county.city}运美客运有限公司",
            "核定座位": scene.pick((80, 90)) if train else scene.pick((45, 49, 53)),
            "出发地点": f"{scene.name}客运站",
            "到达地": receiver.place,
            "接收单位": receiver.name,
            "统一社会信用代码": receiver.code,
            "是否对接接收": "是" if scene.chance(0.9) else "否",
            "带队人": escort,
            "带队人电话": phone,
            "运输费用": scene.whole(60, 130) * 100,
        }


def _in_the_east(scene: Scene) -> Employer:
    known = scene.employers[scene.county.district_code]
    return known[scene.whole(0, len(known) - 1)]


@recipe("trip_passengers", after=("trips", "workers"))
def trip_passengers(scene: Scene) -> Iterator[Row]:
    before: Row | None = None
    for trip in scene.rows("trips"):
        aboard = min(trip["核定座位"], int(trip["核定座位"] * scene.rng.uniform(0.5, 1.05)))
        people = crowd(scene, aboard, scene.rows("workers"))
        if scene.chance(0.05):  # one more than the coach has seats
            people += scene.people(trip["核定座位"] - aboard + 1)
        if before is not None and scene.chance(0.1):  # stands on the manifest of two trips
            people[0] = before
        before = people[-1]
        for seat, one in enumerate(people, 1):
            stayed = scene.chance(0.02)
            yield {
                "车次编号": trip["车次编号"],
                **person(one, "人员类别"),
                "户籍地": scene.name,
                "座位号": str(seat),
                "是否乘车": "否" if stayed else "是",
                "就业单位": trip["接收单位"],
                "统一社会信用代码": trip["统一社会信用代码"],
                "是否到岗": "否" if stayed or scene.chance(0.05) else "是",
            }


PRODUCTS = {
    "厂房式": ("服装", "电子元件", "玩具", "鞋帽"),
    "居家式": ("藤编", "手工绣品", "数据线插件"),
    "种养式": ("桑蚕", "食用菌", "百香果"),
    "贸易流通式": ("农产品分拣", "电商打包"),
    "文旅式": ("民族服饰", "铜鼓工艺品"),
}


@recipe("workshops")
def workshops(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(7, 16)):
        kind = scene.pick(list(PRODUCTS), (6, 2, 3, 1, 1))
        town, village = scene.home()
        firm, code = scene.firm(words=("服饰", "电子", "工艺品", "农业发展", "制衣"))
        started = scene.day(date(2018, 3, 1), date(2021, 9, 30))
        people = scene.whole(9, 75)
        state = "正常运行" if scene.chance(0.72 + 0.25 * diligence(scene)) else scene.pick(("停工闲置", "已关闭"))
        head, phone = somebody(scene)
        relieved = scene.whole(2, 4) if scene.chance(0.04) else max(5, int(people * scene.rng.uniform(0.3, 0.75)))
        product = scene.pick(PRODUCTS[kind])
        yield {
            "车间编号": scene.number(serial, "CJ"),
            "车间名称": f"{town or scene.name}{village or ''}{product}就业帮扶车间",
            "县": scene.name,
            "乡镇": town,
            "村": village,
            "详细地址": f"{village or town or scene.name}村委会旁",
            "车间类型": kind,
            "经营主体": firm,
            "统一社会信用代码": code,
            "主要产品": product,
            "是否在搬迁安置点": "是" if scene.chance(0.25) else "否",
            "是否东部企业援建": "是" if scene.chance(0.35) else "否",
            "投产日期": started,
            "关闭日期": max(started + timedelta(days=60), scene.day(date(2021, 3, 1))) if state == "已关闭" else None,
            "运行状态": state,
            "吸纳就业": people if state == "正常运行" else None,
            "其中脱贫人口": relieved if state == "正常运行" else None,
            "人均月工资": scene.whole(16, 32) * 100,
            "负责人": head,
            "联系电话": phone,
        }


@recipe("workshop_months", after=("workshops",))
def workshop_months(scene: Scene) -> Iterator[Row]:
    """The months of 2021; a few workshops have paid nothing since autumn, a lagging county hands in half."""
    for shop in scene.rows("workshops"):
        if shop["运行状态"] == "停工闲置":
            continue
        ends = (shop["关闭日期"] or LAST_DAY).replace(day=1)
        unpaid = 9 if scene.chance(0.06) else 13
        handed = 12 if scene.chance(diligence(scene)) else scene.whole(6, 10)
        for month in range(1, handed + 1):
            if not shop["投产日期"].replace(day=1) <= date(2021, month, 1) <= min(ends, LAST_DAY):
                continue
            people = max(6, int((shop["吸纳就业"] or 15) * scene.rng.uniform(0.75, 1.0)))
            relieved = min(people, max(1, int((shop["其中脱贫人口"] or 6) * scene.rng.uniform(0.8, 1.0))))
            wages = 0 if month > unpaid else round(people * shop["人均月工资"] * float(scene.rng.uniform(0.8, 1.1)))
            yield {
                "车间编号": shop["车间编号"],
                "月份": f"2021-{month:02d}",
                "本月务工": people,
                "其中脱贫人口": relieved,
                "发放工资": wages,
                "其中脱贫人口工资": wages * relieved // people,
                "开工天数": scene.whole(12, 18) if month == 2 else scene.whole(20, 27),
            }


@recipe("welfare_posts")
def welfare_posts(scene: Scene) -> Iterator[Row]:
    posts = {"保洁员": "乡村保洁员", "护林员": "护林员", "护路员": "护路员", "管水员": "河道巡查员", "治安协管": "治安巡逻员",
             "公共服务协管": "村级就业信息员", "疫情防控": "防疫员"}  # fmt: skip
    employer = f"{scene.name}人力资源和社会保障局"
    for one in scene.people(scene.some(40, 75), 35, 59):
        kind = scene.pick(list(posts), (8, 5, 3, 2, 2, 2, 1))
        since = scene.day(date(2020, 3, 1), date(2021, 10, 31)).replace(day=1)
        over = scene.chance(0.12)
        until = since + timedelta(days=364) if not over else min(LAST_DAY, since + timedelta(days=scene.whole(90, 300)))
        last = min(until, LAST_DAY)
        late = scene.chance(0.1)
        row = {
            **only(one, "姓名", "身份证号", "性别", "联系电话", "乡镇", "村"),
            "户籍县": scene.name,
            "人员类别": scene.pick(TAGS[:3], TAG_WEIGHTS[:3]),
            "岗位类型": kind,
            "岗位名称": posts[kind],
            "用人单位": f"{scene.name}{one['乡镇']}人民政府" if one["乡镇"] else employer,
            "资金来源": scene.pick(("东西部协作资金", "衔接推进乡村振兴补助资金", "就业补助资金")),
            "上岗日期": since,
            "到期日期": until,
            "月补贴标准": scene.pick((500, 600, 800, 1000)),
            "最近考勤月份": f"{last:%Y-%m}",
            "当月出勤天数": scene.whole(15, 26),
            "补贴发放至": f"{max(since, last - timedelta(days=120 if late else 31)):%Y-%m}",
        }
        yield row
        if scene.chance(0.002):  # holds a second post: the check of the ledger refuses it
            yield row | {"上岗日期": since + timedelta(days=31), "岗位类型": "其他", "岗位名称": "村级图书管理员"}
