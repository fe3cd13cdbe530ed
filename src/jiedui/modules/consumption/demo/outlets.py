"""Halls, zones and cabinets, the alliance's members and the year's campaigns."""

from collections.abc import Iterator
from datetime import date

from jiedui.demo.recipes import CITIES, COUNTIES, DISTRICTS, Row, Scene, recipe
from jiedui.modules.consumption.demo.scenery import contact, later, numbered, organisation

PLACES = ("商超", "农贸市场", "机关", "工厂", "学校", "医院", "园区", "社区", "交通站点")


@recipe("outlets", per=(DISTRICTS, COUNTIES))
def outlets(scene: Scene) -> Iterator[Row]:
    operators = [organisation(scene, ("商贸", "百货", "生鲜")) for _ in range(2)]
    for serial in range(scene.some(3, 9)):
        kind = scene.pick(("专馆", "专区", "专柜"), (1, 3, 5))
        place = scene.pick(PLACES)
        (operator, code) = scene.pick(operators)
        opened = scene.day(date(2020, 6, 1), date(2021, 11, 20))
        yield {
            "网点编号": numbered(scene, serial, "SZ"), "网点名称": f"{scene.name}{place}消费帮扶{kind}{serial + 1}号",
            "所属区县": scene.name, "三专类别": kind, "布设场所": place, "地址": f"{scene.name}协作路{scene.whole(1, 200)}号",
            "运营单位": operator, "统一社会信用代码": code,
            "经营面积": {"专馆": scene.whole(150, 900), "专区": scene.whole(12, 90)}.get(kind),
            "专柜台数": scene.whole(1, 12) if kind == "专柜" else None, "协作地区产品数": scene.whole(12, 160), "开业日期": opened,
            "停业日期": later(opened, 200) if scene.chance(0.06) and opened.year == 2020 else None, **contact(scene),
        }  # fmt: skip


MEMBERS = ("商超", "农批市场", "供应链企业", "农业龙头企业", "餐饮企业", "电商企业", "行业协会", "合作社")
WORDS = {"行业协会": ("餐饮行业协会", "农产品流通协会"), "合作社": ("种养", "果业")}


@recipe("alliance_members", per=(DISTRICTS, COUNTIES))
def alliance_members(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(2, 5)):
        kind = scene.pick(MEMBERS)
        if kind == "行业协会":
            name, code = organisation(scene, WORDS[kind], "", "51")
        elif kind == "合作社":
            name, code = organisation(scene, WORDS[kind], "农民专业合作社", "93")
        else:
            name, code = organisation(scene, ("农产品供应链", "生鲜超市", "餐饮管理", "商贸"))
        joined = scene.day(date(2021, 3, 1), date(2021, 10, 31))
        signed = scene.chance(0.6)
        yield {
            "成员编号": numbered(scene, serial, "LM"), "成员单位": name, "统一社会信用代码": code, "所属区县": scene.name,
            "成员类别": kind, "联盟职务": scene.pick(("成员单位", "理事单位", "副理事长单位"), (8, 3, 1)),
            "供销合作县": "、".join(sorted({scene.county.name for _ in range(2)})) if signed else None,
            "供销协议签订日期": later(joined, 30) if signed else None, "协议采购额": scene.amount(600, 0.7) if signed else None,
            "加入日期": joined, "最近活动日期": later(joined, 45) if scene.chance(0.7) else None, **contact(scene),
        }  # fmt: skip


CAMPAIGNS = (
    ("公交巡展", "特色农产品公交巡展"), ("展销会", "特色农产品展销会"), ("产销对接会", "农产品产销对接会"),
    ("进机关进企业等活动", "农产品进机关进园区活动"), ("直播带货", "县长直播带货"), ("“买产品、献爱心”活动", "买产品献爱心消费帮扶月"),
)  # fmt: skip


@recipe("campaigns", per=(CITIES, DISTRICTS, COUNTIES))
def campaigns(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(1, 4)):
        kind, title = scene.pick(CAMPAIGNS)
        starts = scene.day(date(2021, 1, 15), date(2021, 12, 10))
        sessions = scene.whole(1, 12)
        yield {
            "活动编号": numbered(scene, serial, "HD"), "活动名称": f"{scene.name}{title}（第{serial + 1}期）", "所属区县": scene.name,
            "活动类别": kind, "主办单位": f"{scene.name}商务局" if scene.place.kind != COUNTIES else f"{scene.name}商务和口岸管理局",
            "活动地点": "公交沿线站点" if kind == "公交巡展" else "会展中心", "开始日期": starts, "结束日期": later(starts, sessions),
            "场次": sessions, "参展企业数": scene.whole(5, 60), "参与人次": scene.whole(8, 400) * 50,
            "现场成交额": scene.amount(260_000, 0.7), "意向金额": scene.amount(420, 0.7) if kind == "产销对接会" else None,
            "活动经费": scene.amount(9, 0.4),
        }  # fmt: skip
