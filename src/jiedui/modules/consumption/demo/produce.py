"""Products, certificates (some about to expire, one or two lapsed), supply bases, brands, sites of reserves."""

from collections.abc import Iterator
from datetime import date, timedelta

from jiedui.demo.recipes import Row, Scene, recipe
from jiedui.modules.consumption.demo.scenery import GOODS, later, numbered, organisation, producers

ISSUERS = {
    "圳品": "深圳市农产品质量安全评价中心", "桂品": "广西农业品牌服务中心", "绿色食品": "绿色食品发展中心", "有机食品": "有机产品认证中心",
    "地理标志农产品": "农产品地理标志登记机构", "供粤基地认定": "粤港澳大湾区农产品配送中心", "供深基地认定": "深圳市市场监督管理局",
    "无公害农产品": "农产品质量安全中心",
}  # fmt: skip
KINDS = (
    ("圳品", 5),
    ("供粤基地认定", 2),
    ("供深基地认定", 2),
    ("绿色食品", 2),
    ("有机食品", 1),
    ("桂品", 1),
    ("地理标志农产品", 1),
)


@recipe("products")
def products(scene: Scene) -> Iterator[Row]:
    makers = producers(scene)
    for serial in range(scene.some(5, 9)):
        name, kind, price = GOODS[(int(scene.code) + serial * 5) % len(GOODS)]
        (maker, code) = scene.pick(makers)
        yield {
            "产品编号": numbered(scene, serial, "CP"), "产品名称": f"{scene.county.short}{name}", "产地县": scene.name, "产品类别": kind,
            "生产单位": maker, "统一社会信用代码": code, "品牌": f"{scene.county.short}山里货", "规格": scene.pick(("5斤装", "10斤装", "500克")),
            "供货价": round(price * 5, 2), "供货季节": scene.pick(("全年", "夏季", "秋季", "冬季")), "年供货能力": scene.amount(400, 0.8),
            "带动农户数": scene.whole(10, 600), "列入目录日期": scene.day(date(2020, 9, 1), date(2021, 10, 30)),
        }  # fmt: skip


@recipe("certificates", after=("products",))
def certificates(scene: Scene) -> Iterator[Row]:
    known = scene.rows("products")
    for serial in range(scene.some(4, 9)):
        kind = scene.pick([one for one, _ in KINDS], [weight for _, weight in KINDS])
        product = scene.pick(known)
        issued = scene.day(date(2019, 1, 10), date(2021, 11, 30))
        years = {"圳品": 3, "有机食品": 1, "绿色食品": 3}.get(kind, 2)
        yield {
            "证书编号": numbered(scene, serial, "RZ"), "认证类别": kind, "县": scene.name, "持证单位": product["生产单位"],
            "统一社会信用代码": product["统一社会信用代码"], "产品编号": product["产品编号"], "产品名称": product["产品名称"],
            "发证机构": ISSUERS[kind], "发证日期": issued,
            "有效期至": None if kind == "地理标志农产品" else issued.replace(year=issued.year + years, day=min(issued.day, 28)),
            "核准产量": product["年供货能力"], "认证面积": scene.amount(900, 0.6),
            "撤销日期": later(issued, 300) if scene.chance(0.03) else None,
        }  # fmt: skip


@recipe("supply_bases", after=("certificates",))
def supply_bases(scene: Scene) -> Iterator[Row]:
    recognised = [row for row in scene.rows("certificates") if "基地认定" in row["认证类别"]]
    for serial, certificate in enumerate(recognised):
        town, village = scene.home()
        output = scene.amount(1500, 0.7)
        built = certificate["发证日期"] - timedelta(days=200)
        yield {
            "基地编号": numbered(scene, serial, "JD"), "基地名称": f"{certificate['产品名称']}供应基地", "县": scene.name, "乡镇": town,
            "村": village, "经营单位": certificate["持证单位"], "统一社会信用代码": certificate["统一社会信用代码"],
            "供应方向": "供粤" if "供粤" in certificate["认证类别"] else "供深", "认定证书编号": certificate["证书编号"],
            "主要产品": certificate["产品名称"], "基地面积": scene.amount(1200, 0.6), "年产量": output,
            "上年供应量": round(output * scene.pick((0.3, 0.5, 0.7)), 2), "建设投入": scene.amount(300, 0.6),
            "带动农户数": scene.whole(20, 500), "建成日期": built,
            "最近供货日期": scene.day(date(2021, 10, 1)) if scene.chance(0.8) else scene.day(date(2020, 10, 1), date(2020, 12, 30)),
        }  # fmt: skip


@recipe("brands")
def brands(scene: Scene) -> Iterator[Row]:
    owner, code = organisation(scene, ("农产品加工", "食品"))
    names = (("区域公用品牌", f"{scene.county.short}好礼"), ("深加工项目", f"{scene.county.short}农产品深加工厂"))
    for serial, (kind, name) in enumerate(names[: scene.whole(1, 2)]):
        processing = kind == "深加工项目"
        started = scene.day(date(2020, 3, 1), date(2021, 9, 30))
        yield {
            "编号": numbered(scene, serial, "PP"), "名称": name, "县": scene.name, "类别": kind, "持有（实施）单位": owner,
            "统一社会信用代码": code, "引进的龙头企业": scene.employer().name if processing else None,
            "产品类别": scene.pick(("水果", "加工食品", "粮油")), "授权使用单位数": None if processing else scene.whole(3, 30),
            "投入资金": scene.amount(900 if processing else 60, 0.5), "年加工能力": scene.amount(2500, 0.5) if processing else None,
            "吸纳就业人数": scene.whole(15, 160) if processing else None, "发布（投产）日期": started,
            "有效期至": None if processing else started.replace(year=started.year + 10, day=min(started.day, 28)),
        }  # fmt: skip
