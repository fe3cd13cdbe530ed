"""The quick way through rows of a sheet, for the XML that spreadsheet programs really write.

Cells are found and taken apart with numpy over the bytes of the chunk. Whatever is not understood in full gives None, and
the chunk goes the careful way (reading.walk), which gives the same run. Every tag must be accounted for.
"""

import re
from typing import NamedTuple

import numpy as np

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.cells import Run
from jiedui.core.intake.reading.strings import text_start
from jiedui.core.intake.reading.tags import (
    GREATER,
    MASK,
    QUOTE,
    SLASH,
    SPACE,
    Tags,
    decimal,
    holding,
    places_of,
    replaced,
    word,
)
from jiedui.core.intake.reading.values import check_numbers
from jiedui.core.intake.reading.walk import KINDS, PICTURE
from jiedui.core.intake.reading.wire import Array
from jiedui.core.intake.reading.xml import unescape_ooxml, unescape_xml

C, F, IN, O, R, T, V = (ord(letter) for letter in "cfiortv")  # noqa: E741
CELL_START = word(b'<c r="')
ROW_START = word(b'<row r="')
ATTRIBUTES = re.compile(rb'(?: (?:s|t|cm|vm|ph)="[^"<>&]*")*/?')
ATTRIBUTE = re.compile(rb' ([a-z]+)="([^"]*)"')
HIDDEN = re.compile(rb'<row [^>]*?\bhidden="(?:1|true)"')
HELD_PICTURE = re.compile(rb"DISPIMG\(")
TYPES = {name.encode(): number for number, name in enumerate(KINDS)}
NUMBER, SHARED, TEXT, INLINE, BOOLEAN, ERROR, DATE = range(7)
KIND_OF_TYPE = np.array(list(KINDS.values()), np.uint8)


class Attributes(NamedTuple):
    type: Array  # uint8, place in TYPES
    style: Array  # uint16
    rich: Array  # bool: has a vm attribute (a picture in the cell)


class Spans(NamedTuple):
    """Where the cells with content have their values; start == end where they have none."""

    start: Array
    end: Array
    formula: Array  # bool
    valued: Array  # bool: a <v> or <is> is there, perhaps empty
    inline: Array  # bool
    tags: int  # tags these cells are made of


def row_numbers(tags: Tags, row: Array) -> tuple[Array, Array, Array] | None:
    """Number, its digits as a word, and their count, of the rows at these tags."""
    at = tags.at[row]
    if not (tags.words[at] == ROW_START).all():
        return None
    digits = tags.words[at + 8]
    signs = digits.view(np.uint8).reshape(-1, 8)
    other = (signs < 48) | (signs > 57)
    count = other.argmax(axis=1)
    if not (count.all() and (signs[np.arange(len(row)), count] == QUOTE).all()):
        return None
    number = decimal(digits & MASK[count], count)
    return None if number is None or not number.all() else (number.astype(np.uint32), digits, count)


def columns_of(tags: Tags, at: Array, digits: Array, count: Array) -> tuple[Array, Array] | None:
    """Column of each cell and the place behind its reference, which must name the row it stands in."""
    start = tags.words[at]
    if not ((start & MASK[6]) == CELL_START).all():
        return None
    first = ((start >> np.uint64(48)) & np.uint64(255)).astype(np.int32) - 64
    second = (start >> np.uint64(56)).astype(np.int32) - 64
    if first.min() < 1 or first.max() > 26 or second.max() > 26:
        return None
    column, letters = first - 1, np.ones(len(at), np.int64)
    two = second > 0
    if two.any():
        third = tags.bytes[at + 8].astype(np.int32) - 64
        three = two & (third > 0)
        if third[two].max() > 26:
            return None
        column = np.where(two, first * 26 + second - 1, column)
        column = np.where(three, (first * 26 + second) * 26 + third - 1, column)
        letters += two
        letters += three
    place = at + 6 + letters
    # Number and closing quote at once, as the row has them.
    if ((tags.words[place] ^ digits) & MASK[count + 1]).any():
        return None
    return column, place + count + 1


