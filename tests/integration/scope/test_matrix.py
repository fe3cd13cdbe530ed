"""Promise: no read or write outside one's scope, over every address x role x thing of another county.

A thing of the foreign county answers 404, or 403 where the role may not do this at all, which is when a thing of its
own county is answered alike; lists, counts, drop-downs,
exports, figures and the API hold no word of it. A new address is tried by itself, and fails until cases.py says what it
is; one with an unknown kind of parameter until addresses.py says how to fill it.
"""

import datetime as dt
import html
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.models import Token, User
from jiedui.core.access.operations import create_token
from jiedui.core.declare.registry import registry
from jiedui.core.places import queries as places
from jiedui.core.places.models import Organisation, OrganisationAlias, Pairing
from jiedui.core.submissions.models import Submission
from jiedui.modules.projects.review.models import ReviewObjection, ReviewRound
from jiedui.web import todo
from tests.accounts import make_user, sign_in
from tests.integration.country import BAISHAN, FUTIAN, LONGAN, MASHAN, NANXU
from tests.integration.scope import addresses, cases, world
from tests.integration.scope.addresses import Address
from tests.integration.scope.world import FILE_MARK, NAME_MARK, Side

pytestmark = pytest.mark.django_db

ROLES = {
    "county": (roles.COUNTY, MASHAN),
    "township": (roles.TOWNSHIP, BAISHAN),
    "township next door": (roles.TOWNSHIP, NANXU),
    "district": (roles.DISTRICT, FUTIAN),
    "front group": (roles.FRONT_GROUP, MASHAN),
    "viewer": (roles.VIEWER, MASHAN),
    "auditor": (roles.AUDITOR, MASHAN),
    "system administrator": (roles.SYSTEM_ADMIN, ""),
    "security administrator": (roles.SECURITY_ADMIN, ""),
    "audit administrator": (roles.AUDIT_ADMIN, ""),
    "nobody yet": (None, ""),
}
BOTH = {"county", "township next door", "token of one county"}
"""These try on both databases."""
SUBJECTS = (*ROLES, "token", "token of one county", "anonymous")
TWO_LEDGERS = ("gardens", "payments")
ACTIONS = frozenset({"view", "import", "change", "undo", "export", "reveal"})
ENDS_THE_SESSION = {"account_logout", "account_change_password"}
MAY = {
    # Who looks after accounts reaches every account, but no ledger.
    ("security administrator", "web:user"), ("security administrator", "web:deactivate_user"),
    ("security administrator", "web:activate_user"), ("security administrator", "web:reset_password"),
    ("security administrator", "web:reset_second_factor"), ("security administrator", "web:unlock_user"),
    ("security administrator", "web:end_session"), ("security administrator", "web:see_as"),
    # A township's own county has a page; the secrets of its other townships are looked for on it all the same.
    ("township next door", "web:place"),
    # Who looks after the trail reaches every event (file names, counts), but no facts.
    ("audit administrator", "web:event"),
}  # fmt: skip


@pytest.fixture(scope="module")
def sides(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Side]]:
    """The two counties with a row in every ledger, made once for all who try: what each try does is taken back."""
    with django_db_blocker.unblock(), world.standing(tmp_path_factory.mktemp("scope") / "lake") as both:
        yield both


