"""Two people at one record: both see what the other did, nobody's work is lost, and each column is chosen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiedui.core.access import roles
from tests.integration.country import LONGAN
from tests.integration.web.conftest import put, text
from tests.integration.web.test_records import first, form
from tests.workbooks.draft import people

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def both(longan: Client, enter: Callable[..., Client]) -> tuple[Client, Client, str]:
    put(people(1))
    return longan, enter(roles.COUNTY, LONGAN), f"/ledgers/workers/{first().pk}/edit/"


def sent(page: Any, **changes: Any) -> dict[str, Any]:
    """The form as the answer shows it, with some fields filled in otherwise."""
    typed = {
        one.name: one.chosen if one.widget == "checks" else one.value
        for one in page.context["fields"]
        if not one.readonly
    }
    asked = [clash.name for clash in page.context["since"].open] if page.context["since"] else []
    opened = {"opened": page.context["opened"]} if page.context["opened"] is not None else {}
    return {**typed, "revision": page.context["revision"], "asked": asked, **opened, **changes}


def test_what_both_changed_is_chosen_and_the_rest_of_both_is_kept(both: tuple[Client, Client, str]) -> None:
    mine, theirs, path = both
    opened = mine.get(path)
    assert form(theirs, path, wage="5000", post="保安", remark="对方写的").status_code == 302
    clash = mine.post(path, sent(opened, wage="6000", channel="招聘会"))
    assert clash.status_code == 409
    since = clash.context["since"]
    assert [name for name, _at in since.people] == [theirs.user.display_name]  # type: ignore[attr-defined]
    assert {one.name: one.both for one in since.clashes} == {"wage": True, "post": False, "remark": False}
    wage = next(one for one in since.clashes if one.name == "wage")
    assert (wage.opened, wage.theirs, wage.mine) == ("4,000.00", "5,000.00", "6000")
    assert 'name="take:wage"' in text(clash) and "对方写的" in text(clash)

    unsettled = mine.post(path, sent(clash))
    assert unsettled.status_code == 409 and "逐项选择" in text(unsettled)
    assert 'value="招聘会"' in text(unsettled) and 'value="6000"' in text(unsettled), "nothing typed is lost"
    assert first().wage == 500_000

    saved = mine.post(path, sent(unsettled, **{"take:wage": "mine"}))
    assert saved.status_code == 302, text(saved)
    row = first()
    assert (row.wage, row.post, row.remark, row.channel) == (600_000, "保安", "对方写的", "招聘会")


def test_theirs_can_be_kept_instead(both: tuple[Client, Client, str]) -> None:
    mine, theirs, path = both
    opened = mine.get(path)
    form(theirs, path, wage="5000")
    clash = mine.post(path, sent(opened, wage="6000", post="厨师"))
    assert mine.post(path, sent(clash, **{"take:wage": "theirs"})).status_code == 302
    assert (first().wage, first().post) == (500_000, "厨师")


def test_a_third_person_starts_it_over(both: tuple[Client, Client, str]) -> None:
    mine, theirs, path = both
    opened = mine.get(path)
    form(theirs, path, wage="5000")
    clash = mine.post(path, sent(opened, wage="6000"))
    form(theirs, path, wage="5500")
    again = mine.post(path, sent(clash, **{"take:wage": "mine"}))
    assert again.status_code == 409
    (wage,) = again.context["since"].clashes
    assert (wage.opened, wage.theirs) == ("5,000.00", "5,500.00")
    assert first().wage == 550_000


def test_a_changed_telephone_number_is_never_shown_nor_lost(both: tuple[Client, Client, str]) -> None:
    mine, theirs, path = both
    opened = mine.get(path)
    form(theirs, path, phone="13800001111")
    before = first().phone_mark
    clash = mine.post(path, sent(opened, post="厨师"))
    assert clash.status_code == 409 and "13800001111" not in text(clash)
    assert mine.post(path, sent(clash)).status_code == 302
    assert (first().phone_mark, first().post) == (before, "厨师")


def test_while_typing_it_is_said_that_somebody_else_was_faster(both: tuple[Client, Client, str]) -> None:
    mine, theirs, path = both
    opened = mine.get(path)
    form(theirs, path, post="保安")
    told = mine.post(path.replace("edit", "check"), sent(opened, wage="5000"))
    assert told.status_code == 200 and "他人刚刚修改了这条记录" in text(told)
