"""A small workbook of good rows, to be spoiled in one way, and what the product must say about it.

Every builder returns a `Made`: ledger id, bytes of the file, its name and the expectation, a dict with

    findings   [(row, field, id, level), …] all findings of the file; row or field None: not compared
    counts     {"read": …, "new": …, "refused": …, "dropped": …}: those that are named must agree
    facts      {(row, field): stored value in its normal form}, by Excel's row number
    before     files (Made) that are imported first, all rows
    refused    True when the whole file is refused without a row being read
    again      the counts when the same file is imported a second time
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from jiedui.core.declare.registry import registry
from jiedui.core.words.findings import TYPES, Level
from jiedui.demo.identity import Identities, phones, uscc
from jiedui.demo.names import draw_names

Row = dict[str, Any]
Finding = tuple[int | None, str | None, str, str]
COUNTY, TOWN, ID_PREFIX = "隆安县", "城厢镇", "452126"


class Made(NamedTuple):
    ledger: str
    data: bytes
    name: str
    expected: dict[str, Any]


def field(ledger: str, heading: str) -> str:
    """The column that a heading means: its label or a declared alias, a unit in brackets apart."""
    bare = heading.split("(")[0].split("（")[0]
    for column in registry.ledger(ledger).declared:
        if heading in column.headings or bare in column.headings:
            return column.name
    raise LookupError(f"{ledger}: no column for {heading}")


def finding(ledger: str, row: int | None, heading: str | None, id: str) -> Finding:
    """A finding with the level that its type declares; `id` may also be one of a ledger's own checks."""
    return (row, field(ledger, heading) if heading else None, id, str(level_of(ledger, id)))


def level_of(ledger: str, id: str) -> Level:
    """The declared level of a finding type or of a check of the ledger."""
    if id in TYPES:
        return TYPES[id].level
    info = registry.ledger(ledger).info
    return next(check.level for check in (*info.checks, *info.cross_checks) if check.id == id)


def people(count: int, seed: int = 1) -> list[Row]:
    """Good rows of the workers' ledger, men and women of one county."""
    rng = np.random.default_rng([2021, seed])
    male = np.arange(count) % 2 == 0
    births = rng.integers(1965, 1999, count) * 10000 + rng.integers(1, 13, count) * 100 + rng.integers(1, 29, count)
    ids = Identities().draw(rng, np.full(count, ID_PREFIX), births, male)
    names, mobile = draw_names(rng, male), phones(rng, count)
    firm = {"就业单位": "深圳市福田鑫达电子有限公司", "统一社会信用代码": uscc("440304", 31234567)}
    return [
        {
            "姓名": names[i], "身份证号": ids[i], "性别": "男" if male[i] else "女", "民族": "壮族", "户籍县": COUNTY, "乡镇": TOWN,
            "联系电话": mobile[i], "就业状态": "稳定就业", **firm, "就业起始时间": date(2021, 3, 1 + i % 28), "就业截止时间": None,
            "月工资(元)": 4000 + 100 * (i % 10), "备注": None,
        }
        for i in range(count)
    ]  # fmt: skip


def some_projects(count: int) -> list[Row]:
    """Good rows of the projects' ledger."""
    return [
        {
            "项目编号": f"450123-2021-{i + 1:03d}", "项目名称": f"隆安县城厢镇产业路建设项目{i + 1}", "县": COUNTY, "乡镇": TOWN,
            "项目类别": "产业", "资金类别": "财政援助", "计划总投资(万元)": 300 + i, "协作资金(万元)": 200 + i, "已到县资金(万元)": 150 + i,
            "计划开工日期": date(2021, 4, 1), "计划完工日期": date(2021, 10, 31), "实际开工日期": date(2021, 4, 20),
            "实际完工日期": None, "形象进度": "60%", "备注": None,
        }
        for i in range(count)
    ]  # fmt: skip


