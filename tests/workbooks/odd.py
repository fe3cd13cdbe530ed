"""Layouts that clerks use and templates do not: units on parent headings, counts in totals, signed feet, helpers' names."""

from openpyxl.worksheet.worksheet import Worksheet

from tests.workbooks.draft import COUNTY, Draft, Made, people, some_months, some_payments, some_projects

INCOMES = ("工资性收入", "转移性收入")
NO_PLACE = [heading for heading in people(1)[0] if heading not in ("户籍县", "乡镇")]


def extra_unit_above_several_columns() -> Made:
    """收入情况（万元） stands once, merged over the columns of income."""
    kept = ("户编号", "户主姓名", "县", "月份", *INCOMES)
    rows = [{key: row[key] for key in kept} | {"工资性收入": 0.24, "转移性收入": 0.001} for row in some_months(1, 3)]
    d = Draft("household_months", rows, above=[[*kept[:4], "收入情况（万元）"]])
    d.header = 1
    d.ws.merge_cells("E1:F1")
    for letter in "ABCD":
        d.ws.merge_cells(f"{letter}1:{letter}2")
    d.facts |= {(3, "wage_income"): 240_000, (3, "transfer_income"): 1000}
    return d.made()


def _wages(heading: str, value: float) -> Made:
    rows = [{(heading if k == "月工资(元)" else k): v for k, v in row.items()} | {heading: value} for row in people(2)]
    d = Draft("workers", [{k: v for k, v in row.items() if k != "月工资(元)"} for row in rows], headings=list(rows[0]))
    d.facts = {(2, "wage"): 450_000, (3, "wage"): 450_000}
    return d.made()


def extra_unit_a_month() -> Made:
    return _wages("月工资（元/月）", 4500)


def extra_unit_a_person_and_month() -> Made:
    return _wages("月均工资（元/人·月）", 4500)


def extra_unit_behind_a_slash() -> Made:
    return _wages("月工资/万元", 0.45)


def extra_unit_without_brackets() -> Made:
    return _wages("月工资 千元", 4.5)


def _paid_in_wan(corner: str) -> Made:
    rows = [{key.removesuffix("(元)"): value for key, value in row.items()} | {"金额": 1.5} for row in some_payments(2)]
    d = Draft("payments", rows, above=[["支付台账"], [None, None, corner]])
    d.facts = {(4, "amount"): 1_500_000}
    return d.made(before=[Draft("projects", some_projects(1)).made()])


def extra_two_units_in_a_corner() -> Made:
    return _paid_in_wan("单位：笔、万元")


def extra_unit_in_brackets_in_a_corner() -> Made:
    return _paid_in_wan("单位（万元）")


def extra_totals_that_count() -> Made:
    """小计（2人）, 合计 2 人 and the like are no people."""
    d = Draft("workers", people(2))
    for word in ("城厢镇小计（2人）", "小计：2人", "合计 2 人", "2021年合计"):
        d.ws.append([word])
    return d.made(dropped=4)


def extra_signed_foot() -> Made:
    """Lines for signatures and seals, a note, and the empty row above them."""
    d = Draft("workers", people(2))
    d.ws.append([])
    d.ws.append(["填表人（签字）：韦某", None, None, "审核人（签字）：黄某", None, "负责人：农某", None, "2021年12月31日"])
    d.ws.append(["填报单位（盖章）：隆安县", None, None, "联系电话：0771-6523456"])
    d.ws.append(["注：1.本表每月5日前报送。"])
    d.ws.append(["以上数据截至2021年12月31日"])
    return d.made(dropped=5)


def extra_helping_district_in_the_title() -> Made:
    """No column of counties: the title names the helping district and the county, which is the one meant."""
    d = Draft("workers", people(2), headings=NO_PLACE, above=[["深圳市福田区对口帮扶隆安县务工人员台账"]])
    d.facts = {(3, "county"): "450123", (4, "county"): "450123"}
    return d.made()


def extra_sheets_named_with_counts() -> Made:
    """One sheet a county, each name with a number of people behind it."""
    rows = people(4)
    d = Draft("workers", rows[:2], headings=NO_PLACE, sheet=f"{COUNTY}(2人)")
    other = d.book.create_sheet("02马山（2人）")
    assert isinstance(other, Worksheet)
    other.append(NO_PLACE)
    for row in rows[2:]:
        other.append([row[heading] for heading in NO_PLACE])
    return d.made(counts={"read": 4, "new": 4, "refused": 0})


def extra_blank_county_with_its_household() -> Made:
    """The county, the same throughout, is blank on just the rows on which the household is: asked alike."""
    d = Draft("household_months", some_months(2, 3))
    for i in (1, 2, 4, 5):
        for heading in ("户编号", "户主姓名", "县"):
            d.put(i, heading, None)
    for heading in ("户编号", "户主姓名", "县"):
        d.expect(None, heading, "column.fill_down")
    return d.made()


def extra_csv_that_guards_its_numbers() -> Made:
    """="4521…" in a CSV file is what a spreadsheet shows of it."""
    rows = [{"姓名": p["姓名"], "身份证号": f'="{p["身份证号"]}"', "户籍县": COUNTY} for p in people(3)]
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return Draft("workers", rows).made(data="\n".join(",".join(line) for line in lines).encode(), name="workers.csv")


def extra_three_wages_one_in_another_unit() -> Made:
    """Two wages in yuan and one in 万元: asked, though there are only three."""
    d = Draft("workers", people(3))
    d.put(1, "月工资(元)", 0.45, "number.outlier")
    return d.made()


def extra_other_unit_of_counting_left_out() -> Made:
    """人次 where the ledger counts 人: asked, and not read until answered."""
    rows = [{("务工人数（人次）" if k == "务工人数" else k): v for k, v in row.items()} for row in some_months(1, 2)]
    d = Draft("household_months", rows)
    d.expect(None, "务工人数", "column.unit")
    d.facts[2, "workers"] = None
    return d.made()


def extra_villages_known_of_some() -> Made:
    """A column that may be empty, and is on half of the rows: no question."""
    d = Draft("workers", [row | {"村": None} for row in people(6)])
    for i, village in enumerate(("旺中村", "东安村", "旺中村")):
        d.put(i, "村", village)
    return d.made(open=True, counts={"read": 6, "new": 6, "refused": 0})


def extra_missing_ids_are_missing() -> Made:
    """Every other row without the number that tells people apart: errors, never "as above"."""
    d = Draft("workers", people(4))
    for i in (1, 3):
        d.put(i, "身份证号", None, "value.required")
    return d.made()


def extra_one_figure_of_a_code() -> Made:
    """01 that became 1."""
    d = Draft("workers", [row | {"行业": None} for row in people(3)])
    d.put(0, "行业", 1, fact="01")
    return d.made()


def extra_both_counties_are_told() -> Made:
    """The county that registered first hears of the second when its unchanged file comes again."""
    rows = [{k: v for k, v in row.items() if k != "乡镇"} for row in people(1)]
    d = Draft("workers", rows)
    d.expect(0, "身份证号", "workers.two_counties")
    second = Draft("workers", [rows[0] | {"户籍县": "马山县"}])
    return d.made(before=[Draft("workers", rows).made(), second.made()], counts={"read": 1, "new": 0, "same": 1})
