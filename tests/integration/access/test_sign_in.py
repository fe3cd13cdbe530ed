"""Signing in through the pages: lock-out, second factor, idle time, first password, and what the trail keeps of it."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.operations import deactivate, reset_second_factor
from jiedui.core.trail.models import Event
from jiedui.web import middleware
from tests.accounts import PASSWORD, make_user, sign_in, sign_in_by_form

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ENROL = "/account/second-factor/on/"


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def enrol(client: Client) -> str:
    """Enrol the signed-in user; returns the TOTP secret."""
    client.post("/sign-in/again/", {"password": PASSWORD})
    page = client.get(ENROL).content.decode()
    secret = re.search(r'id="secret" value="([A-Z2-7]+)"', page)[1]  # type: ignore[index]
    answer = client.post(ENROL, {"code": code_for(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret


def test_a_right_password_opens_the_home_page(client: Client) -> None:
    user = make_user(roles.VIEWER, display_name="周一鸣")
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"
    assert sign_in_by_form(client, user).headers["Location"] == "/"
    assert "周一鸣" in client.get("/").content.decode()
    event = Event.objects.latest("id")
    assert (event.kind, event.actor_id, event.address) == ("sign_in", user.pk, "127.0.0.1")


@pytest.mark.parametrize(("wanted", "given"), [("/account/", "/account/"), ("https://evil.example/", "/")])
def test_sign_in_returns_to_the_page_asked_for_but_never_elsewhere(client: Client, wanted: str, given: str) -> None:
    user = make_user(roles.VIEWER)
    answer = client.post("/sign-in/", {"login": user.username, "password": PASSWORD, "next": wanted})
    assert answer.headers["Location"] == given


def test_five_failures_lock_the_name_and_the_page_says_for_how_long(client: Client) -> None:
    user, other = make_user(roles.VIEWER), make_user(roles.VIEWER)
    for _ in range(4):
        assert "用户名或密码不正确" in sign_in_by_form(client, user, "wrong").content.decode()
    answer = sign_in_by_form(client, user, "wrong")
    assert answer.status_code == 429
    assert "请在 15 分钟后再试" in answer.content.decode()
    assert answer.headers["Retry-After"] == "900"
    assert sign_in_by_form(client, user).status_code == 429, "the right password does not open a locked account"
    assert kinds().count("sign_in_locked") == 2
    assert sign_in_by_form(Client(), other).status_code == 302, "a colleague at the same address is not locked"

    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=10))
    assert "请在 5 分钟后再试" in sign_in_by_form(client, user).content.decode()
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in_by_form(client, user).status_code == 302


def test_a_success_forgets_the_failures_before_it(client: Client) -> None:
    user = make_user(roles.VIEWER)
    for _ in range(2):
        for _ in range(4):
            sign_in_by_form(Client(), user, "wrong")
        assert sign_in_by_form(Client(), user).status_code == 302


def test_a_reset_password_opens_a_locked_account(client: Client) -> None:
    user = make_user(roles.VIEWER)
    for _ in range(5):
        sign_in_by_form(client, user, "wrong")
    admin = sign_in(Client(), make_user(roles.SECURITY_ADMIN))
    page = admin.post(f"/users/{user.pk}/password/").content.decode()
    password = page.split('id="initial-password">')[1].split("<")[0]
    assert sign_in_by_form(client, user, password).status_code == 302
    assert client.get("/").headers["Location"] == "/account/password/"


def test_what_was_typed_is_kept_nowhere(client: Client) -> None:
    """People type their ID number, or their password, in the box of the name."""
    typed, password = "450124199001011234", "my-real-password-9"
    client.post("/sign-in/", {"login": typed, "password": password})
    user = make_user(roles.VIEWER)
    sign_in_by_form(client, user, password)
    assert kinds().count("sign_in_failed") == 2
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = repr(cursor.fetchall())
            assert typed not in rows, table
            assert password not in rows, table


def test_a_deactivated_user_is_out_at_once(client: Client) -> None:
    user = make_user(roles.VIEWER)
    sign_in(client, user)
    assert client.get("/account/").status_code == 200
    deactivate(user.pk, by=None)
    assert client.get("/account/").status_code == 302
    assert (
        "已停用"
        in client.post("/sign-in/", {"login": user.username, "password": PASSWORD}, follow=True).content.decode()
    )
    assert client.get("/account/").status_code == 302


def test_an_idle_session_ends(client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    user = make_user(roles.VIEWER)
    sign_in_by_form(client, user)
    begun = time.time()
    for minutes, status in ((20, 200), (45, 200), (74, 200), (106, 302)):
        now = begun + minutes * 60
        monkeypatch.setattr(middleware.time, "time", lambda now=now: now)
        assert client.get("/account/").status_code == status, minutes
    assert "超过 30 分钟没有操作" in client.get("/sign-in/").content.decode()


def test_without_its_cookie_a_session_is_as_old_as_the_sign_in(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in_by_form(client, make_user(roles.VIEWER))
    later = time.time() + 31 * 60
    monkeypatch.setattr(middleware.time, "time", lambda: later)
    client.cookies[middleware.SEEN] = str(int(later))  # not signed
    assert client.get("/account/").status_code == 302


def test_reading_a_page_writes_nothing(client: Client, django_assert_max_num_queries: Any) -> None:
    """A page must answer while an import holds the database's one writer."""
    sign_in_by_form(client, make_user(roles.VIEWER))
    client.get("/account/")
    with django_assert_max_num_queries(12) as queries:
        assert client.get("/account/").status_code == 200
    assert not [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]


