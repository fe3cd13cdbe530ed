"""People and rights through the pages: who may grant what, sessions that end at once, lock-out, the logs."""

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.models import Grant, SignIn, User
from jiedui.core.access.operations import GrantSpec, begin_seeing, deactivate, save_user, set_grants
from jiedui.core.places import queries as places
from jiedui.core.trail.models import Event
from jiedui.core.words.errors import Refused
from jiedui.web import middleware
from tests.accounts import PASSWORD, make_user, sign_in, sign_in_by_form
from tests.integration.access.test_sign_in import kinds
from tests.integration.country import place_regions

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"
)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1"
NEW = "another-secret-77"


def page_of(answer: Any) -> str:
    return str(answer.content.decode())


def grants_form(user: User, role: str, region: str = "") -> dict[str, str]:
    return {
        "display_name": user.display_name, "organisation_name": "", "grants-TOTAL_FORMS": "1", "grants-INITIAL_FORMS": "0",
        "grants-0-role": role, "grants-0-region": region,
    }  # fmt: skip


# who, grants whom, role -> whether the role is held afterwards
GRANTING = """
who             whom     role            works
security_admin  other    county          yes
security_admin  other    audit_admin     yes
security_admin  oneself  county          -
security_admin  oneself  system_admin    -
system_admin    other    county          -
system_admin    oneself  security_admin  -
audit_admin     other    county          -
audit_admin     oneself  security_admin  -
municipal       other    county          -
municipal       oneself  security_admin  -
"""


@pytest.mark.parametrize("line", GRANTING.strip().splitlines()[1:])
def test_who_grants_what_to_whom(line: str) -> None:
    who, whom, role, works = line.split()
    actor = make_user(who)
    target = actor if whom == "oneself" else make_user(roles.VIEWER)
    before = set(target.grants.values_list("role", flat=True))
    sign_in(Client(), actor).post(
        f"/users/{target.pk}/", grants_form(target, role, "450124" if role == "county" else "")
    )
    after = set(target.grants.values_list("role", flat=True))
    assert after == ({role} if works == "yes" else before)
    assert (kinds()[-1] == "access.grants_set") == (works == "yes")


# two administrators' roles for one account, or one beside a business role
TOGETHER = [("security_admin", "audit_admin"), ("security_admin", "system_admin"), ("system_admin", "audit_admin"),
            ("security_admin", "county"), ("audit_admin", "auditor"), ("system_admin", "viewer")]  # fmt: skip


@pytest.mark.parametrize("held", TOGETHER)
def test_administrators_stay_apart(held: tuple[str, str]) -> None:
    admin, user = make_user(roles.SECURITY_ADMIN), make_user(roles.VIEWER)
    with pytest.raises(Refused):
        set_grants(user.pk, [GrantSpec(role, "450124" if role == "county" else "") for role in held], by=admin)
    assert set(user.grants.values_list("role", flat=True)) == {"viewer"}


TODAY, YESTERDAY, LATER = (timezone.localdate() + dt.timedelta(days=days) for days in (0, -1, 9))


@pytest.mark.parametrize("role", sorted(roles.ADMINISTRATORS))
@pytest.mark.parametrize(("case", "given"), [
    ("taken away", []), ("shortened", [(YESTERDAY, LATER)]), ("begins later", [(LATER, None)]), ("deactivated", None),
])  # fmt: skip
def test_the_last_administrator_of_a_kind_stays(role: str, case: str, given: Any) -> None:
    last = make_user(role)

    def attempt() -> None:
        if given is None:
            deactivate(last.pk, by=None)
        else:
            set_grants(last.pk, [GrantSpec(role, "", start, end) for start, end in given], by=None)

    with pytest.raises(Refused) as refusal:
        attempt()
    assert refusal.value.id == f"access.last_{role}"
    assert Grant.objects.filter(role=role, user__is_active=True, valid_to=None).count() == 1
    make_user(role)
    attempt()


def test_an_ended_session_is_out_at_once() -> None:
    user = make_user(roles.VIEWER)
    here, there = Client(headers={"user-agent": CHROME}), Client(headers={"user-agent": PHONE})
    for client in (here, there):
        assert sign_in_by_form(client, user).status_code == 302
    page = page_of(here.get("/account/"))
    assert "Chrome 120 · Windows" in page
    assert "Safari 17 · iPhone" in page
    assert "127.0.0.1" in page
    other = SignIn.objects.get(user=user, device="Safari 17 · iPhone")
    here.post(f"/account/sessions/{other.pk}/end/")
    assert there.get("/account/").headers["Location"].startswith("/sign-in/")
    assert here.get("/account/").status_code == 200
    assert kinds()[-1] == "access.sessions_ended"
    assert "iPhone" not in page_of(here.get("/account/"))


