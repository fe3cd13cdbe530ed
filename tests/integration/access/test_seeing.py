"""Looking as another person: over every address of the product nothing personal comes out and nothing is written.

The addresses are read from the resolver and filled with what the person looked at may see, so a new page is tried by
itself. What is looked for was put into every ledger: names, numbers, remarks, an employer, files.
"""

import datetime as dt
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.covering import covered
from jiedui.core.access.models import Token
from jiedui.core.access.operations import deactivate, set_grants
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.models import Import
from jiedui.core.intake.operations import import_file
from jiedui.core.places import queries as places
from jiedui.core.trail.models import Entry, Event
from jiedui.core.trail.operations import SYSTEM
from jiedui.core.words import veil
from jiedui.web import todo
from jiedui.web.people import seeing
from tests.accounts import make_user, sign_in
from tests.integration.country import MASHAN
from tests.integration.scope import addresses, world
from tests.integration.scope.addresses import Address
from tests.integration.scope.test_matrix import read
from tests.integration.scope.world import Side
from tests.workbooks.draft import some_months
from tests.workbooks.plain import book

pytestmark = pytest.mark.django_db
WHISPER = "悄悄话"
REASON = {"reason": "核对授权范围"}


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Side]:
    with django_db_blocker.unblock(), world.standing(tmp_path_factory.mktemp("seeing") / "lake", foreign=False) as (own,):
        yield own


@pytest.fixture(autouse=True)
def side(county: Side, settings: Any) -> Iterator[Side]:
    """The county whose clerk is looked at, with a row in every ledger."""
    cache.clear()
    todo._known.clear()
    settings.TODO_SECONDS = 30  # as the product does: thousands of pages need not ask each time what waits
    yield replace(county, imports=dict(county.imports))
    places.forget()


def whispered(side: Side) -> None:
    """The same remark in every free text of the side's rows."""
    for ledger in registry.ledgers():
        texts = {c.name: WHISPER for c in ledger.declared if c.kind in ("text", "long_text") and covered(ledger, c)}
        if texts:
            ledger._default_manager.filter(pk=side.rows[ledger.info.id]).update(**texts)


def secrets(side: Side) -> list[str]:
    """What nobody may read who looks through another's eyes."""
    numbers = [one for one in side.secrets if one not in (side.mark, side.number)]
    names = [f"{side.mark}山", f"{side.mark}电子", f"{side.mark}村", f"{side.mark}厂", side.file, "等待.csv"]
    families = [
        world.key_of(side, one.info.id) for one in registry.ledgers()
        if {"key", "resident_id"} <= {column.kind for column in one.declared}
    ]  # fmt: skip
    assert families, "a household's number beside its income says whose it is"
    return [*numbers, *names, *families, WHISPER]


def wait_for_answers(side: Side) -> None:
    """An import of the clerk's that is checked and not let in: a name, a number and a wrong one in its preview."""
    clerk = sign_in(Client(), side.clerk)
    rows = f"姓名,身份证号,户籍县\n{side.mark}山,{side.resident_id},马山县\n{side.mark}山,45212719900101,马山县\n"
    file = SimpleUploadedFile("等待.csv", rows.encode())
    answer = clerk.post("/ledgers/workers/import/", {"file": file, "mode": "add"})
    assert answer.status_code == 302, read(answer)
    record = Import.objects.latest("pk")
    assert record.file_name == "等待.csv"
    side.imports["waiting"] = record


def look_as(person: Any, admin: Any = None) -> Client:
    """A security administrator who looks at the product as this person."""
    client = sign_in(Client(), admin or make_user(roles.SECURITY_ADMIN))
    answer = client.post(f"/users/{person.pk}/see-as/", REASON)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    return client


ROLES = (roles.COUNTY, roles.AUDITOR, roles.MUNICIPAL)
FOUR_LEDGERS = ("gardens", "payments", "workers", "household_months")


def share_of(role: str) -> list[str]:
    """Every role tries all addresses with four ledgers that differ most (attachments, the county of another row, a person,
    what a family earns), and those that show or take facts with its share of all others."""
    every = [one.info.id for one in registry.ledgers() if one.info.id not in FOUR_LEDGERS]
    return every[ROLES.index(role) :: len(ROLES)]