def attributes_of(tags: Tags, start: Array, end: Array) -> Attributes | None:
    """What stands between a cell's reference and its ">". Few distinct texts occur, so each is taken apart once."""
    length = end - start
    longest = int(length.max(initial=0))
    if longest > 40 or length.min(initial=0) < 0:
        return None
    key = np.zeros(len(start), np.uint64)
    factor = 0x9E3779B97F4A7C15
    for offset in range(0, longest, 8):
        part = tags.words[start + offset] & MASK[np.clip(length - offset, 0, 8)]
        key ^= part * np.uint64(factor)
        factor = (factor * 0xD1342543DE82EF95 | 1) & 0xFFFFFFFFFFFFFFFF
    slot = ((key ^ (key >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(48)
    table = np.full(1 << 16, -1, np.int64)
    table[slot] = np.arange(len(slot))
    if not np.array_equal(key[table[slot]], key):
        return None
    type, style = np.zeros(1 << 16, np.uint8), np.zeros(1 << 16, np.uint16)
    rich = np.zeros(1 << 16, bool)
    for place in np.flatnonzero(table >= 0).tolist():
        at = int(table[place])
        text = tags.chunk[start[at] : end[at]]
        if not ATTRIBUTES.fullmatch(text):
            return None
        for name, value in ATTRIBUTE.findall(text):
            if name == b"s":
                if not value.isdigit() or int(value) > 65535:
                    return None
                style[place] = int(value)
            elif name == b"t":
                if value not in TYPES:
                    return None
                type[place] = TYPES[value]
            elif name == b"vm":
                rich[place] = True
    return Attributes(type[slot], style[slot], rich[slot])


def spans_of(tags: Tags, cell: Array, next_first: Array) -> Spans | None:
    """Values of cells with content, in rising order; `cell` are their tags, `next_first` the first byte of the tag after each."""
    first, second, at = tags.first, tags.second, tags.at
    size = len(cell)
    inline = next_first == IN
    formula = next_first == F
    value = cell + 1
    total = 0
    if formula.any():
        open = cell[formula] + 1
        double = (first[open + 1] == SLASH) & (second[open + 1] == F)
        single = (tags.bytes[at[open + 1] - 2] == SLASH) & (tags.bytes[at[open + 1] - 1] == GREATER)
        if not (double | single).all():
            return None
        value[formula] += 1 + double
        total += int(formula.sum() + double.sum())
    # Cells without a value get an empty span in their place, so that spans rise through the chunk.
    start, end = at[cell], at[cell]
    valued = first[value] == V
    if inline.any():
        text = cell[inline] + 2
        begin = text_start(tags, text) if (first[text] == T).all() else None
        closings = (first[text + 1] == SLASH) & (first[text + 2] == SLASH) & (first[text + 3] == SLASH)
        if begin is None or not closings.all() or not (second[text + 3] == C).all():
            return None
        start[inline], end[inline] = begin, at[text + 1]
        total += 5 * len(text)
        valued |= inline
    plain = valued & ~inline
    which = value[plain]
    closed = second[which] == SLASH
    if not ((second[which] == GREATER) | closed).all():
        return None
    behind = which + 1 + ~closed
    if not ((first[behind] == SLASH) & (second[behind] == C) & (closed | (first[which + 1] == SLASH))).all():
        return None
    start[plain] = at[which] + 3
    end[plain] = np.where(closed, at[which] + 3, at[which + 1])
    total += 3 * len(which) - int(closed.sum())
    bare = value[~valued]
    if not (formula[~valued].all() and ((first[bare] == SLASH) & (second[bare] == C)).all()):
        return None
    return Spans(start, end, formula, valued, inline, total + len(bare) + size)


def scan(chunk: bytes) -> Run | None:
    """The run of a chunk of whole rows, None where the careful way is needed."""
    if b"\r" in chunk:
        return None
    tags = Tags(chunk)
    first, second, at = tags.first, tags.second, tags.at
    if tags.special():
        return None
    row = np.flatnonzero((first == R) & (second == O))
    cell = np.flatnonzero((first == C) & (second == SPACE))
    if not len(row) or row[0] != 0:
        return None
    numbers = row_numbers(tags, row)
    if numbers is None or not (tags.bytes[at[row + 1] - 1] == GREATER).all():
        return None
    number, digits, count = numbers
    open_rows = len(row) - int((tags.bytes[at[row + 1] - 2] == SLASH).sum())
    after = at[cell + 1]
    if not (tags.bytes[after - 1] == GREATER).all():
        return None
    single = tags.bytes[after - 2] == SLASH
    next_first = first[cell + 1]
    empty_pair = ~single & (next_first == SLASH)
    if not (second[cell[empty_pair] + 1] == C).all():
        return None
    expected = len(row) + open_rows + int(single.sum()) + 2 * int(empty_pair.sum())
    cells_per_row = np.diff(np.searchsorted(cell, np.append(row, len(tags))))
    owner = np.repeat(np.arange(len(row)), cells_per_row)
    holds = ~(single | empty_pair)
    if not holds.all():
        cell, after, next_first, owner = cell[holds], after[holds], next_first[holds], owner[holds]
    spans = spans_of(tags, cell, next_first)
    if spans is None or expected + spans.tags != len(tags):
        return None
    return _run(tags, cell, after, owner, spans, number, digits, count, row)


def _run(
    tags: Tags,
    cell: Array,
    after: Array,
    owner: Array,
    spans: Spans,
    number: Array,
    digits: Array,
    count: Array,
    row: Array,
) -> Run | None:
    empty = np.empty(0, np.int32)
    if not len(cell):
        none = np.empty(0, np.int64)
        return Run(
            number[:0], empty, empty, empty.astype(np.uint8), empty.astype(np.uint16), empty, tags.bytes, none, none
        )
    at = tags.at[cell]
    columns = columns_of(tags, at, digits[owner], count[owner])
    if columns is None:
        return None
    column, behind = columns
    attributes = attributes_of(tags, behind, after - 1)
    if attributes is None:
        return None
    type, start, end = attributes.type, spans.start, spans.end
    if (spans.inline & (type != INLINE)).any():
        return None
    kind = KIND_OF_TYPE[type]
    length = end - start
    shared = np.full(len(cell), -1, np.int32)
    listed = np.flatnonzero((type == SHARED) & (length > 0))
    if len(listed):
        found = decimal(tags.words[start[listed]], length[listed])
        if found is None:
            return None
        shared[listed] = found
        length[listed] = 0
    source = tags.bytes
    texts = (type == TEXT) | (type == INLINE)
    changed = _escaped(tags, start, start + length, texts)
    if len(changed):
        source, start, length = replaced(
            source,
            start,
            length,
            changed,
            lambda index, text: unescape_ooxml(unescape_xml(text)) if texts[index] else unescape_xml(text),
        )
    blank = (length == 0) & (shared < 0)
    if blank.any():
        uncomputed = blank & spans.formula & ~((type == TEXT) & spans.valued)
        kind[uncomputed] = kinds.ERROR
        kind[blank & ~spans.formula & (kind != kinds.ERROR)] = kinds.EMPTY
    others = ~texts & (shared < 0) & ~blank
    if not check_numbers(
        source, start, length, kind, np.flatnonzero(others & (type == NUMBER)), others & (type != NUMBER)
    ):
        return None
    if spans.formula.any() or texts.any():
        kind[_pictures(tags, at, spans, type, source, start, length)] = kinds.PICTURE
    if attributes.rich.any():
        for index in np.flatnonzero(attributes.rich & (type == ERROR)).tolist():
            if source[start[index] : start[index] + length[index]].tobytes() == b"#VALUE!":
                kind[index] = kinds.PICTURE
    kept = kind != kinds.EMPTY
    kind = kind | np.where(spans.formula, kinds.FORMULA, 0).astype(np.uint8)
    if b'hidden="' in tags.chunk:
        hidden = np.isin(tags.at[row], places_of(HIDDEN, tags.chunk))
        kind[hidden[owner]] |= kinds.HIDDEN_ROW
    style = attributes.style
    if not kept.all():
        owner, column, kind, style = owner[kept], column[kept], kind[kept], style[kept]
        shared, start, length = shared[kept], start[kept], length[kept]
    used = np.zeros(len(row), bool)
    used[owner] = True
    renumbered = np.cumsum(used) - 1
    return Run(number[used], renumbered[owner].astype(np.int32), column, kind, style, shared, source, start, length)


def _escaped(tags: Tags, start: Array, end: Array, texts: Array) -> Array:
    """Cells whose own text holds an XML entity, or text cells with an _xHHHH_ escape."""
    found = []
    if b"&" in tags.chunk:
        found.append(holding(np.flatnonzero(tags.bytes == ord("&")), start, end))
    if texts.any() and b"_x" in tags.chunk:
        marks = np.flatnonzero((tags.bytes[:-1] == ord("_")) & (tags.bytes[1:] == ord("x")))
        which = holding(marks, start, end)
        found.append(which[texts[which]])
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)


def _pictures(tags: Tags, at: Array, spans: Spans, type: Array, source: Array, start: Array, length: Array) -> Array:
    """Cells with WPS's =DISPIMG(...), as a formula or as the text it shows."""
    if b"DISPIMG(" not in tags.chunk:
        return np.empty(0, np.int64)
    owner = np.searchsorted(at, places_of(HELD_PICTURE, tags.chunk), side="right") - 1
    found = []
    for index in np.unique(owner[owner >= 0]).tolist():
        value = source[start[index] : start[index] + length[index]].tobytes().decode()
        following = tags.chunk[at[index] : at[index + 1] if index + 1 < len(at) else len(tags.chunk)]
        formula = re.search(rb"<f[^>]*>([^<]*)</f>", following)
        written = unescape_xml(formula[1].decode()) if formula else ""
        if PICTURE.match(written) or (type[index] == TEXT and PICTURE.match(value)):
            found.append(index)
    return np.array(found, np.int64)
