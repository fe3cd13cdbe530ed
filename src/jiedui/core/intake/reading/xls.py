"""Reading .xls (BIFF, Excel 97 to 2003 and programs that still write it) with xlrd."""

import struct
from collections.abc import Mapping
from typing import Any

import numpy as np

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.cells import Assembly, Looks, Strings
from jiedui.core.intake.reading.compound import cut_off
from jiedui.core.intake.reading.dispatch import OLE, Content
from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.plain import Filler
from jiedui.core.intake.reading.styles import Formats

FORMULA, FILTER_MODE, END = 0x0006, 0x009B, 0x000A
BEGIN = (0x0809, 0x0409, 0x0209, 0x0009)
SHEET = 0x10
UNSURE = {"file.damaged", "file.not_a_workbook"}
KINDS = {1: kinds.STRING, 2: kinds.NUMBER, 3: kinds.NUMBER, 4: kinds.BOOLEAN, 5: kinds.ERROR}
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
# Solid fill; palette places of white and of the window's own colours.
SOLID, PLAIN = 1, {1, 9, 64, 65, 0x7FFF}


def named(name: str) -> bytes:
    """A name as the directory of an OLE file holds it."""
    return name.encode("utf-16-le") + b"\0\0"


def refuse_others(data: bytes) -> None:
    """OLE files that are no plain workbook."""
    if not data.startswith(OLE):
        return
    if named("EncryptedPackage") in data:
        raise Fault("file.password")
    if named("_VBA_PROJECT_CUR") in data or named("_VBA_PROJECT") in data:
        raise Fault("file.macros")
    if named("Workbook") not in data and named("Book") not in data:
        raise Fault("file.not_a_workbook")


def number_text(value: float) -> str:
    """The shortest text of a float, whole numbers without point up to 15 digits, the exponent as Excel writes it."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value).replace("e", "E")


class Silent:
    """xlrd reports oddities of a file here; nobody reads them."""

    def write(self, text: str) -> None:
        """Nothing."""


def read_xls(data: bytes, facts: Mapping[str, Any]) -> Content:
    """The workbook; what cannot be read of a file that was cut off is told as such."""
    try:
        refuse_others(data)
        return _read(data, facts)
    except Fault as fault:
        if fault.id in UNSURE and data.startswith(OLE) and cut_off(data):
            raise Fault("file.truncated") from fault
        raise


def _read(data: bytes, facts: Mapping[str, Any]) -> Content:
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=Silent())
    except xlrd.XLRDError as error:
        raise Fault(_reason(str(error))) from error
    except MemoryError:
        raise
    except Exception as error:
        raise Fault("file.damaged") from error
    looks = read_looks(book)
    content = Content("xls", [], looks, Strings(), bool(book.datemode))
    left = int(facts["cells"])
    for number in range(book.nsheets):
        sheet = Assembly(book.sheet_names()[number], book._sheet_visibility[number] != 0, int(facts["columns"]))
        try:
            read_sheet(book, number, sheet)
        except (xlrd.XLRDError, struct.error, IndexError, AssertionError, KeyError, ValueError) as error:
            raise Fault("file.damaged") from error
        book.unload_sheet(number)
        content.sheets.append(sheet)
        left -= sheet.cells
        if left < 0:
            raise Fault("file.too_large")
    return content


def _reason(message: str) -> str:
    message = message.lower()
    if "encrypted" in message or "password" in message:
        return "file.password"
    if "not supported" in message or "unsupported" in message or "biff" in message:
        return "file.old_workbook"
    if "truncat" in message or "ole2" in message or "size" in message:
        return "file.truncated"
    return "file.damaged"


def read_looks(book: Any) -> Looks:
    """The looks by number of the cell's format record (XF)."""
    formats = Formats()
    places, flags = [], []
    for record in book.xf_list:
        form = book.format_map.get(record.format_key)
        places.append(formats.place(form.format_str if form is not None else "General"))
        font = book.font_list[record.font_index] if record.font_index < len(book.font_list) else None
        flag = kinds.STRIKE if font is not None and font.struck_out else 0
        fill = record.background
        coloured = fill is not None and fill.fill_pattern == SOLID and not is_plain(book, fill.pattern_colour_index)
        flags.append(flag | (kinds.FILL if coloured else 0))
    if not places:
        return Looks()
    return Looks(formats.codes, np.array(places, np.uint16), np.array(flags, np.uint8))


