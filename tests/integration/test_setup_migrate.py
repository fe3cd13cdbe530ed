"""`jiedui migrate` on an empty folder makes everything a first day needs; other commands say when it is missing."""

import json
import stat
from pathlib import Path

import pytest

from tests.installation import Databases, Installation, free_port


@pytest.fixture(scope="module")
def migrated(databases: Databases) -> Installation:
    return databases.migrated()


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_only_the_owner_reads_data_and_keys(migrated: Installation) -> None:
    assert mode(migrated.data) == "0o700"
    assert mode(migrated.data / "keys") == "0o700"
    keys = [path for path in (migrated.data / "keys").iterdir() if not path.name.startswith(".")]
    assert len(keys) >= 4
    assert {mode(path) for path in keys} == {"0o600"}


@pytest.mark.both_databases
def test_regions_and_plan_are_there_and_a_second_time_changes_nothing(migrated: Installation) -> None:
    keys = {path.name: path.read_bytes() for path in (migrated.data / "keys").iterdir()}
    before = rows(migrated)
    assert before["places"] > 40_000 and before["plan"] > 30
    migrated.done("migrate")
    assert rows(migrated) == before
    assert {path.name: path.read_bytes() for path in (migrated.data / "keys").iterdir()} == keys


def rows(installation: Installation) -> dict[str, int]:
    """Rows of all tables of an app."""
    code = (
        "from django.apps import apps\n"
        "print({a: sum(m._default_manager.count() for m in apps.get_app_config(a).get_models())"
        " for a in ('places', 'plan')})"
    )
    found: dict[str, int] = eval(installation.done("shell", "--no-imports", "-c", code).strip().splitlines()[-1])
    return found


@pytest.mark.parametrize("command", [["worker", "--once"], ["serve", "--port", "1"], ["backup", "somewhere"]])
def test_an_unmigrated_database_is_told_in_one_sentence(databases: Databases, command: list[str]) -> None:
    done = databases.new().run(*command)
    assert done.returncode == 1
    assert "jiedui migrate" in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_an_import_into_an_unmigrated_folder_answers_in_json_all_the_same(databases: Databases) -> None:
    done = databases.new().run("import", "workers", "表.xlsx", "--json", "--dry-run")
    told = json.loads(done.stdout)
    assert done.returncode == 1 and done.stderr == ""
    assert told["applied"] is False and told["file"]["name"] == "表.xlsx" and told["rows"]["read"] == 0
    (finding,) = told["findings"]
    assert finding["id"] == "system.database" and "jiedui migrate" in finding["message"]


def test_an_export_of_another_kind_is_refused(migrated: Installation, tmp_path: Path) -> None:
    for name in ("表.pdf", "表"):
        done = migrated.run("export", "workers", "-o", str(tmp_path / name))
        assert done.returncode == 1 and ".xlsx" in done.stderr and not (tmp_path / name).exists()


def test_a_database_that_does_not_answer_is_told_in_one_sentence(tmp_path: Path) -> None:
    own = Installation(tmp_path, f"postgres://nobody:secret-word@127.0.0.1:{free_port()}/none")
    done = own.run("migrate")
    assert done.returncode == 1
    assert "连不上数据库" in done.stderr and "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr and "secret-word" not in done.stderr


@pytest.mark.both_databases
def test_a_newer_database_is_refused(migrated: Installation, databases: Databases) -> None:
    own = databases.migrated()
    code = (
        "from django.db.migrations.recorder import MigrationRecorder as M\n"
        "M.Migration.objects.create(app='trail', name='9999_from_the_future')"
    )
    own.done("shell", "--no-imports", "-c", code)
    done = own.run("worker", "--once")
    assert done.returncode == 1 and "更新版本" in done.stderr
