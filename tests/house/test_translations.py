"""The English catalogue: every text that is marked has a translation, none is stale, none lost a placeholder."""

import ast
import gettext
import io
import re
from pathlib import Path

from jiedui.core.words.codes import code_list
from tools import catalogue
from tools.messages import read_po, write_mo


def test_every_marked_text_is_translated() -> None:
    assert len(catalogue.texts()) > 500
    assert not catalogue.problems(), "run .venv/bin/python tools/catalogue.py and fill in locale/en"


def test_the_file_is_as_the_tool_writes_it() -> None:
    known = catalogue.read()
    assert catalogue.FILE.read_text(encoding="utf-8") == catalogue.write(catalogue.texts(), known)
    assert ", fuzzy" not in catalogue.FILE.read_text(encoding="utf-8")


def test_gettext_reads_what_set_up_compiles() -> None:
    compiled = write_mo(read_po(catalogue.FILE.read_text(encoding="utf-8")))
    english = gettext.GNUTranslations(io.BytesIO(compiled))
    assert english.gettext("查看台账") == "View ledgers"
    assert english.ngettext("共 %(total)s 个用户", "共 %(total)s 个用户", 1) == "%(total)s user"


def test_the_labels_of_a_list_stay_different_in_english() -> None:
    """A form in English sends a label back by its English, so two must not be alike."""
    known = catalogue.read()
    for id in ("sex", "ethnic", "education", "marital", "head", "trades"):
        chinese = {entry.label for entry in code_list(id).codes}
        english = {known[f"{id}{catalogue.EOT}{label}", ""][0] for label in chinese}
        assert len(english) == len(chinese), id


def test_pages_can_tell_every_refusal_again() -> None:
    """What the core refuses in plain Chinese, without gettext, has its sentence in jiedui.web.refusals, and none is stale."""
    from jiedui.web.refusals import SENTENCES

    raised = {re.sub(r"\{.*?\}", "{}", text) for text in refused_in_chinese(catalogue.SOURCE / "core")}
    assert {re.sub(r"\{.*?\}", "{}", text) for text in SENTENCES} == raised


def refused_in_chinese(folder: Path) -> set[str]:
    """The messages, with {} for what is put in."""
    found = set()
    for path in folder.rglob("*.py"):
        calls = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        for call in calls:
            name = getattr(call.func, "id", "")
            if name in {"Refused", "NotFound", "Conflict", "NotAllowed"} and len(call.args) > 1 and "commands" not in path.parts:
                found.add(written(call.args[1]))
    return {text for text in found if re.search(catalogue.CHINESE, text)}


def written(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""
