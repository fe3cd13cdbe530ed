"""Which reader a file belongs to, by its first bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiedui.core.intake.reading.cells import Assembly, Looks, Strings
from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.wire import Writer

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
SIGNATURES = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")


@dataclass
class Content:
    """What any of the readers gives."""

    kind: str
    sheets: list[Assembly]
    looks: Looks
    strings: Strings
    date1904: bool = False


def open_content(data: Any, facts: Mapping[str, Any]) -> Content:
    """Read a file of any supported kind; `data` is bytes or a mapping of them."""
    start = bytes(data[:4096])
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        from jiedui.core.intake.reading.archive import Archive

        archive = Archive(data, inflated=int(facts["inflated"]))
        if "content.xml" in archive.entries and "mimetype" in archive.entries:
            from jiedui.core.intake.reading.ods import read_ods

            return read_ods(archive, facts)
        from jiedui.core.intake.reading.xlsx import read_xlsx

        return read_xlsx(archive, facts)
    if start.startswith(OLE) or start.startswith(BIFF):
        from jiedui.core.intake.reading.xls import read_xls

        return read_xls(bytes(data), facts)
    if start.startswith(SIGNATURES):
        raise Fault("file.not_a_workbook")
    from jiedui.core.intake.reading.delimited import read_text

    return read_text(bytes(data), facts)


def read(data: Any, writer: Writer, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Read the file, send its arrays, give the head of the answer."""
    import numpy as np

    content = open_content(data, facts)
    if sum(sheet.cells for sheet in content.sheets) > int(facts["cells"]):
        raise Fault("file.too_large")
    strings, looks = content.strings, content.looks
    sheets = [sheet.write(writer, looks, strings) for sheet in content.sheets]
    text = np.concatenate(strings.text) if strings.text else np.empty(0, np.uint8)
    return {
        "kind": content.kind,
        "date1904": content.date1904,
        "formats": looks.formats,
        "strings": {
            "count": len(strings.length),
            "length": writer.put(strings.length.astype(np.uint32)),
            "text": writer.put(text),
        },
        "sheets": sheets,
    }
