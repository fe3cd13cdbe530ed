"""The first three administrators: one token, once, three people."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from jiedui.core.access import roles
from jiedui.core.access.models import SetupToken, User
from jiedui.core.access.operations import issue_setup_token, set_up
from jiedui.core.access.queries import roles_of, setup_is_open, setup_token_holds
from jiedui.core.access.setup import Administrator
from jiedui.core.words.errors import NotAllowed, Refused
from tests.accounts import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PEOPLE = {
    "security": Administrator("anquan", "陆志远"),
    "system": Administrator("xitong", "何晨"),
    "audit": Administrator("shenji", "方敏"),
}


def test_three_administrators_and_the_token_is_spent() -> None:
    secret = issue_setup_token()
    given = set_up(secret, password=PASSWORD, **PEOPLE)
    assert set(given) == {"xitong", "shenji"}
    held = {user.username: [role.code for role in roles_of(user)] for user in User.objects.all()}
    assert held == {
        "anquan": [roles.SECURITY_ADMIN], "xitong": [roles.SYSTEM_ADMIN], "shenji": [roles.AUDIT_ADMIN],
    }  # fmt: skip
    assert {u.username: u.must_change_password for u in User.objects.all()} == {
        "anquan": False, "xitong": True, "shenji": True,
    }  # fmt: skip
    assert not setup_token_holds(secret)
    with pytest.raises(NotAllowed):
        set_up(secret, password=PASSWORD, **PEOPLE)


def test_a_newer_token_ends_the_older_and_only_digests_are_kept() -> None:
    old, new = issue_setup_token(), issue_setup_token()
    assert not setup_token_holds(old)
    assert setup_token_holds(new)
    assert new not in SetupToken.objects.get().digest


def test_one_person_cannot_be_two_administrators() -> None:
    people = PEOPLE | {"audit": Administrator("ANQUAN", "陆志远")}
    with pytest.raises(Refused, match="三人分任"):
        set_up(issue_setup_token(), password=PASSWORD, **people)
    assert setup_is_open()


def test_a_weak_password_creates_nobody() -> None:
    secret = issue_setup_token()
    with pytest.raises(Refused):
        set_up(secret, password="123", **PEOPLE)
    assert setup_token_holds(secret)


def test_no_token_once_a_user_exists() -> None:
    secret = issue_setup_token()
    make_user(None)
    assert not setup_token_holds(secret)
    with pytest.raises(Refused):
        issue_setup_token()


def test_an_administrator_from_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    out = StringIO()
    call_command("create_admin", "jiuji", "--name", "应急", stdout=out)
    user = User.objects.get(username="jiuji")
    assert user.must_change_password
    assert user.check_password(out.getvalue().strip().rsplit("：", 1)[1])
    assert [role.code for role in roles_of(user)] == [roles.SECURITY_ADMIN]
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
    call_command("create_admin", "xitong", "--name", "何晨", "--role", "system_admin", "--password-stdin", stdout=out)
    assert User.objects.get(username="xitong").check_password(PASSWORD)
    with pytest.raises(CommandError, match="已被使用"):
        call_command("create_admin", "jiuji", "--name", "应急", stdout=out)
