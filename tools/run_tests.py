"""What ./test does: linters, then pytest on PostgreSQL (tests marked both_databases) and on SQLite (all).

With arguments only pytest runs, and takes them. Only the standard library.
"""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import environment
from steps import BUILD, PYTHON, ROOT, SetupError, complain, say

sys.path.insert(0, str(ROOT))
from tests.postgres import Cluster, binaries

NO_TESTS = 5  # pytest's exit code when nothing was selected


def prepare() -> None:
    """As ./run does, and the packages of the tests."""
    BUILD.mkdir(parents=True, exist_ok=True)
    environment.make_environment()
    environment.install_packages("base")
    environment.install_packages("dev")
    if os.environ.get("JIEDUI_NO_SKIP") == "1":  # 460 MB that only the tests marked spark need
        environment.install_packages("spark")
    environment.install_product()
    environment.build_assets()
    environment.collect_static()
    environment.compile_translations()


def linters() -> list[list[str]]:
    tools = str(PYTHON.parent)
    return [
        [f"{tools}/ruff", "check", "--quiet"],
        [f"{tools}/lint-imports", "--no-cache"],
        [f"{tools}/mypy"],
        [str(PYTHON), "-m", "jiedui", "makemigrations", "--check", "--dry-run"],
    ]


def lint() -> list[str]:
    """Run every linter; returns the names of those that found something."""
    failed = []
    with tempfile.TemporaryDirectory() as empty:
        for command in linters():
            name = " ".join([Path(command[0]).name, *command[1:]])
            started = time.monotonic()
            done = subprocess.run(
                command,
                cwd=ROOT,
                env={**os.environ, "JIEDUI_DATA": empty, "DATABASE_URL": ""},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            say(f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - started:.0f} s)")
            if done.returncode:
                say(done.stdout.decode(errors="replace"))
                failed.append(name)
    return failed


def pytest(arguments: list[str], url: str = "") -> int:
    parallel = [] if any(a in {"-n", "--pdb", "-s", "--co", "--collect-only"} for a in arguments) else ["-n", "2"]
    spread = ["--dist", "loadfile", "--no-loadscope-reorder"] if parallel else []
    env = {**os.environ, "DATABASE_URL": url}
    sys.stdout.flush()
    command = [str(PYTHON), "-m", "pytest", *parallel, *spread, *arguments]
    keyboard = None if "--pdb" in arguments else subprocess.DEVNULL
    return subprocess.run(command, cwd=ROOT, env=env, stdin=keyboard).returncode


def on_postgres(arguments: list[str]) -> int:
    """The tests marked both_databases, on TEST_POSTGRES_URL or on an own throw-away server."""
    with ExitStack() as stack:
        url = os.environ.get("TEST_POSTGRES_URL", "")
        if not url:
            if binaries() is None:
                say(
                    "skip PostgreSQL：未安装（apt-get install postgresql），标记 both_databases 的测试只在 SQLite 上运行"
                )
                return 1 if os.environ.get("JIEDUI_NO_SKIP") == "1" else 0
            url = stack.enter_context(Cluster()).url
        say("\n== PostgreSQL: -m both_databases")
        code = pytest([*arguments, "-m", "both_databases"], url)
        return 0 if code == NO_TESTS else code


def main() -> int:
    arguments = sys.argv[1:]
    try:
        prepare()
    except SetupError as error:
        complain(f"\n{error}")
        return 1
    failed = [] if arguments else lint()
    if on_postgres(arguments):
        failed.append("pytest (PostgreSQL)")
    if failed:
        complain(f"failed before the tests on SQLite: {', '.join(failed)}")
    say("\n== SQLite")
    # Last, so that the output ends with the summary of all tests.
    code = pytest(arguments)
    return code or bool(failed)


if __name__ == "__main__":
    try:
        sys.exit(int(main()))
    except KeyboardInterrupt:
        sys.exit(130)