def test_an_initial_password_must_be_changed_first(client: Client) -> None:
    user = make_user(roles.VIEWER, must_change_password=True)
    sign_in_by_form(client, user)
    for page in ("/", "/account/", ENROL):
        assert client.get(page).headers["Location"] == "/account/password/", page
    new = "another-secret-77"
    wrong = client.post("/account/password/", {"oldpassword": "x", "password1": new, "password2": new})
    assert wrong.status_code == 200
    answer = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert kinds()[-1] == "access.password_changed"
    assert sign_in_by_form(Client(), user, new).status_code == 302


def test_required_second_factor_comes_before_everything(client: Client, settings: Any) -> None:
    settings.REQUIRE_TOTP = True
    user = make_user(roles.VIEWER)
    sign_in_by_form(client, user)
    for page in ("/", "/account/", "/users/"):
        assert client.get(page).headers["Location"] == ENROL, page
    secret = enrol(client)
    assert client.get("/account/").status_code == 200
    assert "second_factor_added" in kinds()

    stored = repr(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored, "the secret lies sealed"

    fresh = Client()
    assert sign_in_by_form(fresh, user).headers["Location"] == "/sign-in/code/"
    assert fresh.get("/account/").status_code == 302, "the password alone opens nothing"
    assert "验证码不正确" in fresh.post("/sign-in/code/", {"code": "000000"}).content.decode()
    assert kinds()[-1] == "second_factor_failed"
    codes = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    assert fresh.post("/sign-in/code/", {"code": codes[0]}).headers["Location"] == "/"
    assert fresh.get("/account/").status_code == 200

    again = Client()
    sign_in_by_form(again, user)
    assert again.post("/sign-in/code/", {"code": codes[0]}).status_code == 200, "a recovery code works once"

    assert client.post("/account/second-factor/off/", follow=True).status_code == 200
    assert Authenticator.objects.filter(user=user, type="totp").exists(), "it cannot be switched off where required"
    reset_second_factor(user.pk, by=None)
    assert client.get("/account/").headers["Location"] == ENROL


def test_guessing_the_second_factor_is_bounded(client: Client) -> None:
    user = make_user(roles.VIEWER)
    sign_in_by_form(client, user)
    enrol(client)
    guesser = Client()
    sign_in_by_form(guesser, user)
    for _ in range(10):
        guesser.post("/sign-in/code/", {"code": "000000"})
    assert "尝试次数过多" in guesser.post("/sign-in/code/", {"code": "000000"}).content.decode()


def test_sign_out_needs_a_post_and_ends_the_session(client: Client) -> None:
    sign_in_by_form(client, make_user(roles.VIEWER))
    client.get("/sign-out/")
    assert client.get("/account/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/account/").status_code == 302
    assert kinds()[-1] == "sign_out"


def test_nobody_signs_up_or_resets_by_mail(client: Client) -> None:
    for page in ("/accounts/signup/", "/signup/", "/accounts/password/reset/", "/accounts/login/code/"):
        assert client.get(page).status_code == 404, page


def test_the_language_is_chinese_until_another_is_chosen(client: Client) -> None:
    page = client.get("/sign-in/", headers={"accept-language": "en-US"})
    assert 'lang="zh-Hans"' in page.content.decode()
    client.post("/language/", {"language": "en", "next": "/sign-in/"})
    assert 'lang="en"' in client.get("/sign-in/").content.decode()
