"""Pairing (measures 1, 2, 23): who helps whom below the districts, what the pairs do, and what one district hands to another.

Which district is paired with which county, and since when, is the register of the core (jiedui.core.places); it is not repeated here.
"""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    VILLAGE,
    WAN,
    AttachmentColumn,
    CodeColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    MoneyColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    PhoneColumn,
    ReferenceColumn,
    RegionColumn,
    TextColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.pairing.checks import activity_outside_term, handed_to_another, paired_twice
from jiedui.modules.pairing.lists import HANDOVER_KIND, HANDOVER_STATE, PAIR_ACTIVITY, PAIR_KIND, SCHOOL_STAGE

_COUNTY = ("所在县", "县（市、区）", "县(市、区)", "县区", "县市区", "受援县", "结对县", "协作县", "帮扶县")
_SIGNED = ("signed", "followed", "closed")


class PartnerPair(Ledger):
    """One organisation or place of the east side and one of the west that have agreed to help each other."""

    number = KeyColumn("结对编号", also=["编号", "协议编号", "结对序号"], required=True)
    kind = CodeColumn("结对类型", PAIR_KIND, also=["类型", "结对类别", "类别", "结对形式"])
    district = RegionColumn(
        "结对区", also=["东部结对区", "深圳市结对区", "支援区", "帮扶区", "东部区", "区"], level=COUNTY
    )
    east_partner = OrganisationColumn(
        "东部结对单位", required=True, help="写单位全称；街道、社区也写全称，例如“福田区莲花街道办事处”",
        also=["东部单位", "深圳单位", "帮扶单位", "支援单位", "甲方", "深圳方", "东部结对方", "东部学校", "东部医院"],
    )  # fmt: skip
    county = RegionColumn("县", also=_COUNTY, level=COUNTY, scope=True, required=True)
    town = RegionColumn(
        "乡镇", also=["乡（镇）", "所在乡镇", "结对乡镇", "乡镇（街道）", "镇"], level=TOWN, within="county"
    )
    village = RegionColumn(
        "村", also=["行政村", "村（社区）", "结对村", "所在村", "受帮扶村"], level=VILLAGE, within="town"
    )
    west_partner = OrganisationColumn(
        "西部结对单位", help="学校、医院等写单位全称；与乡镇、村结对的写“乡镇”“村”两栏，这里写人民政府或村民委员会",
        also=["西部单位", "广西单位", "受援单位", "受帮扶单位", "乙方", "广西方", "西部结对方", "西部学校", "西部医院"],
    )  # fmt: skip
    stage = CodeColumn("学段", SCHOOL_STAGE, also=["学校类型", "办学层次"], help="只有学校结对填写")
    signed_on = DateColumn(
        "协议签订日期", also=["签订日期", "签订时间", "签约时间", "签约日期", "协议签订时间", "结对时间"]
    )
    begins_on = DateColumn("协议开始日期", also=["结对开始日期", "开始日期", "起始时间", "协议起始时间"], future=True)
    ends_on = DateColumn(
        "协议截止日期",
        also=["协议到期日", "到期日期", "截止日期", "结对截止日期", "有效期至"],
        open_end=True,
        future=True,
        after="begins_on",
    )
    ended_on = DateColumn(
        "提前解除日期", also=["解除日期", "终止日期", "结对终止日期"], help="协议没有到期就不再结对的填写"
    )
    content = LongTextColumn("帮扶内容", also=["协议内容", "结对内容", "主要内容", "帮扶事项", "主要帮扶措施"])
    promised = MoneyColumn("协议帮扶资金", unit=WAN, low=0, high=10_000, also=["帮扶资金", "协议资金", "计划投入资金"])
    east_contact = NameColumn("东部联系人", also=["深圳联系人", "甲方联系人", "东部负责人"])
    east_phone = PhoneColumn("东部联系电话", also=["深圳联系电话", "甲方联系电话", "东部联系方式"])
    west_contact = NameColumn("西部联系人", also=["广西联系人", "乙方联系人", "西部负责人"])
    west_phone = PhoneColumn("西部联系电话", also=["广西联系电话", "乙方联系电话", "西部联系方式"])
    agreement = AttachmentColumn("协议文本", also=["协议", "协议扫描件", "结对协议"])
    remark = LongTextColumn("备注", also=["说明", "附注"])

    class About:
        id = "partner_pairs"
        icon = "heart-handshake"
        title = "结对帮扶台账"
        noun = "结对"
        key = ("number",)
        name = "number"
        unique = "everywhere"
        measures = (1, 23)
        sections = (
            (
                "结对双方",
                ("number", "kind", "district", "east_partner", "county", "town", "village", "west_partner", "stage"),
            ),
            ("协议", ("signed_on", "begins_on", "ends_on", "ended_on", "content", "promised", "agreement")),
            ("联系人", ("east_contact", "east_phone", "west_contact", "west_phone", "remark")),
        )
        checks = (
            order("ends_on", "begins_on", "协议截止日期", "协议开始日期"),
            order("ends_on", "signed_on", "协议截止日期", "协议签订日期"),
            order("ended_on", "signed_on", "提前解除日期", "协议签订日期"),
            Check(
                "partner_pairs.unsigned",
                Level.WARNING,
                ("signed_on",),
                "没有填写“协议签订日期”，统计以前的日期时这一对不计入，请补填。",
                lambda c: c["signed_on"].is_null(),
            ),
            Check(
                "partner_pairs.no_partner",
                Level.WARNING,
                ("west_partner",),
                "“西部结对单位”“乡镇”“村”都没有填写，看不出与谁结对，请补填。",
                lambda c: c["west_partner"].is_null() & c["town"].is_null() & c["village"].is_null(),
            ),
        )
        cross_checks = (paired_twice,)


