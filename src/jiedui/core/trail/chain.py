"""Recomputing the tree: entries, events and heads against each other, in one pass over the trail."""

import struct
from collections.abc import Iterator, Sequence
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.db import connection
from django.utils.translation import gettext as _

from jiedui.core.trail import canonical, guards, merkle
from jiedui.core.trail.checkpoint import Checkpoint, public_key
from jiedui.core.trail.facts import Problem, Progress
from jiedui.core.trail.models import Entry, Event, Head, State
from jiedui.core.trail.operations import EVENT, event_digest
from jiedui.core.trail.reading import chunks
from jiedui.core.vault import keys

ENTRIES = "SELECT seq, event_id, ledger, row_id, action, sheet, row, digest, changes FROM trail_entry ORDER BY seq"
UNREADABLE = bytes(32)  # stands for a leaf that is missing or cannot be computed
PART = 500


class Chain:
    """One pass over the trail; iterate `problems()`, then `entries` and `heads` tell how many were read."""

    def __init__(self, checkpoint: Checkpoint | None, progress: Progress | None) -> None:
        self.checkpoint, self.progress = checkpoint, progress
        self.entries = self.heads = 0
        self.tree = merkle.Frontier()
        self.pending: list[bytes] = []
        self.last_head: Head | None = None
        self.root_wrong = self.point_seen = False
        self.first: tuple[int, str] | None = None  # event and action of the entry that follows the last head

    def problems(self) -> Iterator[Problem]:
        for name in guards.missing(connection):
            yield Problem(
                "trail.guard", _("数据库触发器 %(name)s 被删除或停用，存证表失去只追加保护。") % {"name": name}
            )
        total = State.objects.values_list("size", flat=True).first() or 0
        heads = Head.objects.order_by("id").iterator(chunk_size=5_000)
        head = next(heads, None)
        for chunk in chunks(ENTRIES):
            events = _events({row[1] for row in chunk})
            for row in chunk:
                yield from self._entry(row, events.get(row[1]))
                while head is not None and head.size <= row[0]:
                    yield from self._head(head)
                    head = next(heads, None)
                if self.checkpoint and row[0] == self.checkpoint.size:
                    yield from self._point()
            if self.progress:
                self.progress(_("核对存证链"), self.entries, total)
        while head is not None:  # heads that reach beyond the last entry
            yield from self._head(head)
            head = next(heads, None)
        yield from self._end()

    def _entry(self, row: Sequence[Any], event: Event | None) -> Iterator[Problem]:
        seq, number, ledger, row_id, action, sheet, excel, digest, changes = row
        expected = self.tree.size + len(self.pending) + 1
        if seq != expected:
            yield Problem(
                "trail.gap",
                _("存证第 %(first)d 至 %(last)d 条缺失，记录被删除。") % {"first": expected, "last": seq - 1},
            )
            self.pending += [UNREADABLE] * max(0, seq - expected)
        self.entries += 1
        if self.first is None:
            self.first = (number, action)
        if event is None:
            yield Problem(
                "trail.event_missing",
                _("存证第 %(seq)d 条所属的事件 %(event)d 不存在，事件被删除。") % {"seq": seq, "event": number},
            )
        elif action == EVENT and (row_id != number or bytes(digest) != event_digest(event)):
            yield Problem("trail.event_changed", _("事件 %(event)d 的内容被改动。") % {"event": number})
        salt = bytes(event.salt) if event else b""
        try:
            hashed = canonical.changes_hash(salt, seq, changes)
            leaf = canonical.leaf(seq, number, ledger, row_id, action, sheet, excel, bytes(digest), hashed)
        except (ValueError, TypeError, AttributeError, struct.error):
            yield Problem("trail.entry", _("存证第 %(seq)d 条的内容不合格式，被改动过。") % {"seq": seq})
            leaf = UNREADABLE
        self.pending.append(leaf)

    def _head(self, head: Head) -> Iterator[Problem]:
        self.heads += 1
        before = self.last_head
        if head.pk != (before.pk if before else 0) + 1 or head.size <= (before.size if before else 0):
            yield Problem(
                "trail.head_order", _("存证头 %(id)d 与前一个不连续，有存证头被删除或插入。") % {"id": head.pk}
            )
        if before and head.at < before.at:
            yield Problem("trail.head_time", _("存证头 %(id)d 的时间早于前一个。") % {"id": head.pk})
        yield from self._signature(head)
        if head.size > self.tree.size + len(self.pending):
            yield Problem(
                "trail.tail_cut",
                _("存证头 %(id)d 记有 %(size)d 条，实际只有 %(found)d 条，末尾的记录被删除。")
                % {"id": head.pk, "size": head.size, "found": self.tree.size + len(self.pending)},
            )
        else:
            start = self.tree.size + 1
            self._extend(head.size)
            if self.tree.root() != bytes(head.root) and not self.root_wrong:
                self.root_wrong = True  # every later root differs as well
                yield Problem(
                    "trail.root",
                    _("存证第 %(first)d 至 %(last)d 条与存证头 %(id)d 的树根不符，其中有记录被改动。")
                    % {"first": start, "last": head.size, "id": head.pk},
                )
            if self.first != (head.event_id, EVENT):
                yield Problem("trail.head_event", _("存证头 %(id)d 所属的事件被改动。") % {"id": head.pk})
        self.last_head, self.first = head, None

    def _signature(self, head: Head) -> Iterator[Problem]:
        try:
            message = canonical.head_message(head.pk, head.size, bytes(head.root), head.at)
            keys.load().public.verify(bytes(head.signature), message)
        except (InvalidSignature, ValueError, TypeError, AttributeError):
            yield Problem(
                "trail.signature",
                _("存证头 %(id)d 的签名不符：存证链被改动或重建，或签名密钥已被更换。") % {"id": head.pk},
            )

    def _point(self) -> Iterator[Problem]:
        point = self.checkpoint
        if point is None:
            return
        self.point_seen = True
        self._extend(point.size)
        if self.tree.root().hex() != point.root:
            yield Problem(
                "checkpoint.root",
                _("前 %(size)d 条存证与外部检查点（%(at)s）不符：存证链在检查点之后被重建。")
                % {"size": point.size, "at": point.at},
            )

    def _extend(self, size: int) -> None:
        """Move the leaves up to number `size` from the waiting ones into the tree."""
        count = max(0, size - self.tree.size)
        self.tree.extend(self.pending[:count])
        del self.pending[:count]

    def _end(self) -> Iterator[Problem]:
        point, last = self.checkpoint, self.last_head
        if point and point.public_key != public_key():
            yield Problem("checkpoint.key", _("外部检查点的签名密钥与本系统的不同：密钥被更换，或不是本系统的检查点。"))
        if point and not self.point_seen:
            yield Problem(
                "checkpoint.size",
                _("外部检查点（%(at)s）记有 %(size)d 条存证，现在只有 %(found)d 条，末尾的记录被删除。")
                % {"at": point.at, "size": point.size, "found": self.entries},
            )
        if self.pending and (last is None or last.size < self.tree.size + len(self.pending)):
            yield Problem(
                "trail.unsigned",
                _("存证末尾有 %(count)d 条不属于任何存证头，是绕过系统插入的。")
                % {"count": self.tree.size + len(self.pending) - (last.size if last else 0)},
            )
        state = State.objects.first()
        found = (state.heads, state.size, bytes(state.frontier)) if state else (0, 0, b"")
        self._extend(last.size if last else 0)
        if found != (last.pk if last else 0, last.size if last else 0, self.tree.pack()) and not self.root_wrong:
            yield Problem("trail.state", _("存证状态与最后一个存证头不符，存证被改动或末尾被删除。"))
        yield from _stray_events()


def _events(ids: set[int]) -> dict[int, Event]:
    found: dict[int, Event] = {}
    wanted = sorted(id for id in ids if isinstance(id, int))
    for start in range(0, len(wanted), PART):
        found |= Event.objects.in_bulk(wanted[start : start + PART])
    return found


def _stray_events() -> Iterator[Problem]:
    """Events without an entry, and (SQLite) numbers given out to events that are no longer there."""
    leaves = Entry.objects.filter(ledger="", action=EVENT).values("row_id")
    for id in Event.objects.exclude(pk__in=leaves).order_by("pk").values_list("pk", flat=True):
        yield Problem("trail.event_extra", _("事件 %(event)d 没有存证，是绕过系统插入的。") % {"event": id})
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'trail_event'")
            row = cursor.fetchone()
        last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        if row and row[0] > last:
            yield Problem(
                "trail.events_cut",
                _("事件 %(first)d 至 %(last)d 曾经存在，现已被删除。") % {"first": last + 1, "last": row[0]},
            )
