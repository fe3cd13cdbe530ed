"""Messes 9-15, 30-32, 34, 35, 39, 40: how the sheet is laid out."""

import io
from datetime import datetime

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from jiedui.demo.containers import Cell, column_name, raw_xlsx, sheet_xml
from jiedui.demo.workbook import CLERK, header_rows, write_ledger_workbook
from tests.workbooks.draft import Draft, Made, people, some_months, some_payments, some_projects


def mess_09_title_rows() -> Made:
    """Three rows above the header."""
    above = [["2021年粤桂劳务协作务工人员实名制台账"], ["填报单位：隆安县人力资源和社会保障局"], []]
    return Draft("workers", people(4), above=above).made()


def mess_10_headers_in_two_rows() -> Made:
    """收入 above 工资性收入 …: merged cells join to a path."""
    rows = some_months(2, 3)
    buffer = io.BytesIO()
    write_ledger_workbook(buffer, "household_months", rows, CLERK)
    d = Draft("household_months", rows)
    d.first = header_rows(CLERK) + 1
    d.facts[d.first, "wage_income"] = 240_000
    return d.made(data=buffer.getvalue(), dropped=3)


def mess_11_cells_merged_down() -> Made:
    """One household's cells merged down its months."""
    d = Draft("household_months", some_months(2, 3))
    for heading in ("户编号", "户主姓名", "户主身份证号"):
        column = d.headings.index(heading) + 1
        for start in (d.first, d.first + 3):
            d.ws.merge_cells(start_row=start, end_row=start + 2, start_column=column, end_column=column)
    for i in range(6):
        d.facts[d.first + i, "household"] = d.rows[i]["户编号"]
    return d.made()


def mess_12_blank_means_above() -> Made:
    """Blanks under the first row of a household, not merged: the product asks."""
    d = Draft("household_months", some_months(2, 3))
    for i in (1, 2, 4, 5):
        d.put(i, "户编号", None)
        d.put(i, "户主姓名", None)
    for heading in ("户编号", "户主姓名"):
        d.expect(None, heading, "column.fill_down")
    return d.made()


def mess_13_totals() -> Made:
    """小计 and 合计 rows that agree with the rows are dropped without a word."""
    d = Draft("workers", people(4), headings=list(people(1)[0]))
    total = sum(row["月工资(元)"] for row in d.rows)
    for word in ("小计", "合计"):
        d.ws.append([word, *[None] * (d.headings.index("月工资(元)") - 1), total])
    return d.made(dropped=2)


def mess_13_wrong_total() -> Made:
    """A total that does not agree is dropped and said."""
    d = Draft("workers", people(4))
    d.ws.append(["合计", *[None] * (d.headings.index("月工资(元)") - 1), 99_999])
    d.expect(None, "月工资(元)", "total.mismatch")
    return d.made(dropped=1)


def mess_14_footer() -> Made:
    """Who filled it in and who checked it, under a row that is not there at all."""
    d = Draft("workers", people(4))
    d.ws.append([])
    d.ws.append(["填表人：韦丽娟", None, None, "审核人：黄建国", None, "填表日期：2021年12月31日"])
    return d.made(dropped=2)


def mess_15_unit_in_a_corner() -> Made:
    """单位：元 above columns that are otherwise in 万元."""
    rows = [
        {key.removesuffix("(万元)"): value for key, value in row.items()} | {"协作资金": 1_000_000, "计划总投资": 1_200_000,
         "已到县资金": 500_000}
        for row in some_projects(3)
    ]  # fmt: skip
    d = Draft("projects", rows, above=[["帮扶项目台账"], [*[None] * 8, "单位：元"]])
    d.facts[d.first, "planned_fund"] = 100_000_000
    return d.made()


def mess_15_unit_in_the_heading() -> Made:
    """The heading names a unit other than the declared one."""
    rows = [
        {("金额（万元）" if key == "金额(元)" else key): value for key, value in row.items()}
        for row in some_payments(2)
    ]
    rows[0]["金额（万元）"], rows[1]["金额（万元）"] = 1.5, 2
    d = Draft("payments", rows)
    d.facts |= {(2, "amount"): 1_500_000, (3, "amount"): 2_000_000}
    return d.made(before=[Draft("projects", some_projects(1)).made()])


def mess_30_hidden_sheet() -> Made:
    """A hidden sheet is listed and not used."""
    d = Draft("workers", people(4))
    hidden = d.book.create_sheet("2020年")
    hidden.append(d.headings)
    hidden.append(list(people(1, seed=9)[0].values()))
    hidden.sheet_state = "hidden"
    d.expect(None, None, "sheet.hidden")
    return d.made()


def mess_30_hidden_rows() -> Made:
    """Rows hidden by hand: the product asks whether to take them."""
    d = Draft("workers", people(5))
    for i in (1, 2):
        d.ws.row_dimensions[d.first + i].hidden = True
    d.expect(None, None, "row.hidden")
    return d.made(counts={"dropped": 0})


