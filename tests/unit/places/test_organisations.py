"""Organisations that files name: found or created in bulk, taken away again by undo."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiedui.core.places import operations, queries
from jiedui.core.places.models import Organisation, OrganisationAlias
from jiedui.core.words.errors import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

A, B = "91440300MA5EXAMP0A", "91440300MA5EXAMP0B"


def test_one_record_however_the_name_is_written() -> None:
    made = operations.ensure([("华星(深圳)电子厂", None), ("华星（深圳）电子厂", None), ("华星（深圳）电子厂", A)])
    assert len(set(made.ids.values())) == 1 == len(made.created)
    only = Organisation.objects.get()
    assert (only.uscc, only.confirmed) == (A, False)
    again = operations.ensure([("华星（深圳）电子厂", None), ("改了名的厂", A)])
    assert again.created == [] and set(again.ids.values()) == {only.pk}


def test_a_credit_code_tells_namesakes_apart() -> None:
    made = operations.ensure([("兴旺公司", A), ("兴旺公司", B)])
    assert len(set(made.ids.values())) == 2
    unnamed = operations.ensure([("兴旺公司", None)])
    assert unnamed.created == [] and unnamed.ids["兴旺公司", None] in made.created


def test_a_known_name_without_code_is_the_same_and_left_as_it_is() -> None:
    first = operations.ensure([("兴旺公司", None)])
    second = operations.ensure([("兴旺公司", A)])
    assert second.ids["兴旺公司", A] == first.created[0] and second.created == []
    assert Organisation.objects.get().uscc is None


def test_aliases_lead_to_the_organisation() -> None:
    (id,) = operations.ensure([("深圳市兴旺有限公司", None)]).created
    OrganisationAlias.objects.create(organisation_id=id, match_name="兴旺公司")
    assert operations.ensure([("兴旺 公司", None)]).ids == {("兴旺 公司", None): id}


def test_undo_takes_only_what_nobody_uses_or_confirmed() -> None:
    made = operations.ensure([("甲厂", None), ("乙厂", None), ("丙厂", None)]).created
    operations.save_organisation(made[0], name="甲厂", uscc=A, confirm=True, by=None)
    OrganisationAlias.objects.create(organisation_id=made[1], match_name="乙")
    assert operations.remove_unused(made) == 1
    assert sorted(Organisation.objects.values_list("pk", flat=True)) == made[:2]


def test_confirming_refuses_a_foreign_credit_code() -> None:
    one, two = operations.ensure([("甲厂", A), ("乙厂", None)]).created
    with pytest.raises(Refused, match="另一个单位"):
        operations.save_organisation(two, name="乙厂", uscc=A, confirm=True, by=None)
    assert queries.organisation_names([one, two]) == {one: "甲厂", two: "乙厂"}


def test_many_names_take_few_queries() -> None:
    asked = [(f"第{n}号电子厂", None) for n in range(3000)]
    with CaptureQueriesContext(connection) as captured:
        assert len(operations.ensure(asked).created) == 3000
    assert len(captured) < 60
    assert len(operations.ensure(asked).created) == 0


def test_an_empty_name_is_refused() -> None:
    with pytest.raises(Refused):
        operations.ensure([(" （） ", None)])
