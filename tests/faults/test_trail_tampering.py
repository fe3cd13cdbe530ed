"""Whatever is changed behind the product's back, verification names it. The intruder has the database, not the key."""

from collections.abc import Callable, Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from django.utils import timezone

from jiedui.core.people.models import Person
from jiedui.core.people.operations import ensure
from jiedui.core.trail import canonical, checkpoint, facts, merkle
from jiedui.core.trail.models import Entry, Event, Head, State
from jiedui.core.trail.operations import SYSTEM, close_event, event_digest, open_event, record_event
from jiedui.core.trail.verification import verify
from jiedui.core.vault import keys
from tests.unguarded import unguarded

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
Live = dict[int, bytes]


def digest(text: str) -> bytes:
    return canonical.sha256(text.encode()).digest()


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """A ledger of seven rows with four events behind it; the dictionary stands for its table."""
    rows: Live = {}
    monkeypatch.setattr(facts, "providers", {"toy": lambda progress: sorted(rows.items())})
    ensure(["45212319900101123X", "452123199001011248"])
    event = open_event("import", actor=SYSTEM, ledger="toy", file_digest="ab" * 32, note={"name": "一月.xlsx"})
    rows |= {id: digest(f"new {id}") for id in range(1, 9)}
    close_event(event, [("toy", id, "n", 0, id + 4, rows[id], None) for id in rows])
    record_event("sign_in", actor=SYSTEM)
    rows[3] = digest("changed 3")
    close_event(open_event("form", actor=SYSTEM), [("toy", 3, "c", None, None, rows[3], '{"wage":[1,2]}')])
    del rows[8]
    close_event(open_event("undo", actor=SYSTEM), [("toy", 8, "r", None, None, canonical.REMOVED, "{}")])
    assert verify().ok
    with unguarded():
        yield rows


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount, "the tampering touched nothing"


def found(**options: object) -> set[str]:
    """The ids of the problems, leaving out the missing guards (lifted for the tampering)."""
    return {problem.id for problem in verify(**options).problems} - {"trail.guard"}


def flip(table: str, column: str, key: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} WHERE {key} = %s", [number])
        value = bytearray(cursor.fetchone()[0])
    value[5] ^= 1
    sql(f"UPDATE {table} SET {column} = %s WHERE {key} = %s", bytes(value), number)


CHANGES = {
    "one byte of a digest": (lambda: flip("trail_entry", "digest", "seq", 5), {"trail.root", "facts.edited"}),
    "one byte of an old digest": (lambda: flip("trail_entry", "digest", "seq", 14), {"trail.root"}),
    "the row of an entry": (lambda: sql("UPDATE trail_entry SET row = 99 WHERE seq = 4"), {"trail.root"}),
    "the changes": (lambda: sql("UPDATE trail_entry SET changes = '{}' WHERE seq = 12"), {"trail.root"}),
    "the action": (lambda: sql("UPDATE trail_entry SET action = 'c' WHERE seq = 4"), {"trail.root"}),
    "an action nobody knows": (
        lambda: sql("UPDATE trail_entry SET action = '改' WHERE seq = 4"),
        {"trail.root", "trail.entry"},
    ),
    "an event's name": (lambda: sql("UPDATE trail_event SET actor_name = '别人'"), {"trail.event_changed"}),
    "an event's time": (lambda: sql("UPDATE trail_event SET at = %s", timezone.now()), {"trail.event_changed"}),
    "an event's file": (lambda: sql("UPDATE trail_event SET file_digest = 'cd'"), {"trail.event_changed"}),
    "an event's remarks": (lambda: sql("UPDATE trail_event SET note = '{ }'"), {"trail.event_changed"}),
    "one byte of a root": (lambda: flip("trail_head", "root", "id", 2), {"trail.root", "trail.signature"}),
    "one byte of a signature": (lambda: flip("trail_head", "signature", "id", 2), {"trail.signature"}),
    "the time of a head": (
        lambda: sql("UPDATE trail_head SET at = %s WHERE id = 4", timezone.now()),
        {"trail.signature"},
    ),
    "the event of a head": (lambda: sql("UPDATE trail_head SET event_id = 1 WHERE id = 2"), {"trail.head_event"}),
    "the state": (lambda: sql("UPDATE trail_state SET size = 3"), {"trail.state"}),
    "the frontier": (lambda: flip("trail_state", "frontier", "id", 1), {"trail.state"}),
    "an entry taken out": (
        lambda: sql("DELETE FROM trail_entry WHERE seq = 5"),
        {"trail.gap", "trail.root", "facts.inserted"},
    ),
    "an event taken out": (
        lambda: sql("DELETE FROM trail_event WHERE kind = 'form'"),
        {"trail.event_missing", "trail.root"},
    ),
    "a head taken out": (lambda: sql("DELETE FROM trail_head WHERE id = 2"), {"trail.head_order", "trail.head_event"}),
    "an event put in": (
        lambda: Event.objects.create(at=timezone.now(), kind="import", actor_name="x", salt=bytes(16)),
        {"trail.event_extra"},
    ),
    "an entry put in at the end": (
        lambda: Entry.objects.create(
            seq=15, event_id=Event.objects.earliest("pk").pk, ledger="toy", row_id=9, action="n", digest=digest("new 9")
        ),
        {"trail.unsigned", "facts.deleted"},
    ),
}


@pytest.mark.parametrize(("tamper", "expected"), CHANGES.values(), ids=list(CHANGES))
def test_a_changed_record_is_reported(live: Live, tamper: Callable[[], None], expected: set[str]) -> None:
    tamper()
    assert found() >= expected
    assert not found() - expected - {"trail.events_cut", "trail.head_time"}