@pytest.fixture(autouse=True)
def country(sides: list[Side], monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    monkeypatch.setattr("jiedui.api.callers.PER_MINUTE", 10**9)
    cache.clear()
    todo._known.clear()
    settings.TODO_SECONDS = 30  # as the product does: thousands of pages need not ask each time what waits
    yield
    places.forget()


class Subject:
    """Somebody who tries: a signed-in client, an anonymous one, or a token."""

    def __init__(self, name: str, client: Client, secret: str = "") -> None:
        self.name, self.client = name, client
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def ask(self, method: str, path: str, given: dict[str, Any], *, as_json: bool) -> Any:
        if method == "GET":
            return self.client.get(path, given, headers=self.headers)
        if as_json:
            return self.client.generic(
                method, path, json.dumps(given), content_type="application/json", headers=self.headers
            )
        return self.client.post(path, given, headers=self.headers)


def subject(name: str) -> Subject:
    if name == "anonymous":
        return Subject(name, Client())
    if name.startswith("token"):
        owner = make_user(roles.MUNICIPAL) if name == "token of one county" else make_user(roles.COUNTY, MASHAN)
        expires = timezone.now() + dt.timedelta(days=1)
        _row, secret = create_token(owner, name="x", actions=ACTIONS, region=MASHAN, expires_at=expires)
        return Subject(name, Client(), secret)
    return Subject(name, sign_in(Client(), make_user(*ROLES[name])))


def read(answer: Any) -> str:
    """All text of an answer: the page, the JSON, the parts of a workbook."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            body = b"\n".join(parts.read(name) for name in parts.namelist())
    text = body.decode("utf-8", "replace")
    if answer.headers.get("Content-Type", "").startswith("application/json"):
        text += json.dumps(json.loads(text), ensure_ascii=False) if text else ""
    return html.unescape(text) + str(answer.headers)


def requests_of(address: Address, own: Side, foreign: Side) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """(method, what is sent, as JSON): plain, narrowed to the foreign county, and writing there."""
    if "GET" in address.methods:
        yield "GET", {}, False
        if address.foreign and address.api:
            yield "GET", {"reveal": 1, "reason": "核实情况"}, False
        elif address.api:
            yield "GET", {"region": foreign.county, "place": foreign.county}, False
        elif not address.foreign and not address.name.startswith(("account", "mfa", "set_language")):
            yield "GET", {"county": foreign.county, "q": foreign.mark[:2], "by": "county", "columns": "all"}, False
    if address.name in ENDS_THE_SESSION:
        return
    for method in sorted(address.methods - {"GET"}):
        if address.name.endswith(("_import", "_imports", "files")):
            yield method, {"file": file_for(address, own, foreign)}, False
        elif address.api:
            yield method, json_body(address, own, foreign, method), True
        else:
            form = {"name": "改名", "seen": "", "last_day": "2021-01-01", "value": "1", "source": "文件", "valid_from": "2021-01-01"}
            form |= {"number": foreign.resident_id, "region": foreign.county, "county": "隆安县", "reason": "核实情况"}
            yield method, {**form, "revision": 1, "answer:x": "y", "partial": "1"}, False


def json_body(address: Address, own: Side, foreign: Side, method: str) -> dict[str, Any]:
    if address.name.endswith("_find"):
        return {"number": foreign.resident_id}
    if address.name == "api:submission_withdraw":
        return {"reason": "核实情况"}
    if address.name == "api:submissions":
        return {"ledger": "gardens", "place": foreign.county, "period": "2021-Q2", "reason": "核实情况"}
    if address.foreign or not address.ledger:
        return {"revision": 1, "facts": {}} if method == "PATCH" else {}
    ledger = registry.ledger(address.ledger)
    cells = dict(zip(ledger.columns, world.spied(own, foreign, ledger), strict=True))
    return {"facts": {name: text for name, text in cells.items() if ledger.columns[name].kind != "attachment"}}


def file_for(address: Address, own: Side, foreign: Side) -> SimpleUploadedFile:
    ledger = registry.ledger(address.ledger or "gardens")
    rows = [[column.label for column in ledger.declared], world.spied(own, foreign, ledger)]
    return SimpleUploadedFile("spied.csv", "\n".join(",".join(row) for row in rows).encode())


def judge(
    who: Subject, address: Address, method: str, given: dict[str, Any], answer: Any, foreign: Side, twin: Callable[[], int]
) -> list[str]:  # fmt: skip
    """What is wrong with an answer. `twin`: how the same request is answered for a thing of one's own county."""
    status, wrong = answer.status_code, []
    if status >= 500:
        wrong.append(f"failed with {status}")
    signed_out = who.name == "anonymous" or (address.api != bool(who.headers))
    if (who.name, address.name) in MAY:
        pass
    elif signed_out and address.name not in PUBLIC:
        expected = {401, 404, 405} if address.api else {302, 405}
        if status not in expected or (status == 302 and "/sign-in/" not in answer.headers["Location"]):
            wrong.append(f"without signing in: {status} {answer.headers.get('Location', '')}")
    elif address.foreign and status in {403, 405}:
        # Only where the person may not do this at all, or nobody can: then one's own thing is answered alike.
        if (mine := twin()) != status:
            wrong.append(f"a foreign thing answered {status}, one's own {mine}: it tells that there is one")
    elif address.foreign and status != 404:
        wrong.append(f"a foreign thing answered {status} {answer.headers.get('Location', '')}")
    typed = [address.path, *(str(value) for value in given.values())] + ([foreign.number, foreign.resident_id] if "file" in given else [])
    shown = read(answer)
    # What was typed may come back in the form it was typed into; anything beyond it may not.
    secrets = [one for one in foreign.secrets if not any(one in text for text in typed)]
    if who.name != "audit administrator":
        secrets.append(FILE_MARK)
    if who.name != "security administrator" and not (who.name == "audit administrator" and address.name in EVENTS):
        secrets.append(NAME_MARK)
    wrong += [f"tells {secret}" for secret in secrets if secret in shown]
    return [f"{who.name}: {method} {address.path} {sorted(given)}: {one}" for one in wrong]


EVENTS = {"web:trail", "web:operation_log", "web:operation_log_export"}
"""Lists of events, which the audit administrator reads: that an account was made for somebody is one."""
PUBLIC = {
    "account_login", "account_inactive", "mfa_authenticate", "set_language", "web:setup", "api:openapi-json",
    "api:api-root", "api-nothing", "account_logout",
}  # fmt: skip


def test_every_address_has_a_case() -> None:
    assert not addresses.without_case(), "say in addresses.py what the parameter names"
    names = {name for _route, name, _view in addresses.every_route()}
    told = cases.THINGS | cases.REST
    known = {addresses.case_of(name) for name in names}
    assert known - told == set(), "say in cases.py what is foreign about it: nobody has looked at it yet"
    assert told - known == set(), "an address named in cases.py does not exist any more"
    assert not cases.THINGS & cases.REST
    assert addresses.of_things() == cases.THINGS, "an address leads to a thing of somebody, or it does not"
    assert not PUBLIC - names, "an address named here does not exist any more"
    assert len(names) > 60


def test_the_foreign_county_itself_sees_its_marks(sides: list[Side]) -> None:
    """The matrix has teeth: what it looks for is really shown to those who may see it."""
    _own, foreign = sides
    clerk = sign_in(Client(), foreign.clerk)
    for ledger in registry.ledgers():
        assert foreign.mark in read(clerk.get(f"/ledgers/{ledger.info.id}/")), ledger
        assert foreign.mark in read(clerk.post(f"/ledgers/{ledger.info.id}/export/")), ledger
        assert foreign.mark in read(clerk.get(f"/ledgers/{ledger.info.id}/{foreign.rows[ledger.info.id]}/")), ledger
    assert FILE_MARK in read(clerk.get("/imports/"))
    for path in ("/organisations/", f"/organisations/{foreign.organisation}/"):
        assert foreign.mark in read(clerk.get(path)), path


@pytest.mark.parametrize("name", [
    pytest.param(name, marks=pytest.mark.both_databases if name in BOTH else ())
    for name in SUBJECTS
])  # fmt: skip
def test_nobody_reaches_another_county(name: str, sides: list[Side]) -> None:
    own, foreign = sides
    who = subject(name)
    token = Token.objects.create(
        user=foreign.clerk, name="x", digest="0" * 64, actions="view", expires_at=timezone.now() + dt.timedelta(days=1)
    )
    before = state(foreign)
    more = share_of(name)
    wrong: list[str] = []
    tried = 0
    theirs = addresses.foreign_addresses(foreign, TWO_LEDGERS, more, user=foreign.clerk.pk, token=token.pk, event=0)
    ours = addresses.foreign_addresses(own, TWO_LEDGERS, more, user=own.clerk.pk, token=token.pk, event=0)
    for address, mine in zip(list(theirs), list(ours), strict=True):
        for method, given, as_json in requests_of(address, own, foreign):
            answer = who.ask(method, address.path, given, as_json=as_json)
            twin = partial(status_of, who, method, mine.path, given, as_json)
            wrong += judge(who, address, method, given, answer, foreign, twin)
            tried += 1
    assert not wrong, "\n" + "\n".join(dict.fromkeys(wrong))
    assert tried > 150
    if name != "security administrator":
        assert state(foreign) == before
    assert own.rows


def status_of(who: Subject, method: str, path: str, given: dict[str, Any], as_json: bool) -> int:
    if "file" in given:  # read to its end by the first request
        given["file"].seek(0)
    return int(who.ask(method, path, given, as_json=as_json).status_code)


def share_of(name: str) -> list[str]:
    """Every subject tries all addresses with two ledgers that differ most (an own county column with attachments, the county
    of another row), and those that show or take facts with its share of all others."""
    every = [one.info.id for one in registry.ledgers() if one.info.id not in TWO_LEDGERS]
    return every[SUBJECTS.index(name) :: len(SUBJECTS)]


def state(foreign: Side) -> dict[str, Any]:
    """Everything of the foreign side that a write could touch."""
    found: dict[str, Any] = {}
    for ledger in registry.ledgers():
        rows = ledger._default_manager.filter(**{ledger.scope_column(): LONGAN})
        found[ledger.info.id] = list(rows.values_list("id", "revision", "event"))
    for id, record in foreign.imports.items():
        record.refresh_from_db()
        found[f"import {id}"] = (record.state, record.answers, record.report_digest)
    found["submissions"] = list(Submission.objects.filter(place=LONGAN).values_list("id", "withdrawal"))
    found["user"] = User.objects.filter(pk=foreign.clerk.pk).values_list("is_active", "password", "display_name").get()
    found["organisation"] = Organisation.objects.filter(pk=foreign.organisation).values_list().get()
    found["pairing"] = Pairing.objects.filter(pk=foreign.pairing).values_list().get()
    found["aliases"] = list(OrganisationAlias.objects.filter(organisation=foreign.organisation).values_list())
    found["round"] = list(ReviewRound.objects.filter(place=LONGAN).values_list())
    found["objections"] = list(ReviewObjection.objects.filter(round__place=LONGAN).values_list("pk", "answer"))
    found["tokens"] = list(Token.objects.filter(user=foreign.clerk).values_list("revoked_at", flat=True))
    return found
