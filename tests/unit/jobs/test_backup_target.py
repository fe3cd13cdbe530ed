"""Where a backup is written: a name that ends in .tar is a file, every other one a folder."""

from pathlib import Path

import pytest

from jiedui.core.words.errors import Refused
from jiedui.jobs.backup.making import target_of

NOW = "20211231-020000"


@pytest.mark.parametrize(
    ("given", "there", "written"),
    [
        ("nightly", None, f"nightly/jiedui-{NOW}.tar"),
        ("nightly/", None, f"nightly/jiedui-{NOW}.tar"),
        ("nightly", "folder", f"nightly/jiedui-{NOW}.tar"),
        ("jiedui-2021.12", None, f"jiedui-2021.12/jiedui-{NOW}.tar"),
        ("deep/er/one.tar", None, "deep/er/one.tar"),
        ("one.tar", "folder", f"one.tar/jiedui-{NOW}.tar"),
        ("one.tar/", None, f"one.tar/jiedui-{NOW}.tar"),
    ],
)
def test_the_file_that_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, there: str | None, written: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if there:
        (tmp_path / given).mkdir()
    assert target_of(given, NOW) == tmp_path / written


@pytest.mark.parametrize(
    ("given", "existing"), [("one.tar", "one.tar"), ("one.tar", "one.keys"), ("nightly", "nightly")]
)
def test_nothing_is_overwritten(tmp_path: Path, given: str, existing: str) -> None:
    (tmp_path / existing).write_text("x")
    with pytest.raises(Refused):
        target_of(str(tmp_path / given), NOW)


def test_old_keys_do_not_matter_where_none_are_written(tmp_path: Path) -> None:
    (tmp_path / "one.keys").write_text("x")
    assert target_of(str(tmp_path / "one.tar"), NOW, with_keys=False) == tmp_path / "one.tar"