def test_the_administrator_ends_all_sessions_of_a_user() -> None:
    user = make_user(roles.VIEWER)
    clients = [Client(), Client()]
    for client in clients:
        sign_in_by_form(client, user)
    admin = sign_in(Client(), make_user(roles.SECURITY_ADMIN))
    assert "全部结束" in page_of(admin.get(f"/users/{user.pk}/"))
    admin.post(f"/users/{user.pk}/sessions/0/end/")
    assert all(client.get("/account/").status_code == 302 for client in clients)
    assert "目前没有登录" in page_of(admin.get(f"/users/{user.pk}/"))


def test_nobody_ends_a_session_of_somebody_else() -> None:
    user, other = make_user(roles.VIEWER), make_user(roles.MUNICIPAL)
    client = Client()
    sign_in_by_form(client, user)
    session = SignIn.objects.get(user=user)
    stranger = sign_in(Client(), other)
    assert stranger.post(f"/account/sessions/{session.pk}/end/").status_code == 404
    assert stranger.post(f"/users/{user.pk}/sessions/{session.pk}/end/").status_code == 403
    assert client.get("/account/").status_code == 200


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one() -> None:
    user = make_user(roles.VIEWER)
    here, there = Client(), Client()
    for client in (here, there):
        sign_in_by_form(client, user)
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/account/password/", given).status_code == 302
    assert there.get("/account/").status_code == 302
    page = page_of(here.get("/account/"))
    assert page.count("当前登录") == 1
    assert SignIn.objects.filter(user=user).count() == 1


def test_signing_out_leaves_no_session_behind() -> None:
    user, client = make_user(roles.VIEWER), Client()
    sign_in_by_form(client, user)
    client.post("/sign-out/")
    assert not SignIn.objects.exists()


def test_a_session_ends_after_its_hours_whatever_is_done() -> None:
    user, client = make_user(roles.VIEWER), Client()
    sign_in_by_form(client, user)
    session = client.session
    session[middleware.SIGNED_IN_AT] -= django_settings.SESSION_COOKIE_AGE - 60
    session.save()  # what is saved in a session would otherwise make it last longer
    assert client.get("/account/").status_code == 200
    session[middleware.SIGNED_IN_AT] -= 120
    session.save()
    assert client.get("/account/").headers["Location"].startswith("/sign-in/")
    assert "请重新登录" in page_of(client.get("/sign-in/"))


def test_a_locked_account_is_shown_and_opened() -> None:
    user, admin = make_user(roles.VIEWER), sign_in(Client(), make_user(roles.SECURITY_ADMIN))
    for _ in range(5):
        sign_in_by_form(Client(), user, "wrong")
    assert sign_in_by_form(Client(), user).status_code == 429
    assert "已锁定" in page_of(admin.get("/users/"))
    assert "自动解除" in page_of(admin.get(f"/users/{user.pk}/"))
    assert sign_in(Client(), make_user(roles.MUNICIPAL)).post(f"/users/{user.pk}/unlock/").status_code == 403
    admin.post(f"/users/{user.pk}/unlock/")
    assert kinds()[-1] == "access.unlocked"
    assert sign_in_by_form(Client(), user).status_code == 302


def test_users_are_found_by_role_county_and_state() -> None:
    place_regions()
    admin = sign_in(Client(), make_user(roles.SECURITY_ADMIN, display_name="陆志远"))
    people = {
        "县的": make_user(roles.COUNTY, "450124", display_name="县的"), "镇的": make_user(roles.TOWNSHIP, "450124100", display_name="镇的"),
        "区的": make_user(roles.DISTRICT, "440304", display_name="区的"), "市的": make_user(roles.MUNICIPAL, display_name="市的"),
        "邻县": make_user(roles.COUNTY, "450123", display_name="邻县"),
    }  # fmt: skip
    deactivate(people["镇的"].pk, by=None)

    def found(query: str) -> set[str]:
        page = page_of(admin.get(f"/users/?{query}"))
        return {name for name in people if f">{name}</a>" in page}

    assert found("role=county") == {"县的", "邻县"}
    assert found("county=450124") == {"县的", "区的", "市的"}
    assert found("county=450124&role=county") == {"县的"}
    assert found("state=inactive") == {"镇的"}
    table = page_of(admin.get("/users/scopes/"))
    assert "马山县" in table
    assert 'href="/users/?county=450124">3</a>' in table
    places.forget()


