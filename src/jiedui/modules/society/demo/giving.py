"""Donations, their use, and firms paired with villages: some pairs without activity, promises not kept yet."""

from collections.abc import Iterator
from datetime import date, timedelta

from jiedui.demo.geography import LAST_DAY
from jiedui.demo.recipes import COUNTIES, Row, Scene, recipe

PURPOSES = ("捐资助学", "医疗救助", "困难群众慰问救助", "产业发展", "基础设施", "疫情防控", "就业帮扶")
GOODS = ("课桌椅 300 套", "电脑 60 台", "医疗设备 12 台", "冬衣 800 件", "图书 5000 册", "防疫口罩 10 万只")


@recipe("donations", per=(COUNTIES,))
def donations(scene: Scene) -> Iterator[Row]:
    district = scene.county.district
    pace = scene.pick((0.4, 0.8, 1.0, 1.3, 1.8))
    count = scene.some(8, 16)
    for serial in range(count):
        firm = scene.employers[scene.county.district_code][scene.whole(0, 30)]
        form = scene.pick(("资金", "物资", "服务"), (7, 4, 1))
        pledge = scene.chance(0.06)
        shared = serial == count - 1 and scene.chance(0.25)
        value = None if pledge else scene.amount(32 * pace, 0.8)
        yield {
            "捐赠编号": scene.number(serial, "JZ"), "受赠县": scene.name, "捐赠方": firm.name, "统一社会信用代码": firm.code,
            "捐赠方类别": scene.pick(("民营企业", "国有企业", "商协会"), (6, 2, 1)), "动员区": district, "捐赠形式": form,
            "捐赠金额": value, "认捐金额": scene.amount(50, 0.5) if pledge else None,
            "物资名称和数量": scene.pick(GOODS) if form == "物资" else None,
            "折价依据": scene.pick(("发票价", "市场询价")) if form == "物资" else None, "捐赠用途": scene.pick(PURPOSES),
            "受赠方": f"{scene.name}{scene.pick(('慈善会', '民政局', '教育局', '红十字会'))}",
            "到账日期": None if pledge else scene.day(date(2021, 1, 6)),
            "票据号": None if pledge else f"PJ{scene.code}{serial - 1 if shared else serial:05d}",
            "同票分项": "是" if shared else None,
        }  # fmt: skip


@recipe("donation_uses", after=("donations",))
def donation_uses(scene: Scene) -> Iterator[Row]:
    serial = 0
    for gift in scene.rows("donations"):
        if not gift["捐赠金额"] or scene.chance(0.35):
            continue
        parts = scene.pick(((1.0,), (0.6, 0.4), (0.5,), (0.8,)))
        for part in parts:
            used = min(gift["到账日期"] + timedelta(days=scene.whole(5, 90)), LAST_DAY)
            yield {
                "使用编号": scene.number(serial, "SY"), "捐赠编号": gift["捐赠编号"], "使用日期": used,
                "使用金额": int(gift["捐赠金额"] * 10_000 * part), "实际用途": gift["捐赠用途"], "使用单位": gift["受赠方"],
                "凭证号": f"SYPZ{scene.code}{serial:05d}", "受益户数": scene.whole(5, 200), "受益人数": scene.whole(20, 900),
                "向捐赠方反馈日期": min(used + timedelta(days=20), LAST_DAY) if scene.chance(0.6) else None,
            }  # fmt: skip
            serial += 1


WAYS = ("产业兴村", "消费兴村", "就业兴村", "公益帮扶", "壮大村集体经济", "技能和人才帮扶", "乡村建设")


@recipe("firm_village_pairs")
def firm_village_pairs(scene: Scene) -> Iterator[Row]:
    for serial in range(scene.some(6, 12)):
        firm = scene.employers[scene.county.district_code][scene.whole(0, 40)]
        town, village = scene.home()
        (person,) = scene.people(1, 30, 55)
        signed = scene.day(date(2019, 3, 1), date(2021, 10, 15))
        active = scene.pick(("this year", "last year", "never"), (8, 1, 1))
        yield {
            "结对编号": scene.number(serial, "QC"), "帮扶企业": firm.name, "统一社会信用代码": firm.code,
            "企业所在区": scene.county.district, "县": scene.name, "乡镇": town, "村": village,
            "帮扶方式": "、".join(sorted({scene.pick(WAYS), scene.pick(WAYS)})), "签约日期": signed,
            "协议到期日期": signed.replace(year=signed.year + scene.pick((2, 3, 5)), day=min(signed.day, 28)),
            "累计投资": scene.amount(90, 0.8) if scene.chance(0.6) else None, "累计公益投入": scene.amount(12, 0.7),
            "带动村集体年增收": scene.amount(4, 0.5), "带动就业人数": scene.whole(2, 60), "受益户数": scene.whole(5, 150),
            "最近活动日期": {"this year": max(signed, scene.day(date(2021, 2, 20))), "last year": max(signed, date(2020, 9, 10))}.get(active),
            "最近活动": "采购村合作社农产品，走访慰问困难户" if active == "this year" else None,
            "联系人": person["姓名"], "联系电话": person["联系电话"],
        }  # fmt: skip
