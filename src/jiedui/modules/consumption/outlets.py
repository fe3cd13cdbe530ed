"""Places and events of selling (measure 18): halls, zones and cabinets, the alliance's members, campaigns."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    WAN,
    YUAN,
    AttachmentColumn,
    CodeColumn,
    DateColumn,
    KeyColumn,
    MoneyColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    PhoneColumn,
    TextColumn,
    UsccColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.consumption.codes import CAMPAIGN_KIND, MEMBER_KIND, OUTLET_KIND, OUTLET_PLACE
from jiedui.modules.consumption.columns import evidence, office, remark


class Outlet(Ledger):
    """A hall, a zone or a cabinet where produce of the paired counties is sold (三专)."""

    number = KeyColumn("网点编号", also=["编号", "三专编号", "设备编号", "专柜编号"], required=True)
    name = TextColumn("网点名称", also=["名称", "专馆名称", "专区名称", "专柜名称", "三专名称"], required=True)
    office = office("布设区", "所在区县")
    kind = CodeColumn("三专类别", OUTLET_KIND, also=["类别", "类型", "网点类别", "专馆/专区/专柜"])
    place = CodeColumn("布设场所", OUTLET_PLACE, also=["场所类型", "场所", "进驻场所", "场所类别"])
    address = TextColumn("地址", also=["详细地址", "布设地址", "地点", "布设地点", "具体位置"])
    operator = OrganisationColumn("运营单位", uscc="uscc", also=["运营企业", "运营主体", "运营方", "经营单位"])
    uscc = UsccColumn(of="operator", also=["信用代码", "运营单位统一社会信用代码"])
    area = NumberColumn("经营面积", unit="平方米", low=0, high=100_000, also=["面积", "营业面积"])
    cabinets = NumberColumn("专柜台数", unit="台", low=0, high=10_000, also=["台数", "柜机数量", "专柜数量"])
    products = NumberColumn(
        "协作地区产品数", unit="个", low=0, high=10_000, also=["产品数量", "上架产品数", "在售产品数"]
    )
    opened_on = DateColumn("开业日期", also=["启用日期", "布设日期", "投放日期", "开馆日期", "建成时间"])
    closed_on = DateColumn("停业日期", also=["撤柜日期", "关闭日期", "停用日期"])
    contact = NameColumn("联系人", also=["负责人", "店长"])
    phone = PhoneColumn("联系电话", also=["联系方式", "电话"])
    photos = AttachmentColumn("现场照片", also=["照片", "图片"])
    remark = remark()

    class About:
        id = "outlets"
        icon = "building-store"
        title = "专馆专区专柜台账"
        noun = "三专网点"
        key = ("number",)
        name = "name"
        measures = (18,)
        sections = (
            ("网点", ("number", "name", "office", "kind", "place", "address")),
            ("运营", ("operator", "uscc", "area", "cabinets", "products", "opened_on", "closed_on")),
            ("联系", ("contact", "phone", "photos", "remark")),
        )
        checks = (
            order("closed_on", "opened_on", "停业日期", "开业日期"),
            Check(
                "outlets.cabinets_missing", Level.WARNING, ("cabinets", "kind"),
                "三专类别为“专柜”，没有填写专柜台数，请补填。", lambda c: (c["kind"] == "cabinet") & c["cabinets"].is_null(),
            ),
        )  # fmt: skip


class AllianceMember(Ledger):
    """A firm or association in the alliance of consumption assistance."""

    number = KeyColumn("成员编号", also=["编号", "会员编号"], required=True)
    name = OrganisationColumn(
        "成员单位", uscc="uscc", also=["单位名称", "企业名称", "会员单位", "联盟成员", "成员名称"], required=True
    )
    uscc = UsccColumn(of="name", also=["信用代码", "成员单位统一社会信用代码"])
    office = office()
    kind = CodeColumn("成员类别", MEMBER_KIND, also=["类别", "单位类别", "企业类型"])
    role = TextColumn(
        "联盟职务", also=["职务", "联盟内职务", "角色"], suggest=["理事长单位", "副理事长单位", "理事单位", "成员单位"]
    )
    counties = TextColumn(
        "供销合作县", also=["合作县", "对接县", "供销关系县"], help="与哪些县有长期供销关系，用顿号隔开"
    )
    agreement_on = DateColumn("供销协议签订日期", also=["协议日期", "签约日期", "签订时间"])
    agreed = MoneyColumn(
        "协议采购额",
        unit=WAN,
        low=0,
        high=10_000_000,
        also=["意向采购额", "年采购目标", "协议金额"],
        help="协议或意向数，不计入销售",
    )
    joined_on = DateColumn("加入日期", also=["入盟日期", "加入时间", "入会日期"])
    left_on = DateColumn("退出日期", also=["退盟日期", "退出时间"])
    active_on = DateColumn("最近活动日期", also=["最近采购日期", "最近参与活动日期"])
    contact = NameColumn("联系人", also=["负责人", "对接人"])
    phone = PhoneColumn("联系电话", also=["联系方式", "电话"])
    remark = remark()

    class About:
        id = "alliance_members"
        icon = "affiliate"
        title = "消费帮扶联盟成员台账"
        noun = "联盟成员"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (18, 20)
        sections = (
            ("成员", ("number", "name", "uscc", "office", "kind", "role", "joined_on", "left_on")),
            ("供销合作", ("counties", "agreement_on", "agreed", "active_on")),
            ("联系", ("contact", "phone", "remark")),
        )
        checks = (order("left_on", "joined_on", "退出日期", "加入日期"),)


class Campaign(Ledger):
    """A campaign: a bus tour, a fair, a meeting of sellers and buyers. Deals on paper are no sales."""

    number = KeyColumn("活动编号", also=["编号"], required=True)
    name = TextColumn("活动名称", also=["名称", "活动主题", "主题"], required=True)
    office = office("举办地")
    kind = CodeColumn("活动类别", CAMPAIGN_KIND, also=["类别", "活动类型", "活动形式"])
    host = OrganisationColumn("主办单位", also=["主办方", "组织单位", "举办单位"])
    venue = TextColumn("活动地点", also=["地点", "举办地点", "线路", "巡展线路"])
    starts = DateColumn("开始日期", future=True, also=["活动日期", "举办日期", "活动时间", "举办时间", "开始时间"])
    ends = DateColumn("结束日期", future=True, also=["结束时间"], after="starts")
    sessions = NumberColumn("场次", unit="场", low=0, high=10_000, also=["活动场次", "巡展场次", "举办场次"])
    firms = NumberColumn("参展企业数", unit="家", low=0, high=10_000, also=["参加企业数", "参展商数", "参与企业"])
    visits = NumberColumn(
        "参与人次", unit="人次", low=0, high=100_000_000, also=["参观人次", "到场人次", "观看人次", "参加人次"]
    )
    sold = MoneyColumn(
        "现场成交额",
        unit=YUAN,
        low=0,
        high=1_000_000_000,
        also=["现场销售额", "成交额", "销售额"],
        help="只作说明；每笔销售另在销售台账登记",
    )
    intended = MoneyColumn(
        "意向金额", unit=WAN, low=0, high=10_000_000, also=["签约金额", "意向采购额", "意向签约额"], help="不计入销售"
    )
    cost = MoneyColumn("活动经费", unit=WAN, low=0, high=100_000, also=["经费", "投入经费", "费用"])
    remark = remark()
    evidence = evidence("活动方案、现场照片、报道")

    class About:
        id = "campaigns"
        icon = "speakerphone"
        title = "消费协作活动台账"
        noun = "活动"
        key = ("number",)
        name = "name"
        measures = (18,)
        sections = (
            ("活动", ("number", "name", "office", "kind", "host", "venue", "starts", "ends")),
            ("成效", ("sessions", "firms", "visits", "sold", "intended", "cost", "remark", "evidence")),
        )
        checks = (order("ends", "starts", "结束日期", "开始日期"),)
