"""`jiedui keys`, and what a missing folder of keys does to `jiedui migrate`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from jiedui.core.people import queries
from jiedui.core.people.models import Person
from jiedui.core.people.operations import ensure
from jiedui.core.trail.apps import check_keys
from jiedui.core.trail.models import Event
from jiedui.core.trail.operations import SYSTEM, record_event
from jiedui.core.vault import files, keys
from jiedui.core.vault.sealing import version_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path: Path) -> None:
    settings.KEYS, settings.FILES = tmp_path / "keys", tmp_path / "files"
    keys.ensure_keys()


def run(command: str) -> str:
    out = StringIO()
    call_command("keys", command, stdout=out)
    return out.getvalue()


def test_rotating_the_key_of_an_installation() -> None:
    ids = ensure(["45212319900101123X"])
    digest = files.put(b"workbook")
    assert "正在使用第 1 版" in run("list")
    said = run("rotate")
    assert "已启用第 2 版" in said
    assert "人员证件：已重新加密 1 项" in said and "文件库：已重新加密 1 项" in said
    assert version_of(bytes(Person.objects.get().document_sealed)) == (1, 2)
    assert queries.masked(list(ids.values())) == {ids["45212319900101123X"]: "4521**********123X"}
    assert files.get(digest) == b"workbook"
    assert "人员证件：已重新加密 0 项" in run("reseal")
    rotated, *resealed = Event.objects.filter(kind__startswith="keys.").order_by("id")
    assert (rotated.kind, json.loads(rotated.note)) == ("keys.rotated", {"version": 2})
    sealed = [json.loads(event.note)["sealed"]["人员证件"] for event in resealed]
    assert {event.kind for event in resealed} == {"keys.resealed"} and sealed == [1, 0]


def test_a_rotation_that_is_cut_off_is_told_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(progress: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("jiedui.core.vault.rotation.reseal", cut_off)
    with pytest.raises(KeyboardInterrupt):
        run("rotate")
    assert keys.load().newest == 2
    assert list(Event.objects.values_list("kind", flat=True)) == ["keys.rotated"]


def test_changing_the_algorithm(settings) -> None:
    ids = ensure(["45212319900101123X"])
    settings.CRYPTO = "sm"
    assert "人员证件：已重新加密 1 项" in run("reseal")
    assert version_of(bytes(Person.objects.get().document_sealed)) == (2, 1)
    assert queries.find(["45212319900101123X"]) == ids


def test_no_new_keys_beside_old_data(settings, tmp_path: Path) -> None:
    settings.KEYS = tmp_path / "lost"
    check_keys()  # an empty installation may make them
    settings.KEYS = tmp_path / "keys"
    record_event("sign_in", actor=SYSTEM)
    check_keys()
    settings.KEYS = tmp_path / "lost"
    with pytest.raises(CommandError, match="恢复密钥目录"):
        check_keys()
    with pytest.raises(CommandError, match="缺少"):
        run("list")
