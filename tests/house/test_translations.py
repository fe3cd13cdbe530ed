"""The English catalogue: every text that is marked has a translation, none is stale, none lost a placeholder."""

import gettext
import io

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
