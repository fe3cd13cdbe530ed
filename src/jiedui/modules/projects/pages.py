"""What the pages of the module hang into the product as it starts: menu entries, what waits, what follows a write."""

from django.utils.translation import gettext_lazy as _

from jiedui.core.access.rights import VIEW
from jiedui.modules.projects.allotting.proposals import may_propose
from jiedui.modules.projects.review import following, hiding  # noqa: F401 (they register themselves)
from jiedui.modules.projects.review.pages import waiting  # noqa: F401
from jiedui.web import menu

menu.register(menu.LEDGERS, _("资金总览"), "projects:money", icon="coins", action=VIEW, order=18, part="projects")
menu.register(menu.LEDGERS, _("资金账和年度结转"), "projects:money_books", icon="report-money", action=VIEW, order=19, part="projects")
menu.register(menu.LEDGERS, _("项目评审"), "projects:review_rounds", icon="gavel", action=VIEW, order=20, part="projects")
menu.register(
    menu.LEDGERS, _("资金分配测算"), "projects:allotting", icon="scale", shown=may_propose, order=21, part="projects"
)  # fmt: skip
menu.register(menu.LEDGERS, _("村级资产公示"), "projects:asset_villages", icon="file-text", action=VIEW, order=22, part="projects")
