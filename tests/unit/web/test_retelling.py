"""Findings and choices in English: every sentence of the product is told again, what somebody wrote stays."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from jiedui.core.declare.registry import registry
from jiedui.core.words.errors import Refused
from jiedui.core.words.findings import TYPES
from jiedui.core.words.saying import said
from jiedui.web import refusals, retelling
from tools.catalogue import CHINESE
from tools.messages import compile_messages

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def reader_of_english(settings: Any, tmp_path: Path) -> Iterator[None]:
    compile_messages(ROOT / "locale", tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    trans_real._translations.clear()
    with translation.override("en"):
        yield
    trans_real._translations.clear()


def names(sentence: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(sentence) if name})


OWN = [id for id in TYPES if not id.startswith("gardens")]


@pytest.mark.parametrize("id", OWN)
def test_every_finding_is_told_in_english_with_what_was_written(id: str) -> None:
    sentence = str(TYPES[id].message)
    given = {name: f"{number}x" for number, name in enumerate(names(sentence), 11)}
    told = retelling.told({"id": id, "message": sentence.format(**given)})
    assert not re.search(CHINESE, told)
    assert all(text in told for text in given.values())


def test_what_a_clerk_wrote_stays_and_what_is_declared_is_said() -> None:
    told = retelling.told(
        {"id": "code.unknown", "field": "status", "message": "“说不清”不在“就业状态”的可选范围内。可填：有意愿、已推荐、已录用、已到岗、稳定就业、离岗、返乡。"},
        "workers",
    )  # fmt: skip
    assert "“说不清”" in told and "Employment status" in told and "Willing, Recommended" in told
    assert set(re.findall(CHINESE, told)) == set("说不清")


def test_a_check_of_a_ledger_is_told_by_its_own_sentence() -> None:
    (check,) = registry.ledger("workers").info.checks
    dates = dict.fromkeys(names(check.message), "2021-03-01")
    told = retelling.told({"id": check.id, "message": check.message.format(**dates)}, "workers")
    assert "Employed until" in told and not re.search(CHINESE, told)


def test_every_amount_of_a_message_has_its_unit_in_english() -> None:
    message = str(TYPES["cumulative.shrinks"].message).format(label="已到县资金", old="195.7 万元", value="60.7 万元")
    told = retelling.told({"id": "cumulative.shrinks", "field": "arrived", "message": message}, "projects")
    assert "195.7 ×10,000 yuan" in told and "60.7 ×10,000 yuan" in told and not re.search(CHINESE, told)


def test_the_title_of_every_kind_of_finding_is_said_in_english() -> None:
    for ledger in ("workers", "projects", "payments", "household_months"):
        for check in registry.ledger(ledger).info.checks:
            assert not re.search(CHINESE, said(TYPES[check.id].title)), check.id


@pytest.mark.parametrize(
    ("chinese", "english"),
    [("不导入这一行", "Do not import this row"), ("按万元计", "Count in ×10,000 yuan"), ("以第 12 行为准", "Row 12 holds"), ("月工资", "Monthly wage")],
)  # fmt: skip
def test_choices(chinese: str, english: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retelling, "_place", lambda text: text)
    assert retelling.choice(chinese) == english


def test_a_message_of_no_known_sentence_stays_as_it_is() -> None:
    assert retelling.told({"id": "value.required", "message": "另外的话"}) == "另外的话"


def test_readers_of_chinese_see_what_was_written() -> None:
    with translation.override("zh-hans"):
        assert retelling.told({"id": "value.required", "message": "“姓名”不能为空，请补填。"}) == "“姓名”不能为空，请补填。"


@pytest.mark.parametrize("sentence", refusals.SENTENCES)
def test_every_refusal_is_told_in_english(sentence: str) -> None:
    given = {name: f"{number}x" for number, name in enumerate(names(sentence), 11)}
    assert not re.search(CHINESE, refusals.told(Refused("x", sentence.format(**given))))