def tried(side: Side, more: list[str]) -> Iterator[tuple[addresses.Address, dict[str, Any]]]:
    token = Token.objects.create(
        user=side.clerk, name="x", digest="0" * 64, actions="view", expires_at=timezone.now() + dt.timedelta(days=1)
    )
    event = Event.objects.latest("id").pk
    for address in addresses.foreign_addresses(side, FOUR_LEDGERS, more, user=side.clerk.pk, token=token.pk, event=event):
        yield address, {}
        if not address.foreign:
            yield address, {"columns": "all", "county": side.county, "q": side.mark[:1], "sort": "-name", "view": "1"}


def state() -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        tables = [one for one in connection.introspection.table_names(cursor) if one != "django_session"]
        counts = []
        for table in sorted(tables):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            counts.append((table, cursor.fetchone()[0]))
    rows = [
        (one.info.id, list(one._default_manager.values_list("id", "revision", "event"))) for one in registry.ledgers()
    ]
    return (*counts, *rows)


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=pytest.mark.both_databases if role == roles.COUNTY else ()) for role in ROLES]
)
def test_nothing_personal_comes_out_and_nothing_is_written(role: str, side: Side) -> None:
    whispered(side)
    wait_for_answers(side)
    person = side.clerk if role == roles.COUNTY else make_user(role, MASHAN if role == roles.AUDITOR else "")
    client = look_as(person)
    client.get("/")
    paths = list(tried(side, share_of(role)))
    paths += [(Address("web:import", f"/imports/{side.imports['waiting'].pk}/", "", True, frozenset()), {})]
    before, wrong, opened = state(), [], set()
    for address, given in paths:
        if address.name == seeing.LEAVE:
            continue
        answer = client.get(address.path, given)
        shown = read(answer)
        if answer.status_code >= 500:
            wrong.append(f"GET {address.path} {given}: failed with {answer.status_code}")
        if answer.status_code == 200 and not address.api:
            opened.add(address.name)
        wrong += [
            f"GET {address.path} {given} tells {one}"
            for one in secrets(side)
            if one in shown and one not in address.path
        ]
        if "attachment" in answer.headers.get("Content-Disposition", ""):
            wrong.append(f"GET {address.path} gives a file")
        for method in ("post", "put", "patch", "delete") if address.ledger in ("", *FOUR_LEDGERS) else ("post",):
            file = {"file": SimpleUploadedFile("a.csv", b"x")} if method == "post" else {}
            refused = getattr(client, method)(address.path, file or None)
            if refused.status_code not in (403, 405):
                wrong.append(f"{method} {address.path}: {refused.status_code}")
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))
    assert state() == before
    assert len(opened) >= 12, opened
    assert "web:ledger" in opened
    assert "web:record" in opened


def test_the_person_itself_reads_what_is_hidden_from_who_looks(side: Side) -> None:
    """The test above has teeth: what it looks for is shown to the clerk on these very pages, and was really stored."""
    whispered(side)
    clerk = sign_in(Client(), side.clerk)
    unseen = {f"{side.mark}山", f"{side.mark}电子", WHISPER, side.file, f"{side.resident_id[:4]}**********"}
    paths = ["/imports/", *(path for id, row in side.rows.items() for path in (f"/ledgers/{id}/", f"/ledgers/{id}/{row}/"))]
    for path in paths:  # no further than until each was seen somewhere
        page = read(clerk.get(path)) if unseen else ""
        unseen -= {secret for secret in unseen if secret in page}
    assert not unseen


def test_the_rows_are_there_but_hidden(side: Side) -> None:
    client = look_as(side.clerk)
    page = read(client.get("/ledgers/workers/"))
    assert f"/ledgers/workers/{side.rows['workers']}/" in page
    assert "（已隐去）" in page
    record = read(client.get(f"/ledgers/workers/{side.rows['workers']}/"))
    sealed = record.split("身份证号</dt>")[1].split("</dd>")[0]
    assert "（已隐去）" in sealed, "nothing at all would read as not filled in"
    assert "存证核验" not in record, "the page of the proof does not open here"
    assert "正在以" in page
    assert "退出查看" in page


