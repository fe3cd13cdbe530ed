"""The rule of the toy module, whose code the how-to shows."""

from tests.spec.indicators.drawn import causes


def test_gardens_without_any_crop() -> None:
    found = causes("toy.bare", "2021-10-01", gardens="""
        county number crops
        450123 G1     .
        450123 G2     fruit
        """)  # fmt: skip
    assert [values["number"] for _county, _cause, values in found] == ["G1"]
