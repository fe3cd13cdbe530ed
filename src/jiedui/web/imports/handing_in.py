"""Handing in files: what can be chosen, and what was chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jiedui.core.access.queries import may, scope_of
from jiedui.core.access.rights import IMPORT
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.words.errors import Refused
from jiedui.core.words.saying import said
from jiedui.web import choosing
from jiedui.web.ledgers import filters

LARGEST = 200 * 1024 * 1024
MOST = 30
"""So many files go in at once."""
MODES = ("add", "replace")


@dataclass(frozen=True)
class Choices:
    """What holds for all files of a form. ledger: "" where each file's headings are to tell."""

    ledger: str
    mode: str
    region: str


def ledgers(user: Any) -> list[tuple[str, str]]:
    """Id and title of the ledgers that a person may import into."""
    return [(one.info.id, said(one.info.title)) for one in registry.ledgers() if may(user, IMPORT, one.info.id)]


def options(user: Any, *, without: str = "") -> choosing.Options:
    """The same for a drop-down; `without`: a ledger that is no choice."""
    return choosing.ledgers(lambda one: one.info.id != without and may(user, IMPORT, one.info.id))


def regions(scope: Scope) -> list[tuple[str, str]]:
    """The counties that a file may be for, where there is a choice."""
    options = filters.counties(scope)
    return options if len(options) > 1 else []


def only_region(scope: Scope) -> str:
    """The one town or county that makes up a scope, so that the trail can say whose rows an import holds; else ""."""
    if scope.counties is None or len(scope.counties) != 1 or scope.offices:
        return ""
    (county,) = scope.counties
    towns = sorted(scope.towns or ())
    return towns[0] if len(towns) == 1 else "" if towns else county


def chosen(request: HttpRequest, ledger_id: str = "") -> Choices:
    """What the form says beside its files. Refused with a sentence where it cannot be."""
    scope = scope_of(request.user, action=IMPORT)
    mode = request.POST.get("mode", "add")
    region = request.POST.get("region", "") or only_region(scope)
    ledger = ledger_id or request.POST.get("ledger", "")
    if mode not in MODES or (request.POST.get("region") and region not in dict(regions(scope))):
        raise Refused("import.choice", _("所选的导入方式或地区不可用，请重新选择。"))
    if ledger and ledger not in dict(ledgers(request.user)):
        raise Refused("import.ledger", _("您不能向所选的台账导入，请重新选择。"))
    return Choices(ledger, mode, region)


def sent(request: HttpRequest) -> Iterator[tuple[str, bytes]]:
    """Name and content of the files, one after the other. Refused, before any is kept, where there is none or too much."""
    files = request.FILES.getlist("file")
    if not files:
        raise Refused("import.no_file", _("请选择一个文件，大小不超过 200 MB。"))
    if len(files) > MOST:
        raise Refused("import.too_many", _("一次最多上传 %(most)s 个文件，请分几次上传。") % {"most": MOST})
    for file in files:
        if (file.size or 0) > LARGEST:
            raise Refused("import.too_large", _("文件超过 200 MB，请拆分后分批导入。"))
    for file in files:
        yield str(file.name or "")[:200], file.read()
