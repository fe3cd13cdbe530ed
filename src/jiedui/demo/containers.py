"""Small writers for file formats that no library at hand writes: bare .xlsx parts, compound files, .xls, .ods, HTML.

They exist for sample and test workbooks only. Sources: ECMA-376, [MS-CFB], [MS-XLS], [MS-OFFCRYPTO], OpenDocument 1.2.
"""

import hashlib
import io
import os
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

Cell = str | int | float | date | None
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def raw_xlsx(sheet: str, *, strings: str = "", name: str = "Sheet1", more: Mapping[str, bytes] | None = None) -> bytes:
    """An .xlsx whose sheet part is exactly the XML `sheet` (without declaration); `more` adds or replaces parts."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": f"""{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="{OFFICE}.sheet.main+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{OFFICE}.worksheet+xml"/>\
<Override PartName="/xl/sharedStrings.xml" ContentType="{OFFICE}.sharedStrings+xml"/></Types>""".encode(),
        "_rels/.rels": f"""{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>""".encode(),
        "xl/workbook.xml": f"""{XML}<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}"><sheets>\
<sheet name="{escape(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>""".encode(),
        "xl/_rels/workbook.xml.rels": f"""{XML}<Relationships \
xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>""".encode(),
        "xl/sharedStrings.xml": (strings or f'{XML}<sst xmlns="{SPREADSHEET}"/>').encode(),
        "xl/worksheets/sheet1.xml": (XML + sheet).encode(),
        **(more or {}),
    }
    return zipped(parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of the parts, always the same bytes for the same parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, 6)
    return buffer.getvalue()


def sheet_xml(rows: Sequence[Sequence[Cell]], *, first: int = 1, before: str = "", after: str = "") -> str:
    """A worksheet part with inline strings; `before` and `after` are raw rows around the given ones."""
    lines = "".join(
        f'<row r="{r}">' + "".join(_cell(column_name(c) + str(r), v) for c, v in enumerate(row)) + "</row>"
        for r, row in enumerate(rows, first)
    )
    return f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{before}{lines}{after}</sheetData></worksheet>'


def column_name(index: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _cell(place: str, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE2 compound file (version 3); short streams are padded with zeros to 4,096 bytes."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    counts = [-(-len(data) // 512) for data in padded.values()]
    directory = -(-(1 + len(padded)) // 4)
    tables = 1
    while tables * 128 < tables + directory + sum(counts):
        tables += 1
    chain: list[int] = [FAT] * tables
    starts = []
    for count in (directory, *counts):
        starts.append(len(chain))
        chain += [*range(len(chain) + 1, len(chain) + count), END]
    chain += [FREE] * (tables * 128 - len(chain))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6, 0, tables, starts[0], 0, 4096, END, 0, END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    # Names in the order of the format (by length, then letters), each the right neighbour of the one before.
    order = sorted(padded, key=lambda name: (len(name), name.upper()))
    starts_of = dict(zip(padded, starts[1:], strict=True))
    entries = [_entry("Root Entry", 5, FREE, 1 if order else FREE, END, 0)]
    for place, name in enumerate(order, 1):
        right = place + 1 if place < len(order) else FREE
        entries.append(_entry(name, 2, right, FREE, starts_of[name], len(padded[name])))
    body = struct.pack(f"<{len(chain)}I", *chain) + b"".join(entries).ljust(directory * 512, b"\0")
    return header + body + b"".join(data.ljust(-(-len(data) // 512) * 512, b"\0") for data in padded.values())


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, FREE, right, child, start, size)


def encrypted(package: bytes, password: str) -> bytes:
    """`package` (an .xlsx) behind a password: ECMA-376 standard encryption, AES-128."""
    salt, verifier = os.urandom(16), os.urandom(16)
    key = hashlib.sha1(salt + password.encode("utf-16-le")).digest()  # noqa: S324 — the format prescribes it
    for number in range(50_000):
        key = hashlib.sha1(struct.pack("<I", number) + key).digest()  # noqa: S324
    key = hashlib.sha1(key + b"\0\0\0\0").digest()  # noqa: S324
    key = hashlib.sha1(bytes(b ^ 0x36 for b in key.ljust(64, b"\0"))).digest()[:16]  # noqa: S324

    def sealed(data: bytes) -> bytes:
        cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305 — the format prescribes it
        return cipher.update(data.ljust(-(-len(data) // 16) * 16, b"\0")) + cipher.finalize()

    provider = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    head = struct.pack("<IIIIIIII", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + provider
    checked = sealed(hashlib.sha1(verifier).digest())  # noqa: S324
    info = struct.pack("<HHII", 3, 2, 0x24, len(head)) + head
    info += struct.pack("<I16s16sI", 16, salt, sealed(verifier), 20) + checked
    return compound(
        {
            "EncryptionInfo": info,
            "EncryptedPackage": struct.pack("<Q", len(package)) + sealed(package.ljust(4096, b"\0")),
        }
    )


def xls(rows: Sequence[Sequence[Cell | bytes]], name: str = "Sheet1") -> bytes:
    """An old .xls workbook (BIFF8) with one sheet; dates become date cells, bytes are the results of formulas."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def text(value: str) -> bytes:
        return b"\1" + value.encode("utf-16-le")

    font = struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\5" + text("Arial")
    looks = [record(0x31, font)] * 4 + [
        record(0xE0, struct.pack("<HHHBBBBIIH", 0, shape, 0, 0x20, 0, 0, 4, 0, 0, 0x20C0)) for shape in (0, 14)
    ]
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 1996, 0, 6)) + record(0x42, b"\xb0\x04")
    start += b"".join(looks)
    bound = struct.pack("<HB", 0, len(name)) + text(name)
    globals_length = len(start) + 4 + 4 + len(bound) + 4
    book = start + record(0x85, struct.pack("<I", globals_length) + bound) + record(0x0A, b"")
    width = max((len(row) for row in rows), default=0)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 1996, 0, 6))
    sheet += record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if isinstance(value, str):
                sheet += record(0x204, struct.pack("<HHHH", r, c, 0, len(value)) + text(value))
            elif isinstance(value, bytes):
                sheet += record(0x06, struct.pack("<HHH", r, c, 0) + value + b"\0\0\0\0\3\0\x1e\5\0")
            elif isinstance(value, date):
                sheet += record(0x203, struct.pack("<HHHd", r, c, 1, (value - date(1899, 12, 30)).days))
            elif value is not None:
                sheet += record(0x203, struct.pack("<HHHd", r, c, 0, value))
    return compound({"Workbook": book + sheet + record(0x0A, b"")})


def ods(rows: Sequence[Sequence[Cell]], name: str = "Sheet1") -> bytes:
    """An OpenDocument spreadsheet with one sheet."""

    def cell(value: Cell) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, date):
            kind = f'office:value-type="date" office:date-value="{value:%Y-%m-%d}"'
        elif isinstance(value, str):
            kind = 'office:value-type="string"'
        else:
            kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = f"""{XML}<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" \
xmlns:text="{space}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>\
<table:table table:name="{escape(name)}">{lines}</table:table></office:spreadsheet></office:body>\
</office:document-content>"""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f"""{XML}<manifest:manifest xmlns:manifest="{space}:manifest:1.0" manifest:version="1.2">\
<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind, zipfile.ZIP_STORED)
        archive.writestr(zipfile.ZipInfo("content.xml"), content)
        archive.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), manifest)
    return buffer.getvalue()


def html_table(rows: Sequence[Sequence[Cell]]) -> bytes:
    """A web page with one table, as many systems "export to Excel"; GBK with its own declaration of it."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape('' if v is None else str(v))}</td>" for v in row) + "</tr>" for row in rows
    )
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body>\
<table border="1">{lines}</table></body></html>'
    return page.encode("gb18030")
