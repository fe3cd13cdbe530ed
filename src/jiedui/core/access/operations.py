"""Writes of users and access: each checks the right, changes and notes the trail in one transaction."""

from jiedui.core.access.accounts import (
    activate,
    create_user,
    deactivate,
    new_password,
    own_password_changed,
    reset_password,
    reset_second_factor,
    save_user,
    set_grants,
    update_user,
)
from jiedui.core.access.audit import note_account_event, note_sign_in_failure
from jiedui.core.access.granting import GrantSpec
from jiedui.core.access.lockout import unlock
from jiedui.core.access.seeing import begin_seeing, end_seeing
from jiedui.core.access.sessions import (
    begin_session,
    end_all_sessions,
    end_session,
    follow_session,
    forget_session,
    mark_seen,
)
from jiedui.core.access.setup import issue_setup_token, set_up
from jiedui.core.access.tokens import create_token, revoke_token

__all__ = [
    "GrantSpec",
    "activate",
    "begin_seeing",
    "begin_session",
    "create_token",
    "create_user",
    "deactivate",
    "end_all_sessions",
    "end_seeing",
    "end_session",
    "follow_session",
    "forget_session",
    "issue_setup_token",
    "mark_seen",
    "new_password",
    "note_account_event",
    "note_sign_in_failure",
    "own_password_changed",
    "reset_password",
    "reset_second_factor",
    "revoke_token",
    "save_user",
    "set_grants",
    "set_up",
    "unlock",
    "update_user",
]
