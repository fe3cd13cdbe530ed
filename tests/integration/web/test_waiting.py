"""What waits for somebody: in the bell, on the workbench, beside the menu entry, and nobody else's."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from jiedui.core.access import roles
from jiedui.core.intake.models import Import
from jiedui.web import todo
from tests.integration.country import LONGAN
from tests.integration.web.conftest import put, text
from tests.integration.web.test_imports import go, hand_in, spoiled
from tests.workbooks.draft import people

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def waits(client: Client, badge: str) -> list[str]:
    return [str(one.text) for one in todo.items_for(client.user) if one.badge == badge]  # type: ignore[attr-defined]


def test_an_import_with_open_questions_waits_for_who_handed_it_in(longan: Client, mashan: Client, enter: Enter) -> None:
    record = hand_in(longan, spoiled()[1])
    (told,) = waits(longan, "web:imports")
    assert "个问题待回答" in told
    page = text(longan.get("/"))
    assert told in page and f'href="/imports/{record.pk}/"' in page and "没有等您处理的事项" not in page
    for other in (mashan, enter(roles.COUNTY, LONGAN), enter(roles.AUDIT_ADMIN)):
        assert waits(other, "web:imports") == []
    go(longan, record, "give-up")
    assert waits(longan, "web:imports") == []


def test_a_checked_file_waits_for_its_confirmation_and_is_done_with_it(longan: Client) -> None:
    record = hand_in(longan, people(3))
    assert waits(longan, "web:imports") == ["3 行已核对，等您确认导入"]
    go(longan, record, "apply")
    assert waits(longan, "web:imports") == []


def test_a_refused_file_says_so(longan: Client) -> None:
    record = hand_in(longan, b"%PDF-1.7 no table")
    assert record.state == Import.State.REFUSED
    assert waits(longan, "web:imports") == ["文件没有导入，请改正后重新上传"]


def test_organisations_wait_for_who_confirms_them(longan: Client, mashan: Client, enter: Enter) -> None:
    put(people(3))
    (told,) = waits(longan, "web:organisations")
    assert "个单位待确认" in told
    assert waits(mashan, "web:organisations") == [] == waits(enter(roles.AUDITOR), "web:organisations")


def test_a_locked_account_waits_for_the_security_administrator(longan: Client, enter: Enter) -> None:
    keeper = enter(roles.SECURITY_ADMIN)
    assert waits(keeper, "web:users") == []
    name = longan.user.username  # type: ignore[attr-defined]
    for _try in range(settings.AXES_FAILURE_LIMIT):
        Client().post("/sign-in/", {"login": name, "password": "wrong"})
    assert waits(keeper, "web:users") == ["账号被锁定"]
    assert name in text(keeper.get("/")) and waits(longan, "web:users") == []
