"""The English catalogue: `.venv/bin/python tools/catalogue.py [--check]`.

Collects every text that src/ marks for translation (Python by its syntax tree, templates by Django's own lexer) and every
word of the declarations and plans (tools/declared_words.py), and renews locale/en/LC_MESSAGES/django.po: new texts get an
empty translation, vanished ones go, translations stay. `--check` writes nothing and exits with 1 where a text lacks a
translation, is not in the file, or its placeholders differ.
gettext's own tools are not needed; tools/messages.py compiles the file.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "jiedui"
FILE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
IN_CONTEXT = {"pgettext", "pgettext_lazy"}
TRANSLATED = r"""\w+\s+("[^"]*"|'[^']*')(?:\s+context\s+("[^"]*"|'[^']*'))?"""
CHINESE = r"[\u3400-\u9fff]"
HEAD = """# English for Jiedui. Collected by tools/catalogue.py; the translations are written by hand.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
Text = tuple[str, str]
"""A text and its plural (usually empty). A text with a context is "context EOT text", as gettext keeps it."""
EOT = "\x04"


def texts() -> dict[Text, str]:
    """Every marked text and declared word with the first file that uses it, in the order of files and lines."""
    from tools import declared_words

    found: dict[Text, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for text in of_python(path.read_text(encoding="utf-8")):
            found.setdefault(text, path.relative_to(ROOT).as_posix())
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        for text in of_template(path.read_text(encoding="utf-8")):
            found.setdefault(text, path.relative_to(ROOT).as_posix())
    for word, place in declared_words.words():
        if re.search(CHINESE, word):
            found.setdefault((word, ""), place)
    return found


def of_python(code: str) -> Iterator[Text]:
    """Constant arguments of gettext and its relatives, whatever line breaks they have."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        wanted = 1 if name in SINGLE else 2 if name in PLURAL | IN_CONTEXT else 0
        given = [
            arg.value for arg in node.args[:wanted] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if wanted and len(given) == wanted and given[0]:
            if name in IN_CONTEXT:
                yield given[0] + EOT + given[1], ""
            else:
                yield given[0], given[1] if wanted == 2 else ""


def of_template(source: str) -> Iterator[Text]:
    """{% translate "…" %}, {% blocktranslate %}…{% endblocktranslate %} and _("…") within tags and variables."""
    from django.template.base import Lexer, TokenType
    from django.utils.translation import trim_whitespace

    parts: list[str] | None = None
    plural: list[str] | None = None
    trimmed = False
    for token in Lexer(source).tokenize():
        words = token.contents
        if parts is not None:
            into = parts if plural is None else plural
            if token.token_type == TokenType.TEXT:
                into.append(words.replace("%", "%%"))
            elif token.token_type == TokenType.VAR:
                into.append(f"%({words})s")
            elif words.split()[0] == "plural":
                plural = []
            elif words.startswith("end"):
                both = ["".join(parts), "".join(plural or [])]
                yield tuple(trim_whitespace(one) if trimmed else one for one in both)  # type: ignore[misc]
                parts = plural = None
            continue
        if token.token_type == TokenType.BLOCK:
            name = words.split()[0]
            if name in {"blocktranslate", "blocktrans"}:
                parts, trimmed = [], "trimmed" in words.split()
                continue
            if name in {"translate", "trans"} and (match := re.match(TRANSLATED, words)):
                context = f"{match[2][1:-1]}{EOT}" if match[2] else ""
                yield context + match[1][1:-1].replace("%", "%%"), ""
        if token.token_type in {TokenType.BLOCK, TokenType.VAR}:
            for match in re.finditer(r"(?<!\w)_\((\"[^\"]*\"|'[^']*')\)", words):
                yield match[1][1:-1], ""


def read() -> dict[Text, tuple[str, str]]:
    """Text -> its translations (one, other) as they stand in the file."""
    from tools.messages import read_po

    if not FILE.is_file():
        return {}
    found = {}
    for message, translated in read_po(FILE.read_text(encoding="utf-8")).items():
        if message:
            one, _, other = message.partition("\0")
            first, _, second = translated.partition("\0")
            found[one, other] = (first, second)
    return found


def write(wanted: dict[Text, str], known: dict[Text, tuple[str, str]]) -> str:
    """The whole file, grouped by the file that uses a text first."""
    lines = [HEAD]
    for (one, other), place in sorted(wanted.items(), key=lambda item: item[1]):
        first, second = known.get((one, other), ("", ""))
        context, _, text = one.rpartition(EOT)
        lines.append(f"#: {place}" + (f"\nmsgctxt {quoted(context)}" if context else "") + f"\nmsgid {quoted(text)}")
        if other:
            lines.append(f"msgid_plural {quoted(other)}\nmsgstr[0] {quoted(first)}\nmsgstr[1] {quoted(second)}\n")
        else:
            lines.append(f"msgstr {quoted(first)}\n")
    return "\n".join(lines)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    parts = escaped.split("\n")
    if len(parts) == 1:
        return f'"{escaped}"'
    return "\n".join(['""', *(f'"{part}\\n"' for part in parts[:-1]), *([f'"{parts[-1]}"'] if parts[-1] else [])])


def placeholders(text: str) -> list[str]:
    """%(name)s, %s and {name}: what a translation must not lose."""
    return sorted(set(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text)))


def problems() -> list[str]:
    """What is missing, stale or broken, one sentence each."""
    wanted, known = texts(), read()
    found = [f"not translated ({place}): {one}" for (one, other), place in wanted.items() if (one, other) not in known]
    found += [f"no longer used: {one}" for one, other in known if (one, other) not in wanted]
    for (one, _), translations in known.items():
        found += [
            f"placeholders differ: {one} -> {text}"
            for text in translations if text and placeholders(text) != placeholders(one)
        ]  # fmt: skip
        found += [f"still Chinese: {text}" for text in translations if re.search(CHINESE, text)]
    return found


def main() -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    # The product's own modules, whatever settings the caller works with.
    os.environ["DJANGO_SETTINGS_MODULE"] = "jiedui.settings"
    import django

    django.setup()
    if "--check" in sys.argv[1:]:
        found = problems()
        print("\n".join(found))
        return 1 if found else 0
    wanted = texts()
    FILE.parent.mkdir(parents=True, exist_ok=True)
    known = read()
    FILE.write_text(write(wanted, known), encoding="utf-8")
    print(f"{len(wanted)} texts, {sum(one not in known for one in wanted)} without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
