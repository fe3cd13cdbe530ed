"""Where things stand on a sheet: title, unit, header rows, data rows, totals and foot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake import headings
from jiedui.core.intake.headings import Heading
from jiedui.core.intake.reading import Sheet, kinds

SEARCHED = 40
ENOUGH, FEW = 3, 2
"""So many known headings make a header; as few as these do where what tells rows apart is among them."""
DEPTH = 3
MOST_IN_FOOT = 5
_UNIT = re.compile(
    r"(?<![报表送施])单位\s*[:：(（]?\s*(?:[^\W\d_]{1,3}[、,，/]\s*){0,4}?(?:人民币)?(亿元|万元|千元|元)(?:人民币)?(?![\u4e00-\u9fff])"
)
_SIGNED = r"(?:[（(][^（()）]{1,8}[)）])?"
_FOOT = re.compile(
    r"^(填表人|填报人|制表人|制表|审核人|审核|复核人|复核|负责人|分管领导|主管领导|单位负责人|统计负责人|填报单位|填表单位|报送单位|填表日期|填报日期|填报时间"
    r"|报送日期|制表日期|制表时间|联系人|联系电话|经办人|签字|签章|注|备注|说明|填表说明|填报说明|盖章|（盖章）|以下空白)"
    + _SIGNED + r"\s*([:：]|\d|$)"
)  # fmt: skip
_NOTE = re.compile(r"^(?:(?:注|备注|说明|填表说明|填报说明)\d{0,2}[:：、.．]|[※＊]|(?:以上|上述)(?:数据|信息|内容|情况|人员|名单)|共\d+[人户个项笔条名行])")
_COUNTED = r"[:：]?(?:[（(]?[:：]?共?\d{1,7}[人户个项笔条名行]?[)）]?|[（(](?:[亿万千]?元|人|户)[)）])?"
_TOTAL = re.compile(r"^[（(]?(?:第?\d{1,4}[年月季度页批组、.．])*[^\d]{0,12}?(合计|小计|总计|共计|总和|累计)[）)]?" + _COUNTED + "[:：]?$")
_GRAND = re.compile(r"(合计|总计|共计|总和)")


@dataclass
class Layout:
    """Rows are Excel's own numbers. `dropped` maps a row to why: total, subtotal, foot, empty, header, numbering."""

    header_row: int
    header_rows: int
    headings: dict[int, Heading]
    """Column number -> heading."""
    first_row: int
    last_row: int
    data: pl.DataFrame
    """The sheet's frame reduced to data rows."""
    totals: pl.DataFrame
    dropped: dict[int, str] = field(default_factory=dict)
    empty_rows: int = 0
    title: str = ""
    unit: str | None = None
    foot: list[str] = field(default_factory=list)
    few: bool = False
    """So few headings are known that it may be the header of another list."""


