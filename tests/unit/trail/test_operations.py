"""Events and entries: numbered densely, in the caller's transaction, with a signed head each."""

import json

import pytest
from django.db import transaction

from jiedui.core.trail import canonical, merkle, queries
from jiedui.core.trail.models import Entry, Event, Head, State
from jiedui.core.trail.operations import (
    SYSTEM,
    Actor,
    EntryRow,
    close_event,
    event_digest,
    open_event,
    record_event,
)
from jiedui.core.trail.verification import verify
from jiedui.core.vault import keys

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
CLERK = Actor(7, "韦秀英", "10.0.0.8")


def rows(count: int, first: int = 1, action: str = "n", changes: str | None = None) -> list[EntryRow]:
    return [EntryRow("toy", first + i, action, 0, 5 + i, bytes([i % 256]) * 32, changes) for i in range(count)]


def test_an_event_keeps_who_when_and_what() -> None:
    event = open_event("import", actor=CLERK, ledger="toy", scope="450124", file_digest="ab" * 32, note={"b": 1})
    close_event(event, rows(2))
    stored = Event.objects.get()
    assert (stored.actor_id, stored.actor_name, stored.address) == (7, "韦秀英", "10.0.0.8")
    assert (stored.kind, stored.ledger, stored.scope, stored.file_digest) == ("import", "toy", "450124", "ab" * 32)
    assert json.loads(stored.note) == {"b": 1}


def test_entries_are_dense_and_begin_with_the_event() -> None:
    for count in (2, 0, 3):
        close_event(open_event("import", actor=SYSTEM), rows(count))
    entries = list(Entry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == list(range(1, 9))
    assert "".join(entry.action for entry in entries) == "ennee" + "nnn"
    firsts = [entry for entry in entries if entry.action == "e"]
    assert [bytes(entry.digest) for entry in firsts] == [event_digest(event) for event in Event.objects.order_by("pk")]


def test_every_event_has_a_signed_head_over_all_entries() -> None:
    for count in (1, 4):
        close_event(open_event("import", actor=SYSTEM), rows(count))
    leaves = [
        canonical.leaf(*facts[:8], canonical.NO_CHANGES)
        for facts in Entry.objects.order_by("seq").values_list(
            "seq", "event_id", "ledger", "row_id", "action", "sheet", "row", "digest"
        )
    ]
    for id, size in [(1, 2), (2, 7)]:
        head = Head.objects.get(pk=id)
        assert head.size == size
        assert bytes(head.root) == merkle.root(leaves[:size])
        message = canonical.head_message(id, size, bytes(head.root), head.at)
        keys.load().public.verify(bytes(head.signature), message)
    state = State.objects.get()
    assert (state.heads, state.size) == (2, 7)


def test_a_view_event_is_an_event_with_no_rows() -> None:
    event = record_event("reveal", actor=CLERK, note={"reason": "电话核实"})
    assert Entry.objects.get().row_id == event.pk
    assert verify().ok


def test_a_failed_transaction_leaves_no_trace() -> None:
    record_event("sign_in", actor=CLERK)
    with pytest.raises(RuntimeError, match="disk"), transaction.atomic():
        close_event(open_event("import", actor=CLERK), rows(3))
        raise RuntimeError("disk full")
    assert (Event.objects.count(), Entry.objects.count(), Head.objects.count()) == (1, 1, 1)
    record_event("sign_out", actor=CLERK)
    assert verify().ok


def test_more_entries_than_one_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiedui.core.trail.operations.CHUNK", 7)
    close_event(open_event("import", actor=SYSTEM), rows(40))
    assert Entry.objects.count() == 41
    assert verify().ok


def test_a_wrong_digest_is_refused() -> None:
    event = open_event("import", actor=SYSTEM)
    with pytest.raises(ValueError, match="32"):
        close_event(event, [("toy", 1, "n", None, None, b"short", None)])


def test_heads_never_go_back_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    record_event("a", actor=SYSTEM)
    first = Head.objects.get()
    early = first.at.replace(year=first.at.year - 1)
    monkeypatch.setattr("jiedui.core.trail.operations.timezone.now", lambda: early)
    record_event("b", actor=SYSTEM)
    assert Head.objects.get(pk=2).at == first.at
    assert verify().ok


def test_the_history_of_a_row_comes_newest_first() -> None:
    close_event(open_event("import", actor=CLERK, file_digest="cd" * 32), rows(3))
    close_event(open_event("form", actor=CLERK), rows(1, first=2, action="c", changes='{"wage":[1,2]}'))
    steps = queries.entries_of("toy", 2)
    assert [(step.entry.action, step.event.kind) for step in steps] == [("c", "form"), ("n", "import")]
    assert steps[1].entry.row == 6
    assert queries.entries_of("toy", 99) == []


def test_history_takes_two_queries(django_assert_num_queries) -> None:
    for _ in range(5):
        close_event(open_event("form", actor=CLERK), rows(1, action="c", changes="{}"))
    with django_assert_num_queries(2):
        assert len(queries.entries_of("toy", 1)) == 5


def test_the_entries_of_one_event() -> None:
    events = [open_event("import", actor=SYSTEM) for _ in range(3)]
    for event, count in zip(events, (2, 0, 3), strict=True):
        close_event(event, rows(count))
    assert [queries.entries_of_event(event.pk).count() for event in events] == [2, 0, 3]
    assert set(queries.entries_of_event(events[2].pk).values_list("event_id", flat=True)) == {events[2].pk}
    assert not queries.entries_of_event(999)


@pytest.mark.parametrize(
    ("counties", "own", "expected"),
    [
        (None, None, ["d", "c", "b", "a"]),
        ({"450124"}, None, ["c", "a"]),
        ({"450124"}, 7, ["d", "c", "a"]),
        (set(), None, []),
    ],
)
def test_events_are_shown_within_reach(counties, own: int | None, expected: list[str]) -> None:
    record_event("a", actor=SYSTEM, scope="450124")
    record_event("b", actor=SYSTEM, scope="450125")
    record_event("c", actor=SYSTEM, scope="450124101")
    record_event("d", actor=CLERK)
    assert [event.kind for event in queries.events(counties=counties, own=own)] == expected


def test_events_by_page_and_kind() -> None:
    for kind in "abcab":
        record_event(kind, actor=SYSTEM, ledger="toy" if kind == "c" else "")
    newest = queries.events(counties=None, limit=2)
    assert [event.kind for event in newest] == ["b", "a"]
    assert [event.kind for event in queries.events(counties=None, limit=2, before=newest[-1].pk)] == ["c", "b"]
    assert len(queries.events(counties=None, kinds=["a"])) == 2
    assert [event.kind for event in queries.events(counties=None, ledger="toy")] == ["c"]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_written_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record_event("a", actor=SYSTEM)
    assert not Event.objects.exists()
