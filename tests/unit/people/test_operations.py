"""One person for each document, sealed; shown masked; whole only for a reason."""

import json
import random

import pytest
from django.db import connection, transaction

from jiedui.core.people import operations, queries, references
from jiedui.core.people.documents import FIELD, Document
from jiedui.core.people.models import Person
from jiedui.core.people.rotation import reseal
from jiedui.core.trail.models import Event
from jiedui.core.trail.verification import verify
from jiedui.core.vault import keys
from jiedui.core.vault.sealing import seal, version_of
from jiedui.core.words.errors import NotAllowed, NotFound, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
ONE, TWO = "45212319900101123X", "452123198512310248"


def numbers(count: int, seed: int = 1) -> list[str]:
    rng = random.Random(seed)
    return [f"45012419{rng.randint(60, 99)}{rng.randint(1, 12):02d}{i % 28 + 1:02d}{i:04d}" for i in range(count)]


def test_a_person_is_made_once() -> None:
    first = operations.ensure([ONE, TWO, ONE])
    assert set(first) == {ONE, TWO} and len(set(first.values())) == 2
    assert operations.ensure([TWO, "H12345678"]) | first == operations.ensure([ONE, TWO, "H12345678"])
    assert Person.objects.count() == 3


def test_a_person_keeps_what_the_number_tells_and_not_the_number() -> None:
    person = Person.objects.get(pk=operations.ensure([ONE])[ONE])
    assert (person.kind, person.birth, person.sex, person.region) == ("resident", "1990-01-01", "1", "452123")
    assert len(person.token) == 22
    assert ONE.encode() not in bytes(person.document_sealed) + bytes(person.document_blind)


def test_facts_that_are_given() -> None:
    ids = operations.ensure([Document("H12345678", "other", "1990-02-03", "2"), Document("workers:17", "provisional")])
    assert queries.facts(list(ids.values()))[ids["H12345678"]][1:] == ("other", "1990-02-03", "2", None)
    assert queries.facts(list(ids.values()))[ids["workers:17"]].kind == "provisional"


def test_nobody_to_make() -> None:
    assert operations.ensure([]) == {} == queries.find([]) == queries.masked([]) == queries.facts([])


@pytest.mark.parametrize(("known", "wanted"), [(300, 300), (300, 40), (40, 300), (0, 10)])
def test_many_are_found_by_their_number(known: int, wanted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of looking up: reading the whole table, and by the index in parts."""
    monkeypatch.setattr(queries, "CHUNK", 17)
    ids = operations.ensure(numbers(known))
    found = queries.find(numbers(wanted))
    assert found == {number: ids[number] for number in numbers(wanted) if number in ids}
    assert len(found) == min(known, wanted)


def test_tokens_are_unlike_each_other_and_tell_nothing() -> None:
    operations.ensure(numbers(200))
    tokens = list(Person.objects.values_list("token", flat=True))
    assert len(set(tokens)) == 200
    assert len({token[:4] for token in tokens}) > 150


def test_lists_show_masked_numbers_with_one_query(django_assert_num_queries) -> None:
    ids = operations.ensure([ONE, TWO])
    for wanted in ([ids[ONE]], [ids[ONE], ids[TWO], ids[ONE]]):
        with django_assert_num_queries(1):
            shown = queries.masked(wanted)
    assert shown == {ids[ONE]: "4521**********123X", ids[TWO]: "4521**********0248"}


def test_revealing_needs_a_reason_and_is_in_the_trail() -> None:
    ids = operations.ensure([ONE, TWO])
    with pytest.raises(Refused) as caught:
        operations.reveal([ids[ONE]], by=None, reason="  ")
    assert caught.value.id == "reveal.reason"
    assert not Event.objects.exists()
    assert operations.reveal([ids[ONE]], by=None, reason="电话核实", ledger_id="workers") == {ids[ONE]: ONE}
    event = Event.objects.get()
    assert (event.kind, event.ledger, event.actor_name) == ("reveal", "workers", "系统")
    assert json.loads(event.note) == {"reason": "电话核实", "persons": [ids[ONE]]}
    assert verify().ok


def test_a_person_who_is_not_there_is_not_revealed() -> None:
    with pytest.raises(NotFound):
        operations.reveal([4711], by=None, reason="电话核实")
    assert not Event.objects.exists()


def test_sealed_values_of_a_ledger_are_revealed_alike() -> None:
    sealed = seal(["13807711234", None], field="workers.phone", rows=[7, 8])
    options = {"field": "workers.phone", "rows": [7, 8], "by": None, "ledger_id": "workers"}
    with pytest.raises(Refused):
        operations.reveal_sealed(sealed, reason="", **options)
    assert operations.reveal_sealed(sealed, reason="电话核实", **options) == ["13807711234", None]
    assert json.loads(Event.objects.get().note)["rows"] == [7, 8]


def test_who_may_not_reveal_sees_nothing() -> None:
    from jiedui.core.access.models import User

    ids = operations.ensure([ONE])
    viewer = User.objects.create_user("viewer", display_name="查看员")
    with pytest.raises(NotAllowed):
        operations.reveal([ids[ONE]], by=viewer, reason="电话核实")
    with pytest.raises(NotAllowed):
        operations.reveal_sealed([None], field="f", rows=[1], by=viewer, reason="电话核实")
    assert not Event.objects.filter(kind="reveal").exists()


def test_only_unused_persons_are_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    ids = operations.ensure([ONE, TWO, "H12345678"])
    monkeypatch.setattr(references, "_registered", [])
    references.register(lambda wanted: {ids[ONE]} & set(wanted))
    assert operations.remove_unused(list(ids.values())) == 2
    assert queries.find(list(ids)) == {ONE: ids[ONE]}
    assert operations.remove_unused([]) == 0


def test_foreign_keys_to_a_person_are_found_by_themselves() -> None:
    from django.db.models import ForeignKey

    pointing = {
        relation.field.model._meta.label
        for relation in Person._meta.get_fields(include_hidden=True)
        if isinstance(getattr(relation, "field", None), ForeignKey)
    }
    assert pointing, "the workers' and households' ledgers point at persons"
    assert references.used([operations.ensure([ONE])[ONE]]) == set()


def test_rotation_seals_every_number_anew(settings, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.KEYS = tmp_path / "keys"
    keys.ensure_keys()
    monkeypatch.setattr("jiedui.core.people.rotation.CHUNK", 7)
    ids = operations.ensure(numbers(20))
    shown = queries.masked(list(ids.values()))
    keys.add_seal_version()
    assert (reseal(), reseal()) == (20, 0)
    assert {version_of(bytes(blob))[1] for blob in Person.objects.values_list("document_sealed", flat=True)} == {2}
    assert queries.masked(list(ids.values())) == shown
    assert queries.find(list(ids)) == ids
    assert verify().ok


def test_the_field_of_the_seal_is_pinned() -> None:
    """Changing it would make every stored number unreadable."""
    assert FIELD == "people.document"


def test_persons_are_made_in_a_transaction_only(transactional_db) -> None:
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError, match="transaction"):
        operations.ensure([ONE])
    with transaction.atomic():
        operations.ensure([ONE])
    assert Person.objects.count() == 1
