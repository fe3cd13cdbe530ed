"""Volunteer teams and what they did, joint research, firms with vocational schools."""

from collections.abc import Iterator
from datetime import date, timedelta

from jiedui.demo.geography import LAST_DAY
from jiedui.demo.recipes import CITIES, COUNTIES, DISTRICTS, Row, Scene, recipe

EAST = (DISTRICTS, CITIES)
TEAMS = (
    ("科技志愿服务队", "科技工作者"), ("医疗志愿服务队", "白衣天使"), ("支教志愿服务队", "山海支教"), ("青年志愿服务队", "青春"),
    ("行业协会志愿服务队", "同行"), ("企业志愿服务队", "暖心"), ("社会组织志愿服务队", "义工"),
)  # fmt: skip
SERVICES = ("农业科技服务", "义诊和健康", "支教助学", "关爱帮扶", "规划和咨询", "电商和销售", "文化体育")


def numbered(scene: Scene, serial: int, mark: str) -> str:
    """A number of the place's own; 大鹏新区 shares the digits of 龙岗区, which it belonged to."""
    return scene.number(serial, f"DP{mark}" if scene.name == "大鹏新区" else mark)


@recipe("volunteer_teams", per=EAST)
def volunteer_teams(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(3, 6)):
        kind, name = scene.pick(TEAMS)
        (person,) = scene.people(1, 25, 50)
        members = scene.whole(8, 120)
        yield {
            "队伍编号": numbered(scene, serial, "ZY"), "队伍名称": f"{scene.name}{name}东西部协作志愿服务队{serial + 1}",
            "所属区县": scene.name, "队伍类别": kind, "组建单位": f"{scene.name}{'科学技术协会' if kind.startswith('科技') else '义工联合会'}",
            "志愿者人数": members, "科技志愿者人数": members // (1 if kind.startswith("科技") else 6),
            "成立日期": scene.day(date(2019, 6, 1), date(2021, 6, 30)), "是否在志愿服务平台注册": scene.pick(("是", "否"), (9, 1)),
            "年度服务计划": "每季度赴结对县开展一次服务" if scene.chance(0.7) else None, "队长": person["姓名"],
            "联系电话": person["联系电话"],
        }  # fmt: skip


@recipe("service_hours", per=EAST, after=("volunteer_teams",))
def service_hours(scene: Scene) -> Iterator[Row]:
    serial = 0
    for team in scene.rows("volunteer_teams"):
        if team["所属区县"] != scene.name:
            continue
        for _ in range(scene.pick((0, 2, 4, 6), (1, 2, 3, 2))):
            county = scene.county
            (town,), _villages = county.draw_homes(scene.rng, 1)
            people = scene.whole(3, min(40, team["志愿者人数"]))
            yield {
                "服务编号": numbered(scene, serial, "FW"), "队伍编号": team["队伍编号"], "服务日期": scene.day(date(2021, 3, 1)),
                "服务县": county.name, "乡镇": town, "服务地点": "村委会广场",
                "服务内容": "、".join(sorted({scene.pick(SERVICES), scene.pick(SERVICES)})), "参加志愿者人数": people,
                "服务时长": people * scene.pick((4, 6, 7.5)), "服务群众人次": scene.whole(20, 500),
                "培训农户人次": scene.whole(10, 120) if scene.chance(0.4) else None,
            }  # fmt: skip
            serial += 1


TOPICS = (
    ("联合课题研究", "易地搬迁安置区后续发展研究"), ("规划编制", "现代农业发展规划（2021—2025年）"), ("技术攻关", "桑蚕工厂化养殖关键技术攻关"),
    ("联合课题研究", "东西部产业协作机制研究"), ("规划编制", "村庄规划编制"),
)  # fmt: skip


@recipe("joint_research", per=EAST)
def joint_research(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(1, 2)):
        kind, title = scene.pick(TOPICS)
        county = scene.county
        (person,) = scene.people(1, 35, 58)
        started = scene.day(date(2021, 2, 1), date(2021, 7, 30))
        stage = scene.pick(("研究中", "已结题", "拟立项"), (5, 3, 1))
        yield {
            "课题编号": numbered(scene, serial, "KT"), "课题名称": f"{county.short}{title}", "所属区县": scene.name, "课题类别": kind,
            "进展阶段": stage, "东部牵头单位": scene.pick(("鹏城乡村振兴研究院", "南方农业规划设计院", "湾区科技大学")),
            "西部合作单位": f"{county.name}农业农村局", "研究对象县": county.name, "课题负责人": person["姓名"], "课题经费": scene.amount(25, 0.5),
            "立项日期": None if stage == "拟立项" else started,
            "计划结题日期": started + timedelta(days=scene.pick((120, 180, 300))),
            "结题日期": min(started + timedelta(days=150), LAST_DAY) if stage == "已结题" else None,
            "成果": "研究报告 1 份" if stage == "已结题" else None, "成果应用": "被采纳" if stage == "已结题" else None,
        }  # fmt: skip


@recipe("vocational_cooperation", per=(COUNTIES,))
def vocational_cooperation(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.whole(0, 2)):
        firm = scene.employers[scene.county.district_code][scene.whole(0, 20)]
        signed = scene.day(date(2020, 3, 1), date(2021, 9, 30))
        students = scene.whole(20, 120)
        yield {
            "合作编号": scene.number(serial, "XQ"), "职业院校": f"{scene.county.short}职业技术学校", "合作企业": firm.name,
            "统一社会信用代码": firm.code, "所属区县": scene.name, "合作方式": scene.pick(("订单班", "实习实训", "订单班、实习实训", "招聘就业")),
            "合作专业": scene.pick(("电子技术应用", "汽车维修", "烹饪", "护理", "电子商务")), "签约日期": signed,
            "协议到期日期": signed.replace(year=signed.year + 2, day=min(signed.day, 28)), "参加学生人数": students,
            "其中脱贫家庭学生": students // 2, "实习人数": students // 3, "录用人数": students // 5, "企业投入": scene.amount(20, 0.6),
            "最近活动日期": scene.day(date(2021, 3, 1)) if signed.year == 2020 and scene.chance(0.8) else None,
        }  # fmt: skip
