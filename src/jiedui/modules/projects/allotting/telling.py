"""Reasons, troubles and costs in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jiedui.core.words.saying import listed
from jiedui.modules.projects.allotting.explaining import Reason
from jiedui.modules.projects.allotting.model import Trouble

CONDITIONS: dict[str, str | Promise] = {
    "floors": gettext_lazy("各县下限"),
    "keep": gettext_lazy("不低于上年"),
    "ceilings": gettext_lazy("各县上限"),
    "key_share": gettext_lazy("重点县占比"),
    "fixed": gettext_lazy("人工设定的金额"),
    "wishes": gettext_lazy("人工取舍的项目"),
}


def wan(fen: int) -> str:
    return f"{fen / 1_000_000:,.2f}"


def percent(points: int) -> str:
    """Basis points as 62.5%."""
    return f"{points / 100:g}%"


def points(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}"


def reason(one: Reason) -> str:
    """One sentence."""
    facts = one.facts
    match one.id:
        case "fixed":
            return _("人工设定为 %(amount)s 万元。") % {"amount": wan(facts["amount"])}
        case "taken":
            return _("安排 %(count)s 个项目，共 %(used)s 万元，最低 %(lowest)s 分。") % {
                "count": facts["count"], "used": wan(facts["used"]), "lowest": points(facts["lowest"]),
            }  # fmt: skip
        case "no_projects":
            return _("项目库里没有该县待安排的项目。")
        case "floor":
            return _("下限 %(low)s 万元高于所安排的项目，%(idle)s 万元没有对应项目。") % {"low": wan(facts["low"]), "idle": wan(facts["idle"])}
        case "last":
            return _("不低于上年（上年 %(last)s 万元）要求至少 %(low)s 万元，%(idle)s 万元没有对应项目。") % {
                "last": wan(facts["last"]), "low": wan(facts["low"]), "idle": wan(facts["idle"]),
            }  # fmt: skip
        case "key_extra":
            return _("为使重点县占比达到 %(share)s，增加 %(extra)s 万元，没有对应项目。") % {"share": percent(facts["share"]), "extra": wan(facts["extra"])}
        case "key_moved":
            return _("如不要求重点县占 %(share)s，为 %(without)s 万元。") % {"share": percent(facts["share"]), "without": wan(facts["without"])}
        case "ceiling":
            return _("受上限 %(high)s 万元限制，另有 %(count)s 个项目（最高 %(best)s 分）没有安排。") % {
                "high": wan(facts["high"]), "count": facts["count"], "best": points(facts["best"]),
            }  # fmt: skip
        case _:
            return _("另有 %(count)s 个项目（最高 %(best)s 分）没有安排：同样的钱用在别处合计得分更高。") % {"count": facts["count"], "best": points(facts["best"])}


def trouble(one: Trouble) -> str:
    """Why there is no allotment, and what would make one."""
    facts = one.facts
    match one.id:
        case "floors_over_total":
            most = listed(_("%(name)s %(amount)s") % {"name": name, "amount": wan(amount)} for name, amount in facts["floors"][:5])
            return _(
                "各县至少要 {need} 万元，超过资金总额 {total} 万元，多出 {over} 万元。下限最高的是：{most}。请增加资金或调低这些下限。"
            ).format(need=wan(facts["need"]), total=wan(facts["total"]), over=wan(facts["over"]), most=most)
        case "floor_over_ceiling":
            return _("{name}的下限 {low} 万元高于上限 {high} 万元，请改其中一个。").format(
                name=facts["name"], low=wan(facts["low"]), high=wan(facts["high"])
            )
        case "wishes_over_ceiling":
            return _("{name}指定要安排的项目共需 {need} 万元，超过该县最多可得的 {high} 万元。").format(
                name=facts["name"], need=wan(facts["need"]), high=wan(facts["high"])
            )
        case _:
            limit = (
                _("重点县的上限合计只有 {room} 万元").format(room=wan(facts["room"]))
                if facts["limit"] == "ceilings"
                else _("扣除其他县至少要的 {rest} 万元后，重点县最多得 {room} 万元").format(rest=wan(facts["rest"]), room=wan(facts["room"]))
            )
            return _("重点县占比要求 {asked}，最多只能达到 {most}：{limit}。请调低占比、其他县的下限，或调高重点县的上限。").format(
                asked=percent(facts["asked"]), most=percent(facts["most"]), limit=limit
            )
