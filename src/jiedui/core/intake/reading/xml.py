"""XML from a stranger: no document type, no entities, no network, bounded depth; and the escapes of OOXML text."""

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import Any

from jiedui.core.intake.reading.fault import Fault

ENTITY = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));|&")
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
ENCODINGS = {"utf-16", "utf-16le", "utf-16be", "gbk", "gb2312", "gb18030", "iso-8859-1", "windows-1252"}


def local(element: Any) -> str:
    """Name of an element without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str | None:
    """Value of an attribute whatever its namespace."""
    value: str | None = element.get(name)
    if value is None:
        for key, other in element.attrib.items():
            if key.endswith("}" + name):
                return str(other)
    return value


def refuse_doctype(data: bytes) -> None:
    """Office files have no document type; one is an attack."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<!doctype" in data:
        raise Fault("file.external_entity")


def safe_parser() -> Any:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def parse(data: bytes) -> Any:
    """The root element of a small part."""
    from lxml import etree

    data = b"".join(as_utf8([data]))
    refuse_doctype(data)
    try:
        return etree.fromstring(data, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Fault("file.damaged") from error


def as_utf8(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same XML in UTF-8, without byte order mark; the declaration of another encoding is cut off."""
    source = iter(pieces)
    first = b""
    while len(first) < 512 and (piece := next(source, None)) is not None:
        first += piece
    if first.startswith(codecs.BOM_UTF8):
        first = first[3:]
    name = ""
    if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        name = "utf-16"
    elif first[:4] in (b"<\0?\0", b"\0<\0?"):
        name = "utf-16le" if first[0] else "utf-16be"
    elif found := DECLARED.match(first):
        name = found[1].decode().lower()
        if name in ("utf-8", "utf8", "us-ascii", "ascii"):
            name = ""
        elif name not in ENCODINGS:
            raise Fault("file.damaged")
    if not name:
        yield first
        yield from source
        return
    decoder = codecs.getincrementaldecoder(name)()
    try:
        start = decoder.decode(first)
        yield re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", start).encode()
        for piece in source:
            yield decoder.decode(piece).encode()
        decoder.decode(b"", True)
    except UnicodeError as error:
        raise Fault("file.damaged") from error


def _entity(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    number = int(hexadecimal, 16) if hexadecimal else int(decimal or "0")
    if number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000:
        return chr(number)
    raise Fault("file.damaged")


def unescape_xml(text: str) -> str:
    """Resolve the five entities and character numbers; anything else is a fault."""
    return ENTITY.sub(_entity, text) if "&" in text else text


def unescape_ooxml(text: str) -> str:
    """Resolve OOXML's _x000D_ escapes; NUL and lone surrogates, which no text may hold, are dropped."""
    if "_x" not in text or not ESCAPE.search(text):
        return text
    text = ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\0", "")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
