"""Demonstration accounts: one for each role, all with one password that is made at random for this installation."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jiedui.core.access import roles
from jiedui.core.access.operations import GrantSpec, create_user, new_password
from jiedui.core.access.queries import users
from jiedui.core.places import queries as places
from jiedui.demo.geography import LAST_DAY, County

FILE = "demo-accounts.txt"
MARK = "（演示）"


@dataclass(frozen=True)
class Account:
    """A user of the demonstration: sign-in name, shown name, organisation, role and its region."""

    username: str
    name: str
    organisation: str
    role: str
    region: str


def wanted(counties: Sequence[County]) -> list[Account]:
    """The accounts: both sides, every role, one county and one of its towns."""
    county = next((c for c in counties if c.code == "451022"), counties[0])
    resolver = places.resolver()
    town = resolver.children(county.code)[0]
    district = places.district_of(county.code, LAST_DAY) or county.district_code
    city = resolver.ancestors(county.code)[0]
    bureau = f"{county.name}乡村振兴局"
    front = f"深圳驻{county.city}前方工作组"
    return [
        Account("shiban", "市办人员", "深圳市协作主管部门", roles.MUNICIPAL, ""),
        Account("quban", "区办人员", f"{resolver.name_of(district)}协作主管部门", roles.DISTRICT, district),
        Account("qianfang", "前方工作组", front, roles.FRONT_GROUP, city),
        Account("xian", "县级填报员", bureau, roles.COUNTY, county.code),
        Account("xiangzhen", "乡镇填报员", f"{county.name}{resolver.name_of(town)}", roles.TOWNSHIP, town),
        Account("chakan", "查看人员", bureau, roles.VIEWER, county.code),
        Account("pingshen1", "评审专家甲", "农业科学研究院", roles.VIEWER, ""),
        Account("pingshen2", "评审专家乙", "工程咨询中心", roles.VIEWER, ""),
        Account("pingshen3", "评审专家丙", "财经大学", roles.VIEWER, ""),
        Account("shenji", "审计人员", "审计组", roles.AUDITOR, ""),
        Account("xitong", "系统管理员", "信息中心", roles.SYSTEM_ADMIN, ""),
        Account("anquan", "安全管理员", "信息中心", roles.SECURITY_ADMIN, ""),
        Account("liuhen", "审计管理员", "信息中心", roles.AUDIT_ADMIN, ""),
    ]


def make_accounts(counties: Sequence[County]) -> list[str]:
    """Create the accounts that are missing; lines to print, with the password. Names that are taken are left alone.

    The lines are also kept in the data folder, readable by its owner only, for the next start.
    """
    file = Path(settings.DATA) / FILE
    accounts = wanted(counties)
    taken = {user.username for user in users()}
    if file.exists() and {account.username for account in accounts} <= taken:
        return file.read_text(encoding="utf-8").splitlines()
    password = new_password()
    lines = [f"演示账号，密码都是 {password} · demonstration accounts, one password:"]
    for account in accounts:
        if account.username in taken:
            continue
        create_user(
            username=account.username,
            display_name=account.name + MARK,
            password=password,
            by=None,
            organisation_name=account.organisation + MARK,
            must_change_password=False,
            grants=[GrantSpec(account.role, account.region, valid_from=LAST_DAY)],
        )
        where = places.name_of(account.region) if account.region else ""
        label = str(roles.BY_CODE[account.role].label)
        lines.append(f"  {account.username:<10} {label}{'　' + where if where else ''}")
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write("\n".join(lines) + "\n")
    return lines
