"""A set-up step runs once, again when its inputs change, and again when it failed or its product is gone."""

from pathlib import Path

import pytest

from tools import steps


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    source, made, runs = tmp_path / "source", tmp_path / "made", []
    source.mkdir()
    (source / "a").write_text("1")

    def make() -> None:
        runs.append(1)
        made.write_text("done")

    return source, made, runs, lambda action=make: steps.step("toy", "toy", [source], made, action)


def test_it_is_skipped_while_nothing_changes(counted) -> None:  # type: ignore[no-untyped-def]
    _, _, runs, run = counted
    assert [run(), run(), run()] == [True, False, False] and len(runs) == 1


@pytest.mark.parametrize("change", ["edited", "added", "product gone"])
def test_it_runs_again_after_a_change(counted, change: str) -> None:  # type: ignore[no-untyped-def]
    source, made, runs, run = counted
    run()
    if change == "edited":
        (source / "a").write_text("2")
    elif change == "added":
        (source / "b").write_text("")
    else:
        made.unlink()
    assert run() and len(runs) == 2


def test_a_step_that_failed_is_not_done(counted) -> None:  # type: ignore[no-untyped-def]
    source, _, _, run = counted
    run()
    (source / "a").write_text("2")

    def fail() -> None:
        raise steps.SetupError("no network")

    with pytest.raises(steps.SetupError):
        run(fail)
    (source / "a").write_text("1")  # back to what was done before: still not trusted
    assert run()
