"""Keys are made once, kept private, and never replaced in silence."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from jiedui.core.vault import keys, rotation
from jiedui.core.vault.sealing import current, seal, unseal, version_of
from jiedui.core.words.errors import Refused


@pytest.fixture
def folder(settings, tmp_path: Path) -> Path:
    settings.KEYS = tmp_path / "deep" / "keys"
    return settings.KEYS


def test_new_keys_are_readable_by_their_owner_only(folder: Path) -> None:
    keys.ensure_keys()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    made = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    assert made == ["blind.key", "seal-1.key", "session.key", "trail.pem"]
    assert all(stat.S_IMODE((folder / name).stat().st_mode) == 0o600 for name in made)


def test_keys_are_made_once(folder: Path) -> None:
    first = keys.ensure_keys()
    assert keys.ensure_keys().seal == first.seal
    assert len(first.session) >= 32


@pytest.mark.parametrize("name", ["seal-1.key", "blind.key", "trail.pem", "session.key"])
def test_a_missing_key_is_named_and_not_made_anew(folder: Path, name: str) -> None:
    keys.ensure_keys()
    (folder / name).unlink()
    with pytest.raises(Refused, match=name.replace(".", r"\.")):
        keys.ensure_keys()
    assert not (folder / name).exists()


def test_a_missing_older_version_is_named(folder: Path) -> None:
    keys.ensure_keys()
    keys.add_seal_version()
    (folder / "seal-1.key").unlink()
    with pytest.raises(Refused, match="seal-1"):
        keys.load()


def test_no_folder_at_all(folder: Path) -> None:
    assert not keys.exist()
    with pytest.raises(Refused) as caught:
        keys.load()
    assert caught.value.id == "keys.missing"


@pytest.mark.parametrize(("name", "id"), [("blind.key", "keys.size"), ("trail.pem", "keys.signing")])
def test_a_damaged_key_is_named(folder: Path, name: str, id: str) -> None:
    keys.ensure_keys()
    (folder / name).unlink()
    (folder / name).write_bytes(b"short")
    with pytest.raises(Refused, match=name.replace(".", r"\.")) as caught:
        keys.load()
    assert caught.value.id == id


def test_an_unknown_scheme_is_refused(settings) -> None:
    settings.CRYPTO = "rot13"
    with pytest.raises(Refused, match="rot13"):
        keys.scheme()


def test_rotation_seals_anew_and_still_opens_the_old(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.ensure_keys()
    kept = seal(["old"], field="f", rows=[1])
    stored = {1: seal(["value"], field="f", rows=[1])[0]}

    def reseal() -> int:
        stale = [row for row, blob in stored.items() if blob and version_of(blob) != current()]
        for row in stale:
            stored[row] = seal(unseal([stored[row]], field="f", rows=[row]), field="f", rows=[row])[0]
        return len(stale)

    monkeypatch.setattr(rotation, "_registered", {})
    rotation.register(reseal, name="toy")
    told: list[tuple[str, int]] = []
    assert rotation.rotate(lambda name, count: told.append((name, count))) == 2
    assert told == [("toy", 1)]
    assert stored[1] and version_of(stored[1]) == (1, 2)
    assert unseal([stored[1], *kept], field="f", rows=[1, 1]) == ["value", "old"]
    rotation.reseal(lambda name, count: told.append((name, count)))
    assert told[-1] == ("toy", 0)


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from django.conf import settings; "
        "settings.configure(KEYS=Path(sys.argv[1]), USE_I18N=False); "
        "from jiedui.core.vault import keys; print(keys.ensure_keys().session)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "keys")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    answers = {process.communicate()[0] for process in running}
    assert len(answers) == 1 and answers != {""}