def mess_30_filtered_rows() -> Made:
    """Rows hidden by a filter."""
    d = Draft("workers", people(5))
    d.ws.auto_filter.ref = f"A1:{column_name(len(d.headings) - 1)}6"
    d.ws.auto_filter.add_filter_column(2, ["男"])
    for i in (1, 3):
        d.ws.row_dimensions[d.first + i].hidden = True
    d.expect(None, None, "row.hidden")
    return d.made(counts={"dropped": 0})


def mess_31_a_sheet_for_each_county() -> Made:
    """The sheet's name is the county; no column says it."""
    headings = [h for h in people(1)[0] if h not in {"户籍县", "乡镇"}]
    d = Draft("workers", people(4), headings=headings, sheet="隆安县")
    other = d.book.create_sheet("马山县")
    other.append(headings)
    more = people(2, seed=5)
    for row in more:
        other.append([row[h] for h in headings])
    return d.made(counts={"read": 6, "new": 6, "refused": 0})


def mess_32_renamed_and_moved() -> Made:
    """Declared aliases in another order, with blanks and line breaks in the headings."""
    names = {"身份证号": "公民身份\n号码", "户籍县": "县（市、区）", "联系电话": "联系 方式", "就业单位": "务工单位",
             "就业起始时间": "外出务工时间", "月工资(元)": "月收入"}  # fmt: skip
    rows = [{names.get(k, k): v for k, v in reversed(row.items())} for row in people(3)]
    return Draft("workers", rows).made()


def mess_32_fuzzy_heading() -> Made:
    """A misspelt heading is suggested, never taken by itself."""
    rows = [{("户籍所在现" if k == "户籍县" else k): v for k, v in row.items()} for row in people(3)]
    d = Draft("workers", rows)
    d.expect(None, None, "column.fuzzy")
    return d.made(counts={})


def mess_32_added_column() -> Made:
    """A column that no ledger knows is ignored with a warning."""
    d = Draft("workers", [row | {"微信号": "wx1"} for row in people(3)])
    d.expect(None, None, "column.unknown")
    return d.made()


def mess_34_strike_through() -> Made:
    """Struck through: perhaps deleted."""
    d = Draft("workers", people(3))
    for heading in d.headings:
        d.cell(1, heading).font = Font(strike=True)
    d.findings.append((d.first + 1, None, "cell.strikethrough", "warning"))
    return d.made()


def mess_34_comment() -> Made:
    """A comment on a cell."""
    d = Draft("workers", people(3))
    d.cell(1, "就业单位").comment = Comment("已换厂，待核实", "审核人")
    d.expect(1, "就业单位", "cell.comment")
    return d.made()


def mess_34_colour() -> Made:
    """A coloured cell."""
    d = Draft("workers", people(3))
    d.cell(1, "月工资(元)").fill = PatternFill("solid", fgColor="FFFFFF00")
    d.findings.append((d.first + 1, None, "cell.coloured", "warning"))
    return d.made()


def mess_35_invisible_characters() -> Made:
    """Line breaks, NBSP and zero-width characters are cleaned."""
    d = Draft("workers", people(3))
    d.put(0, "户籍县", "隆安县\u200b\n")
    d.put(1, "姓名", "\u00a0韦建国\ufeff", fact="韦建国")
    d.put(2, "身份证号", f"\u00a0{d.rows[2]['身份证号']}\r\n")
    return d.made()


def mess_39_wps_picture() -> Made:
    """A picture that WPS keeps in a cell, as WPS writes it."""
    rows = people(3)
    headings = [h for h in rows[0] if not isinstance(rows[0][h], datetime)]
    lines: list[list[Cell]] = [list(headings), *[[row[h] for h in headings] for row in rows]]
    d = Draft("workers", rows)
    place = f"{column_name(headings.index('备注'))}3"
    shown = f'<c r="{place}" t="str"><f>_xlfn.DISPIMG("ID_0A1B2C3D",1)</f><v>=DISPIMG("ID_0A1B2C3D",1)</v></c>'
    row = sheet_xml(lines).split('<row r="4">')
    sheet = row[0].removesuffix("</row>") + shown + '</row><row r="4">' + row[1]
    d.expect(1, "备注", "cell.picture_dropped")
    return d.made(data=raw_xlsx(sheet, name="台账"))


def mess_40_a_million_empty_rows(rows: int = 1_048_000) -> Made:
    """Formatting down to the end of the sheet."""
    d = Draft("workers", people(3))
    lines: list[list[Cell]] = [list(d.headings), *[[row[h] for h in d.headings] for row in d.rows]]
    empty = "".join(f'<row r="{r}"><c r="A{r}" s="0"/><c r="B{r}" s="0"/></row>' for r in range(6, rows))
    sheet = sheet_xml(lines, after=empty).replace("<sheetData>", f'<dimension ref="A1:XFD{rows}"/><sheetData>')
    return d.made(data=raw_xlsx(sheet, name="台账"))


def opened(made: Made) -> openpyxl.Workbook:
    """The file as openpyxl sees it."""
    return openpyxl.load_workbook(io.BytesIO(made.data))
