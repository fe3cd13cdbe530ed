"""What a user may do and where: grants by date, role and region."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from jiedui.core.access import rights, roles
from jiedui.core.access.models import Grant
from jiedui.core.access.operations import deactivate
from jiedui.core.access.queries import check_may, may, roles_of, scope_of, user
from jiedui.core.access.scope import Scope
from jiedui.core.words.errors import NotAllowed
from tests.accounts import make_user

pytestmark = [pytest.mark.usefixtures("regions"), pytest.mark.both_databases]


@pytest.mark.parametrize(
    ("role", "region", "scope"),
    [
        (roles.MUNICIPAL, "", Scope.everything()),
        (roles.DISTRICT, "440304", Scope(frozenset({"450124"}), offices=frozenset({"440304"}))),
        (
            roles.FRONT_GROUP,
            "450100",
            Scope(frozenset({"450123", "450124", "450125"}), offices=frozenset({"450100"})),
        ),
        (roles.COUNTY, "450124", Scope(frozenset({"450124"}))),
        (roles.TOWNSHIP, "450124100", Scope(frozenset({"450124"}), frozenset({"450124100"}))),
        (roles.VIEWER, "450125", Scope(frozenset({"450125"}))),
        (roles.AUDITOR, "", Scope.everything()),
        (roles.SYSTEM_ADMIN, "", Scope.nothing()),
        (roles.SECURITY_ADMIN, "", Scope.nothing()),
        (roles.AUDIT_ADMIN, "", Scope.nothing()),
        (None, "", Scope.nothing()),
    ],
)
def test_scope_of_each_role(role: str | None, region: str, scope: Scope) -> None:
    assert scope_of(make_user(role, region)) == scope


def test_a_district_keeps_the_counties_of_the_day() -> None:
    clerk = make_user(roles.DISTRICT, "440304")
    Grant.objects.update(valid_from=dt.date(2021, 1, 1))
    clerk = user(clerk.pk)
    assert scope_of(clerk, dt.date(2022, 6, 1)).counties == {"450124", "450125"}
    assert scope_of(clerk, dt.date(2023, 1, 1)).counties == {"450124"}


def test_where_depends_on_the_action() -> None:
    clerk = make_user(roles.COUNTY, "450124")
    Grant.objects.create(user=clerk, role=roles.VIEWER, region="", valid_from=dt.date(2021, 1, 1))
    clerk = user(clerk.pk)
    assert scope_of(clerk) == Scope.everything()
    assert scope_of(clerk, action=rights.CHANGE) == Scope(frozenset({"450124"}))
    assert scope_of(clerk, action=rights.MANAGE_USERS) == Scope.nothing()


@pytest.mark.parametrize(
    ("begins", "ends", "held"), [(0, None, True), (0, 0, True), (-9, -1, False), (1, None, False), (-9, 9, True)]
)
def test_a_grant_counts_between_its_dates(begins: int, ends: int | None, held: bool) -> None:
    clerk, today = make_user(None), timezone.localdate()
    Grant.objects.create(
        user=clerk, role=roles.COUNTY, region="450124", valid_from=today + dt.timedelta(begins),
        valid_to=None if ends is None else today + dt.timedelta(ends),
    )  # fmt: skip
    assert may(user(clerk.pk), rights.VIEW) is held


def test_who_is_signed_out_or_deactivated_may_nothing() -> None:
    clerk = make_user(roles.MUNICIPAL)
    deactivate(clerk.pk, by=None)
    for nobody in (user(clerk.pk), AnonymousUser()):
        assert not any(may(nobody, action) for action in rights.ACTIONS)
        assert scope_of(nobody) == Scope.nothing()
        assert roles_of(nobody) == []


def test_a_refusal_names_role_action_and_remedy() -> None:
    with pytest.raises(NotAllowed, match=r"您的角色（查看）不能导入表格（务工人员实名制台账）。.*联系安全管理员"):
        check_may(make_user(roles.VIEWER, "450124"), rights.IMPORT, "workers")
    with pytest.raises(NotAllowed, match="没有任何有效角色"):
        check_may(make_user(None), rights.VIEW)


def test_an_action_that_does_not_exist_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="veiw"):
        may(make_user(roles.MUNICIPAL), "veiw")
