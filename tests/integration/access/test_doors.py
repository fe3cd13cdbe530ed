"""Every address of the product: nobody gets in without signing in, and administrators' pages stay theirs."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from jiedui.core.access import roles
from jiedui.core.access.models import User
from jiedui.core.access.operations import issue_setup_token
from tests.accounts import PASSWORD, make_user, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

OPEN = {
    "account_login", "account_inactive", "set_language", "setup",
    "account_logout",  # sends whoever is not signed in home, and so to the sign-in page
    # the second step of signing in: sends whoever is not at it to the first
    "mfa_authenticate",
}  # fmt: skip


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, str | None]]:
    for pattern in patterns:
        assert isinstance(pattern.pattern, RoutePattern), pattern
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route, pattern.name


def filled(route: str) -> str:
    parts = [part for part in route.replace(">", "<").split("<")]
    values = {"int": "1", "str": "x", "slug": "x", "path": "x", "uuid": "00000000-0000-0000-0000-000000000000"}
    return "/" + "".join(
        part if index % 2 == 0 else values[part.split(":")[0] if ":" in part else "str"]
        for index, part in enumerate(parts)
    )


def pages() -> list[tuple[str, str | None]]:
    found = addresses(get_resolver().url_patterns)
    return [(filled(route), name) for route, name in found if not route.startswith("api/")]


def test_no_page_opens_without_signing_in(client: Client) -> None:
    make_user(roles.SECURITY_ADMIN)
    checked = 0
    for page, name in pages():
        if name in OPEN:
            continue
        for answer in (client.get(page), client.post(page)):
            assert answer.status_code == 302, (page, name)
            assert answer.headers["Location"].startswith("/sign-in/"), (page, name)
        checked += 1
    assert checked > 15


@pytest.mark.parametrize("role", sorted(set(roles.BY_CODE) - {roles.SECURITY_ADMIN}))
def test_the_users_pages_are_the_security_administrators(client: Client, role: str) -> None:
    region = {
        roles.DISTRICT: "440304",
        roles.TOWNSHIP: "450124100",
        roles.COUNTY: "450124",
        roles.FRONT_GROUP: "450100",
    }
    victim = make_user(None)
    sign_in(client, make_user(role, region.get(role, "")))
    for page, name in pages():
        if page.startswith("/users/"):
            page = page.replace("/1/", f"/{victim.pk}/")
            for answer in (client.get(page), client.post(page)):
                assert answer.status_code in {403, 405}, (page, name)
    assert "用户与权限" not in client.get("/").content.decode()
    assert User.objects.get(pk=victim.pk).is_active


def test_the_security_administrator_sees_no_way_to_data(client: Client) -> None:
    sign_in(client, make_user(roles.SECURITY_ADMIN))
    page = client.get("/").content.decode()
    assert "用户与权限" in page
    assert client.get("/account/tokens/").status_code == 403


def test_a_user_is_made_given_a_role_and_signs_in(client: Client) -> None:
    sign_in(client, make_user(roles.SECURITY_ADMIN))
    rows = {
        "grants-TOTAL_FORMS": 2,
        "grants-INITIAL_FORMS": 0,
        "grants-0-role": "county",
        "grants-0-region": "450124 马山县",
    }
    answer = client.post("/users/new/", {"username": "mashan", "display_name": "韦晓岚", **rows}).content.decode()
    password = answer.split('id="initial-password">')[1].split("<")[0]
    assert password not in client.get("/users/").content.decode()
    user = User.objects.get(username="mashan")
    assert list(user.grants.values_list("role", "region")) == [("county", "450124")]
    clerk = Client()
    clerk.post("/sign-in/", {"login": "mashan", "password": password})
    assert clerk.get("/").headers["Location"] == "/account/password/"

    page = client.get(f"/users/{user.pk}/").content.decode()
    assert 'value="450124' in page
    wrong = {"display_name": "韦晓岚", **rows, "grants-0-role": "township"}
    assert "须填写 9 位乡镇代码" in client.post(f"/users/{user.pk}/", wrong).content.decode()
    assert list(user.grants.values_list("role", "region")) == [("county", "450124")]
    client.post(f"/users/{user.pk}/off/")
    assert clerk.get("/").headers["Location"].startswith("/sign-in/")


def test_the_list_of_users_costs_the_same_for_one_and_for_many(client: Client) -> None:
    admin = make_user(roles.SECURITY_ADMIN)
    sign_in(client, admin)
    client.get("/users/")
    costs = []
    for many in (0, 3, 100):
        for _ in range(many):
            make_user(roles.COUNTY, "450124")
        with CaptureQueriesContext(connection) as found:
            client.get("/users/")
        costs.append(len(found))
    assert costs[0] == costs[1] == costs[2] <= 14


def test_a_new_secret_is_shown_once(client: Client) -> None:
    sign_in(client, make_user(roles.COUNTY, "450124"))
    wish = {"name": "报表系统", "actions": ["view"], "days": "30", "region": ""}
    page = client.post("/account/tokens/", wish).content.decode()
    secret = page.split('id="secret" value="')[1].split('"')[0]
    assert secret.startswith("jd_")
    listed = client.get("/account/tokens/").content.decode()
    assert "报表系统" in listed
    assert secret not in listed


def test_set_up_needs_its_token_and_works_once(client: Client) -> None:
    assert client.get("/setup/").status_code == 403
    assert client.get("/setup/?token=guess").status_code == 403
    secret = issue_setup_token()
    assert client.get(f"/setup/?token={secret}").status_code == 200
    people = {
        "token": secret, "security_username": "anquan", "security_name": "陆志远", "system_username": "xitong",
        "system_name": "何晨", "audit_username": "shenji", "audit_name": "方敏", "password": PASSWORD,
    }  # fmt: skip
    assert "不一致" in client.post("/setup/", people | {"password_again": "x"}).content.decode()
    page = client.post("/setup/", people | {"password_again": PASSWORD}).content.decode()
    assert "初始设置完成" in page
    assert User.objects.count() == 3
    assert client.get(f"/setup/?token={secret}").headers["Location"] == "/sign-in/"
    assert client.post("/setup/", people | {"password_again": PASSWORD}).headers["Location"] == "/sign-in/"
    assert User.objects.count() == 3


def test_refusals_are_pages_in_chinese(client: Client, settings) -> None:  # type: ignore[no-untyped-def]
    missing = client.get("/no/such/page/")
    assert missing.status_code == 404
    assert "不在您的数据范围内" in missing.content.decode()
    strict = Client(enforce_csrf_checks=True)
    expired = strict.post("/sign-in/", {"login": "x", "password": "y"})
    assert expired.status_code == 403
    assert "页面已过期" in expired.content.decode()


def test_the_policy_allows_no_inline_script(client: Client) -> None:
    answer = client.get("/sign-in/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.replace("style-src-attr 'unsafe-inline'", "")
    assert "<script>" not in answer.content.decode()
    assert " onclick" not in answer.content.decode()
