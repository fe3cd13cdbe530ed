"""The pages: generated ones are fresh, links lead somewhere, and what is named in backticks exists."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)|!\[[^\]\n]*\]\(([^)\s]+)\)")


def test_what_is_generated_is_fresh() -> None:
    # In a process of its own: the tests add a module that is none of the product's.
    script = ROOT / "tools" / "build_reference.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, f"run .venv/bin/python tools/build_reference.py\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    broken = []
    for match in LINK.finditer(text):
        target, _, anchor = (match[1] or match[2]).partition("#")
        if "://" in target:
            continue
        file = (page.parent / target).resolve() if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(match[0])
    assert not broken


def anchors(page: Path) -> set[str]:
    """The anchors that headings of a Markdown page make."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_named_in_a_page_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tools|tests|docs|plans|requirements|benchmarks)/[\w./-]+)`", text)
    assert not [name for name in named if not (ROOT / name).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_named_in_a_page_exist(page: Path) -> None:
    from django.core.management import get_commands

    known = {"COMMAND", "help", *get_commands()}
    named = re.findall(r"(?:^|[`\s])(?:\.venv/bin/)?jiedui ([a-z_]+)(?=[\s`])", code_of(page), re.M)
    assert not sorted(set(named) - known)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_options_named_in_a_page_exist(page: Path) -> None:
    commands = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    wrong = []
    for line in code_of(page).splitlines():
        if match := re.search(r"\bjiedui ([a-z_]+)(.*)", line):
            section = re.search(rf"^## jiedui {match[1]}$(.*?)(?=^## |\Z)", commands, re.M | re.S)
            options = re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", match[2].split("`")[0])
            wrong += [f"{match[1]} {one}" for one in options if section and one not in section[1]]
    assert not wrong


def test_every_setting_is_told_and_none_is_invented() -> None:
    used: set[str] = set()
    for path in [*(ROOT / "src").rglob("*.py"), *(ROOT / "tools").glob("*.py"), ROOT / ".ci" / "run"]:
        used |= set(re.findall(r"\bJIEDUI_[A-Z_]+", path.read_text(encoding="utf-8")))
    told = set(re.findall(r"`(JIEDUI_[A-Z_]+)`", (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")))
    assert told == used


def code_of(page: Path) -> str:
    """What stands in backticks or in an indented or fenced block."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^(?:    .*)$", text, re.M) + re.findall(r"^```.*?^```", text, re.M | re.S)
    return "\n".join([*blocks, *re.findall(r"`[^`\n]+`", text)])
