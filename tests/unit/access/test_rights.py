"""The table of rights, as the rules that it must keep."""

import pytest

from jiedui.core.access import rights, roles
from jiedui.core.access.rights import RIGHTS

READING = {rights.VIEW, rights.EXPORT, rights.REVEAL, rights.VIEW_TRAIL}


def test_the_table_names_every_role_and_every_action() -> None:
    assert set(RIGHTS) == set(roles.BY_CODE)
    assert set().union(*RIGHTS.values()) == set(rights.ACTIONS)


@pytest.mark.parametrize("role", sorted(roles.ADMINISTRATORS))
def test_administrators_hold_no_right_to_ledger_data(role: str) -> None:
    assert not RIGHTS[role] & (rights.LEDGER_ACTIONS | {rights.API_TOKEN})


def test_no_two_administrators_share_a_right() -> None:
    system, security, audit = (RIGHTS[role] for role in (roles.SYSTEM_ADMIN, roles.SECURITY_ADMIN, roles.AUDIT_ADMIN))
    assert not system & security
    assert not security & audit
    assert not system & audit


def test_the_auditor_reads_everything_and_changes_nothing() -> None:
    assert RIGHTS[roles.AUDITOR] == READING


def test_the_viewer_only_views() -> None:
    assert RIGHTS[roles.VIEWER] == {rights.VIEW}


def test_only_the_security_administrator_grants() -> None:
    assert {role for role in RIGHTS if rights.MANAGE_ROLES in RIGHTS[role]} == {roles.SECURITY_ADMIN}
