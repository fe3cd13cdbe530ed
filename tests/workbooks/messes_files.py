"""Messes 37, 38, 41, 42, 45, 47: files in other formats, and files that meet what is already there."""

import csv
import io

from jiedui.demo.containers import html_table, ods, xls
from jiedui.demo.hostile import macros, password
from tests.workbooks.draft import Draft, Made, people, some_projects


def _table() -> tuple[Draft, list[list[object]]]:
    d = Draft("workers", people(4))
    return d, [list(d.headings), *[[row[h] for h in d.headings] for row in d.rows]]


def mess_37_xls() -> Made:
    """An old .xls."""
    d, rows = _table()
    d.facts[2, "since"] = "2021-03-01"
    return d.made(data=xls(rows, "台账"), name="务工人员.xls")  # type: ignore[arg-type]


def mess_37_xls_named_xlsx() -> Made:
    """An old .xls with the new ending: the content decides."""
    d, rows = _table()
    return d.made(data=xls(rows, "台账"), name="务工人员.xlsx")  # type: ignore[arg-type]


def mess_37_ods() -> Made:
    """OpenDocument."""
    d, rows = _table()
    d.facts[2, "since"] = "2021-03-01"
    return d.made(data=ods(rows, "台账"), name="务工人员.ods")  # type: ignore[arg-type]


def mess_37_html_as_xls() -> Made:
    """A web page that a system calls .xls."""
    d, rows = _table()
    return d.made(data=html_table(rows), name="导出.xls")  # type: ignore[arg-type]


def _csv(rows: list[list[object]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["" if v is None else v for v in row] for row in rows])
    return buffer.getvalue()


def mess_37_csv_gbk() -> Made:
    """A CSV as Excel saves it in China."""
    d, rows = _table()
    return d.made(data=_csv(rows).encode("gb18030"), name="务工人员.csv")


def mess_37_csv_utf8() -> Made:
    """A CSV in UTF-8, with and without its mark."""
    d, rows = _table()
    return d.made(data=_csv(rows).encode("utf-8-sig"), name="务工人员.csv")


def mess_38_password() -> Made:
    """Behind a password."""
    return Made("workers", password(), "有密码.xlsx", {"refused": True})


def mess_38_macros() -> Made:
    """With macros: refused, never run."""
    return Made("workers", macros(), "带宏.xlsx", {"refused": True})


def mess_41_same_row_twice() -> Made:
    """The very same row again counts once."""
    rows = people(4)
    d = Draft("workers", [*rows, rows[1]])
    d.expect(4, None, "row.repeated")
    return d.made(counts={"new": 4, "refused": 0})


def mess_41_same_key_other_facts() -> Made:
    """The same person with different facts: the product asks which row counts."""
    rows = people(4)
    d = Draft("workers", [*rows, rows[1] | {"月工资(元)": 6100}])
    d.findings.append((6, None, "row.duplicate", "question"))
    return d.made()


def mess_41_two_counties() -> Made:
    """A person whom another county has registered."""
    rows = people(3)
    other = Draft("workers", [rows[0] | {"户籍县": "马山县", "乡镇": None}]).made()
    d = Draft("workers", rows)
    d.findings.append((2, None, "workers.two_counties", "warning"))
    return d.made(before=[other])


def mess_42_cumulative_shrinks() -> Made:
    """Money that has arrived cannot become less."""
    rows = some_projects(4)
    d = Draft("projects", [rows[0] | {"已到县资金(万元)": 90}, *rows[1:]])
    d.expect(0, "已到县资金(万元)", "cumulative.shrinks")
    return d.made(before=[Draft("projects", rows).made()], counts={"read": 4, "new": 0, "same": 3})


def mess_45_sent_again() -> Made:
    """最终版(3): the same rows a second time change nothing."""
    d = Draft("workers", people(5))
    return d.made(name="务工人员台账最终版(3).xlsx", again={"new": 0, "changed": 0, "same": 5})


def mess_47_totals_jump() -> Made:
    """The sum is ten times the last one."""
    rows = some_projects(6)
    times = [row | {"协作资金(万元)": row["协作资金(万元)"] * 10, "计划总投资(万元)": 5000} for row in rows]
    d = Draft("projects", times)
    d.expect(None, None, "totals.changed")
    return d.made(before=[Draft("projects", rows).made()], counts={"read": 6, "new": 0}, open=True)
