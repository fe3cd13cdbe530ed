"""A declaration that could mean two things is refused while it is declared, or when the product starts."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.checks import run_checks

from jiedui.core.declare.columns import COUNTY, KeyColumn, ReferenceColumn, RegionColumn
from jiedui.core.declare.ledger import Ledger, LedgerBase
from jiedui.core.declare.registry import Registry, registry
from jiedui.core.ledger.apps import declared


def declare(**columns: Any) -> None:
    about = type("About", (), {"id": "twofold", "title": "两可", "key": ("number",)})
    LedgerBase("Twofold", (Ledger,), {"__module__": "tests.toy.ledgers", "number": KeyColumn("编号"), "About": about, **columns})


def county(**more: Any) -> RegionColumn:
    return RegionColumn("县", level=COUNTY, scope=True, **more)


def project(*, scope: bool) -> ReferenceColumn:
    return ReferenceColumn("项目", to="projects", model="projects.Project", scope=scope)


@pytest.mark.parametrize(("columns", "named"), [
    ({}, "none"),
    ({"project": project(scope=False)}, "none"),
    ({"county": county(), "project": project(scope=True)}, "county, project"),
    ({"county": county(), "other": county()}, "county, other"),
    ({"project": project(scope=True), "other": project(scope=True)}, "project, other"),
])  # fmt: skip
def test_exactly_one_column_says_whose_a_row_is(columns: dict[str, Any], named: str) -> None:
    with pytest.raises(TypeError, match=f"Twofold: .*it has {named}"):
        declare(**columns)
    assert "twofold" not in {one.info.id for one in registry.ledgers()}


@pytest.mark.parametrize(("unique", "key", "fits"), [
    ("everywhere", ("number",), True), ("county", ("number",), False), ("everywhere", ("project", "number"), False),
])  # fmt: skip
def test_a_reference_names_one_row_in_the_whole_programme(unique: str, key: tuple[str, ...], fits: bool) -> None:
    known = Registry()
    names = unique == "everywhere" and len(key) == 1
    target = SimpleNamespace(info=SimpleNamespace(id="above", names_rows=names), declared=[])
    pointing = SimpleNamespace(info=SimpleNamespace(id="below"), declared=[SimpleNamespace(name="of", to="above")])
    known._ledgers = {"above": target, "below": pointing}  # type: ignore[dict-item]
    assert known.check() == ([] if fits else ["below.of -> above: its key is not one column, unique everywhere"])


def test_what_ledgers_say_of_their_keys() -> None:
    """The three kinds there are: one number for all, one for each county, and several columns together."""
    assert registry.ledger("projects").info.names_rows
    assert not registry.ledger("gardens").info.names_rows
    assert not registry.ledger("workers").info.names_rows


def test_the_product_says_so_when_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert declared() == []
    monkeypatch.setattr(Registry, "check", lambda self: ["below.of -> nowhere"])
    (said,) = [one for one in run_checks() if one.id == "jiedui.E001"]
    assert "below.of -> nowhere" in said.msg
