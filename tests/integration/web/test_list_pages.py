"""Pages by key, totals, saved views and column settings of a list."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiedui.core.access import roles
from jiedui.core.access.scope import Scope
from jiedui.core.declare.registry import registry
from jiedui.core.lake import totals as lake_totals
from jiedui.core.ledger import listing, totals
from jiedui.web.ledgers import filters
from jiedui.web.models import SavedView
from tests.integration.country import LONGAN, MASHAN
from tests.integration.web.conftest import put, text
from tests.workbooks.draft import people, some_months, some_projects

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def mixed(count: int) -> None:
    """Workers with many equal and empty values."""
    rows = people(count)
    choose = random.Random(7)
    for row in rows:
        row["月工资(元)"] = choose.choice([None, 3000, 3500, 4000])
        row["就业状态"] = choose.choice([None, "离岗", "稳定就业", "有意愿"])
        row["就业起始时间"] = choose.choice([None, "2021", "2021-03"])
    put(rows)


SORTS = ["", "wage", "-wage", "status", "-status", "since", "-name", "employer", "-contract", "county"]


def test_walking_by_key_meets_each_row_once_in_any_order(country: None) -> None:
    mixed(30)
    workers = registry.ledger("workers")
    everybody = set(workers._default_manager.values_list("pk", flat=True))
    for sort in SORTS:
        seen, mark, marks = [], "", []
        while True:
            page = listing.page(
                workers, listing.find(workers, Scope.everything(), listing.Wanted()), sort, after=mark, size=7
            )
            assert page.first == len(seen) + 1
            seen += [row.pk for row in page.rows]
            marks.append(page)
            if not page.after:
                break
            mark = page.after
        assert len(seen) == len(everybody) and set(seen) == everybody, sort
        back = marks[-1]
        for earlier in reversed(marks[:-1]):
            found = listing.find(workers, Scope.everything(), listing.Wanted())
            back = listing.page(workers, found, sort, before=back.before, size=7)
            assert [row.pk for row in back.rows] == [row.pk for row in earlier.rows], (sort, earlier.first)
        assert not back.before


def test_empty_values_stand_last_both_ways_and_codes_in_the_order_of_their_list(country: None) -> None:
    mixed(30)
    workers = registry.ledger("workers")
    found = listing.find(workers, Scope.everything(), listing.Wanted())
    wages = [row.wage for row in listing.page(workers, found, "-wage", size=100).rows]
    kept = [wage for wage in wages if wage is not None]
    assert wages == sorted(kept, reverse=True) + [None] * (len(wages) - len(kept))
    order = ["willing", "stable", "left", None]
    states = [row.status for row in listing.page(workers, found, "status", size=100).rows]
    assert states == sorted(states, key=order.index)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["", "wage", "-wage", "since", "-status"]), st.integers(2, 9), st.randoms(use_true_random=False))
def test_rows_that_stay_are_met_once_while_others_come_and_go(
    lots: None, sort: str, size: int, choose: random.Random
) -> None:
    workers = registry.ledger("workers")
    with transaction.atomic():
        alive = set(workers._default_manager.values_list("pk", flat=True))
        gone: set[int] = set()
        seen: list[int] = []
        mark = ""
        while True:
            found = listing.find(workers, Scope.everything(), listing.Wanted())
            page = listing.page(workers, found, sort, after=mark, size=size)
            if mark and page.first == 1:
                break  # all that lay behind is gone
            seen += [row.pk for row in page.rows]
            for row in choose.sample(sorted(alive - gone), 2):  # the row of the mark itself too
                gone.add(row)
            workers._default_manager.filter(pk__in=gone).delete()
            if not page.after:
                break
            mark = page.after
        assert len(seen) == len(set(seen)), "none twice"
        assert alive - gone <= set(seen), "whoever stayed was met"
        transaction.set_rollback(True)


@pytest.fixture
def lots(country: None) -> None:
    mixed(40)


def test_a_mark_tells_nothing_and_fits_only_its_own_list(longan: Client) -> None:
    mixed(30)
    page = longan.get("/ledgers/workers/?sort=name").context["page"]
    assert page.rows[-1].name not in page.after and str(page.rows[-1].pk) not in page.after
    for query in (
        f"sort=-name&after={page.after}",
        "after=nonsense",
        "after=%F0",
        f"before={page.after[:-3]}",
        "after=" + "A" * 200,
    ):
        assert longan.get(f"/ledgers/workers/?{query}").context["page"].first == 1, query
    assert longan.get(f"/ledgers/workers/?sort=name&after={page.after}").context["page"].first == 26
    assert longan.get("/ledgers/workers/?size=50").context["page"].last == 30


@pytest.mark.parametrize("query", ["", "status=stable", "sort=-wage&size=100", "more=1", "q=a&wage.from=1"])
def test_queries_do_not_grow_with_the_rows(longan: Client, query: str) -> None:
    counts = set()
    for rows in (1, 3, 100):
        put(people(rows, seed=9))
        longan.get(f"/ledgers/workers/?{query}")  # the resolver of places is read once
        with CaptureQueriesContext(connection) as captured:
            assert longan.get(f"/ledgers/workers/?{query}").status_code == 200
        counts.add(len(captured))
    assert len(counts) == 1, counts


QUERIES = ["", "status=stable,left", "wage.from=3500", "wage.is=empty", "since.from=2021-03", "status.is=empty&wage.to=3000", "contract.is=filled",
           "tags=monitored", "trade=C", "employer=鑫达", "county=450100", "town=none", "workplace=440000", "channel=政府"]  # fmt: skip


def test_lake_and_database_come_to_the_same(country: None) -> None:
    mixed(40)
    workers = registry.ledger("workers")
    for query in QUERIES:
        wanted = filters.wanted(workers, QueryDict(query))
        for scope in (Scope.everything(), Scope.of_region(LONGAN), Scope.of_region(MASHAN)):
            lake = lake_totals.of_lake(workers, scope, wanted)
            rows = totals.of_rows(workers, listing.find(workers, scope, wanted), wanted)
            assert lake is not None and (lake.count, lake.distinct) == (rows.count, rows.distinct), query
            for one, other in zip(lake.amounts, rows.amounts, strict=True):
                assert one.filled == other.filled and float(one.value or 0) == pytest.approx(float(other.value or 0)), (
                    query
                )
    for query in ("q=甲", "name=甲", "remark=x", "phone.is=empty", "uscc=9"):
        assert lake_totals.of_lake(workers, Scope.everything(), filters.wanted(workers, QueryDict(query))) is None, (
            query
        )


def test_totals_say_sums_averages_and_what_is_missing(longan: Client, mashan: Client) -> None:
    put(some_projects(2), "projects")
    put(some_months(2, 3), "household_months")
    rows = people(3)
    rows[0]["月工资(元)"] = None
    put(rows)
    money = text(longan.get("/ledgers/projects/totals/"))
    assert "协作资金合计" in money and "401.00</strong> 万元" in money and "形象进度平均" in money and "截至" in money
    wages = text(longan.get("/ledgers/workers/totals/"))
    assert "月工资平均" in wages and "4,150.00</strong> 元" in wages and "（1 条未填）" in wages and "涉及人员" in wages
    months = text(longan.get("/ledgers/household_months/totals/"))
    assert "家庭人口平均" in months and "个不同的值" in months, "the same people in every month are not added up"
    assert "家庭人口合计" in text(longan.get("/ledgers/household_months/totals/?month=2021-02"))
    other = text(mashan.get("/ledgers/projects/totals/"))
    assert "401" not in other and "<strong>0</strong>" in other and "无数据" in other


def test_large_lists_are_counted_by_the_lake_and_told_when_it_cannot(longan: Client, monkeypatch: Any) -> None:
    mixed(30)
    monkeypatch.setattr(listing, "MOST", 5)
    page = longan.get("/ledgers/workers/?status=stable")
    assert page.context["total"].count is None and "总数见下方合计" in text(page)
    expected = registry.ledger("workers")._default_manager.filter(status="stable").count()
    assert f"<strong>{expected}</strong>" in text(longan.get("/ledgers/workers/totals/?status=stable"))
    assert longan.get("/ledgers/workers/?status=stable").context["total"].count == expected, "known from then on"
    put(people(1, seed=99))
    assert f"<strong>{expected + 1}</strong>" in text(longan.get("/ledgers/workers/totals/?status=stable")), (
        "never an old figure"
    )
    everybody = registry.ledger("workers")._default_manager.values_list("name", flat=True)[0][0]
    told = text(longan.get(f"/ledgers/workers/totals/?name.is=filled&q={everybody[:0]}"))
    assert "超过 5" in told and "不合计" in told


def test_views_are_kept_shared_renamed_and_deleted(
    longan: Client, mashan: Client, enter: Callable[..., Client]
) -> None:
    put(people(3))
    kept = longan.post(
        "/ledgers/workers/views/", {"name": " 留岗 ", "query": "status=stable&wage.from=3000&nonsense=1&sort=-wage"}
    )
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("留岗", "status=stable&wage.from=3000&sort=-wage")
    assert kept.headers["Location"] == f"/ledgers/workers/?{view.query}&view={view.pk}"
    assert "视图：留岗" in text(longan.get(kept.headers["Location"]))
    one = f"/ledgers/workers/views/{view.pk}/"
    for path in (one, f"{one}default/"):
        assert mashan.post(path, {"name": "我的"}).status_code == 404, "others' own views do not exist"
    assert mashan.get(one).status_code == 404 and "留岗" not in text(mashan.get("/ledgers/workers/views/"))
    assert longan.post(one.replace("workers", "projects"), {"name": "x"}).status_code == 404
    longan.post(one, {"name": "留岗名单", "shared": "everyone", "do": "save"})
    assert "留岗名单" in text(mashan.get("/ledgers/workers/views/", headers={"HX-Request": "true"}))
    assert "共 0 条" in text(mashan.get(f"/ledgers/workers/?{view.query}&view={view.pk}")), "it widens nobody's scope"
    assert (
        mashan.post(one, {"name": "改名"}).status_code == 422 and mashan.post(one, {"do": "delete"}).status_code == 422
    )
    assert mashan.post(f"{one}default/").status_code == 302
    assert mashan.get("/ledgers/workers/").headers["Location"] == f"/ledgers/workers/?{view.query}&view={view.pk}"
    assert mashan.get("/ledgers/workers/?view=0").status_code == 200
    longan.post(one, {"name": "留岗名单", "shared": "", "do": "save"})
    assert mashan.get("/ledgers/workers/").status_code == 200, "no longer shared"
    assert "请给视图起个名称" in text(longan.post("/ledgers/workers/views/", {"name": " ", "query": ""}, follow=True))
    longan.post(one, {"do": "delete"})
    assert not SavedView.objects.exists() and longan.get("/ledgers/workers/").status_code == 200


def test_a_view_shared_within_the_organisation(longan: Client, mashan: Client, enter: Callable[..., Client]) -> None:
    for client, name in ((longan, "隆安县乡村振兴局"), (mashan, "马山县乡村振兴局")):
        client.user.organisation_name = name  # type: ignore[attr-defined]
        client.user.save()  # type: ignore[attr-defined]
    colleague = enter(roles.VIEWER, LONGAN)
    longan.post("/ledgers/workers/views/", {"name": "本局用", "query": "q=韦", "shared": "organisation"})
    assert "本局用" not in text(mashan.get("/ledgers/workers/")) and "本局用" not in text(
        colleague.get("/ledgers/workers/")
    )
    colleague.user.organisation_name = "隆安县乡村振兴局"  # type: ignore[attr-defined]
    colleague.user.save()  # type: ignore[attr-defined]
    assert "本局用" in text(colleague.get("/ledgers/workers/views/"))


def test_columns_order_widths_and_size_are_kept_for_each_person(longan: Client, enter: Callable[..., Client]) -> None:
    put(people(30))
    usual = [head.name for head in longan.get("/ledgers/workers/").context["heads"]]
    longan.post("/ledgers/workers/columns/", {"column": ["wage", "post", "nonsense"], "order.wage": "2", "order.post": "1",
                                              "width.post": "9999", "width.name": "200", "size": "50", "do": "save"})  # fmt: skip
    heads = longan.get("/ledgers/workers/").context["heads"]
    assert [(head.name, head.width) for head in heads] == [("name", 200), ("county", 0), ("post", 640), ("wage", 0)]
    assert longan.get("/ledgers/workers/").context["page"].last == 30
    assert longan.post("/ledgers/workers/widths/", {"name": "wage", "width": "120"}).status_code == 204
    longan.post("/ledgers/workers/widths/", {"name": "password", "width": "120"})
    assert longan.get("/ledgers/workers/").context["heads"][3].width == 120
    colleague = enter(roles.VIEWER, LONGAN)
    assert [head.name for head in colleague.get("/ledgers/workers/").context["heads"]] == usual
    longan.post("/ledgers/workers/columns/", {"do": "reset"})
    assert [(head.name, head.width) for head in longan.get("/ledgers/workers/").context["heads"]] == [
        (name, 0) for name in usual
    ]


def test_ticks_lead_to_the_bulk_change_with_the_filter_in_the_address(
    longan: Client, enter: Callable[..., Client]
) -> None:
    put(people(3))
    page = text(longan.get("/ledgers/workers/?status=stable"))
    assert (
        'action="/ledgers/workers/bulk/?status=stable"' in page
        and 'name="ids"' in page
        and 'name="all" value="1"' in page
    )
    viewer = text(enter(roles.VIEWER, LONGAN).get("/ledgers/workers/"))
    assert "/bulk/" not in viewer and 'name="ids"' not in viewer and "/export" not in viewer
