"""The menu entries of the pages in this package that belong to no ledger."""

from django.utils.translation import gettext_lazy as _

from jiedui.core.access.rights import API_TOKEN, MANAGE_USERS
from jiedui.web import menu

menu.register(menu.OVERVIEW, _("首页"), "web:home", icon="home", order=0)
menu.register(menu.SYSTEM, _("用户与权限"), "web:users", icon="users", action=MANAGE_USERS, order=10)
menu.register(menu.SYSTEM, _("接口密钥"), "web:tokens", icon="key", action=API_TOKEN, order=20)
menu.register(menu.SYSTEM, _("我的账号"), "web:account", icon="user", order=90)
