"""The five levels of a region and what its code looks like (GB/T 2260: 6 digits; GB/T 10114: 9 and 12)."""

from enum import StrEnum


class Level(StrEnum):
    """Levels from the widest to the narrowest; as text they are the words that RegionColumn uses."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"

    @property
    def rank(self) -> int:
        return _RANK[self]


_RANK = {level: rank for rank, level in enumerate(Level)}


def level_of(code: str) -> Level:
    """The level that the form of `code` tells: 450000, 451000, 451003 (or 440307DP), 451003101, 451003101200."""
    if len(code) == 12:
        return Level.VILLAGE
    if len(code) == 9:
        return Level.TOWN
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.CITY if code.endswith("00") else Level.COUNTY


def bare(code: str) -> str:
    """`code` without the zeros that pad it to 9 or 12 digits: 451003000000 is 451003."""
    if len(code) == 12 and code.endswith("000"):
        code = code[:9]
    if len(code) == 9 and code.endswith("000"):
        code = code[:6]
    return code


def reach(code: str) -> str:
    """The digits with which every code inside a region begins: 45 for 450000, 4510 for 451000."""
    if len(code) == 6 and code.endswith("00"):
        return code[:2] if code.endswith("0000") else code[:4]
    return code
