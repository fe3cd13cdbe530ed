"""The trail's pages: who sees which events, and the verification for auditing roles."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.trail.models import Event
from jiedui.jobs.worker import Worker
from tests.integration.country import LONGAN
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import people
from tests.workbooks.plain import book

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def event(longan: Client) -> Event:
    """The event of an import by the clerk of Longan."""
    answer = longan.post("/ledgers/workers/import/", {"file": SimpleUploadedFile("务工.xlsx", book(people(3)))})
    longan.post(f"{answer.headers['Location']}apply/")
    return Event.objects.get(kind="import")


def seen(client: Client, event: Event) -> tuple[bool, int]:
    """Whether the list shows the event, and the answer of its own page."""
    listed = client.get("/trail/")
    return f'href="/trail/{event.pk}/"' in text(listed), client.get(f"/trail/{event.pk}/").status_code


def test_who_sees_an_event(longan: Client, mashan: Client, event: Event, enter: Callable[..., Client]) -> None:
    for client in (
        longan,
        enter(roles.COUNTY, LONGAN),
        enter(roles.MUNICIPAL),
        enter(roles.AUDITOR),
        enter(roles.AUDIT_ADMIN),
    ):
        assert seen(client, event) == (True, 200), client.user  # type: ignore[attr-defined]
    assert seen(mashan, event) == (False, 404)
    for role in (roles.VIEWER, roles.SECURITY_ADMIN, roles.SYSTEM_ADMIN):
        assert seen(enter(role, LONGAN if role == roles.VIEWER else ""), event) == (False, 403)


def test_account_events_are_for_auditing_roles_and_oneself(mashan: Client, enter: Callable[..., Client]) -> None:
    municipal, auditor = enter(roles.MUNICIPAL), enter(roles.AUDITOR)
    assert "新建用户" in text(auditor.get("/trail/?kind=access.user_created"))
    created = Event.objects.filter(kind="access.user_created").first()
    assert created is not None
    assert seen(auditor, created) == (True, 200)
    assert seen(municipal, created) == (False, 404) and seen(mashan, created) == (False, 404)


def test_the_event_tells_file_rows_and_columns_but_no_values(longan: Client, event: Event) -> None:
    rows = people(3)
    page = text(longan.get(f"/trail/{event.pk}/"))
    assert "务工.xlsx" in page and "第 1 张工作表第 4 行" in page and "新增 3" in page and "共 3 条" in page
    assert rows[0]["姓名"] not in page and rows[0]["身份证号"] not in page
    rows[0]["月工资(元)"] = 8888
    put(rows)
    changed = Event.objects.order_by("-id").filter(kind="import").first()
    assert changed is not None and changed.pk != event.pk
    page = text(longan.get(f"/trail/{changed.pk}/"))
    assert "月工资" in page and "8,888" not in page and "888800" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True), ("ledger=workers", True), ("ledger=projects", False), ("kind=import", True), ("kind=undo", False),
        ("since=2001-01-01", True), ("until=2001-01-01", False), ("since=nonsense", True), ("actor=999999", False),
        ("before=1", False), ("until=9999-12-31", True),
    ],
)  # fmt: skip
def test_filters(longan: Client, event: Event, query: str, found: bool) -> None:
    assert (f'href="/trail/{event.pk}/"' in text(longan.get(f"/trail/?{query}"))) is found


def verified(client: Client) -> str:
    assert client.post("/trail/verification/start/").status_code == 302
    worker = Worker()
    while (row := worker.take()) is not None:
        worker.work(row)
    return text(client.get("/trail/verification/"))


def test_verification_passes_and_fails_after_a_fact_was_changed_behind_the_products_back(
    enter: Callable[..., Client], event: Event
) -> None:
    auditor = enter(roles.AUDIT_ADMIN)
    assert "核验通过" in verified(auditor)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_workers SET wage = 1 WHERE id = (SELECT MIN(id) FROM ledger_workers)")
    page = verified(auditor)
    assert "核验通过" not in page and "发现 1 处与存证不符" in page


def test_verification_is_for_auditing_roles(longan: Client) -> None:
    assert longan.get("/trail/verification/").status_code == 403
    assert longan.post("/trail/verification/start/").status_code == 403
    assert "核验存证" not in text(longan.get("/trail/"))
