"""GLOSSARY.md tells the truth: its terms exist in the code, and every declared name is in it, both ways."""

import re
from pathlib import Path

from tools.glossary import FILE, MARK
from tools.reference.declared import own_ledgers

SOURCE = Path(__file__).resolve().parents[2] / "src"


def halves() -> tuple[str, str]:
    written, _, below = FILE.read_text(encoding="utf-8").partition(MARK)
    return written, below


def test_every_declared_word_stands_in_it_with_its_identifier() -> None:
    """That the derived half is fresh is checked with the other generated pages (test_docs.py); here, that it is whole."""
    text = halves()[1]
    for ledger in own_ledgers():
        assert f"### {ledger.info.title} `{ledger.info.id}`" in text
        for column in ledger.declared:
            assert f"| {column.label} | `{ledger.info.id}.{column.name}` |" in text


def test_no_identifier_in_it_is_unknown() -> None:
    columns = {f"{one.info.id}.{column.name}" for one in own_ledgers() for column in one.declared}
    named = set(re.findall(r"\| `(\w+\.\w+)` \|", halves()[1]))
    assert named == columns


def test_every_term_exists_in_the_code() -> None:
    terms = re.findall(r"^\| [^|]+ \| `(\w+)` \|", halves()[0], re.M)
    assert len(terms) > 20
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    names = set(re.findall(r"\w+", code)) | {path.name for path in SOURCE.rglob("*") if path.is_dir()}
    assert not [term for term in terms if term not in names]


def test_a_word_names_one_thing_within_a_ledger() -> None:
    for ledger in own_ledgers():
        labels = [column.label for column in ledger.declared]
        assert len(labels) == len(set(labels)), ledger.info.id
    titles = [ledger.info.title for ledger in own_ledgers()]
    assert len(titles) == len(set(titles))


def test_the_terms_name_one_thing_each() -> None:
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \|", halves()[0], re.M)
    assert len({chinese for chinese, _ in rows}) == len(rows) == len({name for _, name in rows})
