"""Behind a proxy, lock-out and trail count the client's own address; a header that nobody vouches for changes nothing."""

from typing import Any

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.trail.models import Event
from tests.accounts import PASSWORD, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ATTACKER, CLERK = "203.0.113.66", "203.0.113.9"


def attempt(name: str, password: str, *, peer: str, forwarded: str) -> Any:
    form = {"login": name, "password": password}
    return Client().post("/sign-in/", form, headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=peer)


@pytest.fixture
def proxied(settings: Any) -> str:
    """The address of a trusted proxy."""
    settings.PROXIES = ["10.0.0.0/24"]
    return "10.0.0.2"


def test_a_lock_out_behind_the_proxy_is_the_attackers_alone(proxied: str) -> None:
    user = make_user(roles.VIEWER)
    answers = [attempt(user.username, "wrong", peer=proxied, forwarded=ATTACKER).status_code for _ in range(5)]
    assert answers[-1] == 429
    assert attempt(user.username, PASSWORD, peer=proxied, forwarded=ATTACKER).status_code == 429
    assert attempt(user.username, PASSWORD, peer=proxied, forwarded=CLERK).status_code == 302
    event = Event.objects.filter(kind="sign_in").latest("id")
    assert event.address == CLERK


def test_an_attacker_who_writes_other_addresses_is_locked_out_all_the_same(proxied: str) -> None:
    user = make_user(roles.VIEWER)
    for number in range(5):
        answer = attempt(user.username, "wrong", peer=proxied, forwarded=f"192.0.2.{number}, {ATTACKER}")
    assert answer.status_code == 429
    assert set(Event.objects.filter(kind__startswith="sign_in_").values_list("address", flat=True)) == {ATTACKER}


@pytest.mark.parametrize("proxies", [[], ["10.0.0.0/24"]])
def test_without_a_trusted_proxy_the_header_is_ignored(settings: Any, proxies: list[str]) -> None:
    settings.PROXIES = proxies
    user = make_user(roles.VIEWER)
    for number in range(5):
        answer = attempt(user.username, "wrong", peer=ATTACKER, forwarded=f"192.0.2.{number}")
    assert answer.status_code == 429, "another invented address at every try does not help"
    assert set(Event.objects.filter(kind__startswith="sign_in_").values_list("address", flat=True)) == {ATTACKER}
