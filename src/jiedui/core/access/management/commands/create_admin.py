"""`jiedui create_admin`: an administrator account from the server's command line, for set-up and for emergencies."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from jiedui.core.access import roles
from jiedui.core.access.operations import GrantSpec, create_user, new_password
from jiedui.core.words.errors import JieduiError


class Command(BaseCommand):
    help = "新建一个管理员账号（安全管理员、系统管理员或审计管理员，三者须为三人）。"
    requires_system_checks = ()  # they would load every page

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="用户名：小写字母、数字和 . _ -")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument("--role", choices=sorted(roles.ADMINISTRATORS), default=roles.SECURITY_ADMIN)
        parser.add_argument(
            "--password-stdin", action="store_true", help="从标准输入读取密码；否则询问，直接回车则生成初始密码"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        given = sys.stdin.readline().strip() if options["password_stdin"] else self._ask()
        password = given or new_password()
        try:
            user = create_user(
                username=options["username"],
                display_name=options["name"],
                password=password,
                by=None,
                must_change_password=not given,
                grants=[GrantSpec(options["role"])],
            )
        except JieduiError as error:
            raise CommandError(error.message) from error
        label = roles.BY_CODE[options["role"]].label
        self.stdout.write(f"已新建{label}：{user.username}")
        if not given:
            self.stdout.write(f"初始密码（只显示这一次，首次登录须修改）：{password}")

    def _ask(self) -> str:
        if not sys.stdin.isatty():
            return ""
        given = getpass.getpass("密码（直接回车则生成初始密码）：")
        if given and getpass.getpass("再输一次：") != given:
            raise CommandError("两次输入的密码不一致。请重新运行。")
        return given
