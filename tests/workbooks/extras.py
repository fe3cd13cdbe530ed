"""Faults beside the 47: cross-ledger checks, missing columns and cells, rows of another county."""

from tests.workbooks.draft import Draft, Made, people, some_payments, some_projects


def extra_unknown_project() -> Made:
    """A payment for a project that is not registered."""
    d = Draft("payments", some_payments(3))
    d.put(1, "项目编号", "450123-2021-999", "reference.unknown")
    return d.made(before=[Draft("projects", some_projects(1)).made()])


def extra_paid_more_than_arrived() -> Made:
    """Payments that together pass the money that has arrived (150 万元)."""
    d = Draft("payments", some_payments(3))
    d.put(2, "金额(元)", 1_490_000, "payments.over_arrived")
    return d.made(before=[Draft("projects", some_projects(1)).made()])


def extra_required_empty() -> Made:
    """A required cell without a value."""
    d = Draft("workers", people(6))
    d.put(1, "姓名", None, "value.required")
    return d.made()


def extra_missing_column() -> Made:
    """A required column that is not in the file: nothing can be read."""
    d = Draft("workers", people(3), headings=[h for h in people(1)[0] if h != "身份证号"])
    d.findings.append((None, "resident_id", "column.missing", "error"))
    return d.made(counts={"new": 0})


def extra_changed_rows() -> Made:
    """Two of five rows differ from the ledger: changed, with old and new value."""
    rows = people(5)
    d = Draft("workers", [rows[0] | {"月工资(元)": 5200}, rows[1] | {"就业状态": "离岗"}, *rows[2:]])
    before = Draft("workers", rows).made()
    return d.made(before=[before], counts={"read": 5, "new": 0, "changed": 2, "same": 3, "refused": 0})


def extra_end_before_start() -> Made:
    """An end before its start."""
    d = Draft("workers", people(3))
    d.put(1, "就业截止时间", "2020-01-05", "date.order")
    return d.made()


def extra_two_counties_in_one_file() -> Made:
    """A person twice in one file, for two counties: both rows go in, both are warned of."""
    rows = [{k: v for k, v in row.items() if k != "乡镇"} for row in people(3)]
    d = Draft("workers", [*rows, rows[0] | {"户籍县": "马山县"}])
    for row in (2, 5):
        d.findings.append((row, None, "workers.two_counties", "warning"))
    return d.made()


def extra_empty_row_between() -> Made:
    """An empty row amid the data, as clerks leave between villages."""
    rows = people(4)
    d = Draft("workers", [*rows[:2], {}, *rows[2:]], headings=list(rows[0]))
    return d.made(counts={"read": 4, "new": 4, "dropped": 1})
