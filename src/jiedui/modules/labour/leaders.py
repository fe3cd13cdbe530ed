"""Leaders in getting rich (致富带头人) with the firm or person who guides them (measure 9 of the plan)."""

from jiedui.core.declare.checks import Check, order
from jiedui.core.declare.columns import (
    WAN,
    DateColumn,
    MoneyColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    TextColumn,
    UsccColumn,
    YesNoColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.labour import parts
from jiedui.modules.labour.checks import led_elsewhere


class Leader(Ledger):
    """One leader as trained on a day: the mentor, the business, the households that it draws along."""

    name = parts.name("带头人姓名", "致富带头人", "学员姓名")
    resident_id = parts.resident_id()
    sex = parts.sex()
    county = parts.county("县", "户籍县")
    town = parts.town()
    village = parts.village()
    phone = parts.phone()
    tags = parts.tags()
    trained_on = DateColumn(
        "培训日期", also=["培训时间", "参训时间", "结业时间", "培训结束时间", "参训日期"], required=True
    )
    course = TextColumn("培训内容", also=["培训班名称", "培训班", "培训课程"], help="如“赴深圳移动课堂+专题讲座”。")
    place = TextColumn("培训地点", also=["地点", "参训地点"], suggest=["深圳市", "佛山市", "广州市", "本县"])
    trade = TextColumn(
        "产业方向",
        also=["产业类型", "从事产业", "产业", "经营项目"],
        suggest=["种植", "养殖", "农产品加工", "电商", "乡村旅游", "手工"],
    )
    mentor_firm = OrganisationColumn("导师企业", uscc="mentor_uscc", also=["辅导企业", "结对企业", "帮带企业"])
    mentor_uscc = UsccColumn(
        "导师企业信用代码", of="mentor_firm", also=["统一社会信用代码", "导师企业统一社会信用代码"]
    )
    mentor = NameColumn("导师姓名", also=["导师", "创业导师", "辅导老师"])
    mentor_phone = parts.phone("导师电话", "导师联系电话")
    guided_from = DateColumn("辅导起始日期", also=["辅导起始时间", "结对时间", "协议签订日期"])
    guided_until = DateColumn(
        "辅导截止日期", also=["辅导截止时间", "协议到期日期"], open_end=True, future=True, after="guided_from"
    )
    guided_on = DateColumn("最近辅导日期", also=["最近辅导时间"])
    started = YesNoColumn("是否创业", also=["是否创业成功", "创业成功", "是否已创业"])
    started_on = DateColumn("创业日期", also=["创业时间", "注册时间", "成立时间", "开业时间"])
    business = OrganisationColumn(
        "经营主体", uscc="business_uscc", also=["创办企业", "合作社名称", "创办主体", "企业名称"]
    )
    business_uscc = UsccColumn("经营主体信用代码", of="business", also=["经营主体统一社会信用代码"])
    households = NumberColumn("带动农户", unit="户", low=0, high=5_000, also=["带动户数", "带动农户数", "辐射带动户数"])
    relieved_households = NumberColumn(
        "其中脱贫户",
        unit="户",
        low=0,
        high=5_000,
        also=["其中：脱贫户", "带动脱贫户", "带动脱贫户数", "带动脱贫户户数"],
        help="含监测户。",
    )
    jobs = NumberColumn("带动就业", unit="人", low=0, high=10_000, also=["带动就业人数", "吸纳就业人数"])
    income = MoneyColumn("带动户均增收", unit=WAN, low=0, high=50, sums=False, also=["户均增收", "户均年增收"])
    remark = parts.remark()
    evidence = parts.evidence("结业证书、辅导协议、营业执照等")

    class About:
        id = "leaders"
        icon = "bulb"
        title = "致富带头人台账"
        noun = "致富带头人"
        key = ("resident_id", "trained_on")
        name = "name"
        measures = (9,)
        sections = (
            ("本人信息", ("name", "resident_id", "sex", "phone", "tags")),
            ("所在地", ("county", "town", "village")),
            ("培训", ("trained_on", "course", "place", "trade")),
            (
                "导师",
                ("mentor_firm", "mentor_uscc", "mentor", "mentor_phone", "guided_from", "guided_until", "guided_on"),
            ),
            (
                "创业和带动",
                (
                    "started",
                    "started_on",
                    "business",
                    "business_uscc",
                    "households",
                    "relieved_households",
                    "jobs",
                    "income",
                    "remark",
                    "evidence",
                ),
            ),
        )
        checks = (
            order("guided_until", "guided_from", "辅导截止日期", "辅导起始日期"),
            Check(
                "leaders.relieved_over_all", Level.ERROR, ("relieved_households", "households"),
                "“其中脱贫户”（{relieved_households}）多于“带动农户”（{households}），请核对。",
                lambda c: c["relieved_households"] > c["households"],
            ),
            Check(
                "leaders.started_without_proof", Level.WARNING, ("started", "started_on"),
                "“是否创业”为“是”，但没有填写“创业日期”，请补填。", lambda c: c["started"] & c["started_on"].is_null(),
            ),
        )  # fmt: skip
        cross_checks = (led_elsewhere,)
