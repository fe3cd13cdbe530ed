"""The rows of the money pages' tables as HTML. A template takes three quarters of such a page's time for the same few tags
a row: each cell asks for its words, its address and how it is escaped again."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from jiedui.modules.projects.templatetags.amounts import wan, yuan
from jiedui.web.ledgers.drawing import safe


def at(name: str, *before: str) -> tuple[str, str]:
    """What stands before and behind the number at the end of an address: a table asks for its addresses once."""
    start, end = reverse(name, args=[*before, 0]).rsplit("0", 1)
    return start, end


def drawn(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 (every text went through `safe`)


def cells(*labels: str) -> list[str]:
    """The openings of cells that hold amounts, each with the label that it has on a phone."""
    return [f'<td class="number" data-label="{label}">' for label in labels]


def percent(rate: float | None, tone: str) -> str:
    if rate is None:
        return "—"
    return f'<span class="state tone-{tone}">{_tenths(rate)}%</span>'


def counties(lines: Sequence[dict[str, Any]]) -> SafeString:
    """The counties of a year: what each had, was allotted and given, paid and holds."""
    before, allotted, arrived, paid, held, rate = cells(
        _("结转和期初"), _("下达"), _("到县"), _("支付"), _("在县未用"), _("使用率")
    )
    return drawn(
        f'<tr data-county="{safe(one.code)}"><th scope="row"><a href="{safe(line["href"])}">{safe(line["name"])}</a></th>'
        f'{before}{wan(one.before)}</td>{allotted}<a href="{safe(line["allotted"])}">{wan(one.allotted)}</a></td>'
        f'{arrived}<a href="{safe(line["arrived"])}">{wan(one.arrived)}</a></td>'
        f'{paid}<a href="{safe(line["paid"])}">{wan(one.paid)}</a></td>'
        f'{held}<a href="{safe(line["projects"])}">{wan(one.held)}</a></td>{rate}{percent(one.rate, line["tone"])}</td></tr>'
        for line in lines
        for one in (line["one"],)
    )


def months(lines: Sequence[dict[str, Any]]) -> SafeString:
    """The months of a year, each amount with the page of what is behind it."""
    return drawn(
        f'<tr><th scope="row">{safe(line["name"])}</th>'
        + "".join(f'<td class="number">{_linked(fen, href)}</td>' for fen, href in line["cells"])
        + "</tr>"
        for line in lines
    )


def _linked(fen: int, href: str) -> str:
    return f'<a href="{safe(href)}">{wan(fen)}</a>' if href and fen else wan(fen)


def ages(lines: Sequence[dict[str, Any]]) -> SafeString:
    """What lies in each county by age, with a bar of its parts."""
    return drawn(
        f'<tr><th scope="row">{safe(line["name"])}</th>'
        + "".join(f'<td class="number">{wan(part)}</td>' for part in line["ages"])
        + '<td><div class="age-bar" aria-hidden="true">'
        + "".join(f'<span class="tone-{tone}" style="--size: {int(part) if part == int(part) else _tenths(part)}%"></span>' for tone, part in line["bars"])
        + "</div></td></tr>"
        for line in lines
        if line["bars"]
    )


def _tenths(value: float) -> str:
    """One decimal, rounded as the templates do (floatformat): a half goes up."""
    found = Decimal(repr(value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(found or abs(found))


def projects(lines: Sequence[dict[str, Any]]) -> SafeString:
    """The projects that moved money: number, name and place of each, and what its account says."""
    (row, row_end), (account, account_end) = at("web:record", "projects"), at("projects:money_account")
    fund, came, gone, left = cells(_("协作资金"), _("收"), _("付"), _("余额"))
    place, sentence = _("县"), _("%(name)s余额 %(left)s，看账户明细")
    parts = []
    for line in lines:
        number, name, _county, planned = line["facts"]
        one = line["account"]
        balance = wan(one.balance)
        said = sentence % {"name": safe(name), "left": balance}
        parts.append(
            f'<tr><th scope="row"><a href="{row}{line["row"]}{row_end}">{safe(name)}</a><div class="under">{safe(number)}</div></th>'
            f'<td data-label="{place}">{safe(line["place"])}</td>{fund}{wan(planned)}</td>{came}{wan(one.incoming)}</td>'
            f'{gone}{wan(one.outgoing)}</td>{left}<a href="{account}{one.pk}{account_end}" aria-label="{said}">{balance}</a></td></tr>'
        )
    return drawn(parts)


def statement(lines: Sequence[dict[str, Any]]) -> SafeString:
    """The entries of one account."""
    step, why, other = _("业务"), _("依据"), _("对方账户")
    came, gone = cells(_("收"), _("付"))
    sources = _Sources()
    return drawn(
        f'<tr><th scope="row">{_day(line)}</th><td data-label="{step}">{_step(line)}</td>'
        f'<td data-label="{why}">{sources.named(line) if line["row"] or line["noun"] else "—"}</td>'
        f'<td data-label="{other}">{safe(line["other"])}</td>{came}{_yuan(line["incoming"])}</td>{gone}{_yuan(line["outgoing"])}</td></tr>'
        for line in lines
    )


def entries(lines: Sequence[dict[str, Any]]) -> SafeString:
    """The entries behind a number."""
    day, step, given, into = _("日期"), _("业务"), _("从"), _("到")
    (amount,) = cells(_("金额"))
    sources = _Sources()
    return drawn(
        f'<tr><th scope="row">{sources.named(line)}</th><td data-label="{day}">{_day(line)}</td>'
        f'<td data-label="{step}">{_step(line)}</td><td data-label="{given}">{safe(line["from"])}</td>'
        f'<td data-label="{into}">{safe(line["into"])}</td>{amount}{yuan(line["amount"])}</td></tr>'
        for line in lines
    )


class _Sources:
    """The rows that entries come from, each with the address of its record."""

    def __init__(self) -> None:
        self.gone = f'<span class="under">{_("已删除")}</span>'
        self.addresses: dict[str, tuple[str, str]] = {}

    def named(self, line: dict[str, Any]) -> str:
        noun = safe(line["noun"])
        if not line["row"]:
            return f"{noun} {self.gone}"
        ledger = line["one"].ledger
        if ledger not in self.addresses:
            self.addresses[ledger] = at("web:record", ledger)
        start, end = self.addresses[ledger]
        return f'<a href="{start}{line["one"].row}{end}">{noun} {safe(line["row"])}</a>'


def _day(line: dict[str, Any]) -> str:
    return safe(line["one"].day or _("未填日期"))


def _step(line: dict[str, Any]) -> str:
    back = f' <span class="state tone-warn">{_("冲回")}</span>' if line["one"].reversal else ""
    return f"{safe(line['step'])}{back}"


def _yuan(fen: int | None) -> str:
    return "" if fen is None else yuan(fen)
