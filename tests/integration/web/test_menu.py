"""The menu of many ledgers, their directory, and what every page keeps instead of asking again."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiedui.core.access import roles
from jiedui.core.declare.modules import modules
from jiedui.core.declare.registry import registry
from jiedui.web import menu, todo
from tests.integration.country import LONGAN
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import people

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def parts(page: str) -> dict[str, tuple[bool, int]]:
    """Of each part of the menu whether it is open, and how many ledgers it has; pages of the module's own stand behind them."""
    found = re.findall(
        r'<details class="menu-part"( open)? data-remember="menu.part.(\w+)">(.*?)</details>', page, re.S
    )
    return {name: (bool(opened), inside.count('href="/ledgers/')) for opened, name, inside in found}


def test_every_ledger_stands_in_its_module_and_only_the_part_of_the_page_is_open(longan: Client) -> None:
    shown = parts(text(longan.get("/ledgers/workers/")))
    assert shown == {one.name: (one.name == "labour", len(one.ledgers)) for one in modules()}
    assert sum(lines for _open, lines in shown.values()) == len(registry.ledgers())
    assert not any(opened for opened, _lines in parts(text(longan.get("/"))).values())


def test_who_may_see_no_rows_sees_no_ledgers(enter: Enter) -> None:
    page = text(enter(roles.SECURITY_ADMIN).get("/"))
    assert not parts(page) and "menu-find" not in page and 'href="/users/"' in page


def test_the_menu_is_in_the_language_of_the_page_though_it_is_kept(longan: Client) -> None:
    assert "找台账" in text(longan.get("/ledgers/"))
    longan.cookies["django_language"] = "en"
    page = text(longan.get("/ledgers/"))
    assert "Find a ledger" in page and "找台账" not in page
    del longan.cookies["django_language"]
    assert "找台账" in text(longan.get("/ledgers/"))


def test_two_registrations_of_an_entry_are_one(longan: Client) -> None:
    before = menu.places_for(longan.user)  # type: ignore[attr-defined]
    menu.register(menu.OVERVIEW, "又一次", "web:home")
    assert menu.places_for(longan.user) is before  # type: ignore[attr-defined]


def test_what_waits_is_asked_again_when_the_trail_has_grown(longan: Client, settings: Any) -> None:
    settings.TODO_SECONDS = 60
    user = longan.user  # type: ignore[attr-defined]

    def badge() -> int:
        return todo.badges(todo.items_for(user)).get("web:organisations", 0)

    assert badge() == 0
    with CaptureQueriesContext(connection) as again:
        assert badge() == 0
    assert len(again) <= 3, [one["sql"] for one in again]
    put(people(3))
    assert badge() > 0
    assert f'<span class="menu-count">{badge()}<' in text(longan.get("/dictionary/"))


def test_the_directory_counts_what_is_in_reach(longan: Client, mashan: Client) -> None:
    put(people(3))
    row = re.compile(r'href="/ledgers/workers/">.*?<td class="number"[^>]*>(\d+)</td>\s*<td[^>]*>([^<]*)<', re.S)
    for client, rows in ((longan, "3"), (mashan, "0")):
        page = text(client.get("/ledgers/")).split("<main")[1]
        found = row.search(page)
        assert found and found[1] == rows and (found[2] == "—") == (rows == "0")
        assert page.count("/template.xlsx") == len(registry.ledgers())
        for module in modules():
            assert f'id="module-{module.name}"' in page


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("q=务工", "workers", "payments"),
        ("q=劳务协作", "vacancies", "payments"),
        ("measure=25", "households", "workers"),
        ("rows=filled", "workers", "payments"),
        ("rows=empty", "payments", "workers"),
    ],
)
def test_the_directory_is_filtered(longan: Client, query: str, shown: str, hidden: str) -> None:
    put(people(1))
    page = text(longan.get(f"/ledgers/?{query}")).split("<main")[1]
    assert f'href="/ledgers/{shown}/"' in page and f'href="/ledgers/{hidden}/"' not in page


def test_the_directory_says_when_nothing_fits_and_offers_no_import_to_a_reader(enter: Enter) -> None:
    reader = enter(roles.VIEWER, LONGAN)
    assert "没有符合条件的台账" in text(reader.get("/ledgers/?q=没有这种"))
    assert "/import/" not in text(reader.get("/ledgers/")).split("<main")[1]


def test_drop_downs_are_divided_by_module(longan: Client) -> None:
    for path in ("/imports/", "/imports/new/", "/trail/", "/logs/operations/"):
        page = text(longan.get(path))
        assert all(f'<optgroup label="{module.title}">' in page for module in modules()), path
        assert page.count('<option value="workers"') == 1, path


def test_the_workbench_shows_the_fullest_ledgers_of_each_module(longan: Client) -> None:
    put(people(3))
    shelf = text(longan.get("/")).split('id="ledgers"')[1]
    assert '<a href="/ledgers/workers/">' in shelf and '<a href="/ledgers/vacancies/">' not in shelf
    assert shelf.count("<h3>") == len(modules())
