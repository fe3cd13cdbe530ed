"""Handing in a file: what can be chosen, and what was chosen."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jiedui.core.access.queries import scope_of
from jiedui.core.access.rights import IMPORT
from jiedui.core.access.scope import Scope
from jiedui.core.words.errors import Refused
from jiedui.web.ledgers import filters

LARGEST = 200 * 1024 * 1024
MODES = ("add", "replace")


@dataclass(frozen=True)
class HandedIn:
    """One file with the choices made for it."""

    name: str
    data: bytes
    mode: str
    region: str


def regions(scope: Scope) -> list[tuple[str, str]]:
    """The counties that a file may be for, where there is a choice."""
    options = filters.counties(scope)
    return options if len(options) > 1 else []


def only_region(scope: Scope) -> str:
    """The one town or county that makes up a scope, so that the trail can say whose rows an import holds; else ""."""
    if scope.counties is None or len(scope.counties) != 1:
        return ""
    (county,) = scope.counties
    towns = sorted(scope.towns or ())
    return towns[0] if len(towns) == 1 else "" if towns else county


def handed_in(request: HttpRequest) -> HandedIn:
    """What the form brought. Refused with a sentence where something is missing."""
    user: Any = request.user
    scope = scope_of(user, action=IMPORT)
    file = request.FILES.get("file")
    if file is None:
        raise Refused("import.no_file", _("请选择一个文件，大小不超过 200 MB。"))
    if (file.size or 0) > LARGEST:
        raise Refused("import.too_large", _("文件超过 200 MB，请拆分后分批导入。"))
    mode = request.POST.get("mode", "add")
    region = request.POST.get("region", "") or only_region(scope)
    if mode not in MODES or (request.POST.get("region") and region not in dict(regions(scope))):
        raise Refused("import.choice", _("所选的导入方式或地区不可用，请重新选择。"))
    return HandedIn(str(file.name or "")[:200], file.read(), mode, region)
