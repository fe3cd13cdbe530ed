"""Saved views and the settings of a list: reads and writes. What a view shows is bounded by its reader's scope, never by it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from jiedui.core.ledger.paging import PAGE, SIZES
from jiedui.core.words.errors import NotFound, Refused
from jiedui.web.models import ListSetting, SavedView

MOST = 50
NARROWEST, WIDEST = 60, 640


def views(user: Any, ledger_id: str) -> list[SavedView]:
    """The views that a person may choose: their own first, then what others share with them."""
    found = list(_visible(user).filter(ledger=ledger_id).select_related("owner"))
    return sorted(found, key=lambda view: (view.owner_id != user.pk, view.name))


def view(user: Any, ledger_id: str, view_id: int) -> SavedView:
    """One of them; NotFound."""
    found = _visible(user).filter(ledger=ledger_id, pk=view_id).first() if view_id < 2**63 else None
    if found is None:
        raise NotFound("view.unknown", _("没有这个视图，可能已被删除或不再共享。请回到列表重新选择。"))
    return found


def _visible(user: Any) -> QuerySet[SavedView]:
    mine = Q(owner=user) | Q(shared=SavedView.Shared.EVERYONE)
    same = Q(shared=SavedView.Shared.ORGANISATION)
    if user.organisation_id:
        mine |= same & Q(owner__organisation_id=user.organisation_id)
    elif user.organisation_name:
        mine |= same & Q(owner__organisation_name=user.organisation_name)
    return SavedView.objects.filter(mine, owner__is_active=True)


def _own(user: Any, ledger_id: str, view_id: int) -> SavedView:
    found = view(user, ledger_id, view_id)
    if found.owner_id != user.pk:
        raise Refused("view.not_yours", _("这是别人共享的视图，只有保存它的人能改名、更新或删除。"))
    return found


def save(user: Any, ledger_id: str, *, name: str, query: str, shared: str) -> SavedView:
    """Keep filters and order under a name; a view of one's own with this name is replaced."""
    name = _named(name)
    with transaction.atomic():
        own = SavedView.objects.filter(owner=user, ledger=ledger_id)
        if own.exclude(name=name).count() >= MOST:
            raise Refused("view.too_many", _("一个台账最多保存 %(most)d 个视图，请先删除不用的。") % {"most": MOST})
        made, _new = SavedView.objects.update_or_create(
            owner=user, ledger=ledger_id, name=name, defaults={"query": query, "shared": _shared(shared)}
        )
    return made


def change(user: Any, ledger_id: str, view_id: int, *, name: str, shared: str) -> SavedView:
    """Give one's own view another name or other readers."""
    with transaction.atomic():
        own = _own(user, ledger_id, view_id)
        own.name, own.shared = _named(name), _shared(shared)
        taken = SavedView.objects.filter(owner=user, ledger=ledger_id, name=own.name).exclude(pk=own.pk)
        if taken.exists():
            raise Refused("view.name_taken", _("您已有名为“%(name)s”的视图，请换一个名称。") % {"name": own.name})
        own.save()
    return own


def delete(user: Any, ledger_id: str, view_id: int) -> None:
    """Delete one's own view; whoever began with it begins with all rows again."""
    _own(user, ledger_id, view_id).delete()


def make_default(user: Any, ledger_id: str, view_id: int | None) -> None:
    """Begin the list with a view, one's own or a shared one; None begins with all rows."""
    chosen = view(user, ledger_id, view_id) if view_id else None
    _set(user, ledger_id, default_view=chosen)


def _named(name: str) -> str:
    name = " ".join("".join(letter for letter in name if letter.isprintable()).split())[:40]
    if not name:
        raise Refused("view.name_missing", _("请给视图起个名称，例如“离岗待回访”。"))
    return name


def _shared(shared: str) -> str:
    return shared if shared in SavedView.Shared.values else ""


# -- columns, widths, page size ---------------------------------------------------------------------------------------


def setting(user: Any, ledger_id: str) -> ListSetting:
    """How this person sees the list; the usual way where nothing was set."""
    found = ListSetting.objects.raw(_SETTING, [user.pk, ledger_id])
    return next(iter(found), None) or ListSetting(user=user, ledger=ledger_id)


_SETTING = f"SELECT * FROM {ListSetting._meta.db_table} WHERE user_id = %s AND ledger = %s"


def default_view(user: Any, setting: ListSetting) -> SavedView | None:
    """The view to begin with, while its owner still shares it."""
    if not setting.default_view_id:
        return None
    return _visible(user).filter(ledger=setting.ledger, pk=setting.default_view_id).first()


def shown_view(user: Any, ledger_id: str, text: str) -> SavedView | None:
    """The view that an address names, where there is one to be seen."""
    if not text.isdecimal() or not 0 < int(text) < 2**63:
        return None
    return _visible(user).filter(ledger=ledger_id, pk=int(text)).first()


def size_of(setting: ListSetting, asked: str) -> int:
    """Rows on a page: as asked, else as kept."""
    if asked.isdecimal() and int(asked) in SIZES:
        return int(asked)
    return setting.size if setting.size in SIZES else PAGE


def keep_columns(user: Any, ledger_id: str, names: Sequence[str], widths: Mapping[str, int], size: int) -> None:
    """Keep the columns in this order, their widths and the size of a page."""
    _set(user, ledger_id, columns=",".join(names), widths=dict(widths), size=size if size in SIZES else 0)


def keep_width(user: Any, ledger_id: str, name: str, width: int) -> None:
    """Keep the width of one column; 0 gives it back to the browser."""
    with transaction.atomic():
        widths = dict(setting(user, ledger_id).widths)
        widths.pop(name, None)
        if width:
            widths[name] = min(max(width, NARROWEST), WIDEST)
        _set(user, ledger_id, widths=widths)


def reset(user: Any, ledger_id: str) -> None:
    """The usual columns, widths and page size again; the default view stays."""
    _set(user, ledger_id, columns="", widths={}, size=0)


def _set(user: Any, ledger_id: str, **values: Any) -> None:
    ListSetting.objects.update_or_create(user=user, ledger=ledger_id, defaults=values)
