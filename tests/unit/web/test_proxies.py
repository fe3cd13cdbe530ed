"""Whose address a request has behind proxies: the rightmost one that no trusted proxy has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiedui.core.words.errors import Refused
from jiedui.web.proxies import check_proxies, client_of, networks

TRUSTED = networks(["127.0.0.1", " 10.0.0.0/24", "2001:db8:1::/48"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        # not from a proxy: what it says counts for nothing
        ("198.51.100.7", "", "198.51.100.7"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        # one proxy, two proxies
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, 10.0.0.4", "203.0.113.9"),
        # what stands further left was written by the client
        ("127.0.0.1", "1.2.3.4, 203.0.113.9, 10.0.0.4", "203.0.113.9"),
        ("127.0.0.1", "127.0.0.1, 203.0.113.9", "203.0.113.9"),
        # somebody on the proxy's own machine, and a proxy that says nothing
        ("127.0.0.1", "10.0.0.4", "10.0.0.4"),
        ("127.0.0.1", "", "127.0.0.1"),
        # what is no address ends the walk
        ("127.0.0.1", "203.0.113.9, unknown", "127.0.0.1"),
        ("127.0.0.1", "unknown, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", ",,", "127.0.0.1"),
        # ports, IPv6, and IPv4 written as IPv6
        ("127.0.0.1", "203.0.113.9:4711", "203.0.113.9"),
        ("::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("2001:db8:1::5", "[2001:db8:2::9]:443", "2001:db8:2::9"),
        ("2001:db8:1::5", "2001:db8:2::9", "2001:db8:2::9"),
        ("", "203.0.113.9", ""),  # a socket without addresses is no trusted proxy
    ],
)
def test_the_clients_address(peer: str, forwarded: str, client: str) -> None:
    assert client_of(peer, forwarded, TRUSTED) == client


@given(st.text(max_size=60), st.ip_addresses(v=4))
def test_whatever_a_client_writes_its_own_address_is_found(written: str, address: object) -> None:
    """The proxy appends whom it was called by; nothing to the left of it matters."""
    expected = client_of("127.0.0.1", str(address), TRUSTED)
    if expected == str(address) and not any(address in network for network in TRUSTED):
        assert client_of("127.0.0.1", f"{written}, {address}", TRUSTED) == expected


@pytest.mark.parametrize("text", ["10.0.0/8", "proxy.example.cn", "10.0.0.1/8"])
def test_a_setting_that_is_no_address_is_named(settings, text: str) -> None:  # type: ignore[no-untyped-def]
    settings.PROXIES = ["127.0.0.1", text]
    (error,) = check_proxies()
    assert text in error.msg
    with pytest.raises(Refused):
        networks([text])


def test_no_setting_is_no_fault(settings) -> None:  # type: ignore[no-untyped-def]
    settings.PROXIES = []
    assert check_proxies() == []
