"""The large file with every kind of mess of its rows and layout in it: is each found, at the very row?

Every mess stands on many rows, spread over the whole file; the product must name exactly these and no others.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

from benchmarks import people
from benchmarks.processes import Run

Record = list[Any]
AT = {heading: place for place, heading in enumerate(people.HEADINGS)}
ID, SEX, COUNTY, PHONE, WAGE, SINCE = (
    AT[h] for h in ("身份证号", "性别", "户籍县", "联系电话", "月工资(元)", "就业起始时间")
)
NAME, STATUS, EMPLOYER, TAGS = (AT[h] for h in ("姓名", "就业状态", "就业单位", "人员类别"))
ABOVE = ("2021年粤桂劳务协作务工人员实名制台账", "填报单位：隆安县人力资源和社会保障局", "")
FULL = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}


def put(place: int, value: Any) -> Callable[[Record], None]:
    def spoil(record: Record) -> None:
        record[place] = value(record[place]) if callable(value) else value

    return spoil


class Formula(str):
    """Written as a formula, with this text as its cached value."""


class Marked(str):
    """Written with `look` as its format or `note` as its comment."""

    look: dict[str, Any] | None = None
    note: str = ""


def marked(look: dict[str, Any] | None = None, note: str = "") -> Callable[[str], Marked]:
    def mark(text: str) -> Marked:
        one = Marked(text)
        one.look, one.note = look, note
        return one

    return mark


def wrong(number: str) -> str:
    return number[:17] + ("1" if number[17] == "0" else "0")


# kind -> (how a row is spoiled, the finding that it must give, or None where it is simply read)
MESSES: dict[str, tuple[Callable[[Record], None], str | None]] = {
    "digits lost as a number": (put(ID, lambda text: float(text[:15] + "000")), "resident_id.lost_digits"),
    "digits lost as text": (put(ID, lambda text: f"{float(text[:6]) / 1e5:.5f}E+17"), "resident_id.lost_digits"),
    "full-width digits and blanks": (put(ID, lambda text: f"'{text[:6]} {text[6:]}".translate(FULL)), None),
    "wrong check digit": (put(ID, wrong), "resident_id.checksum"),
    "15 digits": (put(ID, lambda text: text[:6] + text[8:17]), "resident_id.converted_15"),
    "disability card": (put(ID, lambda text: text + "43"), "resident_id.disability_card"),
    "other document": (put(ID, lambda text: "U" + text[3:6] + text[-7:-1]), "resident_id.other_document"),
    "sex unlike the ID": (put(SEX, lambda text: "女" if text == "男" else "男"), "resident_id.sex_differs"),
    "phone as a number": (put(PHONE, float), None),
    "two phones": (put(PHONE, lambda text: f"{text}/13800138000"), None),
    "blanks in a name": (put(NAME, lambda text: f"{text[0]}　{text[1:]}"), None),
    "character not encoded": (put(NAME, lambda text: text[0] + "\ue863"), "text.rare_character"),
    "two people in a cell": (put(NAME, lambda text: f"{text}、李四"), "cell.two_people"),
    "wage in words": (put(WAGE, "0.45万"), None),
    "wage with signs": (put(WAGE, "￥4,500.00"), None),
    "wage about": (put(WAGE, "约4500"), "number.approximate"),
    "sign for empty": (put(WAGE, "—"), None),
    "formula in error": (put(WAGE, Formula("#REF!")), "cell.formula_error"),
    "formula not calculated": (put(WAGE, Formula("")), "cell.formula_no_value"),
    "month without a day": (put(SINCE, "21年3月"), None),
    "serial number of a date": (put(SINCE, 44197), None),
    "October as a number": (put(SINCE, 2021.1), "date.maybe_october"),
    "impossible date": (put(SINCE, "2021-02-30"), "date.impossible"),
    "date to come": (put(SINCE, "2099-06-30"), "date.future"),
    "old county name": (put(COUNTY, "靖西县"), "region.old_name"),
    "county misspelt": (put(COUNTY, "隆安具"), "region.misspelt"),
    "several tags": (put(TAGS, "易地搬迁、脱贫户"), None),
    "code not in the list": (put(STATUS, "环游世界"), "code.unknown"),
    "struck through": (put(EMPLOYER, marked({"font_strikeout": True})), "cell.strikethrough"),
    "comment": (put(EMPLOYER, marked(note="已换厂，待核实")), "cell.comment"),
    "coloured": (put(EMPLOYER, marked({"bg_color": "#FFFF00"})), "cell.coloured"),
    "the same row twice": (lambda record: None, "row.repeated"),
    "the same person with other facts": (put(WAGE, 3210), "row.duplicate"),
}


def write(path: str, count: int, times: int) -> tuple[set[tuple[int, str]], int]:
    """Write the workbook; what must be found as (Excel row, id), and how many rows are dropped."""
    book = xlsxwriter.Workbook(path, {"strings_to_urls": False})
    sheet = book.add_worksheet("务工人员")
    looks: dict[str, Any] = {}
    for row, text in enumerate(ABOVE):
        sheet.write(row, 0, text)
    start = len(ABOVE)
    for place, heading in enumerate(people.HEADINGS):
        sheet.write_string(start, place, heading)
    expected: set[tuple[int, str]] = set()
    row, kinds = start, list(MESSES.items())
    every = max(1, count // (times * len(kinds)))
    for number, record in enumerate(people.rows(count)):
        row += 1
        _, (spoil, id) = kinds[number // every % len(kinds)]
        if number % every == 0:
            if id in ("row.repeated", "row.duplicate"):
                line(book, sheet, looks, row, record)
                row += 1
            spoil(record)
            if id:
                expected.add((row + 1, id))
        line(book, sheet, looks, row, record)
    sheet.write_string(row + 1, 0, "合计")
    sheet.write_string(row + 2, 0, "填表人：韦丽娟")
    book.close()
    return expected, 2


def line(book: Any, sheet: Any, looks: dict[str, Any], row: int, record: Record) -> None:
    for place, value in enumerate(record):
        if isinstance(value, Formula):
            sheet.write_formula(row, place, "=1+1", None, str(value))
        elif isinstance(value, Marked):
            look = repr(value.look)
            if value.look and look not in looks:
                looks[look] = book.add_format(value.look)
            sheet.write_string(row, place, str(value), looks.get(look))
            if value.note:
                sheet.write_comment(row, place, value.note)
        elif isinstance(value, str):
            sheet.write_string(row, place, value)
        else:
            sheet.write_number(row, place, value)


def found(where: Any, folder: Path, count: int, once: Callable[..., Run], server: Any) -> None:
    """Import the messy file and say in words whether what is found is what stands in it."""
    path = folder / "messy.xlsx"
    expected, dropped = write(str(path), count, times=50)
    result = once(where, server, str(path), "--partial")
    places = {(row, id) for row, id in result.told["places"] if row}
    lost, surplus = sorted(expected - places), sorted(places - expected)
    rows = result.told["rows"]
    print(f"  messy: {len(MESSES)} kinds on {len(expected):,} rows found in {result.wall:.1f} s wall, {result.cpu:.1f} s "
          f"processor, peak {result.peak:,.0f} MB: missed {len(lost)}, said without cause {len(surplus)}")  # fmt: skip
    print(
        f"    {rows}; without a place: {[f for f in result.told['findings'] if f[0].startswith(('column', 'sheet'))]}"
    )
    for title, some in (("missed", lost), ("without cause", surplus)):
        for row, id in some[:8]:
            print(f"    {title}: row {row} {id}")
    if rows["dropped"] < dropped:
        print(f"    dropped {rows['dropped']} rows, expected {dropped}")
