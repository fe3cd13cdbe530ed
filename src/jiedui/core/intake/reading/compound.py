"""Compound files (OLE2, [MS-CFB]): whether one was cut off on its way."""

import struct

FREE, LAST = 0xFFFFFFFF, 0xFFFFFFF9
HEADER_PLACES = 109


def cut_off(data: bytes) -> bool:
    """Whether the tables of a compound file name sectors that lie behind its end, or the last one is not whole.

    Some programs write no whole last sector: this is asked of files that cannot be read.
    """
    if len(data) < 512:
        return True
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        return False
    size = 1 << shift
    there = -(-(len(data) - size) // size)
    (tables,) = struct.unpack_from("<I", data, 44)
    places = struct.unpack_from(f"<{min(tables, HEADER_PLACES)}I", data, 76)
    for number, place in enumerate(places):
        start = (place + 1) * size
        if place <= LAST and start + size > len(data):
            return True
        if place <= LAST:
            used = [at for at, next in enumerate(struct.unpack_from(f"<{size // 4}I", data, start)) if next != FREE]
            if used and number * (size // 4) + used[-1] >= there:
                return True
    return bool(len(data) % size)
