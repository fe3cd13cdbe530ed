"""Produce (measures 19 and 21): products, certificates, supply bases, brands and processing, reserve bases."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    TOWN,
    VILLAGE,
    WAN,
    YUAN,
    CodeColumn,
    DateColumn,
    KeyColumn,
    MoneyColumn,
    NumberColumn,
    OrganisationColumn,
    ReferenceColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.consumption.codes import BRAND_KIND, CERTIFICATE, PRODUCE
from jiedui.modules.consumption.columns import county, evidence, remark


def town() -> RegionColumn:
    return RegionColumn("乡镇", also=["乡（镇）", "所在乡镇", "镇"], level=TOWN, within="county")


def village() -> RegionColumn:
    return RegionColumn("村", also=["行政村", "村（社区）", "所在村"], level=VILLAGE, within="town")


class Product(Ledger):
    """A product of a paired county that is offered to buyers."""

    number = KeyColumn("产品编号", also=["编号", "产品编码", "商品编号", "产品目录编号"], required=True)
    name = TextColumn("产品名称", also=["名称", "商品名称"], required=True)
    county = county("产地县", "产地", "县")
    produce = CodeColumn("产品类别", PRODUCE, also=["类别", "品类", "产品种类"])
    producer = OrganisationColumn(
        "生产单位", uscc="uscc", also=["生产企业", "供应商", "企业名称", "生产主体", "供货企业"]
    )
    uscc = UsccColumn(of="producer", also=["信用代码", "生产单位统一社会信用代码"])
    brand = TextColumn("品牌", also=["商标", "品牌名称"])
    specification = TextColumn("规格", also=["包装规格", "产品规格", "规格型号"])
    price = MoneyColumn("供货价", unit=YUAN, low=0, high=100_000, sums=False, also=["价格", "单价", "供应价", "售价"])
    season = TextColumn(
        "供货季节", also=["上市季节", "供应时间", "上市时间"], suggest=["全年", "春季", "夏季", "秋季", "冬季"]
    )
    yearly = NumberColumn(
        "年供货能力", unit="吨", decimals=2, low=0, high=10_000_000, also=["年产量", "年供应量", "供货能力"]
    )
    households = NumberColumn("带动农户数", unit="户", low=0, high=100_000, also=["带动户数", "联农户数"])
    listed_on = DateColumn("列入目录日期", also=["认定日期", "入库日期", "列入时间"])
    removed_on = DateColumn("移出目录日期", also=["移出日期", "退出日期"])
    remark = remark()
    evidence = evidence("产品图片、检测报告、营业执照")

    class About:
        id = "products"
        icon = "package"
        title = "协作地区产品目录台账"
        noun = "产品"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (18, 19)
        sections = (
            ("产品", ("number", "name", "county", "produce", "brand", "specification", "price")),
            ("生产和供货", ("producer", "uscc", "season", "yearly", "households", "listed_on", "removed_on")),
            ("备注", ("remark", "evidence")),
        )
        checks = (order("removed_on", "listed_on", "移出目录日期", "列入目录日期"),)


class Certificate(Ledger):
    """One certificate of a product or base: 圳品, 桂品, green, organic, protected origin, recognised supply base."""

    number = KeyColumn("证书编号", also=["认证编号", "证书号", "认定编号", "编号", "登记证书编号"], required=True)
    kind = CodeColumn(
        "认证类别", CERTIFICATE, also=["类别", "认证类型", "证书类别", "认证种类", "证书类型"], required=True
    )
    county = county("县", "产地县", "产地")
    holder = OrganisationColumn(
        "持证单位",
        uscc="uscc",
        also=["获证单位", "获证企业", "持证人", "认证主体", "企业名称", "证书持有人"],
        required=True,
    )
    uscc = UsccColumn(of="holder", also=["信用代码", "持证单位统一社会信用代码"])
    product = ReferenceColumn("产品编号", to="products", model="consumption.Product", also=["产品编码", "目录编号"])
    product_name = TextColumn("产品名称", also=["认证产品", "获证产品", "产品"])
    issuer = OrganisationColumn("发证机构", also=["认证机构", "认定单位", "发证机关", "认定机关"])
    issued_on = DateColumn("发证日期", also=["认定日期", "颁证日期", "发证时间", "获证日期", "批准日期"])
    expires_on = DateColumn(
        "有效期至", future=True, open_end=True, also=["到期日期", "有效期", "证书有效期", "截止日期", "有效期止"]
    )
    revoked_on = DateColumn("撤销日期", also=["注销日期", "取消日期"])
    output = NumberColumn(
        "核准产量", unit="吨", decimals=2, low=0, high=10_000_000, also=["认证产量", "批准产量", "年产量"]
    )
    area = NumberColumn(
        "认证面积", unit="亩", decimals=2, low=0, high=10_000_000, also=["基地面积", "面积", "种植面积"]
    )
    remark = remark()
    evidence = evidence("证书扫描件")

    class About:
        id = "certificates"
        icon = "certificate"
        title = "产品认证和基地认定台账"
        noun = "证书"
        key = ("number",)
        name = "number"
        unique = "everywhere"
        measures = (19,)
        sections = (
            ("证书", ("number", "kind", "county", "issuer", "issued_on", "expires_on", "revoked_on")),
            ("持证单位和产品", ("holder", "uscc", "product", "product_name", "output", "area")),
            ("备注", ("remark", "evidence")),
        )
        checks = (
            order("expires_on", "issued_on", "有效期至", "发证日期"),
            order("revoked_on", "issued_on", "撤销日期", "发证日期"),
            Check(
                "certificates.no_expiry", Level.WARNING, ("expires_on", "kind"),
                "没有填写“有效期至”，到期前无法提醒，请补填；长期有效的不用填。",
                lambda c: c["expires_on"].is_null() & (c["kind"] != "gi"),
            ),
        )  # fmt: skip


class SupplyBase(Ledger):
    """A farm base that supplies Guangdong or Shenzhen; its recognition stands among the certificates."""

    number = KeyColumn("基地编号", also=["编号", "基地编码"], required=True)
    name = TextColumn("基地名称", also=["名称", "供粤基地名称", "供深基地名称"], required=True)
    county = county()
    town = town()
    village = village()
    operator = OrganisationColumn(
        "经营单位", uscc="uscc", also=["基地企业", "建设单位", "运营单位", "企业名称", "经营主体"]
    )
    uscc = UsccColumn(of="operator", also=["信用代码", "经营单位统一社会信用代码"])
    market = TextColumn("供应方向", also=["基地类别", "供应市场", "基地类型"], suggest=["供粤", "供深", "供粤和供深"])
    certificate = ReferenceColumn(
        "认定证书编号", to="certificates", model="consumption.Certificate", also=["认定编号", "证书编号", "认定文号"],
        help="先在产品认证和基地认定台账登记认定证书",
    )  # fmt: skip
    produce = CodeColumn("产品类别", PRODUCE, several=True, also=["主要产品类别", "品类", "产品种类"])
    product = TextColumn("主要产品", also=["产品名称", "主营产品", "种养品种"])
    area = NumberColumn("基地面积", unit="亩", decimals=2, low=0, high=1_000_000, also=["面积", "种植面积", "规模"])
    output = NumberColumn("年产量", unit="吨", decimals=2, low=0, high=10_000_000, also=["产量", "设计年产量"])
    supplied = NumberColumn(
        "上年供应量", unit="吨", decimals=2, low=0, high=10_000_000, also=["供粤供深量", "年供应量", "供应量"]
    )
    buyer = OrganisationColumn("主要采购商", also=["对接采购商", "采购单位", "对口企业"])
    investment = MoneyColumn("建设投入", unit=WAN, low=0, high=1_000_000, also=["投入资金", "总投资", "投资额"])
    households = NumberColumn("带动农户数", unit="户", low=0, high=100_000, also=["带动户数", "联农户数"])
    built_on = DateColumn("建成日期", also=["建成时间", "投产日期", "认定日期"])
    closed_on = DateColumn("停用日期", also=["退出日期", "撤销日期"])
    last_supplied_on = DateColumn("最近供货日期", also=["最近供货时间", "最近发货日期"])
    remark = remark()
    evidence = evidence("认定文件、基地照片、供货合同")

    class About:
        id = "supply_bases"
        icon = "plant"
        title = "供粤供深基地台账"
        noun = "供应基地"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (19,)
        sections = (
            ("基地", ("number", "name", "county", "town", "village", "operator", "uscc")),
            ("供应", ("market", "certificate", "produce", "product", "area", "output", "supplied", "buyer")),
            (
                "建设和带动",
                ("investment", "households", "built_on", "closed_on", "last_supplied_on", "remark", "evidence"),
            ),
        )
        checks = (
            order("closed_on", "built_on", "停用日期", "建成日期"),
            Check(
                "supply_bases.supplied_over_output", Level.WARNING, ("supplied", "output"),
                "“上年供应量”（{supplied}）大于“年产量”（{output}），请核对。", lambda c: c["supplied"] > c["output"],
            ),
        )  # fmt: skip


class Brand(Ledger):
    """A regional brand, or a deep-processing project that adds to the worth of the produce."""

    number = KeyColumn("编号", also=["品牌编号", "项目编号"], required=True)
    name = TextColumn("名称", also=["品牌名称", "品牌", "项目名称", "深加工项目名称"], required=True)
    county = county()
    kind = CodeColumn("类别", BRAND_KIND, also=["品牌类别", "类型", "品牌类型"])
    owner = OrganisationColumn(
        "持有（实施）单位", uscc="uscc", also=["持有单位", "品牌持有人", "实施企业", "加工企业", "企业名称", "注册人"]
    )
    uscc = UsccColumn(of="owner", also=["信用代码", "统一社会信用代码（持有单位）"])
    partner = OrganisationColumn("引进的龙头企业", also=["广东龙头企业", "合作企业", "引进企业"])
    produce = CodeColumn("产品类别", PRODUCE, several=True, also=["品类", "产品种类"])
    product = TextColumn("主要产品", also=["授权产品", "加工产品", "产品名称"])
    trademark = KeyColumn("商标注册号", also=["注册号", "商标号"])
    users = NumberColumn("授权使用单位数", unit="家", low=0, high=10_000, also=["授权企业数", "使用主体数"])
    investment = MoneyColumn("投入资金", unit=WAN, low=0, high=1_000_000, also=["总投资", "建设投入", "投资额"])
    capacity = NumberColumn("年加工能力", unit="吨", decimals=2, low=0, high=10_000_000, also=["加工能力", "设计产能"])
    jobs = NumberColumn("吸纳就业人数", unit="人", low=0, high=100_000, also=["就业人数", "带动就业"])
    started_on = DateColumn("发布（投产）日期", also=["发布日期", "注册日期", "投产日期", "创建日期"])
    expires_on = DateColumn("有效期至", future=True, open_end=True, also=["商标有效期", "到期日期", "有效期"])
    remark = remark()
    evidence = evidence("商标注册证、发布文件、投产证明")

    class About:
        id = "brands"
        icon = "award"
        title = "区域品牌和深加工台账"
        noun = "品牌或深加工项目"
        key = ("number",)
        name = "name"
        measures = (19, 20)
        sections = (
            ("品牌或项目", ("number", "name", "county", "kind", "owner", "uscc", "partner")),
            ("产品", ("produce", "product", "trademark", "users", "started_on", "expires_on")),
            ("投入和带动", ("investment", "capacity", "jobs", "remark", "evidence")),
        )
        checks = (order("expires_on", "started_on", "有效期至", "发布（投产）日期"),)
