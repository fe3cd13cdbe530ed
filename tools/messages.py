"""Compile translations: locale/<language>/LC_MESSAGES/*.po -> *.mo, without the gettext tools.

Only the standard library. Reads what Django writes: msgid, msgid_plural, msgstr, msgstr[n], msgctxt, comments, fuzzy.
"""

import ast
import struct
from pathlib import Path


def read_po(text: str) -> dict[str, str]:
    """Message (context and plural forms joined as in a .mo file) to translation; untranslated and fuzzy left out."""
    messages: dict[str, str] = {}
    entry: dict[str, str] = {}
    field = ""
    fuzzy = False

    def finish() -> None:
        forms = [entry[key] for key in sorted(entry) if key.startswith("msgstr")]
        if "msgid" in entry and all(forms) and forms and not fuzzy:
            message = entry["msgid"]
            if "msgctxt" in entry:
                message = entry["msgctxt"] + "\x04" + message
            if "msgid_plural" in entry:
                message += "\0" + entry["msgid_plural"]
            messages[message] = "\0".join(forms)
        entry.clear()

    for line in [*text.splitlines(), ""]:
        line = line.strip()
        if not line or line.startswith("#"):
            if entry:
                finish()
                fuzzy = False
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif line.startswith('"'):
            entry[field] += ast.literal_eval(line)
        else:
            field, _, quoted = line.partition(" ")
            if field in {"msgid", "msgctxt"} and "msgid" in entry:
                finish()
                fuzzy = False
            entry[field] = ast.literal_eval(quoted.strip())
    return messages


def write_mo(messages: dict[str, str]) -> bytes:
    """The binary form that Python's gettext reads."""
    pairs = sorted((key.encode(), value.encode()) for key, value in messages.items())
    head = 7 * 4
    position = head + len(pairs) * 16
    keys, values, body = b"", b"", b""
    for key, _ in pairs:
        keys += struct.pack("<II", len(key), position + len(body))
        body += key + b"\0"
    for _, value in pairs:
        values += struct.pack("<II", len(value), position + len(body))
        body += value + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, len(pairs), head, head + len(pairs) * 8, 0, 0) + keys + values + body


def compile_messages(source: Path, target: Path) -> int:
    """Compile every .po below `source` into the same place below `target`; returns how many messages were written."""
    count = 0
    for po in sorted(source.glob("*/LC_MESSAGES/*.po")):
        messages = read_po(po.read_text(encoding="utf-8"))
        mo = target / po.relative_to(source).with_suffix(".mo")
        mo.parent.mkdir(parents=True, exist_ok=True)
        mo.write_bytes(write_mo(messages))
        count += len(messages)
    return count
