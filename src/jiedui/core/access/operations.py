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
from jiedui.core.access.setup import issue_setup_token, set_up
from jiedui.core.access.tokens import create_token, revoke_token

__all__ = [
    "GrantSpec",
    "activate",
    "create_token",
    "create_user",
    "deactivate",
    "issue_setup_token",
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
    "update_user",
]