def _clean(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def find_layout(sheet: Sheet, ledger: type[Ledger], remembered: dict[str, str]) -> Layout | None:
    """The layout of a sheet for this ledger, or None where no row looks like its header.

    The header is the row, or the two or three rows joined through their merges, in which the most headings are known
    (exactly, by alias or as remembered); among equals the highest and shallowest. Two are enough where the key is
    among them, but then the layout is marked.
    """
    head = sheet.frame.head(SEARCHED)
    if head.is_empty():
        return None
    grid = _grid(sheet, head)
    best: tuple[float, int, int, dict[int, Heading]] | None = None
    numbers = sorted(grid)
    # A row into which a cell from above is merged is the lower part of a header, never its beginning.
    inner = {row for row1, _, row2, _ in sheet.merges for row in range(row1 + 1, min(row2, numbers[-1]) + 1)}
    for start in numbers:
        for depth in range(1, DEPTH + 1):
            rows = [row for row in range(start, start + depth) if row in grid]
            if len(rows) < depth:
                break
            if depth > 1 and _looks_like_data(sheet, head, rows[-1]):
                break
            found = _headings(grid, rows, sheet.width)
            if best is not None and _at_most(ledger, found, remembered) <= best[0]:
                continue
            score = _score(ledger, found, remembered) - 0.01 * depth - (0.5 if start in inner else 0.0)
            if best is None or score > best[0]:
                best = score, start, depth, found
    if best is None:
        return None
    score, start, depth, found = best
    few = score < min(ENOUGH, len(ledger.declared)) - 0.1
    if few and not _tells_rows(ledger, named(ledger, found, remembered)):
        return None
    return replace(_split(sheet, grid, start, depth, found), few=few)


def _tells_rows(ledger: type[Ledger], names: set[str]) -> bool:
    """Whether the key is among at least two columns; the month of a monthly ledger often stands in the title."""
    return len(names) >= FEW and set(ledger.info.key) - {ledger.info.period} <= names


def named(ledger: type[Ledger], found: Mapping[int, Heading], remembered: Mapping[str, str]) -> set[str]:
    """The columns that the headings surely name."""
    names = set()
    for heading in found.values():
        match = headings.find(ledger, heading)
        names.add(match[0].name if match else remembered.get(heading.plain, ""))
    return names - {""}


def _at_most(ledger: type[Ledger], found: dict[int, Heading], remembered: dict[str, str]) -> float:
    """What `_score` cannot exceed, without the search for look-alikes, which would take long over rows of data."""
    names = {match[0].name for heading in found.values() if (match := headings.find(ledger, heading))}
    others = [heading for heading in found.values() if not headings.find(ledger, heading)]
    return len(names) + sum(1.0 if remembered.get(heading.plain) else 0.3 for heading in others)


def _score(ledger: type[Ledger], found: dict[int, Heading], remembered: dict[str, str]) -> float:
    names = named(ledger, found, remembered)
    others = [
        heading
        for heading in found.values()
        if 2 <= len(heading.plain) <= 14 and not headings.find(ledger, heading) and not remembered.get(heading.plain)
    ]
    return len(names) + 0.3 * sum(headings.suggest(ledger, heading, names) is not None for heading in others)


def _grid(sheet: Sheet, head: pl.DataFrame) -> dict[int, dict[int, str]]:
    """Row -> column -> text for the first rows, with merged cells filled throughout."""
    grid: dict[int, dict[int, str]] = {}
    texts = [column for column in head.columns if column.startswith("t")]
    for record in head.select("row", *texts).iter_rows():
        grid[record[0]] = {j: _clean(text) for j, text in enumerate(record[1:]) if _clean(text)}
    last = max(grid)
    for row1, column1, row2, column2 in sheet.merges:
        if row1 > last or row1 not in grid or column1 not in grid[row1]:
            continue
        for row in range(row1, min(row2, last) + 1):
            for column in range(column1, column2 + 1):
                if row in grid or row2 > row1:
                    grid.setdefault(row, {})[column] = grid[row1][column1]
    return grid


def _headings(grid: dict[int, dict[int, str]], rows: list[int], width: int) -> dict[int, Heading]:
    found: dict[int, Heading] = {}
    for column in range(width):
        parts = [grid[row].get(column, "") for row in rows]
        if any(parts):
            found[column] = headings.read_heading(parts)
    return found


def _looks_like_data(sheet: Sheet, head: pl.DataFrame, row: int) -> bool:
    """Whether a row below a header row already holds data: numbers, or long digits."""
    record = head.filter(pl.col("row") == row)
    if record.is_empty():
        return False
    for j in range(sheet.width):
        text, kind = record[f"t{j}"][0], record[f"k{j}"][0]
        if text is None:
            continue
        if (kind & kinds.KIND) in (kinds.NUMBER, kinds.ISO_DATE, kinds.BOOLEAN) or re.search(r"\d{6,}", text):
            return True
    return False


def _split(sheet: Sheet, grid: dict[int, dict[int, str]], start: int, depth: int, found: dict[int, Heading]) -> Layout:
    last_header = start + depth - 1
    title = " ".join(dict.fromkeys(text for row in sorted(grid) if row < start for text in grid[row].values()))
    unit = _UNIT.search(title)
    body = sheet.frame.filter(pl.col("row") > last_header)
    texts = [pl.col(f"t{j}") for j in range(sheet.width)]
    headed = [f"t{j}" for j, heading in found.items() if heading.plain not in headings.SERIAL]
    filled = pl.sum_horizontal([(pl.col(name).fill_null("") != "").cast(pl.UInt16) for name in headed])
    # A plain search for the characters of 合计, 小计, 总和 first: the pattern is for the few rows that have one.
    zone = [pl.col(f"t{j}") for j in range(min(sheet.width, 6))]
    hint = pl.any_horizontal([c.str.contains("计", literal=True) | c.str.contains("总和", literal=True) for c in zone])
    few = max(2, len(headed) // 3)
    odd = body.filter((filled <= max(few, MOST_IN_FOOT)) | hint.fill_null(False))
    squeezed = [text.str.replace_all(r"\s", "") for text in texts]
    odd = odd.select(
        "row",
        pl.coalesce([pl.when(text != "").then(text) for text in squeezed]).alias("first"),
        pl.sum_horizontal([(pl.col(n).str.replace_all(r"\s", "").fill_null("") != "").cast(pl.UInt16) for n in headed])
        .alias("filled"),
        pl.any_horizontal([c.str.replace_all(r"\s", "").str.contains(_TOTAL.pattern) for c in zone])
        .fill_null(False)
        .alias("total"),
    )  # fmt: skip
    dropped: dict[int, str] = {}
    foot: list[str] = []
    for row, text, count, total in odd.iter_rows():
        text = text or ""
        if count == 0:
            dropped[row] = "empty"
        elif total and not _is_person(text):
            cells = [_clean(c) for c in body.filter(pl.col("row") == row).select(texts).row(0)]
            word = next((c for c in cells[:6] if _TOTAL.match(c)), "")
            dropped[row] = "total" if _GRAND.search(word) else "subtotal"
        elif _is_foot(text, count, few):
            dropped[row] = "foot"
            foot.append(" ".join(filter(None, body.filter(pl.col("row") == row).select(texts).row(0))))
    dropped |= _repeated_headers(sheet, body, found, last_header)
    data = body.filter(~pl.col("row").is_in(list(dropped))) if dropped else body
    totals = body.filter(pl.col("row").is_in([r for r, why in dropped.items() if why in ("total", "subtotal")]))
    first_row = int(data["row"][0]) if len(data) else last_header + 1
    last_row = int(data["row"][-1]) if len(data) else last_header
    end = max([last_row, *(row for row, why in dropped.items() if why != "empty")])
    gaps = end - last_header - len(data) - sum(1 for row in dropped if row <= end)
    dropped = {row: why for row, why in dropped.items() if row <= end}
    return Layout(start, depth, found, first_row, last_row, data, totals, dropped, max(gaps, 0), title,
                  unit.group(1) if unit else None, foot)  # fmt: skip


def _is_foot(text: str, count: int, few: int) -> bool:
    """填表人：… begins a foot however many such cells stand in the row; a word alone or a note only where they are few."""
    found = _FOOT.match(text)
    if found and found.group(2) in (":", "："):
        return count <= max(few, MOST_IN_FOOT)
    return count <= few and (found is not None or _NOTE.match(text) is not None)


def _is_person(text: str) -> bool:
    return bool(re.fullmatch(r"\d{15,18}[\dXx]?", text))


def _repeated_headers(sheet: Sheet, body: pl.DataFrame, found: dict[int, Heading], last_header: int) -> dict[int, str]:
    """Header rows printed again on every page, and the row of column numbers right below a header."""
    again: dict[int, str] = {}
    some = [j for j, heading in found.items() if "/" not in heading.text][:4]
    if len(some) >= 2:
        same = pl.all_horizontal([pl.col(f"t{j}").str.replace_all(r"\s", "") == found[j].text for j in some])
        again = dict.fromkeys(body.filter(same)["row"].to_list(), "header")
    below = body.head(1)
    if len(below) and int(below["row"][0]) == last_header + 1:
        values = [_clean(below[f"t{j}"][0]) for j in found]
        digits = [v for v in values if v.isdigit()]
        if len(digits) >= 3 and all(re.fullmatch(r"\d{1,2}|[甲乙丙丁]", v) for v in values if v):
            numbers = [int(v) for v in digits]
            if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
                again[int(below["row"][0])] = "numbering"
    return again
