"""The structure of the project: file lengths, names, prints, addresses, locks. Exemptions carry their reason."""

import ast
import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 500
# path: why it may be longer than 500 lines
LONG_FILES: dict[str, str] = {
    "package-lock.json": "a lock, written by npm",
    "requirements/base.txt": "a lock, written by uv",
    "requirements/dev.txt": "a lock, written by uv",
}
WRITTEN_BY_TOOLS = {
    "GLOSSARY.md": "one line a declared word, written by tools/glossary.py: looked up, not read",
    "docs/reference/codes.md": "one line a code, written by tools/build_reference.py",
    "/migrations/": "written by makemigrations, one class a ledger",
}
"""A part of a path: why files of that name may be long."""
FORBIDDEN_NAMES = {"utils", "util", "common", "helpers", "helper", "misc", "stuff"}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--", *patterns], cwd=ROOT, capture_output=True, check=True
    )
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore")


def test_no_file_is_longer_than_can_be_read_at_once() -> None:
    kinds = ("*.py", "*.js", "*.mjs", "*.css", "*.html", "*.md", "*.json", "*.txt", "*.toml")
    long = {
        name(p): len(text(p).splitlines())
        for p in tracked(*kinds)
        if not any(part in f"/{name(p)}" for part in WRITTEN_BY_TOOLS)
    }
    found = {path: lines for path, lines in long.items() if lines > LONGEST and path not in LONG_FILES}
    assert not found, "split these, or exempt them with a reason"


def test_exemptions_are_still_needed() -> None:
    stale = [
        path for path in LONG_FILES if not (ROOT / path).exists() or len(text(ROOT / path).splitlines()) <= LONGEST
    ]
    assert not stale


def test_no_drawer_for_everything() -> None:
    found = [name(p) for p in tracked("*.py") if {p.stem, p.parent.name} & FORBIDDEN_NAMES]
    assert not found, "name a module after what it holds"


def test_only_commands_print() -> None:
    found = []
    for path in tracked("src/*.py"):
        if "/management/commands/" in path.as_posix() or path.name == "__main__.py":
            continue
        for node in ast.walk(ast.parse(text(path))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print":
                found.append(f"{name(path)}:{node.lineno}")
    assert not found


def test_no_place_of_one_machine_is_written_down() -> None:
    # Put together here, so that this file does not find itself.
    places = ["/" + "work/main", "/" + "work/shared", "/" + "tmp/", "/" + "root/", "/" + "home/"]
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmmirror" + ".com", "deb.debian" + ".org"]
    pattern = re.compile("|".join(map(re.escape, [*places, *hosts])))
    found = [
        f"{name(path)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate(text(path).splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found


@pytest.mark.parametrize("lock", ["base", "dev", "spark", "uv", "node"])
def test_a_lock_holds_what_its_list_names_with_hashes_and_without_addresses(lock: str) -> None:
    wanted = requirements(ROOT / "requirements" / f"{lock}.in")
    content = text(ROOT / "requirements" / f"{lock}.txt")
    pinned = dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", content, re.M))
    locked = {normal(package): version for package, version in pinned.items()}
    missing = {package for package in wanted if package not in locked}
    assert not missing, "run tools/lock"
    wrong = {p: (v, locked[p]) for p, v in wanted.items() if v and locked[p] != v}
    assert not wrong, "run tools/lock"
    assert "://" not in content
    assert len(re.findall(r"^\S+==", content, re.M)) <= content.count("--hash=sha256:")


def test_the_tests_use_the_versions_that_run() -> None:
    versions = [
        dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", text(ROOT / "requirements" / f"{lock}.txt"), re.M))
        for lock in ("base", "dev")
    ]
    differing = {p: (v, versions[1].get(p)) for p, v in versions[0].items() if versions[1].get(p) != v}
    assert not differing, "run tools/lock"


def test_the_lock_of_the_page_packages_agrees_and_holds_no_addresses() -> None:
    wanted = json.loads(text(ROOT / "package.json"))
    content = text(ROOT / "package-lock.json")
    lock = json.loads(content)["packages"]
    for package, version in {**wanted["dependencies"], **wanted["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{package}: pin it"
        assert lock[f"node_modules/{package}"]["version"] == version
    assert "://" not in content and '"resolved"' not in content
    assert all(path == "" or "integrity" in entry for path, entry in lock.items())


def test_no_third_party_file_is_kept() -> None:
    kinds = {".woff", ".woff2", ".ttf", ".otf", ".map", ".whl", ".tgz", ".jar"}
    found = [name(p) for p in tracked() if p.suffix in kinds or ".min." in p.name or "node_modules" in p.parts]
    assert not found


def requirements(path: Path) -> dict[str, str]:
    """Package -> exact version or "", of a .in file and of those it includes."""
    found: dict[str, str] = {}
    for line in text(path).splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("-r "):
            found |= requirements(path.parent / line[3:].strip())
        elif line and not line.startswith("-"):
            match = re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?(.*)", line)
            assert match, line
            exact = re.fullmatch(r"==([\w.]+)", match[2].strip())
            found[normal(match[1])] = exact[1] if exact else ""
    return found


def normal(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()