def test_an_edited_row_is_reported(live: Live) -> None:
    live[2] = digest("more money")
    report = verify()
    assert [problem.id for problem in report.problems if problem.id != "trail.guard"] == ["facts.edited"]
    assert any("第 2 号记录" in problem.message for problem in report.problems)


def test_a_row_put_back_to_an_older_state_is_reported(live: Live) -> None:
    live[3] = digest("new 3")
    assert found() == {"facts.edited"}


@pytest.mark.parametrize("row_id", [1, 4, 7])
def test_a_deleted_row_is_reported(live: Live, row_id: int) -> None:
    del live[row_id]
    assert found() == {"facts.deleted"}


@pytest.mark.parametrize("row_id", [-5, 8, 9])
def test_an_inserted_row_is_reported(live: Live, row_id: int) -> None:
    live[row_id] = digest("new 8")
    assert found() == {"facts.inserted"}


def test_exchanged_rows_are_reported(live: Live) -> None:
    live[1], live[2] = live[2], live[1]
    assert verify().counts["facts.edited"] == 2


@pytest.mark.parametrize(
    "change", ["birth = '1980-01-01'", "sex = '9'", "region = '450000'", "kind = 'other'", "birth = NULL"]
)
def test_a_changed_person_is_reported(live: Live, change: str) -> None:
    sql(f"UPDATE people_person SET {change} WHERE id = (SELECT min(id) FROM people_person)")
    assert found() == {"people.changed"}
    assert verify().counts["people.changed"] == 1


def test_exchanged_documents_are_reported(live: Live) -> None:
    one, other = Person.objects.order_by("pk")
    Person.objects.filter(pk=one.pk).update(document_sealed=other.document_sealed)
    assert verify().counts["people.changed"] == 1


def test_a_cut_tail_is_reported_even_when_heads_are_cut_too(live: Live) -> None:
    """The undo is taken out together with its head and state; the row it removed comes back."""
    last = Head.objects.get(pk=3)
    size, frontier = last.size, merkle.Frontier()
    frontier.extend(leaves()[:size])
    Entry.objects.filter(seq__gt=size).delete()
    Head.objects.filter(pk__gt=3).delete()
    Event.objects.filter(kind="undo").delete()
    State.objects.update(heads=3, size=size, frontier=frontier.pack())
    expected = {"facts.deleted"} | ({"trail.events_cut"} if connection.vendor == "sqlite" else set())
    assert found() == expected
    live[8] = digest("new 8")
    assert found() == expected - {"facts.deleted"}


def test_only_entries_cut(live: Live) -> None:
    Entry.objects.filter(seq__gt=11).delete()
    assert "trail.tail_cut" in found()


def leaves() -> list[bytes]:
    salts = {event.pk: bytes(event.salt) for event in Event.objects.all()}
    made = []
    for entry in Entry.objects.order_by("seq"):
        made.append(
            canonical.leaf(
                entry.seq, entry.event_id, entry.ledger, entry.row_id, entry.action, entry.sheet, entry.row,
                bytes(entry.digest), canonical.changes_hash(salts[entry.event_id], entry.seq, entry.changes),
            )
        )  # fmt: skip
    return made


def rebuild(key: Ed25519PrivateKey) -> None:
    """Make the whole chain consistent again after a change, signing with `key`."""
    for event in Event.objects.all():
        Entry.objects.filter(ledger="", row_id=event.pk).update(digest=event_digest(event))
    tree, made = merkle.Frontier(), leaves()
    for head in Head.objects.order_by("pk"):
        tree.extend(made[tree.size : head.size])
        root = tree.root()
        signature = key.sign(canonical.head_message(head.pk, head.size, root, head.at))
        Head.objects.filter(pk=head.pk).update(root=root, signature=signature)
    State.objects.update(frontier=tree.pack())


def test_a_chain_rebuilt_without_the_key_is_reported(live: Live) -> None:
    live[2] = digest("more money")
    Entry.objects.filter(ledger="toy", row_id=2).update(digest=live[2])
    rebuild(Ed25519PrivateKey.generate())
    assert found() == {"trail.signature"}
    assert verify().counts["trail.signature"] == 4


def test_a_chain_rebuilt_with_the_key_shows_against_an_outside_checkpoint(live: Live) -> None:
    kept = checkpoint.latest()
    assert kept
    assert found(checkpoint=kept) == set()
    live[2] = digest("more money")
    Entry.objects.filter(ledger="toy", row_id=2).update(digest=live[2])
    Event.objects.filter(kind="form").update(actor_name="别人")
    rebuild(keys.load().signing)
    assert found() == set()
    assert found(checkpoint=kept) == {"checkpoint.root"}


def test_a_trail_that_went_on_still_fits_its_checkpoint(live: Live) -> None:
    kept = checkpoint.latest()
    with transaction.atomic():
        record_event("sign_in", actor=SYSTEM)
    assert found(checkpoint=kept) == set()


def test_a_trail_cut_before_its_checkpoint_is_reported(live: Live) -> None:
    kept = checkpoint.latest()
    Entry.objects.filter(seq__gt=11).delete()
    assert "checkpoint.size" in found(checkpoint=kept)


def test_a_checkpoint_of_another_installation_is_reported(live: Live, settings, tmp_path) -> None:
    kept = checkpoint.latest()
    settings.KEYS = tmp_path / "others"
    keys.ensure_keys()
    assert {"checkpoint.key", "trail.signature"} <= found(checkpoint=kept)


def test_an_emptied_trail_is_reported(live: Live) -> None:
    for model in (Entry, Head, Event, State):
        model.objects.all().delete()
    assert "facts.inserted" in found()
    assert verify().counts["facts.inserted"] == 7


def test_a_ledger_nobody_recomputes_is_named(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "providers", {})
    report = verify()
    assert report.unchecked == ["toy"]
