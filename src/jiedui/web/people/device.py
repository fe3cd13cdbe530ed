"""Browser and system of a request in words. Only known names are told: what a browser says of itself is anybody's text."""

import re

from django.http import HttpRequest

_BROWSERS = (
    ("Edge", re.compile(r"\bEdg(?:e|A|iOS)?/(\d{1,4})")),
    ("360", re.compile(r"\bQIHU 360[SE]E\b|\b360SE\b")),
    ("WeChat", re.compile(r"\bMicroMessenger/(\d{1,3})")),
    ("QQ", re.compile(r"\bQQBrowser/(\d{1,4})")),
    ("Opera", re.compile(r"\bOPR/(\d{1,4})")),
    ("Firefox", re.compile(r"\bFirefox/(\d{1,4})")),
    ("Chrome", re.compile(r"\b(?:Headless)?Chrome/(\d{1,4})")),
    ("Safari", re.compile(r"\bVersion/(\d{1,4})[\d.]* (?:Mobile/\w+ )?Safari/")),
    ("curl", re.compile(r"^curl/(\d{1,3})")),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Kylin", "Kylin"), ("UOS", "UOS"), ("Linux", "Linux"),
)  # fmt: skip


def device_of(request: HttpRequest) -> str:
    """Chrome 120 · Windows; "" where neither is known."""
    said = str(request.META.get("HTTP_USER_AGENT") or "")[:400]
    return " · ".join(part for part in (_browser(said), _system(said)) if part)


def is_phone(device: str) -> bool:
    """Whether a device as told by `device_of` is held in the hand."""
    return device.rpartition(" · ")[2] in {"Android", "iPhone", "HarmonyOS"}


def _browser(said: str) -> str:
    for name, pattern in _BROWSERS:
        if found := pattern.search(said):
            version = found[1] if found.groups() else ""
            return f"{name} {version}".strip()
    return ""


def _system(said: str) -> str:
    return next((name for mark, name in _SYSTEMS if mark in said), "")
