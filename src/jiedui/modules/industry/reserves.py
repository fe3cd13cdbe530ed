"""What measure 21 explores: reserve bases and a data centre. Milestones with evidence; the plan sets no number."""

from jiedui.core.declare.checks import order
from jiedui.core.declare.columns import (
    WAN,
    CodeColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    MoneyColumn,
    NumberColumn,
    OrganisationColumn,
    TextColumn,
    UsccColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.modules.industry import parts
from jiedui.modules.industry.lists import GOODS, MILESTONE

STAGE_ALSO = ("阶段", "当前阶段", "项目阶段", "进展阶段", "状态")


class ReserveBase(Ledger):
    """One place looked at or built as a reserve of pork, grain or goods against an epidemic."""

    number = KeyColumn("储备基地编号", also=["编号", "基地编号"], required=True)
    name = TextColumn("储备基地名称", also=["基地名称", "名称", "项目名称"], required=True)
    county = parts.county()
    town = parts.town()
    goods = CodeColumn("储备品类", GOODS, several=True, also=["品类", "储备物资", "储备种类"])
    transport = TextColumn(
        "交通条件",
        also=["交通情况", "区位条件"],
        suggest=["临近高速出口", "临近铁路货站", "临近港口码头", "临近机场", "县城周边"],
    )
    operator = OrganisationColumn("承建企业", uscc="uscc", also=["龙头企业", "建设单位", "引入企业", "运营企业"])
    uscc = UsccColumn(of="operator", also=["信用代码"])
    stage = CodeColumn("推进阶段", MILESTONE, also=STAGE_ALSO)
    studied_on = DateColumn("可研完成日期", also=["可行性研究完成日期", "论证日期", "可研日期"])
    approved_on = DateColumn("批复日期", also=["立项日期", "批复时间"])
    building_on = DateColumn("开工日期", also=["开工时间"])
    operating_on = DateColumn("投入运行日期", also=["投用日期", "建成日期", "运行日期"])
    capacity = NumberColumn(
        "储备能力", unit="吨", decimals=2, low=0, high=10_000_000, also=["储备规模", "设计储备量", "仓容"]
    )
    stock = NumberColumn("当前储备量", unit="吨", decimals=2, low=0, high=10_000_000, also=["现有储备量", "库存量"])
    invested = parts.invested("计划投资")
    paid = MoneyColumn("已完成投资", unit=WAN, low=0, high=10_000_000, also=["完成投资", "累计完成投资"])
    due_on = DateColumn("下一步期限", future=True, also=["下一节点日期", "下步时限"])
    next_step = LongTextColumn("下一步工作", also=["下步计划", "下一步安排"])
    followed_on = DateColumn("最近跟进日期", also=["跟进日期", "更新日期"])
    evidence = parts.evidence("选址、可研、批复文件等")
    remark = parts.remark()

    class About:
        id = "reserve_bases"
        icon = "packages"
        title = "物资储备基地台账"
        noun = "储备基地"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (21,)
        sections = (
            ("基地", ("number", "name", "county", "town", "goods", "transport", "operator", "uscc")),
            (
                "推进",
                (
                    "stage",
                    "studied_on",
                    "approved_on",
                    "building_on",
                    "operating_on",
                    "due_on",
                    "next_step",
                    "followed_on",
                ),
            ),
            ("规模", ("capacity", "stock", "invested", "paid", "evidence", "remark")),
        )
        checks = (
            order("building_on", "approved_on", "开工日期", "批复日期"),
            order("operating_on", "building_on", "投入运行日期", "开工日期"),
            parts.part("reserve_bases.stock_over_capacity", "stock", "capacity", "当前储备量", "储备能力"),
        )


class DataCentre(Ledger):
    """One site looked at or built as a store of data for Shenzhen, where water power is plenty."""

    number = KeyColumn("数据中心编号", also=["编号"], required=True)
    name = TextColumn("数据中心名称", also=["名称", "项目名称"], required=True)
    county = parts.county()
    town = parts.town()
    power = TextColumn(
        "电力条件", also=["电力来源", "供电条件"], suggest=["水电直供", "电网供电", "水电和光伏", "待落实"]
    )
    power_capacity = NumberColumn("可用电力容量", unit="千瓦", low=0, high=100_000_000, also=["电力容量", "供电容量"])
    power_price = NumberColumn(
        "意向电价", unit="元/度", decimals=4, low=0, high=10, sums=False, also=["电价", "到户电价"]
    )
    network = TextColumn("网络条件", also=["通信条件"], suggest=["骨干网节点", "省级干线", "需新建专线"])
    land = NumberColumn("用地面积", unit="亩", decimals=2, low=0, high=10_000, also=["占地面积", "选址面积"])
    racks = NumberColumn("规划机架数", unit="架", low=0, high=1_000_000, also=["机架数", "标准机架数"])
    operator = OrganisationColumn("意向建设单位", uscc="uscc", also=["建设单位", "投资企业", "意向企业"])
    uscc = UsccColumn(of="operator", also=["信用代码"])
    stage = CodeColumn("推进阶段", MILESTONE, also=STAGE_ALSO)
    surveyed_on = DateColumn("选址踏勘日期", also=["踏勘日期", "选址日期"])
    studied_on = DateColumn("可研完成日期", also=["可行性研究完成日期", "可研日期"])
    approved_on = DateColumn("批复日期", also=["立项日期"])
    operating_on = DateColumn("投入运行日期", also=["投用日期", "运行日期"])
    invested = parts.invested("计划投资")
    conclusion = LongTextColumn("可研结论", also=["论证结论", "研究结论"])
    due_on = DateColumn("下一步期限", future=True, also=["下一节点日期"])
    next_step = LongTextColumn("下一步工作", also=["下步计划"])
    followed_on = DateColumn("最近跟进日期", also=["跟进日期", "更新日期"])
    evidence = parts.evidence("踏勘记录、可研报告、批复文件等")
    remark = parts.remark()

    class About:
        id = "data_centres"
        icon = "server-2"
        title = "数据存储中心台账"
        noun = "数据中心"
        key = ("number",)
        name = "name"
        unique = "everywhere"
        measures = (21,)
        sections = (
            ("选址", ("number", "name", "county", "town", "land", "power", "power_capacity", "power_price", "network")),
            ("推进", ("stage", "surveyed_on", "studied_on", "approved_on", "operating_on", "conclusion")),
            (
                "建设",
                ("operator", "uscc", "racks", "invested", "due_on", "next_step", "followed_on", "evidence", "remark"),
            ),
        )
        checks = (order("approved_on", "studied_on", "批复日期", "可研完成日期"),)