class PairActivity(Ledger):
    """One thing that a pair did."""

    number = KeyColumn("活动编号", also=["编号", "序号编码"], required=True)
    pair = ReferenceColumn(
        "结对编号",
        to="partner_pairs",
        model="pairing.PartnerPair",
        scope=True,
        required=True,
        also=["所属结对编号", "结对协议编号"],
    )
    held_on = DateColumn("活动日期", also=["日期", "时间", "活动时间", "开展时间", "开展日期"])
    kind = CodeColumn("活动类型", PAIR_ACTIVITY, also=["类型", "活动类别", "活动形式"], several=True)
    content = LongTextColumn("活动内容", also=["内容", "主要内容", "活动情况", "工作内容", "帮扶内容"])
    substantive = YesNoColumn(
        "是否实质性帮扶",
        also=["实质性帮扶", "实质性工作"],
        help="有人员服务、培训、项目、采购、捐助等实际内容的填“是”，只有座谈、挂牌的填“否”",
    )
    came = NumberColumn("东部参加人数", unit="人", low=0, high=500, also=["参加人数", "派出人数", "深圳参加人数"])
    reached = NumberColumn(
        "受益人次", unit="人次", low=0, high=50_000, also=["受益人数", "惠及人次", "惠及人数", "服务人次", "受众人次"]
    )
    result = LongTextColumn("活动成效", also=["成效", "工作成效", "取得成效"])
    photos = AttachmentColumn("佐证材料", also=["附件", "照片", "活动照片", "签到表"])
    remark = LongTextColumn("备注", also=["说明"], help="捐款捐物记入捐赠台账，采购记入采购台账，这里不填金额")

    class About:
        id = "pair_activities"
        icon = "calendar-event"
        title = "结对活动台账"
        noun = "结对活动"
        key = ("number",)
        name = "number"
        measures = (23,)
        sections = (
            ("活动", ("number", "pair", "held_on", "kind", "content", "substantive")),
            ("人数和成效", ("came", "reached", "result", "photos", "remark")),
        )
        cross_checks = (activity_outside_term,)


