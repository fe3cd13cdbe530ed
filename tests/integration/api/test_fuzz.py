"""Whatever is sent to any operation of the description, the answer is JSON and no failure of the server."""

import json
import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedui.core.declare.registry import registry
from tests.integration.api.conftest import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from([
        "", "450124", "450123100", "2021-03", "2021-13", "马山县", "\0", "'; DROP TABLE", "1e999", "NaN", "-1", "=1+1", "٣", "１２",
        "4" * 400, "9" * 30, "2021-02-30", "99999-12", "0.85", "12万元", "是", "154****0011", "1.2.3", "%", "_",
    ]),
)  # fmt: skip
ROWS: dict[str, int] = {}
VALUES = st.one_of(
    TEXTS, st.none(), st.booleans(), st.integers(), st.integers(2**62, 2**70), st.floats(), st.lists(TEXTS, max_size=3)
)


@pytest.fixture
def operations(mashan: Caller, worker: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation of the description; a worker, a project and a garden exist, so that reading and changing meet rows."""
    monkeypatch.setattr("jiedui.api.callers.PER_MINUTE", 10**9)
    for ledger, facts in {
        "workers": worker(since="2021-03"),
        "projects": {"number": "XM-1", "name": "养殖场", "county": "450124", "arrived": "10"},
        "gardens": {"number": "M1", "owner": "韦二", "county": "450124"},
    }.items():
        row = mashan.post(f"ledgers/{ledger}/rows", {"facts": facts}).json()["row"]
        ROWS[ledger] = row["id"]
    paths = mashan.get("openapi.json").json()["paths"]
    return [(path, method, one) for path, methods in paths.items() for method, one in methods.items()]


@settings(
    max_examples=int(os.environ.get("JIEDUI_FUZZ") or 100), deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_no_request_makes_the_server_fail(
    data: st.DataObject, mashan: Caller, operations: list[tuple[str, str, dict[str, Any]]]
) -> None:
    path, method, operation = data.draw(st.sampled_from(operations))
    url = re.sub(r"\{(\w+)\}", lambda found: _part(data, found[1], path), path).removeprefix("/api/")
    names = [one["name"] for one in operation["parameters"] if one["in"] == "query"]
    query = {name: data.draw(TEXTS) for name in names if data.draw(st.booleans())}
    content = operation.get("requestBody", {}).get("content", {})
    if method == "get":
        answer = mashan.get(url, **query)
    elif "multipart/form-data" in content:
        form = {name: data.draw(TEXTS) for name in ("mode", "partial", "dry_run", "region", "answers") if data.draw(st.booleans())}
        answer = mashan.send(url, file=SimpleUploadedFile("x.csv", data.draw(st.binary(max_size=60))), **form)
    else:
        body = _body(data, path, method)
        answer = mashan.client.generic(
            method.upper(), f"/api/{url}", body, content_type="application/json", headers=mashan.headers
        )
    assert answer.status_code < 500, (method, url, query, answer.content)
    assert answer.headers["Content-Type"].startswith("application/json")


def _part(data: st.DataObject, name: str, path: str) -> str:
    found = re.search(r"/ledgers/(\w+)/", path)
    if name == "row_id" and found and found[1] in ROWS and data.draw(st.integers(0, 4)):
        return str(ROWS[found[1]])
    if name.endswith("_id") and name not in ("list_id", "indicator_id"):
        return str(data.draw(st.sampled_from([1, 0, 99, 2**63, 10**30])))
    return data.draw(st.sampled_from(["T1", "26", "toy_crops", "x", "%00", "马", "0" * 64]))  # type: ignore[no-any-return]


def _body(data: st.DataObject, path: str, method: str) -> bytes:
    if data.draw(st.integers(0, 9)) == 0:
        return data.draw(st.binary(max_size=30))  # type: ignore[no-any-return]
    found = re.search(r"/ledgers/(\w+)/", path)
    ledger = registry.ledger(found[1]) if found else None
    if path.endswith("/find"):
        return json.dumps({"number": data.draw(VALUES)}).encode()
    columns = [column.name for column in ledger.declared] if ledger else ["x"]
    facts = {name: data.draw(VALUES) for name in data.draw(st.lists(st.sampled_from(columns), unique=True, max_size=6))}
    if ledger and data.draw(st.booleans()):
        facts |= {ledger.scope_column(): "450124"} if ledger.scope_column() in ledger.columns else {}
    body: dict[str, Any] = {"facts": facts}
    if method == "patch":
        body["revision"] = data.draw(st.sampled_from([1, 1, 1, 2, 3, 0, 2**65, "x"]))
    return json.dumps(body).encode()
