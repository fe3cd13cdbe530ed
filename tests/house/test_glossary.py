"""GLOSSARY.md tells the truth: its terms exist in the code, and every declared name is in it, both ways."""

import re
from pathlib import Path

from jiedui.core.declare.registry import registry
from tools.glossary import FILE, MARK, derived

SOURCE = Path(__file__).resolve().parents[2] / "src"


def halves() -> tuple[str, str]:
    written, _, below = FILE.read_text(encoding="utf-8").partition(MARK)
    return written, below


def test_the_derived_half_is_fresh() -> None:
    assert halves()[1].strip() == derived().strip(), "run .venv/bin/python tools/glossary.py"


def test_every_term_exists_in_the_code() -> None:
    terms = re.findall(r"^\| [^|]+ \| `(\w+)` \|", halves()[0], re.M)
    assert len(terms) > 20
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    names = set(re.findall(r"\w+", code)) | {path.name for path in SOURCE.rglob("*") if path.is_dir()}
    assert not [term for term in terms if term not in names]


def test_a_word_names_one_thing_within_a_ledger() -> None:
    for ledger in registry.ledgers():
        labels = [column.label for column in ledger.declared]
        assert len(labels) == len(set(labels)), ledger.info.id
    titles = [ledger.info.title for ledger in registry.ledgers()]
    assert len(titles) == len(set(titles))


def test_the_terms_name_one_thing_each() -> None:
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \|", halves()[0], re.M)
    assert len({chinese for chinese, _ in rows}) == len(rows) == len({name for _, name in rows})