# who reads the log of sign-ins -> sees another person's sign-in
READING = """
role            all
audit_admin     yes
auditor         yes
security_admin  -
system_admin    -
municipal       -
county          -
viewer          -
"""


@pytest.mark.parametrize("line", READING.strip().splitlines()[1:])
def test_who_reads_whose_sign_ins(line: str) -> None:
    role, everybodys = line.split()
    other = make_user(roles.VIEWER, display_name="旁人")
    sign_in_by_form(Client(), other, "wrong")
    reader = Client(headers={"user-agent": CHROME})
    sign_in_by_form(reader, make_user(role, "450124" if role == "county" else "", display_name="本人"))
    page = page_of(reader.get("/logs/sign-ins/"))
    assert ("旁人" in page.split('id="content"')[1]) == (everybodys == "yes")
    assert "Chrome 120 · Windows" in page


def test_the_logs_are_filtered_paged_and_exported_with_a_trace() -> None:
    auditor, clerk = make_user(roles.AUDIT_ADMIN), make_user(roles.VIEWER, display_name="韦晓岚")
    for _ in range(3):
        sign_in_by_form(Client(), clerk, "wrong")
    client = sign_in(Client(), auditor)
    answer = client.post("/logs/sign-ins/", {"person": "晓岚", "kind": "sign_in_failed"})
    assert answer.headers["Location"] == f"/logs/sign-ins/?actor={clerk.pk}&kind=sign_in_failed", (
        "no name in an address"
    )
    page = page_of(client.get(answer.headers["Location"]))
    assert page.split("<tbody>")[1].count("<tr>") == 3
    assert "没有找到" in page_of(client.post("/logs/sign-ins/", {"person": "没有此人"}, follow=True))
    newest = Event.objects.filter(kind="sign_in_failed").latest("id").pk
    older = page_of(client.get(f"/logs/sign-ins/?kind=sign_in_failed&before={newest}"))
    assert older.split("<tbody>")[1].count("<tr>") == 2
    answer = client.post("/logs/sign-ins/export/", {"kind": "sign_in_failed"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert [len(rows), rows[1][2], rows[1][3]] == [4, "韦晓岚", "失败"]
    assert kinds()[-1] == "log_exported"


def test_the_log_says_whose_account_and_which_roles() -> None:
    place_regions()
    keeper, auditor = make_user(roles.SECURITY_ADMIN), sign_in(Client(), make_user(roles.AUDIT_ADMIN))
    clerk = make_user(roles.VIEWER, "450124", display_name="韦晓岚")
    whose = f"韦晓岚（{clerk.username}）"
    set_grants(clerk.pk, [GrantSpec(roles.COUNTY, "450124")], by=keeper)
    log = page_of(auditor.get("/logs/operations/?kind=access.grants_set"))
    assert f"{whose}：查看 马山县 → 县乡村振兴局 马山县" in log
    event = Event.objects.filter(kind="access.grants_set").latest("id").pk
    page = page_of(auditor.get(f"/trail/{event}/"))
    assert whose in page and "原来的授权" in page and "县乡村振兴局 马山县" in page and "450124" not in page
    save_user(clerk.pk, display_name="韦小岚", organisation_name="马山县乡村振兴局", grants=None, by=keeper)
    log = page_of(auditor.get("/logs/operations/?kind=access.user_changed"))
    assert f"韦小岚（{clerk.username}）：改了姓名、单位" in log
    begin_seeing(clerk.pk, by=keeper, reason="核对授权")
    log = page_of(auditor.get("/logs/operations/?kind=access.seeing_begun"))
    assert f"韦小岚（{clerk.username}）：核对授权" in log
    answer = auditor.post("/logs/operations/export/", {"kind": "access.seeing_begun"})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[1][7] == f"韦小岚（{clerk.username}）：核对授权"


def test_the_log_costs_the_same_for_one_account_and_for_many() -> None:
    auditor = sign_in(Client(), make_user(roles.AUDIT_ADMIN))
    asked = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as caught:
            auditor.get("/logs/operations/?kind=access.user_created")
        asked.append(len(caught))
        for _user in range(5):
            make_user(roles.VIEWER)
    assert asked[0] == asked[1]
