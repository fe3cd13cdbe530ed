"""Budget units, their bases and purchases, and the union's coupons. Some units lag, some are exempt."""

from collections.abc import Iterator
from datetime import date

from jiedui.demo.recipes import CITIES, DISTRICTS, Row, Scene, recipe
from jiedui.modules.consumption.demo.scenery import contact, numbered, organisation, own

EAST = (DISTRICTS, CITIES)
# Kind, words of the name, first digits of the credit code, how often.
UNITS = (
    ("机关", "街道办事处", "11", 4), ("事业单位", "政务服务中心", "12", 2), ("学校", "实验学校", "12", 4),
    ("医院", "人民医院", "12", 1), ("国有企业", "投资控股有限公司", "91", 2), ("社区食堂", "社区长者饭堂", "52", 1),
)  # fmt: skip
CANTEENS = (("自办食堂", 5), ("委托经营食堂", 3), ("合用食堂", 2), ("无食堂", 1))
MONTHS = (2, 4, 5, 7, 9, 10, 12)


@recipe("budget_units", per=EAST)
def budget_units(scene: Scene) -> Iterator[Row]:
    first = ""
    for serial in range(scene.some(8, 12)):
        kind, word, code, _weight = scene.pick(UNITS, [one[3] for one in UNITS])
        name, uscc = organisation(scene, (word,), "", code)
        canteen = scene.pick([one for one, _ in CANTEENS], [weight for _, weight in CANTEENS]) if first else "自办食堂"
        first = first or name
        row = {
            "单位编号": numbered(scene, serial, "YS"), "单位名称": name, "统一社会信用代码": uscc, "所属区县": scene.name,
            "单位类别": kind, "食堂情况": canteen, "就餐人数": scene.whole(40, 900) if canteen != "无食堂" else None,
            "是否免于考核": "是" if canteen in ("无食堂", "合用食堂") else "否", **contact(scene),
        }  # fmt: skip
        if canteen == "合用食堂":
            row |= {"合用食堂填报单位": first, "免于考核原因": "合用食堂由他单位填报"}
        elif canteen == "无食堂":
            row["免于考核原因"] = "无食堂"
        yield row


@recipe("purchase_bases", per=EAST, after=("budget_units",))
def purchase_bases(scene: Scene) -> Iterator[Row]:
    for unit in own(scene, "budget_units"):
        if unit["是否免于考核"] == "是":
            continue
        last, share = scene.amount(120, 0.6), scene.pick((31, 32, 35, 40, 30), (3, 3, 3, 2, 1))
        base = round(last * 1.04, 2)
        yield {
            "基数编号": f"{unit['单位编号']}-2021", "单位编号": unit["单位编号"], "年度": "2021", "上年农副产品采购总额": last,
            "年度农副产品采购总额": base, "预留份额": f"{share}%", "计划采购帮扶产品金额": round(base * share / 100, 2),
            "食堂食材采购总额": round(base * 0.9, 2), "核定日期": scene.day(date(2021, 1, 11), date(2021, 3, 26)),
        }  # fmt: skip


@recipe("purchases", per=EAST, after=("budget_units", "purchase_bases", "sales"))
def purchases(scene: Scene) -> Iterator[Row]:
    serial = 0
    bases = {row["单位编号"]: row["年度农副产品采购总额"] for row in scene.rows("purchase_bases")}
    for unit in own(scene, "budget_units"):
        if unit["单位编号"] not in bases:
            continue
        share = scene.pick((0.46, 0.36, 0.31, 0.22, 0.12), (3, 4, 3, 2, 1))
        mine = [row for row in scene.rows("sales") if row.get("采购单位") == unit["单位名称"]]
        for month in MONTHS:
            total = round(bases[unit["单位编号"]] * 10_000 / len(MONTHS) * scene.amount(1, 0.2), 2)
            yield {
                "采购编号": numbered(scene, serial, "CG"), "单位编号": unit["单位编号"], "采购日期": f"2021-{month:02d}",
                "帮扶产品采购金额": round(total * min(0.95, share * scene.amount(1, 0.25)), 2), "农副产品采购总额": total,
                "产品类别": scene.pick(("水果", "蔬菜、粮油", "肉禽蛋", "粮油")), "采购平台": scene.pick(("线下", "圳帮扶", "832平台")),
                "发票号码": f"9{'9' if scene.name == '大鹏新区' else ''}{scene.code[2:6]}{serial:04d}",
            }  # fmt: skip
            serial += 1
        for sale in mine[:2]:
            yield {
                "采购编号": numbered(scene, serial, "CG"), "单位编号": unit["单位编号"], "采购日期": sale["下单日期"],
                "帮扶产品采购金额": sale["成交金额"], "农副产品采购总额": sale["成交金额"], "优惠券面值": sale.get("优惠券面值"),
                "产品类别": sale["产品类别"], "产品名称": sale["产品名称"], "产地县": sale["产地县"], "供货单位": sale["销售单位"],
                "采购平台": sale["销售平台"], "订单号": sale["订单号"], "发票号码": sale["发票号码"],
            }  # fmt: skip
            serial += 1


@recipe("coupons", per=EAST)
def coupons(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(1, 3)):
        face, threshold = scene.pick(((20, 60), (50, 150), (100, 300), (30, 100)))
        issued = scene.whole(20, 300) * 100
        used = round(issued * scene.pick((0.95, 0.86, 0.71, 0.38)))
        starts = scene.pick((date(2021, 1, 18), date(2021, 5, 10), date(2021, 9, 6), date(2021, 11, 15)))
        yield {
            "批次号": numbered(scene, serial, "YHQ"), "活动名称": f"{scene.name}工会消费帮扶优惠券第{'一二三'[serial]}批",
            "所属区县": scene.name, "发券单位": f"{scene.name}总工会", "使用平台": "深圳工会会员服务平台", "单张面值": face,
            "使用门槛": threshold, "发放张数": issued, "使用张数": used, "领券人数": round(issued * 0.8),
            "投入资金": round(face * issued / 10_000, 2), "核销金额": round(face * used / 10_000, 2),
            "带动消费金额": round(threshold * 1.3 * used / 10_000, 2), "开始日期": starts,
            "有效期至": date(2022, 1, 31) if starts.month == 11 else date(2021, starts.month + 2, 28),
        }  # fmt: skip
