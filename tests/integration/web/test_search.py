"""The search of the top bar: a ledger whose rows are named by an organisation is found by that name, within reach only."""

from collections.abc import Callable

import pytest
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.intake.operations import import_file
from jiedui.core.ledger import listing
from jiedui.core.trail.operations import SYSTEM
from tests.integration.web.conftest import text

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
FIRMS = [("百香果果业有限公司", "91450123MA5N0A1B2C", "隆安县"), ("邕江制衣有限公司", "91450124MA5N0A1B3C", "马山县")]


@pytest.fixture
def firms() -> None:
    ledger = registry.ledger("firms_hiring")
    labels = [ledger.columns[name].label for name in ("firm", "uscc", ledger.scope_column())]
    lines = [",".join(labels), *(",".join(firm) for firm in FIRMS)]
    report = import_file("firms_hiring", "\n".join(lines).encode(), name="企业.csv", scope=Scope.everything(), actor=SYSTEM)
    assert report.applied, report.finding_dicts()


def found(client: Client, words: str) -> str:
    return text(client.post("/search/", {"q": words}))


def test_a_row_named_by_an_organisation_is_found_by_its_name(
    firms: None, longan: Client, mashan: Client, enter: Callable[..., Client]
) -> None:
    row = registry.ledger("firms_hiring")._default_manager.get(uscc=FIRMS[0][1])
    for client in (longan, enter(roles.MUNICIPAL)):
        page = found(client, "百香果")
        assert FIRMS[0][0] in page and f"/ledgers/firms_hiring/{row.pk}/" in page
    for client, words in ((mashan, "百香果"), (longan, "没有这家")):
        page = found(client, words)
        assert FIRMS[0][0] not in page and f"/ledgers/firms_hiring/{row.pk}/" not in page, words


def test_its_list_says_what_it_looks_in_and_finds_the_same(firms: None, longan: Client) -> None:
    assert "企业名称" in listing.searched(registry.ledger("firms_hiring")).values()
    page = text(longan.get("/ledgers/firms_hiring/?q=百香果"))
    assert FIRMS[0][0] in page and 'id="total"' in page
    assert FIRMS[0][0] not in text(longan.get("/ledgers/firms_hiring/?q=没有这家"))


def test_every_ledger_is_searched_by_what_names_its_rows() -> None:
    """Where the name is a row of another ledger, by that row's key; so whatever a list calls a row, it can be found by."""
    for ledger in registry.ledgers():
        paths = listing.searched(ledger)
        assert any(path.split("__")[0] == ledger.info.name for path in paths), ledger.info.id
