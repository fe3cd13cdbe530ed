"""Text files: CSV in whatever encoding and with whatever separator clerks' programs write, and HTML posing as .xls."""

import codecs
import csv
import io
import re
from collections.abc import Mapping
from typing import Any

from jiedui.core.intake.reading.cells import Assembly, Looks, Strings
from jiedui.core.intake.reading.dispatch import Content
from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.plain import Filler

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SEPARATORS = ",\t;|"
# A text file holds no control characters but blanks, line ends and a last Ctrl-Z of old programs.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
AS_TEXT = re.compile(r'^="([^"]*)"$')
PROBE = 1 << 16
LONGEST_CELL = 1 << 20


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-16 by its zero bytes, else UTF-8, else GB 18030."""
    for mark, name in BOMS:
        if data.startswith(mark):
            return _strict(data, name)
    probe = data[:PROBE]
    if b"\0" in probe:
        even, odd = probe[::2].count(0), probe[1::2].count(0)
        if len(probe) > 8 and max(even, odd) > len(probe) // 8 and min(even, odd) == 0:
            return _strict(data, "utf-16-le" if odd else "utf-16-be")
        raise Fault("file.not_a_workbook")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "gb18030")


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        text = name.startswith("utf") or not CONTROL.search(data[:PROBE].decode("latin-1"))
        raise Fault("file.encoding" if text else "file.not_a_workbook") from None


def separator(text: str) -> str:
    """The separator that splits the first lines most evenly; quoted stretches do not count."""
    lines = re.sub(r'"[^"]*"', "", text[:PROBE]).splitlines()[:50]
    lines = [line for line in lines if line.strip()]
    best, chosen = (0, 0), ","
    for sign in SEPARATORS:
        counts = [line.count(sign) for line in lines]
        common = max(set(counts), key=lambda count: (counts.count(count) * bool(count), count)) if counts else 0
        score = (counts.count(common) if common else 0, sum(counts))
        if score > best:
            best, chosen = score, sign
    return chosen


def read_text(data: bytes, facts: Mapping[str, Any]) -> Content:
    """A text file of any kind; what is no table is refused."""
    head = data[:PROBE].lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff \t\r\n\0").replace(b"\0", b"")[:PROBE].lower()
    if head.startswith(b"<") or b"<table" in head:
        if b"schemas-microsoft-com:office:spreadsheet" in head:
            raise Fault("file.xml_workbook")
        if b"<!entity" in head:
            raise Fault("file.external_entity")
        if b"<table" not in data.replace(b"\0", b"").lower():
            raise Fault("file.not_a_workbook")
        from jiedui.core.intake.reading.html import read_html

        return read_html(decode_html(data, head), facts)
    if head.startswith((b"mime-version:", b"from: ")) and b"<table" in data.lower():
        raise Fault("file.xml_workbook")
    text = decode(data)
    if CONTROL.search(text):
        raise Fault("file.not_a_workbook")
    return read_csv(text, facts)


def decode_html(data: bytes, head: bytes) -> str:
    """HTML in the encoding it declares when that works, else as any text."""
    found = re.search(rb"""charset\s*=\s*["']?\s*([a-z0-9_-]{2,20})""", head)
    if found and not data.startswith(tuple(mark for mark, _ in BOMS)):
        name = found[1].decode()
        try:
            return data.decode("gb18030" if name in ("gb2312", "gbk") else name)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data)


def read_csv(text: str, facts: Mapping[str, Any]) -> Content:
    """Every cell is text as written. The row number is that of the record, as Excel counts when it opens the file."""
    sign = ""
    first, _, rest = text.partition("\n")
    if (named := re.fullmatch(r"sep=(.)\s*", first)) is not None:
        sign, text = named[1], "\n" + rest
    csv.field_size_limit(LONGEST_CELL)
    sheet = Assembly("Sheet1", columns=int(facts["columns"]))
    filler = Filler(sheet)
    most = int(facts["cells"])
    try:
        records = csv.reader(io.StringIO(text.rstrip("\x1a"), newline=""), delimiter=sign or separator(text))
        guarded = '="' in text
        for number, record in enumerate(records, 1):
            if guarded:
                # ="452126…" keeps a spreadsheet from making a number of it; it shows what stands between the quotes.
                record = [AS_TEXT.sub(r"\1", cell) for cell in record]
            filler.strings(number, record)
            if not number % 10_000 and sheet.cells > most:
                raise Fault("file.too_large")
    except csv.Error as error:
        raise Fault("file.damaged") from error
    filler.pack()
    return Content("csv", [sheet], Looks(), Strings())
