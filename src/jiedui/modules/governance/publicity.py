"""Publicity: what the media report of the work, and how policies are made known."""

from jiedui.core.declare.checks import Check
from jiedui.core.declare.columns import (
    AttachmentColumn,
    CodeColumn,
    DateColumn,
    KeyColumn,
    LongTextColumn,
    NameColumn,
    NumberColumn,
    OrganisationColumn,
    ReferenceColumn,
    TextColumn,
)
from jiedui.core.declare.ledger import Ledger
from jiedui.core.words.findings import Level
from jiedui.modules.governance import columns
from jiedui.modules.governance.checks import same_media
from jiedui.modules.governance.lists import MEDIA_KIND, MEDIA_LEVEL, POLICY_FIELD, PUBLICITY_FORM, WORK_FIELD


class Media(Ledger):
    """One report in the media, or one typical case that a superior took up."""

    title = TextColumn("标题", also=["报道标题", "题目", "名称", "案例名称", "新闻标题", "稿件标题"], required=True)
    published_on = DateColumn(
        "刊发日期", also=["发布日期", "刊发时间", "报道时间", "发表时间", "播出日期", "采用日期", "日期"], required=True
    )
    place = columns.office("报道的是哪个县、区或市")
    kind = CodeColumn("宣传类型", MEDIA_KIND, also=["类型", "类别", "报道类型"])
    level = CodeColumn("媒体（采用）级别", MEDIA_LEVEL, also=["媒体级别", "级别", "媒体层级", "采用级别", "层级"])
    outlet = OrganisationColumn(
        "媒体（采用单位）", also=["媒体", "媒体名称", "刊发媒体", "发布平台", "采用单位", "报刊名称"]
    )
    form = TextColumn(
        "刊发形式",
        also=["形式", "媒体类型", "刊播形式"],
        suggest=["报纸", "电视", "广播", "网站", "客户端", "公众号", "内部刊物", "案例汇编"],
    )
    field = CodeColumn("工作领域", WORK_FIELD, also=["领域", "主题", "报道领域"])
    link = KeyColumn(
        "链接（版面）",
        also=["链接", "网址", "网页链接", "版面", "链接地址"],
        help="填网址；报刊填报名、日期和版面。同一链接统计时只算一次",
    )
    author = OrganisationColumn("供稿单位", also=["报送单位", "撰稿单位"])
    honour = TextColumn("获评（批示）情况", also=["获奖情况", "批示情况", "入选情况", "获评情况"])
    papers = AttachmentColumn("佐证材料", also=["附件", "截图", "剪报"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "media"
        icon = "news"
        title = "媒体报道和典型案例台账"
        noun = "报道"
        key = ("title", "published_on")
        name = "title"
        sections = (
            ("报道", ("title", "published_on", "place", "kind", "level", "outlet", "form", "field")),
            ("佐证", ("link", "author", "honour", "papers", "remark")),
        )
        checks = (
            Check(
                "media.no_link",
                Level.WARNING,
                ("link",),
                "没有填写“链接（版面）”，中央媒体报道要有链接或版面作依据，请补填。",
                lambda c: (c["level"] == "central") & c["link"].is_null(),
            ),
        )
        cross_checks = (same_media,)


class PublicityEvent(Ledger):
    """One occasion on which policies were explained to firms, workers or villagers."""

    number = KeyColumn("宣传编号", also=["编号", "活动编号"], required=True)
    title = TextColumn("活动名称", also=["名称", "宣传主题", "主题", "活动主题"], required=True)
    place = columns.office("举办宣传的县、区或市")
    form = CodeColumn("宣传形式", PUBLICITY_FORM, several=True, also=["形式", "宣传方式", "活动形式"])
    field = CodeColumn("政策类别", POLICY_FIELD, several=True, also=["类别", "宣传内容类别", "政策领域"])
    policy = ReferenceColumn(
        "宣传的文件文号", to="policies", model="governance.Policy", also=["政策文号", "文号", "宣传文件"]
    )
    held_on = DateColumn("活动日期", also=["日期", "时间", "宣传时间", "宣传日期", "举办时间"])
    host = OrganisationColumn("主办单位", also=["组织单位", "举办单位", "宣传单位"])
    speaker = NameColumn("主讲人", also=["宣讲人", "讲师"])
    venue = TextColumn("地点", also=["活动地点", "宣传地点"])
    audience = NumberColumn(
        "参加人次", unit="人次", low=0, high=1_000_000, also=["受众人次", "人次", "宣传人次", "覆盖人次", "参加人数"]
    )
    firms = NumberColumn("参加企业数", unit="家", low=0, high=5_000, also=["企业数", "覆盖企业数", "参加企业"])
    leaflets = NumberColumn(
        "发放资料份数", unit="份", low=0, high=1_000_000, also=["发放资料", "资料份数", "发放宣传资料"]
    )
    content = LongTextColumn("宣传内容", also=["主要内容", "内容", "活动内容"])
    photos = AttachmentColumn("佐证材料", also=["附件", "照片", "签到表"])
    remark = LongTextColumn("备注", also=["说明"])

    class About:
        id = "publicity_events"
        icon = "speakerphone"
        title = "政策宣传台账"
        noun = "政策宣传"
        key = ("number",)
        name = "title"
        measures = (5, 11)
        sections = (
            ("活动", ("number", "title", "place", "form", "field", "policy", "held_on", "host", "speaker", "venue")),
            ("成效", ("audience", "firms", "leaflets", "content", "photos", "remark")),
        )
