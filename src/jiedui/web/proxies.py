"""Whose address a request has behind a proxy. Without `JIEDUI_PROXIES` what a request says of itself counts for nothing."""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from jiedui.core.words.errors import Refused

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
HEADER = "HTTP_X_FORWARDED_FOR"


class ProxyMiddleware:
    """Puts the client's address where every part of the product reads it: sign-in limits, trail, API.

    Stands before all others. Only a request that comes from a trusted proxy has its X-Forwarded-For read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.trusted = networks(settings.PROXIES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self.trusted:
            peer = str(request.META.get("REMOTE_ADDR") or "")
            request.META["REMOTE_ADDR"] = client_of(peer, str(request.META.get(HEADER) or ""), self.trusted)
        return self.get_response(request)


def networks(given: Sequence[str]) -> list[Network]:
    """The trusted proxies as networks; Refused with the entry that is none."""
    found: list[Network] = []
    for text in given:
        try:
            found.append(ip_network(text.strip()))
        except ValueError:
            sentence = _(
                "JIEDUI_PROXIES 中的“%(text)s”不是 IP 地址或网段。请写成 127.0.0.1 或 10.0.0.0/24，用逗号分开。"
            )
            raise Refused("proxies.unreadable", sentence % {"text": text.strip()}) from None
    return found


def client_of(peer: str, forwarded: str, trusted: Sequence[Network]) -> str:
    """The first address, from the right, that is none of the trusted proxies: whoever stands further left wrote it himself.

    peer: who is connected to us; forwarded: X-Forwarded-For, to which each proxy appends whom it was called by. What
    cannot be read as an address ends the walk: the proxy that passed it on is the last one known.
    """
    nearest = peer
    for text in [*reversed(forwarded.split(",")), None]:
        address = read(nearest)
        if address is None or not any(address in network for network in trusted) or text is None:
            break
        further = read(text)
        if further is None:
            break
        nearest = str(further)
    return nearest


def read(text: str) -> Address | None:
    """An address as proxies write it, also with a port ("192.0.2.1:5000", "[2001:db8::1]:443"); None where it is none."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


@register()
def check_proxies(**kwargs: Any) -> list[Error]:
    """A setting that cannot be read stops every command with a sentence, not the first request with a failure."""
    try:
        networks(settings.PROXIES)
    except Refused as refusal:
        return [Error(refusal.message, id="jiedui.E001")]
    return []
