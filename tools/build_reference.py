"""Renew the pages that follow from the declarations: `.venv/bin/python tools/build_reference.py [--check]`.

docs/reference/ (all but the pages written by hand) and the derived half of GLOSSARY.md. Needs neither a network nor a
database. `--check` writes nothing, names the pages that are out of date and exits with 1.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
NOTE = "<!-- generated from the declarations by tools/build_reference.py: do not edit -->"


def pages() -> dict[Path, str]:
    """Every generated file with what it should hold."""
    from tools import glossary
    from tools.reference import access, codes, commands, events, findings, flows, indicators, ledgers

    made = {"ledgers.md": ledgers.index(), **{f"ledgers/{id}.md": text for id, text in ledgers.pages().items()}}
    made |= {"codes.md": codes.page(), "findings.md": findings.page(), "indicators.md": indicators.page()}
    made |= {"commands.md": commands.page(), "roles.md": access.page(), "events.md": events.page(), "flows.md": flows.page()}
    found = {FOLDER / name: f"{NOTE}\n\n{text.strip()}\n" for name, text in made.items()}
    return found | {glossary.FILE: glossary.whole()}


def outdated() -> dict[Path, str | None]:
    """What has to be written (or, None, removed) for the pages to be true."""
    wanted = pages()
    stale: dict[Path, str | None] = {
        path: text for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text
    }
    for path in FOLDER.rglob("*.md"):
        if path not in wanted and path.read_text(encoding="utf-8").startswith(NOTE):
            stale[path] = None
    return stale


def main() -> int:
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    # The product's own modules, whatever settings the caller works with.
    os.environ["DJANGO_SETTINGS_MODULE"] = "jiedui.settings"
    import django

    django.setup()
    stale = outdated()
    if "--check" in sys.argv[1:]:
        for path in sorted(stale):
            print(path.relative_to(ROOT))
        return 1 if stale else 0
    for path, text in stale.items():
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
