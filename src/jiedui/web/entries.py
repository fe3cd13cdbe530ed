"""The menu entries of the pages in this package; every declared ledger has its own."""

from django.utils.translation import gettext_lazy as _

from jiedui.core.access.rights import (
    API_TOKEN,
    CONFIRM_ORGANISATION,
    EXPORT,
    MANAGE_SYSTEM,
    MANAGE_USERS,
    VIEW,
    VIEW_TRAIL,
)
from jiedui.core.declare.modules import modules
from jiedui.web import menu
from jiedui.web.people import hiding  # noqa: F401 (it draws its part of the veil)

menu.register(menu.OVERVIEW, _("工作台"), "web:home", icon="home", order=0)
menu.register(menu.OVERVIEW, _("大屏"), "web:screen", icon="device-desktop", action=VIEW, order=5)
menu.register(menu.OVERVIEW, _("指标"), "web:indicators", icon="chart-bar", action=VIEW, order=10)
menu.register(menu.OVERVIEW, _("预警"), "web:alerts", icon="alert-triangle", action=VIEW, order=15)
menu.register(menu.OVERVIEW, _("计划"), "web:plan", icon="list-details", action=VIEW, order=17)
menu.register(menu.OVERVIEW, _("任务"), "web:plan_tasks", icon="list-check", action=VIEW, order=18)
menu.register(menu.OVERVIEW, _("报送"), "web:hand_in", icon="writing-sign", action=VIEW, order=17)
menu.register(menu.OVERVIEW, _("签批"), "web:decisions", icon="checks", action=VIEW, order=16)
menu.register(menu.OVERVIEW, _("计划目标"), "web:targets", icon="target", action=VIEW, order=20)
menu.register(menu.LEDGERS, _("台账目录"), "web:ledgers", icon="books", action=VIEW, order=0)
for module in modules():
    menu.divide(menu.LEDGERS, module.name, _(module.title), icon=module.icon)
    for number, ledger in enumerate(module.ledgers, 1):
        menu.register(
            menu.LEDGERS,
            _(ledger.info.title),
            "web:ledger",
            args=(ledger.info.id,),
            icon=ledger.info.icon,
            action=VIEW,
            order=number,
            part=module.name,
        )
menu.register(menu.DATA, _("导入记录"), "web:imports", icon="file-import", action=VIEW, order=10)
menu.register(menu.DATA, _("我的下载"), "web:downloads", icon="download", action=EXPORT, order=15)
menu.register(menu.DATA, _("操作留痕"), "web:trail", icon="history", action=VIEW_TRAIL, order=20)
menu.register(menu.DATA, _("数据字典"), "web:dictionary", icon="book", action=VIEW, order=30)
menu.register(menu.DATA, _("结对关系"), "web:pairings", icon="link", action=VIEW, order=40)
menu.register(menu.DATA, _("单位名录"), "web:organisations", icon="building", action=CONFIRM_ORGANISATION, order=50)
menu.register(menu.SYSTEM, _("用户与权限"), "web:users", icon="users", action=MANAGE_USERS, order=10)
menu.register(menu.SYSTEM, _("接口密钥"), "web:tokens", icon="key", action=API_TOKEN, order=20)
menu.register(menu.SYSTEM, _("运行情况"), "web:system", icon="database", action=MANAGE_SYSTEM, order=5)
menu.register(menu.SYSTEM, _("我的账号"), "web:account", icon="user", order=90)
menu.register(menu.SYSTEM, _("操作日志"), "web:operation_log", icon="list-search", order=30)
menu.register(menu.SYSTEM, _("登录日志"), "web:sign_in_log", icon="login", order=40)
