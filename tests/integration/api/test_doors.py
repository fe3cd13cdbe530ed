"""Tokens, limits, unknown addresses: every refusal is JSON with an id and a sentence."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from jiedui.core.access import roles
from jiedui.core.access.models import Token
from jiedui.core.access.operations import create_token, deactivate, revoke_token
from tests.accounts import make_user, sign_in
from tests.integration.api.conftest import Caller, caller_for
from tests.integration.country import MASHAN

pytestmark = pytest.mark.django_db


def refusal(answer: Any) -> tuple[int, str]:
    body = answer.json()
    assert body["message"]
    return answer.status_code, body["id"]


def test_only_a_valid_token_opens(client: Client) -> None:
    user = make_user(roles.COUNTY, MASHAN)
    sign_in(client, user)
    assert refusal(client.get("/api/ledgers")) == (401, "api.no_token")
    assert client.get("/api/ledgers").headers["WWW-Authenticate"].startswith("Bearer")
    expires = timezone.now() + dt.timedelta(days=1)
    row, secret = create_token(user, name="x", actions=frozenset({"view"}), expires_at=expires)
    caller = Caller(secret)
    assert caller.get("ledgers").status_code == 200
    for header in ("", secret, f"Basic {secret}", f"Bearer {secret}x", "Bearer"):
        assert client.get("/api/ledgers", headers={"Authorization": header}).status_code == 401
    revoke_token(row.pk, by=user)
    assert refusal(caller.get("ledgers")) == (401, "api.no_token")
    other = caller_for(user)
    Token.objects.update(expires_at=timezone.now())
    assert other.get("ledgers").status_code == 401
    third = caller_for(user)
    deactivate(user.pk, by=None)
    assert third.get("ledgers").status_code == 401


def test_a_token_has_its_share_of_a_minute(settings: Any, mashan: Caller) -> None:
    settings.API_REQUESTS_PER_MINUTE = 3
    other = caller_for(make_user(roles.COUNTY, MASHAN))
    answers = [mashan.get("ledgers") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "60"
    assert refusal(answers[-1]) == (429, "api.too_many")
    assert other.get("ledgers").status_code == 200


def test_long_bodies_are_refused_before_they_are_read(mashan: Caller) -> None:
    answer = mashan.post("ledgers/workers/rows", {"facts": {"remark": "长" * 600_000}})
    assert refusal(answer) == (413, "api.too_large")
    assert refusal(mashan.post("ledgers/workers/rows", {"facts": {"remark": "长" * 6000}})) == (422, "row.stopped")


@pytest.mark.parametrize("path", ["nothing", "ledgers/nothing/rows", "ledgers/workers/rows/x", "imports/99", ""])
def test_what_does_not_exist_is_404_in_json(mashan: Caller, path: str) -> None:
    assert mashan.get(path).status_code == 404
    assert refusal(mashan.get(path))[0] == 404


def test_malformed_requests_are_told_where_without_repeating_them(mashan: Caller) -> None:
    body = {"facts": {"name": "韦", "resident_id": 450124199001011234}, "more": "452127199001011234"}
    answer = mashan.post("ledgers/workers/rows", body)
    assert refusal(answer) == (422, "api.invalid")
    assert {one["where"] for one in answer.json()["faults"]} == {"body.body.facts.resident_id", "body.body.more"}
    assert "1990" not in answer.content.decode()
    broken = mashan.client.post("/api/ledgers/workers/rows", "{", content_type="application/json", headers=mashan.headers)
    assert refusal(broken) == (400, "api.malformed")


def test_the_dictionary_tells_what_the_declaration_says(mashan: Caller) -> None:
    ledgers = {one["id"]: one for one in mashan.get("ledgers").json()}
    gardens = ledgers["gardens"]
    columns = {one["name"]: one for one in gardens["columns"]}
    assert (gardens["title"], gardens["key"], gardens["rows"]) == ("庭院经济台账", ["number"], 0)
    assert (columns["area"]["unit"], columns["crops"]["codes"], columns["project"]["to"]) == ("亩", "toy_crops", "projects")
    codes = mashan.get("codes/toy_crops").json()["codes"]
    assert [one["label"] for one in codes] == ["蔬菜", "水果", "中药材", "家禽"]
    assert refusal(mashan.get("codes/none")) == (404, "api.no_such_list")


def test_the_description_is_complete(client: Client) -> None:
    description = client.get("/api/openapi.json").json()
    operations = [one for path in description["paths"].values() for one in path.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    assert all("BearerToken" in one["security"][0] for one in operations)
    schemas = description["components"]["schemas"]
    facts = schemas["GardensFactsToWrite"]["properties"]
    assert list(facts)[:3] == ["number", "owner", "county"]
    assert facts["area"]["title"] == "面积" and "亩" in facts["area"]["description"]
    wanted = set(_references(description))
    assert wanted <= {f"#/components/schemas/{name}" for name in schemas}
    served = {str(p.pattern) for p in _patterns(get_resolver().url_patterns)}
    assert "imports" in served and "ledgers/workers/rows" in served


def _references(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [one for value in node.values() for one in _references(value)]
    return [one for value in node for one in _references(value)] if isinstance(node, list) else []


def _patterns(patterns: Any) -> list[Any]:
    found = []
    for one in patterns:
        found += _patterns(one.url_patterns) if hasattr(one, "url_patterns") else [one]
    return found
