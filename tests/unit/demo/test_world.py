"""The invented world is the same for a seed, plausible, and keeps the facts that the checks rely on."""

from collections import Counter
from datetime import date

from jiedui.demo.geography import County, share_out
from jiedui.demo.headings import SHEETS
from jiedui.demo.identity import UNASSIGNED_PREFIXES, check_digit
from jiedui.demo.world import World


def test_a_seed_gives_the_same_world_again(counties: list[County]) -> None:
    one, two, other = (World(counties, seed=s, workers=80, households=20, projects=8) for s in (3, 3, 4))
    for ledger in SHEETS:
        assert one.rows(ledger) == two.rows(ledger) == two.rows(ledger)
        assert one.rows(ledger) != other.rows(ledger)


def test_rows_use_only_printed_headings_and_fill_the_required_ones(world: World) -> None:
    required = {
        "workers": ("姓名", "身份证号", "户籍县"),
        "projects": ("项目编号", "项目名称", "县"),
        "payments": ("凭证号", "项目编号"),
        "household_months": ("户编号", "户主姓名", "县", "月份"),
    }
    for ledger, sheet in SHEETS.items():
        for row in world.rows(ledger):
            assert set(row) <= set(sheet.headings)
            assert all(row.get(heading) for heading in required[ledger])


def test_identity_numbers_are_valid_and_phones_belong_to_nobody(world: World) -> None:
    for row in world.rows("workers"):
        number = row["身份证号"]
        assert number[17] == check_digit(number[:17])
        assert (int(number[16]) % 2 == 1) == (row["性别"] == "男")
        assert row["联系电话"].startswith(UNASSIGNED_PREFIXES)


def test_old_prefixes_are_for_the_old(world: World) -> None:
    tianyang = [r["身份证号"] for r in world.rows("workers") if r["户籍县"] == "田阳区"]
    assert sum(number.startswith("452622") for number in tianyang) > len(tianyang) / 2
    assert any(number.startswith("451021") for number in tianyang)
    assert not any(number.startswith("452622") and int(number[6:10]) > 2002 for number in tianyang)


def test_a_few_people_are_registered_by_two_counties_never_twice_by_one(world: World) -> None:
    rows = world.rows("workers")
    assert len(rows) == 1500
    counties = Counter(row["身份证号"] for row in rows)
    assert sum(number == 2 for number in counties.values()) == 4
    assert max(Counter((row["身份证号"], row["户籍县"]) for row in rows).values()) == 1


def test_work_starts_bunch_after_the_spring_festival_and_leavers_have_an_end(world: World) -> None:
    rows = [row for row in world.rows("workers") if "就业起始时间" in row]
    months = Counter((row["就业起始时间"].year, row["就业起始时间"].month) for row in rows)
    assert months[2021, 3] == max(months.values())
    assert all(date(2020, 1, 1) <= row["就业起始时间"] <= date(2021, 12, 31) for row in rows)
    for row in rows:
        assert (row["就业状态"] in {"离岗", "返乡"}) == ("就业截止时间" in row)
        if "就业截止时间" in row:
            assert row["就业起始时间"] < row["就业截止时间"] <= date(2021, 12, 31)


def test_every_county_pays_between_60_and_97_percent_and_never_more_than_arrived(world: World) -> None:
    paid: Counter[str] = Counter()
    for row in world.rows("payments"):
        paid[row["项目编号"]] += round(row["金额(元)"] * 100)
    for _, projects in world.by_county("projects"):
        arrived = {p["项目编号"]: round(p["已到县资金(万元)"] * 1_000_000) for p in projects}
        assert all(paid[number] <= money for number, money in arrived.items())
        rate = sum(paid[number] for number in arrived) / sum(arrived.values())
        assert 0.5 < rate < 0.975
    assert not set(paid) - {p["项目编号"] for p in world.rows("projects")}
    assert max(Counter(row["凭证号"] for row in world.rows("payments")).values()) == 1


def test_the_panel_ends_in_december_misses_some_months_and_shares_people_with_the_workers(world: World) -> None:
    rows = world.rows("household_months")
    keys = Counter((row["户编号"], row["月份"]) for row in rows)
    assert max(keys.values()) == 1
    assert {row["月份"] for row in rows} == {f"2021-{m:02d}" for m in range(1, 13)}
    assert 400 * 12 * 0.95 < len(rows) < 400 * 12
    heads = {row["户主身份证号"] for row in rows}
    assert heads & {row["身份证号"] for row in world.rows("workers")}


def test_shares_add_up() -> None:
    assert share_out(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(share_out(50_000, [1.3, 0.2, 5.7])) == 50_000
