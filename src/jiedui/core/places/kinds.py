"""What an organisation can be, as stored in `Organisation.kind` (empty: not said), and how it is called."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "enterprise": _("企业"),
    "cooperative": _("农民专业合作社"),
    "trader": _("个体工商户"),
    "school": _("学校"),
    "hospital": _("医疗卫生机构"),
    "government": _("机关和事业单位"),
    "society": _("社会组织"),
    "village": _("村（社区）集体"),
    "other": _("其他"),
}
