"""Accounts: who may change them, the three administrators apart, and the trail in the same transaction."""

import datetime as dt
import json

import pytest

from jiedui.core.access import accounts, roles
from jiedui.core.access.models import Grant, User
from jiedui.core.access.operations import (
    GrantSpec,
    create_user,
    deactivate,
    reset_password,
    save_user,
    set_grants,
    update_user,
)
from jiedui.core.access.queries import users
from jiedui.core.trail.models import Event
from jiedui.core.words.errors import NotAllowed, NotFound, Refused
from tests.accounts import PASSWORD, make_user

pytestmark = [pytest.mark.usefixtures("regions"), pytest.mark.both_databases]


def kinds() -> list[str]:
    return list(Event.objects.order_by("id").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("grants", "id"),
    [
        ([GrantSpec("minister")], "access.unknown_role"),
        ([GrantSpec(roles.SYSTEM_ADMIN), GrantSpec(roles.SECURITY_ADMIN)], "access.administrators_apart"),
        ([GrantSpec(roles.AUDIT_ADMIN), GrantSpec(roles.VIEWER)], "access.administrator_no_data"),
        ([GrantSpec(roles.SYSTEM_ADMIN, "450124")], "access.grant_region"),
        ([GrantSpec(roles.MUNICIPAL, "450124")], "access.grant_region"),
        ([GrantSpec(roles.COUNTY)], "access.grant_region"),
        ([GrantSpec(roles.COUNTY, "440304")], "access.grant_region"),
        ([GrantSpec(roles.COUNTY, "450124100")], "access.grant_region"),
        ([GrantSpec(roles.DISTRICT, "450124")], "access.grant_region"),
        ([GrantSpec(roles.TOWNSHIP, "450124")], "access.grant_region"),
        ([GrantSpec(roles.VIEWER, "999999")], "access.unknown_region"),
        ([GrantSpec(roles.VIEWER), GrantSpec(roles.VIEWER)], "access.grant_twice"),
        ([GrantSpec(roles.VIEWER, "", dt.date(2022, 1, 1), dt.date(2021, 1, 1))], "access.grant_dates"),
    ],
)
def test_grants_that_break_a_rule_are_refused_and_nothing_changes(grants: list[GrantSpec], id: str) -> None:
    user = make_user(roles.COUNTY, "450124")
    with pytest.raises(Refused) as refusal:
        set_grants(user.pk, grants, by=None)
    assert refusal.value.id == id
    assert list(user.grants.values_list("role", "region")) == [(roles.COUNTY, "450124")]


@pytest.mark.parametrize(
    ("fields", "id"),
    [
        ({"username": "x"}, "access.user_fields"),
        ({"username": "韦"}, "access.user_fields"),
        ({"display_name": " "}, "access.user_fields"),
        ({"username": "taken"}, "access.username_taken"),
        ({"username": "TAKEN"}, "access.username_taken"),
        ({"password": "short"}, "access.weak_password"),
        ({"password": "1234567890123"}, "access.weak_password"),
        ({"password": "newclerk-2026", "username": "newclerk"}, "access.weak_password"),
    ],
)
def test_a_user_with_wrong_fields_is_refused(fields: dict[str, str], id: str) -> None:
    make_user(None, username="taken")
    with pytest.raises(Refused) as refusal:
        create_user(**({"username": "newclerk", "display_name": "新人", "password": PASSWORD} | fields), by=None)
    assert refusal.value.id == id
    assert User.objects.count() == 1