def some_payments(count: int) -> list[Row]:
    """Good rows of the payments' ledger, for the first project of `some_projects`."""
    return [
        {
            "凭证号": f"450123-202106-{i + 1:04d}", "项目编号": "450123-2021-001", "支付日期": date(2021, 6, 1 + i % 28),
            "收款单位": "隆安县兴达建设工程有限公司", "统一社会信用代码": uscc("450123", 33445566), "金额(元)": 10_000 + i,
            "用途": "工程款", "发票号码": f"{20210000 + i}",
        }
        for i in range(count)
    ]  # fmt: skip


def some_months(households: int, months: int) -> list[Row]:
    """Good rows of the household panel, `months` rows for each household, from 2021-01 on."""
    heads = people(households, seed=2)
    return [
        {
            "户编号": f"450123{h + 1:06d}", "户主姓名": heads[h]["姓名"], "户主身份证号": heads[h]["身份证号"], "县": COUNTY,
            "乡镇": TOWN, "家庭人口": 4, "户类型": "脱贫户", "监测对象类型": "非监测对象", "月份": f"2021-{m + 1:02d}",
            "工资性收入": 2400 + 10 * h, "生产经营性收入": 900, "财产性收入": 20, "转移性收入": 300, "生产经营性支出": 250,
            "合规自付支出": 0, "务工人数": 2, "备注": None,
        }
        for h in range(households)
        for m in range(months)
    ]  # fmt: skip


GOOD = {"workers": people, "projects": some_projects, "payments": some_payments}


class Draft:
    """One ledger's rows on one sheet: `above` rows first, then the header, then the data from row `first` on."""

    def __init__(
        self,
        ledger: str,
        rows: Sequence[Mapping[str, Any]],
        *,
        headings: Sequence[str] | None = None,
        above: Sequence[Sequence[Any]] = (),
        sheet: str = "台账",
    ) -> None:
        self.ledger, self.rows = ledger, list(rows)
        self.headings = list(headings or self.rows[0])
        self.book = openpyxl.Workbook()
        ws = self.book.active
        assert isinstance(ws, Worksheet)
        self.ws, ws.title = ws, sheet
        for line in (*above, self.headings):
            ws.append(list(line))
        self.header, self.first = len(above) + 1, len(above) + 2
        for row in self.rows:
            ws.append([row.get(heading) for heading in self.headings])
            for c, heading in enumerate(self.headings, 1):
                if isinstance(row.get(heading), date):
                    ws.cell(ws.max_row, c).number_format = "yyyy-mm-dd"
        self.findings: list[Finding] = []
        self.facts: dict[tuple[int, str], Any] = {}

    def cell(self, index: int, heading: str) -> Any:
        """The cell of data row `index` (from 0)."""
        return self.ws.cell(self.first + index, self.headings.index(heading) + 1)

    def put(
        self, index: int, heading: str, value: Any, id: str = "", *, shape: str = "General", fact: Any = ...
    ) -> None:
        """Write a value; `id`: the finding it must give; `fact`: the normal form it must be stored as."""
        cell = self.cell(index, heading)
        cell.value, cell.number_format = value, shape
        if isinstance(value, str) and value.startswith("=") and not shape.startswith("formula"):
            cell.data_type = "s"
        if id:
            self.expect(index, heading, id)
        if fact is not ...:
            self.facts[self.first + index, field(self.ledger, heading)] = fact

    def expect(self, index: int | None, heading: str | None, id: str) -> None:
        """Expect a finding at data row `index`, or one about a column or the file (None)."""
        row = None if index is None else self.first + index
        self.findings.append(finding(self.ledger, row, heading, id))

    def save(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()

    def made(self, *, data: bytes | None = None, name: str = "", dropped: int = 0, **more: Any) -> Made:
        """The file with its expectation; counts follow from the findings unless given in `more`."""
        refused = len({row for row, _, _, level in self.findings if level == Level.ERROR})
        counts = {"read": len(self.rows), "dropped": dropped}
        if not any(level == Level.QUESTION for *_, level in self.findings):
            counts |= {"refused": refused, "new": len(self.rows) - refused}
        expected = {"findings": self.findings, "counts": counts, "facts": self.facts, "before": [], **more}
        return Made(self.ledger, self.save() if data is None else data, name or f"{self.ledger}.xlsx", expected)
