"""Giving (measure 22): donations in cash and kind with their receipts, what they were used for, firms paired with villages."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    COUNTY,
    TOWN,
    VILLAGE,
    WAN,
    YUAN,
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
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.society.checks import donated_again, signed_too, sold_not_given, used_over_given
from jiedui.modules.society.codes import DONATION_FORM, DONATION_PURPOSE, DONOR_KIND, PAIR_WAY
from jiedui.modules.society.columns import county, evidence, remark


class Donation(Ledger):
    """One gift in cash or kind that was received, with its receipt. Fiscal money never stands here."""

    number = KeyColumn("捐赠编号", also=["编号", "登记编号", "捐赠登记号"], required=True)
    county = county("受赠县", "县", "受益县", "捐赠去向县")
    donor = OrganisationColumn(
        "捐赠方", uscc="uscc", also=["捐赠单位", "捐赠企业", "捐赠人", "捐赠方名称", "捐赠单位名称", "爱心企业"],
        help="个人捐赠填“个人捐赠”或受托的慈善组织，姓名填“捐赠人姓名”",
    )  # fmt: skip
    uscc = UsccColumn(of="donor", also=["捐赠方统一社会信用代码", "信用代码"])
    donor_person = NameColumn("捐赠人姓名", also=["个人捐赠者姓名"], help="只在个人捐赠时填写")
    donor_kind = CodeColumn("捐赠方类别", DONOR_KIND, also=["捐赠方类型", "捐赠单位类别", "捐赠方性质"])
    donor_place = RegionColumn("动员区", also=["捐赠方所在区", "来源区", "动员单位所在区", "组织区"], level=COUNTY)
    form = CodeColumn("捐赠形式", DONATION_FORM, also=["捐赠类型", "捐赠方式", "资金/物资", "类别", "款物类别"])
    value = MoneyColumn(
        "捐赠金额", unit=WAN, low=0, high=1_000_000,
        also=["金额", "捐赠价值", "折价金额", "物资折价", "折合金额", "捐赠款物价值", "到账金额", "捐赠资金"],
        help="物资填折价；认捐未到账的不填这里",
    )  # fmt: skip
    pledged = MoneyColumn("认捐金额", unit=WAN, low=0, high=1_000_000, also=["认捐", "意向金额", "协议金额"])
    goods = TextColumn("物资名称和数量", also=["物资清单", "物资明细", "捐赠物资", "物品名称"])
    valuation = TextColumn(
        "折价依据", also=["估价依据", "价格依据"], suggest=["发票价", "市场询价", "评估报告", "捐赠方申报"]
    )
    purpose = CodeColumn("捐赠用途", DONATION_PURPOSE, also=["用途", "捐赠意向用途", "资金用途", "定向用途"])
    recipient = OrganisationColumn("受赠方", also=["接收单位", "受赠单位", "受捐单位", "接受单位", "受益单位"])
    project = ReferenceColumn(
        "项目编号", to="projects", model="projects.Project", also=["对应项目编号", "所属项目编号"]
    )
    received_on = DateColumn(
        "到账日期", also=["捐赠日期", "接收日期", "捐赠时间", "到账时间", "日期", "时间", "交付日期"]
    )
    receipt = KeyColumn("票据号", also=["捐赠票据号", "票据编号", "收据编号", "公益事业捐赠票据号", "收据号", "凭证号"])
    part = YesNoColumn(
        "同票分项", also=["是否同票分项"], help="一张票据分给几个县或几项用途、分行登记的填“是”，不按重复计算"
    )
    remark = remark()
    evidence = evidence("捐赠协议、票据、到账凭证、物资签收单")

    class About:
        id = "donations"
        icon = "gift"
        title = "社会捐赠台账"
        noun = "捐赠"
        key = ("number",)
        name = "number"
        unique = "everywhere"
        measures = (22,)
        sections = (
            ("捐赠方", ("number", "donor", "uscc", "donor_person", "donor_kind", "donor_place")),
            ("捐赠", ("form", "value", "pledged", "goods", "valuation", "received_on", "receipt", "part")),
            ("去向", ("county", "recipient", "purpose", "project", "remark", "evidence")),
        )
        checks = (
            Check(
                "donations.no_receipt", Level.WARNING, ("receipt", "value"),
                "没有填写票据号，无法证明捐赠已到账，也无法核对重复，请补填。",
                lambda c: (c["value"] > 0) & c["receipt"].is_null(),
            ),
            Check(
                "donations.no_valuation", Level.WARNING, ("valuation", "form"),
                "物资捐赠没有填写折价依据，请补填。", lambda c: (c["form"] == "kind") & c["valuation"].is_null(),
            ),
            Check(
                "donations.pledge_only", Level.WARNING, ("received_on", "value"),
                "填了捐赠金额，没有填到账日期。没有到账日期的不能计入过去的数字，请补填。",
                lambda c: c["value"].is_not_null() & c["received_on"].is_null(),
            ),
        )  # fmt: skip
        cross_checks = (donated_again, sold_not_given)


class DonationUse(Ledger):
    """One use of a donation: when, for what, who benefited."""

    number = KeyColumn("使用编号", also=["编号", "支出编号", "使用登记号"], required=True)
    donation = ReferenceColumn(
        "捐赠编号",
        to="donations",
        model="society.Donation",
        scope=True,
        required=True,
        also=["捐赠登记号", "对应捐赠编号"],
    )
    used_on = DateColumn("使用日期", also=["支出日期", "发放日期", "使用时间", "拨付日期"])
    amount = MoneyColumn(
        "使用金额", unit=YUAN, low=0, high=1_000_000_000, also=["支出金额", "金额", "拨付金额", "发放金额", "物资折价"]
    )
    purpose = CodeColumn("实际用途", DONATION_PURPOSE, also=["用途", "使用方向", "资金用途"])
    payee = OrganisationColumn("使用单位", also=["收款单位", "受益单位", "承办单位", "实施单位"])
    project = ReferenceColumn(
        "项目编号", to="projects", model="projects.Project", also=["对应项目编号", "所属项目编号"]
    )
    voucher = KeyColumn("凭证号", also=["支付凭证号", "凭证编号", "发放清单号"])
    households = NumberColumn("受益户数", unit="户", low=0, high=1_000_000, also=["惠及户数"])
    people = NumberColumn("受益人数", unit="人", low=0, high=10_000_000, also=["惠及人数", "受益人口", "受助人数"])
    returned_to_donor = DateColumn("向捐赠方反馈日期", also=["反馈日期", "公示日期", "反馈时间"])
    remark = remark()
    evidence = evidence("支付凭证、发放签收表、照片")

    class About:
        id = "donation_uses"
        icon = "receipt"
        title = "捐赠使用台账"
        noun = "捐赠使用"
        key = ("number",)
        name = "number"
        measures = (22,)
        sections = (
            ("使用", ("number", "donation", "used_on", "amount", "purpose", "payee", "project", "voucher")),
            ("受益和反馈", ("households", "people", "returned_to_donor", "remark", "evidence")),
        )
        cross_checks = (used_over_given,)


class FirmVillagePair(Ledger):
    """One firm that helps one village (万企兴万村)."""

    number = KeyColumn("结对编号", also=["编号", "协议编号"], required=True)
    firm = OrganisationColumn(
        "帮扶企业", uscc="uscc", also=["企业名称", "结对企业", "企业", "民营企业", "帮扶单位"], required=True
    )
    uscc = UsccColumn(of="firm", also=["企业统一社会信用代码", "信用代码"])
    firm_place = RegionColumn("企业所在区", also=["企业所属区", "企业所在地", "来源区"], level=COUNTY)
    county = county()
    town = RegionColumn("乡镇", also=["乡（镇）", "所在乡镇", "镇"], level=TOWN, within="county")
    village = RegionColumn(
        "村", also=["结对村", "行政村", "村（社区）", "受帮扶村", "帮扶村"], level=VILLAGE, within="town"
    )
    ways = CodeColumn("帮扶方式", PAIR_WAY, several=True, also=["帮扶形式", "帮扶内容", "帮扶类型"])
    signed_on = DateColumn("签约日期", also=["结对日期", "协议签订日期", "结对时间", "签订时间"])
    ends_on = DateColumn("协议到期日期", future=True, open_end=True, also=["到期日期", "协议期限", "结束日期"])
    ended_on = DateColumn("终止日期", also=["解除日期", "退出日期"])
    invested = MoneyColumn(
        "累计投资", unit=WAN, low=0, high=10_000_000, cumulative=True, also=["投资金额", "产业投资", "投入资金"]
    )
    helped = MoneyColumn(
        "累计公益投入", unit=WAN, low=0, high=1_000_000, cumulative=True, also=["公益投入", "捐赠金额"],
        help="只作说明；每笔捐赠另在社会捐赠台账登记",
    )  # fmt: skip
    collective = MoneyColumn("带动村集体年增收", unit=WAN, low=0, high=1_000_000, also=["村集体增收", "村集体经济增收"])
    jobs = NumberColumn("带动就业人数", unit="人", low=0, high=100_000, also=["就业人数", "吸纳就业"])
    households = NumberColumn("受益户数", unit="户", low=0, high=100_000, also=["惠及户数", "带动户数"])
    active_on = DateColumn("最近活动日期", also=["最近帮扶日期", "最近对接日期"])
    activity = LongTextColumn("最近活动", also=["帮扶成效", "主要做法", "帮扶措施", "活动内容"], longest=1000)
    contact = NameColumn("联系人", also=["企业联系人", "负责人"])
    phone = PhoneColumn("联系电话", also=["联系方式", "电话"])
    remark = remark()
    evidence = evidence("结对协议、活动照片")

    class About:
        id = "firm_village_pairs"
        icon = "heart-handshake"
        title = "万企兴万村结对台账"
        noun = "企村结对"
        key = ("number",)
        name = "firm"
        measures = (22, 23)
        sections = (
            ("结对", ("number", "firm", "uscc", "firm_place", "signed_on", "ends_on", "ended_on")),
            ("村", ("county", "town", "village")),
            ("帮扶", ("ways", "invested", "helped", "collective", "jobs", "households", "active_on", "activity")),
            ("联系", ("contact", "phone", "remark", "evidence")),
        )
        checks = (
            order("ends_on", "signed_on", "协议到期日期", "签约日期"),
            order("ended_on", "signed_on", "终止日期", "签约日期"),
            Check(
                "firm_village_pairs.no_activity", Level.WARNING, ("active_on", "signed_on"),
                "还没有填写活动日期。一年没有实质活动的结对会被提醒。", lambda c: c["active_on"].is_null(),
            ),
        )  # fmt: skip
        cross_checks = (signed_too,)