@pytest.mark.both_databases
def test_what_is_covered_is_hidden_however_it_is_read(side: Side) -> None:
    ledger = registry.ledger("workers")
    rows = ledger._default_manager.filter(pk=side.rows["workers"])
    with veil.draw():
        row = rows.get()
        assert (row.name, row.resident_id_id, row.phone_sealed) == ("（已隐去）", None, None)
        assert list(rows.values_list("name", "resident_id", "employer__name")) == [("（已隐去）", None, "（已隐去）")]
        assert all(one is None for one in Entry.objects.values_list("changes", flat=True))
    assert rows.get().name == f"{side.mark}山"
    assert rows.get().phone_sealed


def test_a_person_is_not_found_by_name_or_number(side: Side) -> None:
    """A count would tell as much as a name: the address cannot ask for anybody."""
    client = look_as(side.clerk)
    row = f"/ledgers/workers/{side.rows['workers']}/"
    for query in ("q=没有这个人", "name=没有这个人", "name.has=没有", "f=name:没有", "resident_id=452127199001011234",
                  "phone=15400001111", "remark=zz", "q=zz", "sort=name"):  # fmt: skip
        assert row in read(client.get(f"/ledgers/workers/?{query}")), query


REFUSED = [
    ("without a reason", roles.SECURITY_ADMIN, roles.COUNTY, {"reason": " "}, 200, "请写明事由"),
    ("an administrator", roles.SECURITY_ADMIN, roles.AUDIT_ADMIN, REASON, 403, "三名管理员相互独立"),
    ("a colleague", roles.SECURITY_ADMIN, roles.SECURITY_ADMIN, REASON, 403, "三名管理员相互独立"),
    ("without a role", roles.SECURITY_ADMIN, None, REASON, 403, "没有任何有效角色"),
    ("by the audit administrator", roles.AUDIT_ADMIN, roles.COUNTY, REASON, 403, "不能"),
    ("by the system administrator", roles.SYSTEM_ADMIN, roles.COUNTY, REASON, 403, "不能"),
    ("by the municipal office", roles.MUNICIPAL, roles.COUNTY, REASON, 403, "不能"),
]


@pytest.mark.parametrize(("case", "who", "whom", "given", "status", "told"), REFUSED, ids=[one[0] for one in REFUSED])
def test_who_may_not(case: str, who: str, whom: str | None, given: dict[str, str], status: int, told: str) -> None:
    person = make_user(whom, MASHAN if whom == roles.COUNTY else "")
    client = sign_in(Client(), make_user(who))
    answer = client.post(f"/users/{person.pk}/see-as/", given)
    assert answer.status_code == status
    assert told in read(answer)
    assert not Event.objects.filter(kind="access.seeing_begun").exists()
    assert "退出查看" not in read(client.get("/"))


def test_it_is_in_the_trail_with_its_reason_and_ends_by_itself() -> None:
    admin, person = make_user(roles.SECURITY_ADMIN), make_user(roles.COUNTY, MASHAN)
    client = look_as(person, admin)
    begun = Event.objects.latest("id")
    assert (begun.kind, begun.actor_id) == ("access.seeing_begun", admin.pk)
    assert REASON["reason"] in begun.note
    assert f'"user":{person.pk}' in begun.note
    client.get("/ledgers/workers/")
    left = client.post("/see-as/leave/")
    assert left.headers["Location"] == f"/users/{person.pk}/"
    ended = Event.objects.latest("id")
    assert (ended.kind, ended.actor_id, '"pages":1' in ended.note) == ("access.seeing_ended", admin.pk, True)
    assert client.get(f"/users/{person.pk}/").status_code == 200

    client.post(f"/users/{person.pk}/see-as/", REASON)
    session = client.session
    session[seeing.SEEING] = {**session[seeing.SEEING], "until": int(time.time()) - 1}
    session.save()
    page = read(client.get("/ledgers/workers/", follow=True))
    assert "查看时间已到" in page
    assert client.get("/ledgers/workers/").status_code == 403, "an administrator reaches no ledger"
    assert Event.objects.filter(kind="access.seeing_ended").count() == 2


