"""What all tests share: tools that may be missing, databases, keys. Explained in tests/README.md."""

import contextlib
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import cluster, ready
from tests.installation import Databases
from tests.postgres import Cluster, binaries

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
SPARK = cluster.missing()
NO_SKIP = os.environ.get("JIEDUI_NO_SKIP") == "1"
skipped: list[str] = []
reasons: Counter[str] = Counter()


LONG = (
    "tests/integration/access/test_seeing.py", "tests/integration/scope/test_matrix.py", "tests/integration/engine/",
    "tests/journeys/", "tests/integration/web/test_english.py", "tests/workbooks/test_samples.py", "tests/unit/demo/",
    "tests/integration/test_setup_", "tests/faults/", "tests/integration/flows/test_machine.py",
)  # fmt: skip
"""Files that take minutes: run first, so that no process waits at the end for the last of another."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a missing tool are skipped and say which; with JIEDUI_NO_SKIP=1 the run then fails. Long files come first."""
    items.sort(key=lambda item: next((place for place, start in enumerate(LONG) if item.nodeid.startswith(start)), len(LONG)))
    missing = [
        ("browser", CHROMIUM, "没有 Chromium：apt-get install chromium fonts-noto-cjk"),
        ("office", OFFICE, "没有 LibreOffice：apt-get install libreoffice-calc"),
        ("spark", not SPARK, SPARK),
    ]
    for item in items:
        for mark, tool, reason in missing:
            if item.get_closest_marker(mark) and not tool:
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
        skipped.append(f"{report.nodeid}: {reason}")
        reasons[reason.removeprefix("Skipped: ")] += 1


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if NO_SKIP and skipped and not hasattr(session.config, "workerinput") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for reason, number in reasons.items():
        terminalreporter.write_line(f"跳过 {number} 个测试 · {number} skipped: {reason}", yellow=True)
    if NO_SKIP and skipped:
        terminalreporter.write_line("JIEDUI_NO_SKIP=1: skipping is an error here:", red=True)
        for line in skipped:
            terminalreporter.write_line(f"  {line}")


@pytest.fixture(scope="session")
def migrated_before(django_db_modify_db_settings: None) -> Iterator[contextlib.ExitStack | None]:
    """None where the test database was copied from an earlier run (SQLite); else what to close once it is made."""
    from django.db import connection

    with contextlib.ExitStack() as making:
        if connection.vendor != "sqlite":
            yield making
            return
        making.enter_context(ready.alone())
        if ready.take(Path(connection.settings_dict["TEST"]["NAME"])):
            making.close()
            yield None
        else:
            yield making


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest, migrated_before: contextlib.ExitStack | None) -> bool:
    return migrated_before is None or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def django_db_setup(
    migrated_before: contextlib.ExitStack | None, django_db_setup: None, django_db_blocker: Any
) -> None:
    """As pytest-django does it, but on a copy of the database that an earlier run migrated."""
    from django.db import connection

    if migrated_before is not None and connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            ready.keep(Path(connection.settings_dict["NAME"]))
        migrated_before.close()


@pytest.fixture(scope="session", autouse=True)
def installation_keys() -> None:
    """Every test process has keys of its own in its temporary data folder."""
    from jiedui.core.vault.keys import ensure_keys

    ensure_keys()


@pytest.fixture(scope="session", autouse=True)
def emptied_between_tests() -> Iterator[None]:
    """Transactional tests empty the database afterwards; the trail's append-only tables let only them do it."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from tests.unguarded import flushing

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flushing(BaseDatabaseOperations.execute_sql_flush))
        yield


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Real installations for tests that drive the command line or a server: `databases.new()`, `.migrated()`."""
    own = Databases(tmp_path_factory.mktemp("installations"))
    yield own
    own.drop()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser, for tests marked `browser`."""
    assert CHROMIUM
    return CHROMIUM


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice, for tests marked `office`."""
    assert OFFICE
    return OFFICE


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server of this test process alone, which may be stopped, crashed and started again."""
    if binaries() is None:
        pytest.skip("没有 PostgreSQL：apt-get install postgresql")
    with Cluster() as cluster:
        yield cluster