@pytest.mark.parametrize("role", sorted(set(roles.BY_CODE) - {roles.SECURITY_ADMIN}))
def test_only_the_security_administrator_manages_accounts(role: str) -> None:
    regions = {
        roles.DISTRICT: "440304",
        roles.TOWNSHIP: "450124100",
        roles.COUNTY: "450124",
        roles.FRONT_GROUP: "450100",
    }
    by, other = make_user(role, regions.get(role, "")), make_user(None)
    before = len(kinds())
    for forbidden in (
        lambda: create_user(username="newclerk", display_name="新人", password=PASSWORD, by=by),
        lambda: set_grants(other.pk, [GrantSpec(roles.MUNICIPAL)], by=by),
        lambda: update_user(other.pk, display_name="改", organisation_name="", by=by),
        lambda: deactivate(other.pk, by=by),
        lambda: reset_password(other.pk, by=by),
        lambda: accounts.activate(other.pk, by=by),
        lambda: accounts.reset_second_factor(other.pk, by=by),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert len(kinds()) == before


def test_nobody_grants_to_themselves_or_ends_their_own_account() -> None:
    admin = make_user(roles.SECURITY_ADMIN)
    make_user(roles.SECURITY_ADMIN)
    with pytest.raises(NotAllowed, match="自己的角色"):
        set_grants(admin.pk, [GrantSpec(roles.MUNICIPAL)], by=admin)
    with pytest.raises(NotAllowed, match="自己的账号"):
        deactivate(admin.pk, by=admin)


def test_the_last_security_administrator_stays() -> None:
    admin, gone = make_user(roles.SECURITY_ADMIN), make_user(roles.SECURITY_ADMIN)
    deactivate(gone.pk, by=admin)
    with pytest.raises(Refused, match="最后一名安全管理员"):
        deactivate(admin.pk, by=None)
    with pytest.raises(Refused, match="最后一名安全管理员"):
        set_grants(admin.pk, [GrantSpec(roles.SYSTEM_ADMIN)], by=None)


def test_a_change_and_its_trail_stand_or_fall_together(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **facts: object) -> None:
        raise RuntimeError("the trail cannot be written")

    user = make_user(roles.COUNTY, "450124")
    monkeypatch.setattr(accounts, "note", broken)
    for change in (
        lambda: deactivate(user.pk, by=None),
        lambda: set_grants(user.pk, [], by=None),
        lambda: reset_password(user.pk, by=None),
    ):
        with pytest.raises(RuntimeError):
            change()
    same = User.objects.get(pk=user.pk)
    assert same.is_active
    assert same.grants.count() == 1
    assert same.check_password(PASSWORD)


def test_the_trail_tells_who_granted_what_without_names_or_passwords() -> None:
    admin, user = make_user(roles.SECURITY_ADMIN, display_name="陆志远"), make_user(None, display_name="韦晓岚")
    set_grants(user.pk, [GrantSpec(roles.COUNTY, "450124")], by=admin, address="10.1.2.3")
    password = reset_password(user.pk, by=admin)
    granted, reset = Event.objects.order_by("-id")[:2][::-1]
    assert (granted.kind, granted.actor_id, granted.actor_name, granted.address) == (
        "access.grants_set", admin.pk, "陆志远", "10.1.2.3",
    )  # fmt: skip
    assert json.loads(granted.note)["user"] == user.pk
    assert json.loads(granted.note)["grants"][0].startswith("county 450124")
    assert reset.kind == "access.password_reset"
    assert not any(word in event.note for event in Event.objects.all() for word in ("韦晓岚", password, PASSWORD))


def test_saving_a_page_without_changed_grants_leaves_the_grants_alone() -> None:
    admin, user = make_user(roles.SECURITY_ADMIN), make_user(roles.COUNTY, "450124")
    grant = Grant.objects.get(user=user)
    held = [GrantSpec(grant.role, grant.region, grant.valid_from, grant.valid_to)]
    save_user(user.pk, display_name="新名", organisation_name="", grants=held, by=admin)
    assert Grant.objects.get(user=user).pk == grant.pk
    save_user(user.pk, display_name="新名", organisation_name="", grants=[], by=admin)
    assert not user.grants.exists()


def test_a_user_who_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound):
        deactivate(10**6, by=None)


def test_users_are_found_by_any_of_their_names() -> None:
    make_user(None, username="mashan", display_name="韦晓岚", organisation_name="马山县乡村振兴局")
    gone = make_user(None, username="other", display_name="黄建国")
    deactivate(gone.pk, by=None)
    for text in ("MASHAN", "晓岚", "马山县"):
        assert [user.username for user in users(text)] == ["mashan"]
    assert [user.username for user in users(active=False)] == ["other"]
