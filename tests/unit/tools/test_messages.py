"""Translations are compiled without gettext's tools, as gettext itself would read them."""

import gettext
import io
from pathlib import Path

from tools.messages import compile_messages, read_po, write_mo

PO = r"""
# header
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n"

#: somewhere.py:3
msgid "登录"
msgstr "Sign in"

msgctxt "month"
msgid "五月"
msgstr "May"

msgid "共 %(n)d 行"
msgid_plural "共 %(n)d 行 "
msgstr[0] "%(n)d row"
msgstr[1] "%(n)d rows"
#, fuzzy
msgid "疑似"
msgstr "wrong guess"

msgid ""
"两"
"段"
msgstr "two \"parts\""

msgid "未译"
msgstr ""

#~ msgid "旧"
#~ msgstr "old"
"""


def catalogue() -> gettext.GNUTranslations:
    return gettext.GNUTranslations(io.BytesIO(write_mo(read_po(PO))))


def test_plain_context_and_plural() -> None:
    found = catalogue()
    assert found.gettext("登录") == "Sign in"
    assert found.pgettext("month", "五月") == "May"
    assert found.ngettext("共 %(n)d 行", "共 %(n)d 行 ", 1) == "%(n)d row"
    assert found.ngettext("共 %(n)d 行", "共 %(n)d 行 ", 5) == "%(n)d rows"
    assert found.gettext("两段") == 'two "parts"'


def test_fuzzy_untranslated_and_obsolete_stay_as_they_are() -> None:
    for message in ("疑似", "未译", "旧"):
        assert catalogue().gettext(message) == message


def test_every_language_is_compiled(tmp_path: Path) -> None:
    po = tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(PO, encoding="utf-8")
    assert compile_messages(tmp_path / "locale", tmp_path / "out") == 5
    assert (tmp_path / "out" / "en" / "LC_MESSAGES" / "django.mo").stat().st_size > 100
