"""Words that mean a place only from where the row stands: 本县, 市内, 省外. Suggested, never taken by themselves."""

from typing import Protocol

from jiedui.core.places.resolver import Resolution


class Named(Protocol):
    """The part of places.resolver.Resolver that is used here."""

    def name_of(self, code: str) -> str: ...

    def label_of(self, code: str) -> str: ...


_COUNTY = {"本县", "县内", "本县内", "本县域", "县域内", "县城", "本县城", "县里", "当地", "本地", "家乡", "本乡", "乡内", "本镇", "镇内",
           "本乡镇", "乡镇内", "村内", "本村", "本区县", "本县区", "就近"}  # fmt: skip
_CITY = {"本市", "市内", "本市内", "市区", "县外市内", "市内县外"}
_PROVINCE = {"省内", "本省", "本省内", "区内", "本自治区", "自治区内", "县外省内", "省内县外", "县外区内", "区内县外", "市外省内", "省内市外"}
_AWAY = {"省外", "外省", "区外", "县外", "外县", "市外", "外地", "外出", "本省外"}
WORDS = _COUNTY | _CITY | _PROVINCE | _AWAY


def suggested(word: str, own: str, places: Named) -> Resolution:
    """What a word of WORDS may mean in a row of the county `own`, for a person to choose; nothing for 省外 and the like."""
    if word in _COUNTY:
        codes = [own]
    elif word in _CITY:
        codes = [f"{own[:4]}00", own]  # a county may itself be a city
    else:
        codes = [f"{own[:2]}0000"] if word in _PROVINCE else []
    choices = tuple((code, places.label_of(code)) for code in codes if places.name_of(code))
    return Resolution(None, word, "fuzzy" if choices else "ambiguous", choices)
