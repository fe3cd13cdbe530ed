"""Invented pairs, what they do, and what the former districts hand over."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from jiedui.demo.geography import LAST_DAY
from jiedui.demo.identity import phones
from jiedui.demo.names import draw_names
from jiedui.demo.recipes import Scene, recipe

Row = dict[str, Any]
# 县 -> 2020 年以前的结对区
FORMER = {"451024": "南山区", "451003": "南山区", "451226": "福田区", "451225": "福田区"}
SCHOOLS = ("实验小学", "第二小学", "外国语小学", "第一中学", "实验学校", "中心幼儿园", "第三初级中学", "职业技术学校")
STAGES = ("小学", "小学", "小学", "高中", "九年一贯制", "幼儿园", "初中", "中职（技工）")
HOSPITALS = ("人民医院", "中医院", "妇幼保健院", "第二人民医院")
STREETS = (
    "东湖",
    "新安",
    "坂田",
    "观湖",
    "沙头",
    "粤海",
    "盐田",
    "马田",
    "坑梓",
    "葵涌",
    "龙城",
    "民治",
    "福海",
    "香蜜",
)
COMMUNITIES = ("新湖", "向阳", "海滨", "松岗", "和平", "景田", "长岭", "凤凰")
CONTENT = {
    "学校": "教师互派跟岗、同课异构和远程教研，每学期不少于两次",
    "医院": "专科共建、远程会诊和医护进修，派驻骨干医师",
    "乡镇（街道）": "产业对接、消费帮扶和干部交流",
    "村（社区）": "发展村集体经济，开展党建共建和慰问帮扶",
    "企业": "认购农产品、提供岗位、支持村集体产业",
    "社会组织": "捐资助学和志愿服务",
    "企业与职业院校": "订单培养、实训基地共建",
}
ACTIVITIES = {
    "学校": (("教研帮带", "送教到校，开展同课异构和教研讲座", 120), ("培训跟岗", "受援学校教师到深跟岗学习", 12)),
    "医院": (("医疗帮带", "专家到院坐诊、带教查房", 180), ("培训跟岗", "受援医院医护人员来深进修", 8)),
    "乡镇（街道）": (("互访交流", "街道负责同志带队到乡镇座谈", 0), ("产业帮扶", "对接产业项目和销售渠道", 60)),
    "村（社区）": (("捐资捐物", "慰问脱贫户和困难学生", 45), ("党建共建", "党支部共建和主题党日", 30)),
    "企业": (("采购助销", "企业集中采购村集体农产品", 80), ("就业帮扶", "到村开展招工宣讲", 65)),
    "社会组织": (("捐资捐物", "助学和爱心物资发放", 110),),
    "企业与职业院校": (("就业帮扶", "校园招聘和订单班开班", 90),),
}


def _contact(scene: Scene) -> tuple[str, str]:
    return draw_names(scene.rng, scene.rng.random(1) < 0.6)[0], phones(scene.rng, 1)[0]


def _partners(scene: Scene, kind: str, serial: int) -> Row:
    """The two partners of a pair of this kind."""
    county, district = scene.county, scene.county.district
    town, village = scene.home()
    if kind == "学校":
        which = scene.whole(0, len(SCHOOLS) - 1)
        west = f"{county.name}{SCHOOLS[which]}" if scene.chance(0.5) or not town else f"{county.name}{town}中心小学"
        stage = "小学" if west.endswith("中心小学") else STAGES[which]
        return {
            "东部结对单位": f"深圳市{district}{scene.pick(STREETS)}{SCHOOLS[which]}",
            "西部结对单位": west,
            "学段": stage,
        }
    if kind == "医院":
        west = HOSPITALS[serial % len(HOSPITALS)] if serial < 4 or not town else f"{town}卫生院"
        return {"东部结对单位": f"深圳市{district}{scene.pick(HOSPITALS)}", "西部结对单位": f"{county.name}{west}"}
    if kind == "乡镇（街道）":
        west = f"{county.name}{town}人民政府" if town else None
        return {"东部结对单位": f"深圳市{district}{scene.pick(STREETS)}街道办事处", "乡镇": town, "西部结对单位": west}
    if kind == "村（社区）":
        return {"东部结对单位": f"深圳市{district}{scene.pick(COMMUNITIES)}社区工作站", "乡镇": town, "村": village}
    if kind == "企业":
        return {"东部结对单位": scene.firm(("科技", "食品", "供应链"))[0], "乡镇": town, "村": village}
    if kind == "企业与职业院校":
        return {"东部结对单位": scene.firm(("电子", "精密电路"))[0], "西部结对单位": f"{county.name}职业技术学校"}
    return {
        "东部结对单位": f"深圳市{district}{scene.pick(('慈善会', '青年企业家联合会', '义工联合会'))}",
        "乡镇": town,
        "村": village,
    }


@recipe("partner_pairs")
def partner_pairs(scene: Scene) -> Iterator[Row]:
    """Schools and hospitals first; a few agreements have run out, one or two pairs were entered twice or unsigned."""
    kinds = ["学校"] * scene.some(4, 12) + ["医院"] * scene.some(2, 5) + ["乡镇（街道）"] * scene.some(2, 6)
    kinds += ["村（社区）"] * scene.some(4, 12) + ["企业"] * scene.some(3, 9) + ["社会组织"] * scene.some(0, 3)
    kinds += ["企业与职业院校"] * scene.some(0, 1)
    last: Row = {}
    for serial, kind in enumerate(kinds):
        signed = scene.day(date(2019, 6, 1) if scene.chance(0.25) else date(2021, 3, 1), date(2021, 11, 30))
        years = scene.pick((1, 2, 3, 5), (2, 3, 4, 1))
        east, east_phone = _contact(scene)
        west, west_phone = _contact(scene)
        row: Row = {
            "结对编号": scene.number(serial, "JD"),
            "结对类型": kind,
            "结对区": scene.county.district,
            "县": scene.name,
            **_partners(scene, kind, serial),
            "协议签订日期": None if scene.chance(0.04) else signed,
            "协议开始日期": signed,
            "协议截止日期": signed + timedelta(days=365 * years) if scene.chance(0.9) else None,
            "帮扶内容": CONTENT[kind],
            "协议帮扶资金": scene.amount(20) if kind in ("企业", "乡镇（街道）") and scene.chance(0.5) else None,
            "东部联系人": east,
            "东部联系电话": east_phone,
            "西部联系人": west,
            "西部联系电话": west_phone,
        }
        if last and scene.chance(0.01):  # the same pair under a second number
            row |= {name: last.get(name) for name in ("结对类型", "东部结对单位", "西部结对单位", "乡镇", "村", "学段")}
        last = row
        yield row


@recipe("pair_activities", after=("partner_pairs",))
def pair_activities(scene: Scene) -> Iterator[Row]:
    """Most pairs did one to four things in the year, about one in six nothing at all."""
    serial = 0
    for pair in scene.rows("partner_pairs"):
        first = max(pair["协议开始日期"] + timedelta(days=7), date(2021, 1, 11))
        last = min(pair["协议截止日期"] or LAST_DAY, LAST_DAY)
        if first >= last or scene.chance(0.16):
            continue
        for _ in range(scene.whole(1, 4)):
            kind, content, reached = scene.pick(ACTIVITIES[pair["结对类型"]])
            yield {
                "活动编号": scene.number(serial, "HD"),
                "结对编号": pair["结对编号"],
                "活动日期": scene.day(first, last),
                "活动类型": kind,
                "活动内容": content,
                "是否实质性帮扶": "否" if kind == "互访交流" else "是",
                "东部参加人数": scene.whole(2, 18),
                "受益人次": round(reached * scene.amount(1, 0.4)) if reached else None,
            }
            serial += 1


@recipe("handovers")
def handovers(scene: Scene) -> Iterator[Row]:
    """Only the counties that another district has taken over have something to hand over."""
    former = FORMER.get(scene.code)
    if former is None:
        return
    projects = (
        "生态养殖基地",
        "就业帮扶车间",
        "人饮工程",
        "乡镇卫生院综合楼",
        "易地安置点幼儿园",
        "桑蚕示范园",
        "果蔬冷库",
        "产业路硬化",
        "民宿示范村",
    )
    for serial in range(scene.some(5, 14)):
        built = scene.chance(0.6)
        total = scene.amount(380, 0.7)
        paid = round(total * (1 if built else scene.pick((0.3, 0.5, 0.7, 0.8))), 2)
        signed = scene.day(date(2021, 3, 15), date(2021, 7, 31)) if scene.chance(0.8) else None
        unsigned = scene.chance(0.1)
        names = draw_names(scene.rng, scene.rng.random(3) < 0.7)
        town, _village = scene.home()
        row: Row = {
            "交接编号": scene.number(serial, "JJ"),
            "交接事项": f"{town or scene.county.short}{scene.pick(projects)}",
            "交接类别": "已建成项目" if built else scene.pick(("未完工项目", "未开工项目"), (3, 1)),
            "县": scene.name,
            "移交区": former,
            "接收区": scene.county.district,
            "实施（管护）单位": f"{scene.name}{scene.pick(('农业农村局', '乡村振兴局', '住房和城乡建设局'))}",
            "建成日期": scene.day(date(2018, 3, 1), date(2020, 12, 20)) if built else None,
            "总投资": total,
            "已投入资金": paid,
            "资金缺口": round(total - paid, 2) or None,
            "后续资金来源": "不需要后续资金"
            if built
            else scene.pick(("接收区财政援助资金", "移交区按原计划拨付", "双方商定分担", None)),
            "运行情况": scene.pick(("正常运行", "部分运行", "闲置"), (8, 2, 1))
            if built
            else scene.pick(("建设中", "停工")),
            "交接状态": "已签字交接" if signed else scene.pick(("已列清单", "已现场核对", "有争议")),
            "计划完成日期": date(2021, 6, 30),
            "交接函文号": f"交接函〔2021〕{serial + 1}号",
        }
        if signed:
            row |= {
                "移交方签字人": names[0],
                "移交方签字日期": signed,
                "接收方签字人": names[1],
                "接收方签字日期": None if unsigned else signed + timedelta(days=scene.whole(0, 9)),
                "县方签字人": names[2],
                "县方签字日期": signed + timedelta(days=scene.whole(0, 12)),
            }
        yield row


from jiedui.modules.pairing import story as _of_handovers  # noqa: E402, F401
