"""The proof that an entry stands in the signed tree (RFC 9162, 2.1.3), made and checked at the moment of asking."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature

from jiedui.core.trail import canonical, merkle, tiles
from jiedui.core.trail.checkpoint import Checkpoint, of_head
from jiedui.core.trail.models import Entry, Event, Head, Tile
from jiedui.core.vault import keys

FORMAT = "jiedui row proof 1"


@dataclass(frozen=True, slots=True)
class Proof:
    """One entry, the newest head of the trail and the way from one to the other.

    `included`: the entry as stored now leads to the root of the head; `signed`: our key has signed that head.
    """

    entry: Entry
    changes: bytes
    head: Head
    path: list[bytes]
    included: bool
    signed: bool

    @property
    def checkpoint(self) -> Checkpoint:
        return of_head(self.head)

    def as_dict(self) -> dict[str, Any]:
        """What a verifier of another's needs; old and new values only as their hash."""
        one, point = self.entry, self.checkpoint
        return {
            "format": FORMAT,
            "entry": {
                "seq": one.seq, "event": one.event_id, "ledger": one.ledger, "row_id": one.row_id, "action": one.action,
                "sheet": one.sheet, "row": one.row, "digest": bytes(one.digest).hex(),
                "changes": None if one.changes is None else self.changes.hex(),
            },
            "path": [node.hex() for node in self.path],
            "head": {name: getattr(point, name) for name in Checkpoint.__dataclass_fields__},
        }  # fmt: skip


def last_entry(ledger: str, row_id: int) -> Entry | None:
    """The newest entry of a row; None where the trail knows nothing of it."""
    return Entry.objects.filter(ledger=ledger, row_id=row_id).order_by("-seq").first()


def prove(entry: Entry) -> Proof:
    """The proof for an entry in the tree of the newest head. A fixed number of queries, whatever the trail's size."""
    head = Head.objects.order_by("-id")[0]
    salt = Event.objects.filter(pk=entry.event_id).values_list("salt", flat=True).first()
    try:
        changes = canonical.changes_hash(bytes(salt or b""), entry.seq, entry.changes)
    except (TypeError, AttributeError):
        changes = tiles.UNREADABLE
    known = dict(Tile.objects.filter(pk__lt=head.size >> tiles.HEIGHT).values_list("pk", "root"))
    path, leaf = _path(entry.seq - 1, head.size, {number: bytes(root) for number, root in known.items()})
    included = merkle.verify_inclusion(leaf, entry.seq - 1, head.size, path, bytes(head.root))
    if not included and known:
        # Perhaps only a kept root is wrong: then the entries themselves still lead there.
        path, leaf = _path(entry.seq - 1, head.size, {})
        included = merkle.verify_inclusion(leaf, entry.seq - 1, head.size, path, bytes(head.root))
    return Proof(entry, changes, head, path, included, _signed(head))


def _path(index: int, size: int, known: dict[int, bytes]) -> tuple[list[bytes], bytes]:
    """The siblings from the leaf up, and the leaf itself."""
    known = known | tiles.missing(size, known)
    node = _nodes(known, index, size)
    path = [node(start, end) for start, end in merkle.path_of(index, size)] if 0 <= index < size else []
    return path, node(index, index + 1) if 0 <= index < size else tiles.UNREADABLE


def _nodes(known: dict[int, bytes], index: int, size: int) -> Callable[[int, int], bytes]:
    """The root of any subtree that the path needs: from kept roots, and within its own and the last tile from leaves."""
    span = tiles.SPAN
    read: dict[int, list[bytes]] = {
        number: tiles.leaves(number * span, min((number + 1) * span, size))
        for number in {index >> tiles.HEIGHT, size >> tiles.HEIGHT}
    }

    def node(start: int, end: int) -> bytes:
        number, wide = start >> tiles.HEIGHT, end - start
        if wide < span:
            return merkle.root(read[number][start - number * span : end - number * span])
        if wide == span:
            return known[number]
        middle = start + merkle.split(wide)
        return merkle.node_hash(node(start, middle), node(middle, end))

    return node


def _signed(head: Head) -> bool:
    try:
        message = canonical.head_message(head.pk, head.size, bytes(head.root), head.at)
        keys.load().public.verify(bytes(head.signature), message)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
