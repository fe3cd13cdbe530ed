"""Point-to-point transport to work (measure 7 of the plan): trips and their manifests."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    ANY,
    YUAN,
    CodeColumn,
    DateColumn,
    KeyColumn,
    MoneyColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    ReferenceColumn,
    RegionColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.labour import parts
from jiedui.modules.labour.checks import over_seats, seats_below_manifest, two_trips_a_day
from jiedui.modules.labour.codes import VEHICLE


class Trip(Ledger):
    """One trip by coach, train or plane from a county to where the work is. Its passengers are a ledger of their own."""

    number = KeyColumn("车次编号", also=["编号", "批次编号", "车次", "趟次编号", "输送批次"], required=True)
    county = parts.county("出发县", "始发县", "输出县", "户籍县")
    left_on = DateColumn(
        "出发日期", also=["出发时间", "发车日期", "发车时间", "输送日期", "输送时间", "日期"], required=True
    )
    arrived_on = DateColumn("到达日期", also=["到达时间", "抵达日期", "抵达时间"], after="left_on")
    vehicle = CodeColumn("交通工具", VEHICLE, also=["交通方式", "车辆类型", "运输方式", "输送方式"])
    plate = TextColumn("车牌或车次", also=["车牌号", "车牌", "航班号", "列车车次", "车牌号码"])
    carrier = OrganisationColumn("承运单位", also=["运输企业", "客运公司", "承运企业"])
    seats = NumberColumn("核定座位", unit="座", low=1, high=1_500, also=["座位数", "核载人数", "核定载客人数", "座位"])
    origin = TextColumn("出发地点", also=["上车地点", "始发地", "出发地"])
    destination = RegionColumn("到达地", also=["目的地", "到达地点", "输送目的地", "接收地"], level=ANY)
    receiver = OrganisationColumn("接收单位", uscc="uscc", also=["接收企业", "用工企业", "接收方", "用工单位"])
    uscc = UsccColumn(of="receiver", also=["接收单位统一社会信用代码", "信用代码"])
    received = YesNoColumn(
        "是否对接接收", also=["接收单位是否签收", "是否签收", "是否交接"], help="接收单位到场接收、清点人数的填“是”。"
    )
    escort = NameColumn("带队人", also=["领队", "带队人员", "随车人员", "护送人员"])
    phone = parts.phone("带队人电话", "领队电话", "联系电话")
    cost = MoneyColumn("运输费用", unit=YUAN, low=0, high=2_000_000, also=["费用", "包车费用", "车费", "补助金额"])
    remark = parts.remark()
    evidence = parts.evidence("乘客名单、发车照片、接收单等")

    class About:
        id = "trips"
        icon = "bus"
        title = "点对点输送车次台账"
        noun = "输送车次"
        key = ("number",)
        name = "number"
        unique = "everywhere"
        measures = (7,)
        sections = (
            ("车次", ("number", "county", "vehicle", "plate", "carrier", "seats", "cost")),
            ("行程", ("left_on", "origin", "destination", "arrived_on", "escort", "phone")),
            ("接收", ("receiver", "uscc", "received", "remark", "evidence")),
        )
        checks = (order("arrived_on", "left_on", "到达日期", "出发日期"),)
        cross_checks = (seats_below_manifest,)


class TripPassenger(Ledger):
    """One person on the manifest of a trip, who may be in the workers' ledger as well."""

    trip = ReferenceColumn(
        "车次编号",
        to="trips",
        model="labour.Trip",
        scope=True,
        required=True,
        also=["批次编号", "车次", "趟次编号", "输送批次"],
    )
    name = parts.name("乘客姓名", "务工人员姓名", "乘车人")
    resident_id = parts.resident_id()
    sex = parts.sex()
    phone = parts.phone()
    tags = parts.tags()
    home = RegionColumn("户籍地", also=["家庭住址", "家庭地址", "户籍地址", "户籍所在地"], level=ANY)
    seat = TextColumn("座位号", also=["座号", "座位"])
    boarded = YesNoColumn(
        "是否乘车", also=["是否上车", "是否实际乘车", "实际乘车"], help="在名单上但没有乘车的填“否”，不计入输送人数。"
    )
    employer = OrganisationColumn(
        "就业单位", uscc="uscc", also=["务工单位", "用工企业", "接收单位", "接收企业", "工作单位"]
    )
    uscc = UsccColumn(of="employer", also=["信用代码", "单位统一社会信用代码"])
    started = YesNoColumn("是否到岗", also=["到岗情况", "是否上岗", "是否入职"])
    remark = parts.remark()

    class About:
        id = "trip_passengers"
        icon = "ticket"
        title = "点对点输送乘客台账"
        noun = "输送乘客"
        key = ("trip", "resident_id")
        name = "name"
        measures = (7,)
        sections = (
            ("乘客", ("trip", "name", "resident_id", "sex", "phone", "tags", "home")),
            ("乘车和到岗", ("seat", "boarded", "employer", "uscc", "started", "remark")),
        )
        checks = (
            Check(
                "trip_passengers.started_unboarded", Level.WARNING, ("started", "boarded"),
                "“是否乘车”为“否”，“是否到岗”却为“是”，请核对。", lambda c: c["started"] & ~c["boarded"],
            ),
        )  # fmt: skip
        cross_checks = (over_seats, two_trips_a_day)
