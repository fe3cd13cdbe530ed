"""What the byte in a k column says about its cell: three bits of kind, five flags. Empty cells are 0 and carry no flag."""

EMPTY = 0
STRING = 1
NUMBER = 2
BOOLEAN = 3
# An error value, a formula without a cached value (text ""), or a number no float can hold (1e999, NaN: its raw text).
ERROR = 4
ISO_DATE = 5
PICTURE = 6
KIND = 7

FORMULA = 8
STRIKE = 16
COMMENT = 32
FILL = 64
HIDDEN_ROW = 128