def test_it_ends_when_either_loses_the_right() -> None:
    admin, other, person = (
        make_user(roles.SECURITY_ADMIN),
        make_user(roles.SECURITY_ADMIN),
        make_user(roles.COUNTY, MASHAN),
    )
    client = look_as(person, admin)
    assert client.get("/ledgers/workers/").status_code == 200
    deactivate(person.pk, by=other)
    assert "已停用" in read(client.get("/ledgers/workers/", follow=True))

    person = make_user(roles.COUNTY, MASHAN)
    client = look_as(person, admin)
    set_grants(admin.pk, [], by=other)
    assert client.get("/ledgers/workers/", follow=True).status_code == 403


def test_an_address_is_told_apart() -> None:
    from django.http import QueryDict

    kept = seeing.harmless(
        QueryDict("page=2&county=450124&town=450124100&month=2021-03&status=arrived&as_of=2021-12-31"), "workers"
    )
    assert sorted(kept) == ["as_of", "county", "month", "page", "status", "town"]
    for query in (
        "q=a",
        "x=韦",
        "x=15400001111",
        "x=452127199001011234",
        "name=a",
        "f.name=a",
        "sort=-name",
        "name__has=a",
    ):
        assert not seeing.harmless(QueryDict(query)), query


def test_nothing_that_writes_passes_the_wrapper() -> None:
    for sql in (
        "INSERT INTO a VALUES (1)", "update a\nset b = 1", "DELETE FROM a", "REPLACE INTO a VALUES (1)", "TRUNCATE a",
        "WITH x AS (DELETE FROM a RETURNING *) SELECT * FROM x", "DROP TABLE a", "ALTER TABLE a ADD b",
    ):  # fmt: skip
        assert seeing._WRITING.search(sql), sql
    assert not seeing._WRITING.search('SELECT "a"."updated", "a"."set" FROM "a" WHERE "deleted" = 1')


def test_pages_turn_where_what_they_are_ordered_by_is_hidden() -> None:
    rows = book(some_months(9, 3))
    assert import_file("household_months", rows, name="a.xlsx", scope=Scope.everything(), actor=SYSTEM).applied
    client = look_as(make_user(roles.MUNICIPAL))
    first = client.get("/ledgers/household_months/")
    assert "450123" not in read(first).split("<tbody")[1].split("</tbody")[0].replace("?county=450123", "")
    after = first.context["page"].after
    second = client.get("/ledgers/household_months/", {"after": after})
    seen = [re.findall(r"household_months/(\d+)/", read(answer).split("<tbody")[1]) for answer in (first, second)]
    assert seen[0] and seen[1] and not set(seen[0]) & set(seen[1])


@pytest.mark.parametrize("looked_first", [True, False])
def test_what_waits_is_kept_apart_for_who_looks_and_for_the_person(
    side: Side, looked_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits is remembered for half a minute: neither is told what was read for the other, in either order."""
    rows = registry.ledger("workers")._default_manager.filter(pk=side.rows["workers"])
    asked: list[bool] = []

    def waiting(user: Any) -> list[todo.Item]:
        asked.append(veil.drawn())
        return [todo.Item(str(rows.get().name), "/")]

    monkeypatch.setattr(todo, "_kept", [waiting])
    monkeypatch.setattr(todo, "_sources", [])

    def bell_of(client: Client) -> str:
        return read(client.get("/")).split('id="bell"')[1].split("</header>")[0]

    # As somebody who looks through the clerk's eyes, and as the clerk, within the same half minute and twice each.
    looking, clerk = look_as(side.clerk), sign_in(Client(), side.clerk)
    for _ in range(2):
        for client in (looking, clerk) if looked_first else (clerk, looking):
            told = bell_of(client)
            assert (f"{side.mark}山" in told) is (client is clerk)
            assert ("（已隐去）" in told) is (client is looking)
    assert sorted(set(asked)) == [False, True]
