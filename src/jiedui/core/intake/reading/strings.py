"""sharedStrings.xml: the texts of a workbook, each stored once."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import numpy as np

from jiedui.core.intake.reading.cells import Strings, gather
from jiedui.core.intake.reading.fault import Fault
from jiedui.core.intake.reading.tags import GREATER, SLASH, Tags, holding, replaced, word
from jiedui.core.intake.reading.walk import rich_text
from jiedui.core.intake.reading.wire import Array
from jiedui.core.intake.reading.xml import local, safe_parser, unescape_ooxml, unescape_xml

S, IN, T, AMPERSAND = (ord(letter) for letter in "sit&")
SPACED = b' xml:space="preserve">'
OPENING = re.compile(rb"<(?:([A-Za-z_][\w.-]*):)?(?:sst)\b[^>]*?(/?)>")


class Part(NamedTuple):
    """Some strings, one after the other."""

    length: Array
    text: Array
    struck: list[int]


def text_start(tags: Tags, tag: Array) -> Array | None:
    """Where the text of these <t> tags begins. None where one is neither <t> nor <t xml:space="preserve">."""
    at = tags.at[tag]
    plain = tags.second[tag] == GREATER
    if plain.all():
        return at + 3
    # 24 bytes: <t xml:space="preserve">
    spaced = (tags.words[at + 2] == word(SPACED[:8])) & (tags.words[at + 10] == word(SPACED[8:16]))
    spaced &= tags.words[at + 16] == word(SPACED[14:22])
    if not (plain | spaced).all():
        return None
    return at + np.where(plain, 3, 24)


def quick(chunk: bytes) -> Part | None:
    """Whole <si> items of the regular form. None where something else is among them."""
    if b"\r" in chunk:
        return None
    tags = Tags(chunk)
    if tags.special():
        return None
    item = np.flatnonzero((tags.first == S) & (tags.second == IN))
    if len(tags) != 4 * len(item) or not np.array_equal(item, np.arange(0, len(tags), 4)):
        return None
    middle = item + 2
    if not (
        (tags.first[item + 1] == T).all()
        and (tags.first[middle] == SLASH).all()
        and (tags.second[middle] == T).all()
        and (tags.first[item + 3] == SLASH).all()
        and (tags.bytes[tags.at[item] + 3] == GREATER).all()
    ):
        return None
    start = text_start(tags, item + 1)
    if start is None:
        return None
    end = tags.at[middle]
    length = end - start
    source = tags.bytes
    marked = [np.flatnonzero(source == AMPERSAND)] if b"&" in chunk else []
    if b"_x" in chunk:
        marked.append(np.flatnonzero((source[:-1] == ord("_")) & (source[1:] == ord("x"))))
    for places in marked[:1] if len(marked) == 1 else [np.union1d(*marked)] if marked else []:
        which = holding(places, start, end)
        source, start, length = replaced(
            source, start, length, which, lambda _index, text: unescape_ooxml(unescape_xml(text))
        )
    return Part(length, gather(source, start, length), [])


def careful(chunk: bytes, opening: bytes, closing: bytes) -> Part:
    """Whole <si> items of any legal form."""
    from lxml import etree

    try:
        root = etree.fromstring(opening + chunk + closing, safe_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Fault("file.damaged") from error
    texts: list[bytes] = []
    struck: list[int] = []
    for item in root:
        if local(item) == "si":
            text, crossed = rich_text(item)
            if crossed:
                struck.append(len(texts))
            texts.append(text.encode())
    length = np.fromiter(map(len, texts), np.int64, len(texts))
    return Part(length, np.frombuffer(b"".join(texts), np.uint8), struck)


def read_part(chunk: bytes, opening: bytes, closing: bytes, *, slow: bool = False) -> Part:
    found = None if slow else quick(chunk)
    return careful(chunk, opening, closing) if found is None else found


def join(parts: Iterable[Part]) -> Strings:
    lengths: list[Array] = []
    texts: list[Array] = []
    struck: list[int] = []
    count = 0
    for part in parts:
        lengths.append(part.length)
        texts.append(part.text)
        struck += [count + index for index in part.struck]
        count += len(part.length)
    if not lengths:
        return Strings()
    return Strings(np.concatenate(lengths), texts, np.array(struck, np.int64))


def read_strings(
    pieces: Iterator[bytes], each: Callable[[Callable[..., Any], Iterable[Any]], Iterable[Any]], *, slow: bool = False
) -> Strings:
    """All shared strings of the part; `each` maps a function over chunks, in order, perhaps in threads."""
    from jiedui.core.intake.reading.chunks import Body

    body = Body(pieces, OPENING, "si")
    return join(each(lambda chunk: read_part(chunk, body.opening, body.closing, slow=slow), body))