def is_plain(book: Any, colour: int) -> bool:
    return colour in PLAIN or book.colour_map.get(colour) == (255, 255, 255)


def formula_places(book: Any, number: int) -> tuple[dict[int, bool], bool]:
    """Cells with a formula as row * 65536 + column, each with whether it was computed, and whether the rows are filtered;
    xlrd tells none of it."""
    memory, at = book.mem, book._sh_abs_posn[number]
    found: dict[int, bool] = {}
    never = book.biff_version == 80 and not struct.unpack_from("<I", memory, at + 12)[0]
    filtered, depth, end = False, 0, book.base + book.stream_len
    while at + 4 <= end:
        code, length = struct.unpack_from("<HH", memory, at)
        if code in BEGIN:
            depth += 1
        elif code == END:
            depth -= 1
            if depth <= 0:
                break
        elif code in (FORMULA, 0x0206, 0x0406) and length >= 4 and depth == 1:
            row, column = struct.unpack_from("<HH", memory, at + 4)
            found[row << 16 | column] = not (
                length >= 16 and book.biff_version >= 50 and _not_computed(memory[at + 10 : at + 20], never=never)
            )
        elif code == FILTER_MODE:
            filtered = True
        at += 4 + length
    return found, filtered


def _not_computed(result: bytes, *, never: bool) -> bool:
    """Whether a formula was written without its result: 0, or the empty text, by a program that leaves all computing to
    the one that opens the file (`never`: its beginning bears no program's history), or that asks for it in this cell."""
    asked = bool(result[8] & 2)
    blank = result[0] == 3 and result[6:8] == b"\xff\xff"
    return (blank and (never or asked)) or (asked and not any(result[:8]))


def read_sheet(book: Any, number: int, sheet: Assembly) -> None:
    formulas, filtered = formula_places(book, number)
    source = book.sheet_by_index(number)
    rows = source.rowinfo_map
    struck = set()
    for (row, column), runs in source.rich_text_runlist_map.items():
        if any(book.font_list[font].struck_out for _, font in runs if font < len(book.font_list)):
            struck.add((row, column))
    filler = Filler(sheet)
    any_hidden = False
    for row in range(source.nrows):
        info = rows.get(row)
        hidden = kinds.HIDDEN_ROW if info is not None and info.hidden else 0
        types, values = source.row_types(row), source.row_values(row)
        looks = source._cell_xf_indexes[row]
        for column, type in enumerate(types):
            if type in (0, 6):
                continue
            value = values[column]
            kind = KINDS[type]
            if type == 1:
                text = value
            elif type == 5:
                text = ERRORS.get(value, "#ERROR!")
            else:
                text = number_text(value)
            computed = formulas.get(row << 16 | column)
            flag = 0 if computed is None else kinds.FORMULA
            if not text and not flag:
                continue
            flag |= kinds.STRIKE if (row, column) in struck else 0
            if computed is False:
                kind, text = kinds.ERROR, ""
            elif kind == kinds.NUMBER and (value != value or value in (float("inf"), float("-inf"))):
                kind = kinds.ERROR
            any_hidden = any_hidden or bool(hidden)
            filler.put(row + 1, column, kind | flag | hidden, text, looks[column])
    filler.pack()
    sheet.merges = [(r1 + 1, c1, r2, c2 - 1) for r1, r2, c1, c2 in source.merged_cells]
    sheet.comments = {(row + 1, column): note.text.strip() for (row, column), note in source.cell_note_map.items()}
    sheet.hidden_columns = sorted(column for column, info in source.colinfo_map.items() if info.hidden and column < 256)
    sheet.filtered = filtered and any_hidden
