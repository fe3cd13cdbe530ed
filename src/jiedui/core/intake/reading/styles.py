"""styles.xml: which number format a style has, and whether its font is struck through or its fill coloured."""

from typing import Any

import numpy as np

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.cells import Looks
from jiedui.core.intake.reading.xml import attribute, local

# ECMA-376 part 1, 18.8.30 (numFmt), with the codes Chinese Excel shows for the numbers left to the language.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;[Red]-#,##0.00", 41: "#,##0", 42: "¥#,##0", 43: "#,##0.00", 44: "¥#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
WHITE = {"FFFFFFFF", "00FFFFFF", "FFFFFF"}
# Indexed 1 and 9 are white, 64 and 65 the window's own colours.
PLAIN_INDEXED = {"1", "9", "64", "65"}


def on(element: Any) -> bool:
    """A boolean property element such as <strike/>: present and not switched off."""
    return element is not None and (attribute(element, "val") or "1") not in ("0", "false")


def child(element: Any, name: str) -> Any:
    return next((one for one in element if local(one) == name), None)


def coloured(fill: Any) -> bool:
    pattern = child(fill, "patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return False
    colour = child(pattern, "fgColor")
    if colour is None:
        return False
    if colour.get("theme") == "0" and float(colour.get("tint") or 0) == 0:
        return False
    return colour.get("indexed") not in PLAIN_INDEXED and (colour.get("rgb") or "").upper() not in WHITE


class Formats:
    """Numbers the distinct number formats; General is 0."""

    def __init__(self) -> None:
        self.codes = ["General"]
        self.places = {"General": 0, "": 0, "general": 0, "GENERAL": 0}

    def place(self, code: str) -> int:
        found = self.places.get(code)
        if found is None:
            found = self.places[code] = len(self.codes)
            self.codes.append(code)
        return found


def read_styles(root: Any) -> Looks:
    """The looks of an xlsx, by the number in a cell's s attribute."""
    parts = {local(part): part for part in root}
    codes = dict(BUILT_IN)
    for one in parts.get("numFmts", ()):
        codes[int(attribute(one, "numFmtId") or 0)] = attribute(one, "formatCode") or "General"
    struck = [on(child(font, "strike")) or on(child(font, "dstrike")) for font in parts.get("fonts", ())]
    fills = [coloured(fill) for fill in parts.get("fills", ())]
    formats = Formats()
    places, flags = [], []
    for style in parts.get("cellXfs", ()):
        places.append(formats.place(codes.get(int(style.get("numFmtId") or 0), "General")))
        font, fill = int(style.get("fontId") or 0), int(style.get("fillId") or 0)
        flag = kinds.STRIKE if font < len(struck) and struck[font] else 0
        flags.append(flag | (kinds.FILL if fill < len(fills) and fills[fill] else 0))
    if not places:
        return Looks()
    return Looks(formats.codes, np.array(places, np.uint16), np.array(flags, np.uint8))
