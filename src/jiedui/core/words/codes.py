"""Coded lists: a code, its label and the other ways in which people write it."""

import functools
import importlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

TONES = ("good", "fine", "warn", "bad")
"""What a state means, beyond its word: reached; on its way; to be looked at; gone wrong. Pages colour it so."""

_DROP = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad 　\t\r\n"))
_MARKS = str.maketrans({"、": "", ",": "", "，": "", "·": "", "•": "", "(": "", ")": ""})


def plain(text: str) -> str:
    """The form in which labels are compared: full-width folded (NFKC), lower case, no blanks, commas or brackets."""
    return unicodedata.normalize("NFKC", text).translate(_DROP).translate(_MARKS).lower()


@dataclass(frozen=True, slots=True)
class Code:
    """One entry; `parent` is the code above it in a hierarchical list; `tone`, one of TONES, what a state means."""

    code: str
    label: str
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    tone: str = ""

    def __post_init__(self) -> None:
        check_tone(self.label, self.tone)


def check_tone(label: str, tone: str) -> None:
    if tone and tone not in TONES:
        raise ValueError(f"{label}: {tone} is no tone; one of {', '.join(TONES)}")


class CodeList:
    """A list of codes with a stable `id`, a Chinese `title` and its `source` (a standard, or the ledger that uses it).

    `beyond(text)` may accept a code that the list does not print, such as a fourth digit of a trade, and give its
    nearest entry; `tidy(text)` may take off endings that carry no meaning before a second look-up.
    A list registers itself under its id; declaring the same id twice is an error of the programmer.
    """

    def __init__(
        self,
        id: str,
        title: str,
        codes: Iterable[Code],
        *,
        source: str = "",
        tidy: Callable[[str], str] | None = None,
        beyond: Callable[["CodeList", str], Code | None] | None = None,
    ) -> None:
        self.id, self.title, self.source = id, title, source
        self.codes: tuple[Code, ...] = tuple(codes)
        self._tidy, self._beyond = tidy, beyond
        self._by_code = {entry.code: entry for entry in self.codes}
        if len(self._by_code) != len(self.codes):
            raise ValueError(f"code list {id}: a code stands twice")
        self._order = {entry.code: number for number, entry in enumerate(self.codes)}
        self._by_text: dict[str, str] = {}
        # A label outranks an alias, an earlier entry a later one: broad entries stand before their parts.
        for texts in ((e.code, e.label) for e in self.codes):
            self._by_text.setdefault(plain(texts[1]), texts[0])
        for entry in self.codes:
            for text in (entry.code, *entry.aliases):
                self._by_text.setdefault(plain(text), entry.code)
        if id in _lists:
            raise ValueError(f"code list {id} is declared twice")
        _lists[id] = self

    def resolve(self, text: str) -> str | None:
        """The code of `text` (a label, an alias or a code), or None when the list does not know it."""
        key = plain(text)
        found = self._by_text.get(key)
        if found is None and self._tidy is not None and key:
            found = self._by_text.get(plain(self._tidy(key)))
        if found is None and self._beyond is not None and key:
            entry = self._beyond(self, key)
            found = entry.code if entry else None
        return found

    def get(self, code: str) -> Code | None:
        """The entry of `code`, with `beyond` applied; None when unknown."""
        found = self._by_code.get(code)
        if found is None and code and self._beyond is not None:
            return self._beyond(self, code)
        return found

    def label(self, code: str) -> str:
        """The label of `code`; a code that the list no longer knows is shown as it is."""
        found = self.get(code)
        return found.label if found else code

    def labels(self) -> list[str]:
        """All labels in the order of the list, for drop-downs."""
        return [entry.label for entry in self.codes]

    def ordered(self, codes: Iterable[str]) -> list[str]:
        """Distinct `codes` in the order of the list; unknown ones at the end."""
        return sorted(set(codes), key=lambda code: (self._order.get(code, len(self._order)), code))

    def parents(self, code: str) -> list[str]:
        """The codes above `code`, the nearest first."""
        chain: list[str] = []
        entry = self.get(code)
        while entry is not None and entry.parent is not None:
            chain.append(entry.parent)
            entry = self._by_code.get(entry.parent)
        return chain

    def under(self, code: str) -> list[str]:
        """The codes directly below `code`."""
        return [entry.code for entry in self.codes if entry.parent == code]

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        return f"<CodeList {self.id}: {len(self)} codes>"


_lists: dict[str, CodeList] = {}
_SHIPPED = ("sex", "ethnic", "education", "marital", "head", "trades")


@functools.cache
def _load_shipped() -> None:
    for name in _SHIPPED:
        importlib.import_module(f"jiedui.core.words.lists.{name}")


def code_list(id: str) -> CodeList:
    """The list registered under `id`; KeyError when there is none."""
    _load_shipped()
    return _lists[id]


def code_lists() -> list[CodeList]:
    """Every list declared so far, in the order of their ids."""
    _load_shipped()
    return [_lists[id] for id in sorted(_lists)]


def simple(*entries: str | Sequence[str], tones: Mapping[str, str] | None = None) -> tuple[Code, ...]:
    """Codes for a list of ledger's own: each entry is a label, or (label, alias, ...); codes are 1, 2, 3, ...
    `tones`: of a list of states, what each label means (TONES).

    Append only: a code is stored in rows, so an entry keeps its place for ever.
    """
    built = []
    for number, entry in enumerate(entries, 1):
        label, *aliases = (entry,) if isinstance(entry, str) else entry
        built.append(Code(str(number), label, tuple(aliases), tone=(tones or {}).get(label, "")))
    return tuple(built)


_YES = frozenset([*"是有对已√✓✔☑1yt真", "yes", "true", "已签", "已签订", "已参加"])
_NO = frozenset([*"否无不未×x✗✘☒0nf假", "no", "false", "不是", "没有", "未签", "未签订", "未参加"])


def yes_no(text: str) -> bool | None:
    """True, False, or None when `text` is neither (是/有/√/1/Y/✓ against 否/无/×/0/N/✗)."""
    key = plain(text)
    if key in _YES:
        return True
    return False if key in _NO else None
