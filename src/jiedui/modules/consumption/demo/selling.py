"""Sales of the counties' produce, platforms and subsidies. A few are not invoiced, a few are gifts."""

from collections.abc import Iterator
from datetime import date

from jiedui.demo.recipes import CITIES, COUNTIES, DISTRICTS, Row, Scene, recipe
from jiedui.modules.consumption.demo.scenery import (
    GOODS,
    SHENZHEN_PLATFORMS,
    later,
    numbered,
    organisation,
    producers,
)

# Channel, class, middle amount in yuan, weight.
CHANNELS = (
    ("预算单位采购", "直接采购", 45_000, 8), ("工会采购", "直接采购", 90_000, 4), ("专馆专区专柜", "帮助销售", 160_000, 3),
    ("商超", "帮助销售", 900_000, 6), ("农批市场", "帮助销售", 3_800_000, 7), ("线上电商", "帮助销售", 240_000, 5),
    ("餐饮企业", "直接采购", 350_000, 3), ("企业团购", "直接采购", 420_000, 3), ("直供直销", "帮助销售", 1_900_000, 3),
)  # fmt: skip
ON_PLATFORMS = {"预算单位采购", "工会采购", "线上电商"}


@recipe("sales", after=("budget_units",))
def sales(scene: Scene) -> Iterator[Row]:
    sellers = producers(scene)
    district = scene.county.district
    units = [
        row["单位名称"]
        for _code, rows in scene.world.by_place("budget_units")
        for row in rows
        if row["所属区县"] == district
    ]
    markets = [scene.employers[scene.county.district_code][n].name for n in (0, 3, 5, 8)]
    pace = scene.pick((0.5, 0.9, 1.0, 1.2, 1.5))
    for serial in range(scene.some(28, 46)):
        channel, sale_class, middle, _weight = scene.pick(CHANNELS, [one[3] for one in CHANNELS])
        name, kind, price = scene.pick(GOODS)
        (seller, code) = scene.pick(sellers)
        ordered = scene.day(date(2021, 1, 5), date(2021, 12, 20))
        amount = scene.amount(middle * pace, 0.6)
        online = channel in ON_PLATFORMS
        platform = scene.pick(SHENZHEN_PLATFORMS) if online else "线下"
        row = {
            "销售编号": numbered(scene, serial, "XS"), "产地县": scene.name, "销售单位": seller, "统一社会信用代码": code,
            "采购单位": scene.pick(units if channel == "预算单位采购" and units else markets), "采购单位所在地": district,
            "购销类别": sale_class, "销售渠道": channel, "销售平台": platform,
            "订单号": f"DD{scene.code}{serial:05d}" if online else None, "发票号码": f"{scene.code[2:6]}{serial:04d}",
            "产品类别": kind, "产品名称": name, "销售数量": round(amount / price, 2), "成交金额": amount, "下单日期": ordered,
            "交货日期": later(ordered, scene.whole(1, 9)), "开票日期": later(ordered, scene.whole(3, 30)),
            "带动农户数": scene.whole(3, 120), "填报来源": scene.pick(("销售企业", "平台导出", "受援县", "结对区")),
        }  # fmt: skip
        if scene.chance(0.06):
            row["退款金额"] = round(amount * 0.08, 2)
        if channel == "工会采购":
            row["优惠券面值"] = round(amount * 0.2, 2)
        if scene.chance(0.05):
            row["开票日期"] = None
        if scene.chance(0.02):
            row |= {"购销类别": "捐赠（不计销售）", "备注": "慰问物资"}
        yield row


PLATFORMS = (
    ("圳品桂品特色产品商城", "统一电商平台", date(2021, 9, 30), date(2021, 10, 18), 286, 64),
    ("消费帮扶采购服务平台", "政府和工会采购平台", date(2020, 6, 1), date(2020, 6, 20), 1240, 310),
    ("工会会员消费帮扶专区", "政府和工会采购平台", date(2021, 1, 10), date(2021, 1, 18), 460, 98),
    ("协作产品质量溯源平台", "溯源平台", date(2021, 11, 30), None, None, None),
)


@recipe("platforms", per=(CITIES,))
def platforms(scene: Scene) -> Iterator[Row]:
    for serial, (name, kind, planned, launched, products, sellers) in enumerate(PLATFORMS):
        operator, code = organisation(scene, ("数字科技", "电子商务"))
        yield {
            "平台名称": name, "所属区县": scene.name, "平台类别": kind, "运营单位": operator, "统一社会信用代码": code,
            "计划上线日期": planned, "上线日期": launched, "上架协作地区产品数": products, "入驻商家数": sellers,
            "建设投入": 80 + 45 * serial, "网址或入口": None if launched is None else "小程序内搜索平台名称",
        }  # fmt: skip


SUBSIDIES = ("物流补贴", "消费补贴", "三专建设补贴", "认证补贴")


@recipe("consumption_subsidies", per=(DISTRICTS, COUNTIES), after=("sales",))
def consumption_subsidies(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(1, 5)):
        applicant, code = organisation(scene, ("供应链", "商贸", "冷链物流"))
        kind = scene.pick(SUBSIDIES, (5, 3, 1, 1))
        claimed = scene.amount(60_000, 0.6)
        claimed_on = scene.day(date(2021, 5, 6), date(2021, 11, 30))
        approved = round(claimed * scene.pick((1, 0.92, 0.8)), 2)
        settled = scene.chance(0.7)
        yield {
            "申领编号": numbered(scene, serial, "BT"), "申领单位": applicant, "统一社会信用代码": code, "所属区县": scene.name,
            "补贴类别": kind, "依据文件": "消费协作扶持措施（2021年试行）", "文号": f"协作〔2021〕{serial + 3}号",
            "核定销售额": round(claimed * 20 / 10_000, 2), "运输量": round(claimed / 400, 2) if kind == "物流补贴" else None,
            "申领金额": claimed, "申领日期": claimed_on, "核定金额": approved if settled else None,
            "核定日期": later(claimed_on, 20) if settled else None,
            "兑付金额": approved if settled and claimed_on.month < 10 else None,
            "兑付日期": later(claimed_on, 50) if settled and claimed_on.month < 10 else None,
        }  # fmt: skip
