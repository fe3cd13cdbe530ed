"""Whether the values of cells are what their types say, for many cells at once."""

import numpy as np

from jiedui.core.intake.reading import kinds
from jiedui.core.intake.reading.cells import gather
from jiedui.core.intake.reading.walk import is_number
from jiedui.core.intake.reading.wire import Array

# 0: digit, 1: point, 2: minus, 3: anything else that a number may hold, 4: nothing a number holds.
SIGNS = np.full(256, 4, np.uint8)
SIGNS[48:58] = 0
SIGNS[ord(".")] = 1
SIGNS[ord("-")] = 2
SIGNS[[ord("+"), ord("e"), ord("E")]] = 3
# More digits than this may be more than a float can hold.
SURE = 40


def check_numbers(source: Array, start: Array, length: Array, kind: Array, numbers: Array, others: Array) -> bool:
    """Mark number cells that hold no number a float can hold as errors, in `kind`.

    `numbers` are indices, `others` a mask of the cells of other types than number and text. False where a value has
    blanks around it, which the careful way takes off.
    """
    blanks = np.isin(source[start[others]], (32, 9, 10)) | np.isin(
        source[start[others] + length[others] - 1], (32, 9, 10)
    )
    if blanks.any():
        return False
    if not len(numbers):
        return True
    length = length[numbers]
    text = SIGNS[gather(source, start[numbers], length)]
    doubtful = length > SURE
    if text.any():
        ends = np.cumsum(length)
        odd = np.flatnonzero(text)
        sign = text[odd]
        owner = np.searchsorted(ends, odd, side="right")
        doubtful[owner[sign >= 3]] = True
        minus = owner[(sign == 2) & (odd != (ends - length)[owner])]
        doubtful[minus] = True
        points = np.bincount(owner[sign == 1], minlength=len(length))
        doubtful |= points > 1
        # ".", "-", "-." are none; ".5" is one.
        doubtful |= (length <= 2) & ((points > 0) | np.isin(np.arange(len(length)), owner[sign == 2]))
    for index in np.flatnonzero(doubtful).tolist():
        place = numbers[index]
        value = source[start[place] : start[place] + length[index]].tobytes().decode()
        if value != value.strip():
            return False
        if not is_number(value):
            kind[place] = kinds.ERROR
    return True
