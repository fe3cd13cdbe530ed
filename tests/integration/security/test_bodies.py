"""Who has not signed in cannot make the server hold a large body in memory."""

import pytest
from django.test import Client

from jiedui.core.access.roles import MUNICIPAL
from tests.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db
LARGE = b"x" * (3 << 20)


def test_a_stranger_sends_forms_only(client: Client) -> None:
    assert client.post("/sign-in/", LARGE, content_type="application/octet-stream").status_code == 413
    assert client.post("/sign-in/", {"login": "x", "password": "y"}).status_code in (200, 302)


def test_a_user_may_send_a_file(client: Client) -> None:
    sign_in(client, make_user(MUNICIPAL, ""))
    assert client.post("/sign-in/", LARGE, content_type="application/octet-stream").status_code != 413
