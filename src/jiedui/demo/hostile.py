"""Files that a server must survive: each is refused in seconds with a clear sentence. None does harm by itself."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from jiedui.demo.containers import RELATIONS, SPREADSHEET, XML, compound, encrypted, raw_xlsx, sheet_xml, zipped

HEADER = ("姓名", "身份证号", "户籍县")
PERSON = ("韦建国", "452126197001010013", "隆安县")
SMALL = sheet_xml([HEADER, PERSON])
PASSWORD = "jiedui-2021"  # noqa: S105 — the sample's own


def password() -> bytes:
    """A workbook behind a password."""
    return encrypted(raw_xlsx(SMALL), PASSWORD)


def truncated() -> bytes:
    """A download that broke off half way."""
    data = raw_xlsx(sheet_xml([HEADER, *[PERSON] * 500]))
    return data[: len(data) // 2]


def zip_bomb(megabytes: int = 1024) -> bytes:
    """A small file that unpacks to `megabytes` of rows."""
    name = "xl/worksheets/sheet1.xml"
    line = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    chunk = line * (1_048_576 // len(line))
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    # After a full flush the same chunk packs to the same bytes: pack it once, repeat the result.
    head, tail = f'{XML}<worksheet xmlns="{SPREADSHEET}"><sheetData>'.encode(), b"</sheetData></worksheet>"
    packed = pack.compress(head) + pack.flush(zlib.Z_FULL_FLUSH)
    packed += (pack.compress(chunk) + pack.flush(zlib.Z_FULL_FLUSH)) * megabytes
    packed += pack.compress(tail) + pack.flush()
    checksum = zlib.crc32(head)
    for _ in range(megabytes):
        checksum = zlib.crc32(chunk, checksum)
    checksum = zlib.crc32(tail, checksum)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        with zipfile.ZipFile(io.BytesIO(raw_xlsx(SMALL))) as small:
            for part in small.namelist():
                if part != name:
                    archive.writestr(part, small.read(part))
        archive.writestr(zipfile.ZipInfo(name), packed)
    # Stored bytes are declared as what they are: packed ones. Method, checksum and size, in both headers.
    data = bytearray(buffer.getvalue())
    size = len(head) + len(chunk) * megabytes + len(tail)
    for signature, method, sums in ((b"PK\3\4", 8, 14), (b"PK\1\2", 10, 16)):
        place = data.rindex(signature, 0, data.rindex(name.encode()) if sums == 16 else data.index(name.encode()))
        struct.pack_into("<H", data, place + method, zipfile.ZIP_DEFLATED)
        struct.pack_into("<III", data, place + sums, checksum, len(packed), size)
    return bytes(data)


def macros() -> bytes:
    """A workbook with a macro project, named .xlsx all the same."""
    kinds = f"""{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>\
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>\
</Types>"""
    relations = f"""{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>\
<Relationship Id="rId3" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" \
Target="vbaProject.bin"/></Relationships>"""
    project = compound({"PROJECT": b'ID="{00000000-0000-0000-0000-000000000000}"\r\nModule=Module1\r\n'})
    more = {
        "[Content_Types].xml": kinds.encode(),
        "xl/_rels/workbook.xml.rels": relations.encode(),
        "xl/vbaProject.bin": project,
    }
    return raw_xlsx(SMALL, more=more)


def renamed_pdf() -> bytes:
    """A PDF named .xlsx."""
    return b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def external_entity() -> bytes:
    """A sheet that asks the reader to fetch a file of the server."""
    strings = f"""{XML}<!DOCTYPE sst [<!ENTITY secret SYSTEM "file:///etc/hostname">]>\
<sst xmlns="{SPREADSHEET}"><si><t>&secret;</t></si></sst>"""
    sheet = f"""<worksheet xmlns="{SPREADSHEET}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>\
</sheetData></worksheet>"""
    return raw_xlsx(sheet, strings=strings)


def entity_expansion() -> bytes:
    """Entities that unfold to a thousand million words (the "billion laughs")."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    strings = f'{XML}<!DOCTYPE sst [<!ENTITY e0 "结对">{levels}]><sst xmlns="{SPREADSHEET}"><si><t>&e9;</t></si></sst>'
    sheet = f"""<worksheet xmlns="{SPREADSHEET}"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row>\
</sheetData></worksheet>"""
    return raw_xlsx(sheet, strings=strings)


def far_corners() -> bytes:
    """Two cells with values, in the first and in the last corner of the sheet: 17,000 million cells between them."""
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return raw_xlsx(sheet_xml([("姓名",)], after=last))


def wide_rows(count: int = 2000) -> bytes:
    """Every row has a value in the last column XFD: 16,384 columns by `count` rows."""
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>1</v></c><c r="XFD{r}"><v>1</v></c></row>' for r in range(3, count + 3)
    )
    return raw_xlsx(sheet_xml([HEADER, PERSON], after=rows))


def infinite_number() -> bytes:
    """A number beyond all bounds, 1e999, where a wage should be."""
    rows = [(*HEADER, "月工资(元)"), PERSON]
    return raw_xlsx(sheet_xml(rows).replace("</row></sheetData>", '<c r="D2"><v>1e999</v></c></row></sheetData>'))


def empty() -> bytes:
    """A file of no bytes."""
    return b""


def other_zip() -> bytes:
    """A zip file that is no workbook, with a name that climbs out of the folder."""
    return zipped({"../../outside.txt": b"x", "word/document.xml": b"<document/>"})


def missing_sheet() -> bytes:
    """A workbook that names a sheet which is not in the file."""
    data = io.BytesIO(raw_xlsx(SMALL))
    with zipfile.ZipFile(data) as archive:
        parts = {n: archive.read(n) for n in archive.namelist() if n != "xl/worksheets/sheet1.xml"}
    return zipped(parts)


# File name and maker of every hostile sample. All are refused.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "有密码.xlsx": password,
    "下载中断.xlsx": truncated,
    "压缩炸弹.xlsx": zip_bomb,
    "带宏.xlsx": macros,
    "PDF改名.xlsx": renamed_pdf,
    "外部实体.xlsx": external_entity,
    "实体膨胀.xlsx": entity_expansion,
    "对角两格.xlsx": far_corners,
    "超宽.xlsx": wide_rows,
    "无穷大.xlsx": infinite_number,
    "空文件.xlsx": empty,
    "不是工作簿.xlsx": other_zip,
    "缺工作表.xlsx": missing_sheet,
}
