"""What a file really is, told from its content; its name only decides between kinds that look alike inside.

Allowed is what people hand in as evidence and what cannot run: pictures, PDF, Office, WPS and OFD documents, plain text.
"""

import io
import zipfile
from typing import NamedTuple

from django.utils.translation import gettext_noop as _

from jiedui.core.words.errors import Refused

PARTS = 5_000
DIRECTORY = 2 << 20


class Kind(NamedTuple):
    """suffix: how such a file ends; type: as browsers are told; picture: may be shown in a page."""

    suffix: str
    type: str
    picture: bool = False


PDF = Kind("pdf", "application/pdf")
PICTURES = {
    b"\xff\xd8\xff": Kind("jpg", "image/jpeg", True),
    b"\x89PNG\r\n\x1a\n": Kind("png", "image/png", True),
    b"GIF87a": Kind("gif", "image/gif", True),
    b"GIF89a": Kind("gif", "image/gif", True),
}
WEBP = Kind("webp", "image/webp", True)
_OFFICE = "application/vnd.openxmlformats-officedocument."
_INSIDE = {
    "word/": Kind("docx", _OFFICE + "wordprocessingml.document"),
    "xl/": Kind("xlsx", _OFFICE + "spreadsheetml.sheet"),
    "ppt/": Kind("pptx", _OFFICE + "presentationml.presentation"),
}
OFD = Kind("ofd", "application/ofd")
_OLD = {
    "doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint",
    "wps": "application/vnd.ms-works", "et": "application/octet-stream", "dps": "application/octet-stream",
}  # fmt: skip
TEXT = Kind("txt", "text/plain")
ALLOWED = str(_("图片（JPG、PNG、GIF、WebP）、PDF、OFD、Word、Excel、PowerPoint、WPS 文档或纯文本"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(data: bytes, name: str) -> Kind:
    """What the file is. Refused when it is nothing allowed, damaged, or holds macros."""
    for start, picture in PICTURES.items():
        if data.startswith(start):
            return picture
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _old(data, name)
    if _is_text(data):
        return TEXT
    raise _refused()


def _zipped(data: bytes) -> Kind:
    names = _names(data)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("attachment.macros", "文件里带有宏，不能上传。请另存为不带宏的格式，或打印成 PDF。")
    if "OFD.xml" in names:
        return OFD
    if "[Content_Types].xml" in names:
        for folder, kind in _INSIDE.items():
            if any(name.startswith(folder) for name in names):
                return kind
    raise _refused()


def _names(data: bytes) -> list[str]:
    """The names in a zip file; nothing is unpacked. A directory of absurd size is not even read."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 70_000))
    if end < 0 or len(data) < end + 22:
        raise _refused()
    count = int.from_bytes(data[end + 10 : end + 12], "little")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    if count > PARTS or size > DIRECTORY:
        raise _refused()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return parts.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, UnicodeError):
        raise _refused() from None


def _old(data: bytes, name: str) -> Kind:
    if "VBA".encode("utf-16-le") in data or "Macros".encode("utf-16-le") in data:
        raise Refused("attachment.macros", "文件里带有宏，不能上传。请另存为不带宏的格式，或打印成 PDF。")
    suffix = name.rpartition(".")[2].lower()
    if suffix not in _OLD:  # an installer and an e-mail look the same
        raise _refused()
    return Kind(suffix, _OLD[suffix])


def _is_text(data: bytes) -> bool:
    """Whether it is UTF-8 or GB 18030 text without control characters, and no page or drawing that a browser would run."""
    start = data[:4096]
    if any(byte < 32 and byte not in (9, 10, 13) for byte in start) or start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(ord(letter) < 32 and letter not in "\t\n\r" for letter in text)
    return False


def _refused() -> Refused:
    return Refused("attachment.kind", f"这种文件不能作附件，或文件已损坏。可以上传{ALLOWED}。")