class Handover(Ledger):
    """One project or matter that a county's former district hands to the district now paired with it."""

    number = KeyColumn("交接编号", also=["编号", "清单编号", "交接序号"], required=True)
    title = TextColumn("交接事项", also=["项目名称", "交接项目", "事项名称", "移交项目", "交接内容"], required=True)
    kind = CodeColumn("交接类别", HANDOVER_KIND, also=["类别", "项目状态", "建设情况", "项目类别"])
    county = RegionColumn("县", also=_COUNTY, level=COUNTY, scope=True, required=True)
    project = ReferenceColumn(
        "项目编号", to="projects", model="projects.Project", also=["项目编码", "项目库编号"], help="项目台账里有的填写"
    )
    from_district = RegionColumn("移交区", also=["原结对区", "移交方", "原帮扶区", "交出方"], level=COUNTY)
    to_district = RegionColumn("接收区", also=["新结对区", "接收方", "现结对区", "承接区"], level=COUNTY)
    implementer = OrganisationColumn(
        "实施（管护）单位", also=["实施单位", "管护单位", "建设单位", "责任单位", "经营主体"]
    )
    built_on = DateColumn("建成日期", also=["建成时间", "完工时间", "竣工时间", "竣工日期"])
    total = MoneyColumn("总投资", unit=WAN, low=0, high=100_000, also=["项目总投资", "投资总额", "计划总投资"])
    paid = MoneyColumn("已投入资金", unit=WAN, low=0, high=100_000, also=["已拨付资金", "已到位资金", "累计投入"])
    lacking = MoneyColumn(
        "资金缺口", unit=WAN, low=0, high=100_000, also=["尚需资金", "后续资金", "缺口资金", "需续建资金"]
    )
    source = TextColumn(
        "后续资金来源", also=["资金来源", "缺口资金来源", "续建资金来源"],
        suggest=["接收区财政援助资金", "移交区按原计划拨付", "县级自筹", "双方商定分担", "社会资本", "不需要后续资金"],
    )  # fmt: skip
    running = TextColumn(
        "运行情况",
        also=["运营情况", "项目运行情况", "效益情况"],
        suggest=["正常运行", "部分运行", "闲置", "停工", "建设中"],
    )
    open_matters = LongTextColumn("遗留问题", also=["存在问题", "未了事项", "问题和建议"])
    state = CodeColumn("交接状态", HANDOVER_STATE, also=["状态", "交接情况", "移交情况", "办理状态"])
    due_on = DateColumn("计划完成日期", also=["计划交接日期", "完成时限", "计划完成时间"], future=True)
    letter = TextColumn("交接函文号", also=["交接文号", "移交函文号", "文号"])
    from_signer = NameColumn("移交方签字人", also=["移交人", "移交方代表", "交出人"])
    from_signed_on = DateColumn("移交方签字日期", also=["移交日期", "移交时间", "移交方签字时间"])
    to_signer = NameColumn("接收方签字人", also=["接收人", "接收方代表"])
    to_signed_on = DateColumn("接收方签字日期", also=["接收日期", "接收时间", "接收方签字时间"])
    county_signer = NameColumn("县方签字人", also=["县级签字人", "监交人", "县方代表"])
    county_signed_on = DateColumn("县方签字日期", also=["县级签字日期", "监交日期"])
    papers = AttachmentColumn("交接材料", also=["附件", "交接函", "签字扫描件", "交接清单扫描件"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "handovers"
        icon = "arrows-exchange"
        title = "交接清单台账"
        noun = "交接事项"
        key = ("number",)
        name = "title"
        measures = (2,)
        sections = (
            ("事项", ("number", "title", "kind", "county", "project", "implementer", "built_on", "running", "open_matters")),
            ("双方", ("from_district", "to_district", "state", "due_on", "letter")),
            ("资金", ("total", "paid", "lacking", "source")),
            ("签字", ("from_signer", "from_signed_on", "to_signer", "to_signed_on", "county_signer", "county_signed_on", "papers", "remark")),
        )  # fmt: skip
        checks = (
            Check(
                "handovers.same_district",
                Level.WARNING,
                ("to_district", "from_district"),
                "“移交区”和“接收区”相同，请核对。",
                lambda c: c["to_district"] == c["from_district"],
            ),
            Check(
                "handovers.one_signature",
                Level.WARNING,
                ("state", "from_signed_on", "to_signed_on"),
                "“交接状态”表示已签字，但移交方、接收方的签字日期没有填全，请补填。",
                lambda c: c["state"].is_in(_SIGNED) & (c["from_signed_on"].is_null() | c["to_signed_on"].is_null()),
            ),
            Check(
                "handovers.no_source",
                Level.WARNING,
                ("source", "lacking"),
                "有“资金缺口”，但没有填写“后续资金来源”，请补填。",
                lambda c: (c["lacking"] > 0) & c["source"].is_null(),
            ),
            Check(
                "handovers.sums",
                Level.WARNING,
                ("lacking", "paid", "total"),
                "“已投入资金”加“资金缺口”大于“总投资”，请核对。",
                lambda c: c["paid"] + c["lacking"] > c["total"],
            ),
        )
        cross_checks = (handed_to_another,)
