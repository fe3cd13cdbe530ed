"""Words that mean a place only from where the row stands: 本县, 市内, 省外. Suggested, never taken by themselves."""

_COUNTY = {"本县", "县内", "本县内", "本县域", "县域内", "县城", "本县城", "县里", "当地", "本地", "家乡", "本乡", "乡内", "本镇", "镇内",
           "本乡镇", "乡镇内", "村内", "本村", "本区县", "本县区", "就近"}  # fmt: skip
_CITY = {"本市", "市内", "本市内", "市区", "县外市内", "市内县外"}
_PROVINCE = {
    "省内",
    "本省",
    "本省内",
    "区内",
    "本自治区",
    "自治区内",
    "县外省内",
    "省内县外",
    "县外区内",
    "区内县外",
    "市外省内",
    "省内市外",
}
_AWAY = {"省外", "外省", "区外", "县外", "外县", "市外", "外地", "外出", "本省外"}
WORDS = _COUNTY | _CITY | _PROVINCE | _AWAY


OWN_COUNTY, OWN_CITY, OWN_PROVINCE = "本行所在的县（市、区）", "本行所在的市", "本行所在的省（自治区）"
UNKNOWN = "?"
"""In place of a row's own county that is not known, or not yet."""


def meant(word: str) -> list[str]:
    """What a word of WORDS may mean, for a person to choose; nothing for 省外 and the like. One answer holds for the
    rows of every county, so it can be given before the county of a row is settled."""
    if word in _COUNTY:
        return [OWN_COUNTY]
    if word in _CITY:
        return [OWN_CITY, OWN_COUNTY]  # a county may itself be a city
    return [OWN_PROVINCE] if word in _PROVINCE else []


def place(choice: str, own: str) -> str | None:
    """The code that a choice of `meant` stands for in a row of the county `own`; None while that is not known."""
    codes = {OWN_COUNTY: own, OWN_CITY: f"{own[:4]}00", OWN_PROVINCE: f"{own[:2]}0000"}
    return None if own == UNKNOWN else codes[choice]
