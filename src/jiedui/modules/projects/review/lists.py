"""The words of a competitive review: its states, results, and the criteria and vetoes that a round starts with.

Weights and vetoes are general practice, not law: every round may change them before it opens.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

Text = str | Promise
DRAFT, SCORING, CLOSED, NOTICE, FROZEN, CANCELLED = "draft", "scoring", "closed", "notice", "frozen", "cancelled"
STATES: dict[str, tuple[Text, str]] = {
    DRAFT: (_("筹备中"), "none"),
    SCORING: (_("评分中"), "fine"),
    CLOSED: (_("评分结束"), "warn"),
    NOTICE: (_("公示中"), "fine"),
    FROZEN: (_("结果已确定"), "good"),
    CANCELLED: (_("已作废"), "none"),
}
"""State -> its label and tone."""
LIVE = (SCORING, CLOSED, NOTICE)
"""The candidates of such a round stay as they were when it opened."""

LIBRARY, ROLLED, VETOED, OPEN = "library", "rolled", "vetoed", "open"
RESULTS: dict[str, tuple[Text, str]] = {
    LIBRARY: (_("入库"), "good"),
    ROLLED: (_("结转下年"), "fine"),
    VETOED: (_("一票否决"), "bad"),
    OPEN: (_("待决定"), "warn"),
}
WHYS: dict[str, Text] = {
    "within": _("按名次在资金额度内"),
    "chosen": _("同分，由主持人说明理由后选定"),
    "not_chosen": _("同分，未选定"),
    "over_budget": _("剩余额度不够"),
    "after_line": _("名次在入库线之后"),
    "below_mark": _("低于合格分"),
    "vetoed": _("一票否决"),
    "tie": _("与入库线同分，待决定"),
}

CRITERIA: tuple[tuple[str, str, int], ...] = (
    ("goals", gettext_noop("符合协作目标"), 20),
    ("farmers", gettext_noop("联农带农"), 20),
    ("maturity", gettext_noop("前期工作成熟度"), 20),
    ("estimate", gettext_noop("投资概算与效益"), 15),
    ("body", gettext_noop("实施主体能力"), 10),
    ("upkeep", gettext_noop("后续管护"), 10),
    ("record", gettext_noop("以往绩效"), 5),
)
VETOES: tuple[tuple[str, str], ...] = (
    ("negative", gettext_noop("属于负面清单")),
    ("land", gettext_noop("没有落实用地")),
    ("duplicate", gettext_noop("重复申报")),
    ("village", gettext_noop("没有村级决议")),
)
NEGATIVE = gettext_noop(
    "负面清单：工作经费、奖金补贴、楼堂馆所、偿还债务、弥补亏损、购置车辆和通信设备、城镇建设、担保。"
)
WHOLE = 100
"""The points of all criteria together."""

CONFLICTS: dict[str, Text] = {
    "entered": _("该项目由其本人录入"),
    "unit": _("与项目实施单位是同一单位"),
    "applicant": _("与申报单位是同一单位"),
    "office": _("任职于申报该项目的县或乡镇"),
    "declared": _("本人声明回避"),
    "excused": _("主持人决定回避"),
}
"""Why somebody must not score a project."""
