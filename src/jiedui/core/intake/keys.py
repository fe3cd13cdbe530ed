"""Keys of questions: what an answer is kept under. They stand in plain in the database, so no number of a person stands in them."""

import re
import unicodedata
from functools import lru_cache

from jiedui.core.vault import sealing
from jiedui.core.vault.masking import scrub

LONG = re.compile(r"[0-9](?:[ \-\u2010-\u2015]?[0-9]){9,}[Xx]?")
"""Ten digits and more in a row, also written with blanks or hyphens: an ID, a telephone, a card may be meant."""
PURPOSE = "question"
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""A digest in letters alone is never taken for a long number itself."""


def key(id: str, *parts: object) -> str:
    """The key of a question: the finding's id and what tells it from others of its kind, joined by colons."""
    return ":".join((id, *(safe(str(part)) for part in parts)))


@lru_cache(4096)
def safe(text: str) -> str:
    """A text without long numbers, the same for the same text and different for different ones: masked, and told apart by
    a keyed digest (without the key all numbers could be tried).
    """
    plain = unicodedata.normalize("NFKC", text)
    if not LONG.search(plain):
        return text
    digest = (sealing.blind([plain], purpose=PURPOSE)[0] or b"").hex()[:10].translate(_LETTERS)
    return f"{LONG.sub(_masked, plain)}#{digest}"


def masked(text: str) -> str:
    """A text as it is shown: without long numbers, in whatever letters they are written."""
    plain = unicodedata.normalize("NFKC", text)
    return LONG.sub(_masked, plain) if LONG.search(plain) else text


def _masked(found: re.Match[str]) -> str:
    digits = re.sub(r"[^0-9Xx]", "", found[0])
    return f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"


def kept(answers: dict[str, str]) -> dict[str, str]:
    """Answers as they may be stored, whoever gave them in whatever words."""
    return {safe(scrub(name))[:300]: safe(scrub(answer))[:300] for name, answer in answers.items()}
