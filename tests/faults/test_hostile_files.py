"""Files made to hurt: each is refused within seconds with its own sentence, and the server's process stays small.

All are generated here. Seconds are counted as the children's processor time, so that a busy machine does not matter.
"""

import io
import os
import random
import resource
import struct
import zipfile
from collections.abc import Callable

import pytest

from jiedui.core.intake.reading import read_workbook
from jiedui.core.words.errors import Refused
from jiedui.demo import hostile
from jiedui.demo.containers import SPREADSHEET, compound, raw_xlsx, zipped

SECONDS = 5.0
GROWTH = 64 << 20  # bytes the parent may grow by
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def rows_xlsx(rows: str) -> bytes:
    return raw_xlsx(f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>')


def part_xlsx(name: str, content: bytes) -> bytes:
    return raw_xlsx("<worksheet/>", more={name: content})


def lying_bomb() -> bytes:
    """A sheet that declares 1,000 bytes and inflates to 1 GB."""
    data = bytearray(hostile.zip_bomb())
    name = b"xl/worksheets/sheet1.xml"
    for at in (data.index(name) - 30 + 22, data.rindex(name) - 46 + 24):
        struct.pack_into("<I", data, at, 1000)
    return bytes(data)


def overlapping() -> bytes:
    """Many names for the same compressed bytes: every entry counts again."""
    data = rows_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>' * 3000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start, entry = archive.start_dir, archive.getinfo("xl/worksheets/sheet1.xml")
    end = data.rindex(b"PK\5\6")
    central = data[data.rindex(b"PK\1\2", 0, data.rindex(entry.filename.encode())) : end][: 46 + len(entry.filename)]
    directory = data[start:end] + central * 2000
    count = data[end + 10 : end + 12]
    total = struct.unpack("<H", count)[0] + 2000
    tail = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, total, total, len(directory), start, 0)
    return data[:start] + directory + tail


def many_entries() -> bytes:
    return zipped({f"xl/{n}": b"" for n in range(12_000)})


def many_attributes() -> bytes:
    """One cell with a million attributes."""
    return rows_xlsx('<row r="1"><c r="A1" ' + " ".join(f'a{n}=""' for n in range(1_000_000)) + "><v>1</v></c></row>")


def deep_nesting() -> bytes:
    return rows_xlsx('<row r="1"><c r="A1"><is>' + "<r>" * 500_000 + "</r>" * 500_000 + "</is></c></row>")


def endless_row() -> bytes:
    """A row that never ends, 44 MB of cells in it."""
    return rows_xlsx('<row r="1">' + '<c r="A1"><v>1</v></c>' * 2_000_000)


def nested_zip() -> bytes:
    inner = zipped({"bomb": bytes(1 << 20)})
    return zipped({f"{n}.zip": inner for n in range(100)})


def word_document() -> bytes:
    kinds = XML + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = (
        XML + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/></Relationships>'
    )
    return zipped({
        "[Content_Types].xml": kinds.encode(),
        "_rels/.rels": relations.encode(),
        "word/document.xml": b"<document/>",
    })  # fmt: skip


def noise() -> bytes:
    return random.Random(1).randbytes(200_000)


def noise_in_zip() -> bytes:
    return b"PK\3\4" + noise()


def noise_in_ole() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + noise()


def huge_merge_list() -> bytes:
    merges = '<mergeCell ref="A1:B1"/>' * 600_000
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return raw_xlsx(
        f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>'
    )


def entity_in_sheet() -> bytes:
    sheet = f"""<!DOCTYPE worksheet [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet xmlns="{SPREADSHEET}">\
<sheetData><row r="1"><c r="A1" t="str"><v>&f;</v></c></row></sheetData></worksheet>"""
    return raw_xlsx(sheet)


def entity_in_utf16() -> bytes:
    text = """<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>\
<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&f;</v></c></row></sheetData></worksheet>"""
    return part_xlsx("xl/worksheets/sheet1.xml", text.encode("utf-16"))


def ods_entity() -> bytes:
    content = """<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>"""
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


