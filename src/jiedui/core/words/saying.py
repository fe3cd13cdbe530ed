"""Declared Chinese words in the language of whoever reads them.

A declaration keeps plain Chinese text, for that text is data: headings and labels are what clerks' files are matched
with. Whoever shows it to a person passes it through here; tools/catalogue.py collects the declared words and a test
fails while one of them lacks its English. Words that are written alike are told apart by a context: UNIT, or the id of
a coded list (女 is "Female" among the sexes and "Daughter" among the relations to the head of a household).
"""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override, pgettext

from jiedui.core.words.codes import CodeList

UNIT = "unit"
DAY = "日期"
"""The unit of a figure that is a day."""


def said(text: str | Promise, context: str = "") -> str:
    """`text` in the reader's language; a text that is no declared word comes back as it is."""
    text = str(text)
    if not text or in_chinese():
        return text
    return pgettext(context, text) if context else gettext(text)


def in_english(text: str, context: str = "") -> str:
    """The English of a declared word, whatever the reader chose: for descriptions that are in both languages."""
    with override("en"):
        return said(text, context)


def in_chinese() -> bool:
    """Whether the reader chose Chinese, which is what everything is written in."""
    return (get_language() or "zh").startswith("zh")


def unit(text: str) -> str:
    """A unit: 万元 is "×10,000 yuan"; "" stays empty, and a day has none."""
    return "" if text == DAY else said(text, UNIT)


def label(codes: CodeList, code: str) -> str:
    """The label of a code of a list."""
    return said(codes.label(code), codes.id)


def listed(words: Iterable[object]) -> str:
    """Words in a row: 甲、乙 or "one, two"."""
    return gettext("、").join(map(str, words))


def with_note(text: object, note: object) -> str:
    """A word and what stands in brackets behind it: 月工资（元） or "Monthly wage (yuan)"; without a note the word."""
    return gettext("%(text)s（%(note)s）") % {"text": text, "note": note} if note else str(text)