def ods_repeated() -> bytes:
    """One cell repeated over a million rows and 16,384 columns."""
    content = (
        '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        '<o:body><o:spreadsheet><t:table t:name="甲"><t:table-row t:number-rows-repeated="1048576">'
        '<t:table-cell t:number-columns-repeated="16384" o:value-type="string"><x:p>x</x:p></t:table-cell>'
        "</t:table-row></t:table></o:spreadsheet></o:body></o:document-content>"
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


def html_spans() -> bytes:
    cell = '<td colspan="1000000000" rowspan="1000000000">x</td>'
    return f"<table>{f'<tr>{cell}</tr>' * 10}</table>".encode()


def old_macros() -> bytes:
    return compound({"Workbook": bytes(5000), "_VBA_PROJECT_CUR": b"x"})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip bomb": (hostile.zip_bomb, "file.zip_bomb"),
    "zip bomb that lies about its size": (lying_bomb, "file.zip_bomb"),
    "overlapping entries": (overlapping, "file.zip_bomb"),
    "nothing but zeros": (lambda: part_xlsx("xl/worksheets/sheet1.xml", bytes(60 << 20)), "file.zip_bomb"),
    "a head without end": (lambda: part_xlsx("xl/worksheets/sheet1.xml", noise() * 150), "file.damaged"),
    "too many entries": (many_entries, "file.zip_bomb"),
    "A1 and XFD1048576": (hostile.far_corners, "file.too_wide"),
    "every row as wide as can be": (hostile.wide_rows, "file.too_wide"),
    "external entity": (hostile.external_entity, "file.external_entity"),
    "billion laughs": (hostile.entity_expansion, "file.external_entity"),
    "entity in a sheet": (entity_in_sheet, "file.external_entity"),
    "entity in UTF-16": (entity_in_utf16, "file.external_entity"),
    "entity in an ods": (ods_entity, "file.external_entity"),
    "password": (hostile.password, "file.password"),
    "macros": (hostile.macros, "file.macros"),
    "macros in an xls": (old_macros, "file.macros"),
    "truncated": (hostile.truncated, "file.truncated"),
    "pdf": (hostile.renamed_pdf, "file.not_a_workbook"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0\0\x10JFIF" + noise(), "file.not_a_workbook"),
    "noise": (noise, "file.not_a_workbook"),
    "noise behind a zip signature": (noise_in_zip, "file.truncated"),
    "noise behind an OLE signature": (noise_in_ole, "file.not_a_workbook"),
    "word document": (word_document, "file.not_a_workbook"),
    "zip in zip": (nested_zip, "file.not_a_workbook"),
    "zip that climbs out": (hostile.other_zip, "file.not_a_workbook"),
    "sheet missing": (hostile.missing_sheet, "file.damaged"),
    "empty": (hostile.empty, "file.empty"),
    "a million attributes": (many_attributes, "file.damaged"),
    "deep nesting": (deep_nesting, "file.damaged"),
    "a row without end": (endless_row, "file.zip_bomb"),
    "merges without end": (huge_merge_list, "file.too_large"),
    "ods with repeated cells": (ods_repeated, "file.too_wide"),
    "html with giant spans": (html_spans, "file.too_wide"),
}


def spent() -> float:
    """Seconds of processor time of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def resident() -> int:
    """Bytes of memory this process holds now."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_in_seconds(name: str) -> None:
    make, id = HOSTILE[name]
    data = make()
    before, descriptors, start = resident(), len(os.listdir("/proc/self/fd")), spent()
    with pytest.raises(Refused) as caught:
        read_workbook(data, name=f"{name}.xlsx")
    assert caught.value.id == id
    assert spent() - start < SECONDS
    assert resident() - before < GROWTH
    assert len(os.listdir("/proc/self/fd")) == descriptors
    assert str(caught.value).endswith("。")


def test_every_kind_of_refusal_has_its_own_sentence() -> None:
    from jiedui.core.intake.reading.refusals import REFUSALS

    sentences = [str(message) for _, _, message in REFUSALS]
    assert len(set(sentences)) == len(sentences)
    assert {id for _, id in HOSTILE.values()} <= {id for id, _, _ in REFUSALS}


def test_a_number_beyond_all_bounds_is_an_error_in_its_cell() -> None:
    """1e999 would arrive as infinity: the cell keeps its text and is marked as an error (kind 4)."""
    frame = read_workbook(hostile.infinite_number(), name="x.xlsx").sheets[0].frame
    assert frame.row(1, named=True)["t3"] == "1e999"
    assert frame.row(1, named=True)["k3"] == 4


def test_a_million_empty_formatted_rows_are_fine() -> None:
    """Formatting is no content: bounded by the rows that hold a value."""
    rows = "".join(
        f'<row r="{r}" spans="1:3" s="1" ht="20"><c r="A{r}" s="0"/><c r="B{r}" s="0"/><c r="C{r}" s="0"/></row>'
        for r in range(3, 1_000_000)
    )
    sheet = rows_xlsx('<row r="1"><c r="A1" t="str"><v>姓名</v></c></row>' + rows)
    start = spent()
    found = read_workbook(sheet, name="x.xlsx").sheets[0]
    assert spent() - start < 2 * SECONDS
    assert (found.frame.height, found.width) == (1, 1)


def test_a_far_row_costs_nothing() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="SF1048576"><v>2</v></c></row>'
    found = read_workbook(rows_xlsx(rows), name="x.xlsx").sheets[0]
    assert found.frame["row"].to_list() == [1, 1_048_576] and found.width == 500
