"""The child process and its answer."""

import json
import os
import subprocess
import sys

import pytest

from jiedui.core.intake.reading import Limits, guard, read_workbook
from jiedui.core.intake.reading.guard import CHILD, ENVIRONMENT, memory_file
from jiedui.core.intake.reading.wire import Malformed, Reader, Writer
from jiedui.core.words.errors import Refused
from tests.unit.intake.reading.reading import drawn, openpyxl_bytes, read_here, same

DATA = openpyxl_bytes(lambda book: book.active.append(["张三", 5, True]))


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as caught:
        read_workbook(data, name="x.xlsx", limits=limits)
    assert str(caught.value).endswith("。")
    return caught.value.id


def test_through_the_child() -> None:
    book = read_workbook(DATA, name="任意名称.doc")
    assert drawn(book.sheets[0]) == [[1, "张三", ("5", 2), ("1", 3)]]
    same(book, read_here(DATA))


def test_the_child_loads_neither_django_nor_polars() -> None:
    """It must start quickly and hold little; the package around it must therefore stay lazy."""
    code = (
        f"import sys, {CHILD}, jiedui.core.intake.reading.dispatch, jiedui.core.intake.reading.xlsx;"
        "print([name for name in ('django', 'polars', 'pyarrow', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_environment_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    assert not {"DATABASE_URL", "JIEDUI_DATA", "JIEDUI_KEYS"} & set(ENVIRONMENT)


def test_size_is_judged_before_a_child_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "run_child", lambda *_: pytest.fail("started"))
    assert refused(b"") == "file.empty"
    assert refused(DATA, Limits(memory=1 << 30, seconds=5, file=100)) == "file.too_large"


def test_limits_bind() -> None:
    assert refused(DATA, Limits(memory=20 << 20, seconds=5)) in {"file.too_large", "file.unreadable"}
    assert refused(DATA, Limits(memory=1 << 30, seconds=0)) == "file.too_slow"
    assert refused(DATA, Limits(memory=1 << 30, seconds=5, columns=2)) == "file.too_wide"
    assert refused(DATA, Limits(memory=1 << 30, seconds=5, cells=2)) == "file.too_large"


def test_limits_grow_with_the_file() -> None:
    small, large = Limits.of_size(10_000), Limits.of_size(100 << 20)
    assert (small.memory, small.seconds) == (1 << 30, 20)
    assert (large.memory, large.seconds) == (3 << 30, 120)


def answer(head: object, tail: bytes = b"") -> memoryview:
    descriptor = memory_file("answer")
    try:
        writer = Writer(descriptor)
        writer.close(head)  # type: ignore[arg-type]
        os.write(descriptor, tail)
        return memoryview(os.pread(descriptor, 1 << 20, 0))
    finally:
        os.close(descriptor)


def test_a_malformed_answer_is_noticed() -> None:
    for data in (b"", b"x" * 100, bytes(answer({}))[:-1], bytes(answer({}, b"x")), bytes(answer([1]))):
        with pytest.raises(Malformed):
            Reader(memoryview(data))
    reader = Reader(answer({"a": 1}))
    for place in ([0, 1000], [-8, 1], [0, -1], [1 << 60, 1]):
        with pytest.raises(Malformed):
            reader.get(place, "<u4")


@pytest.mark.parametrize(
    "head", [{}, {"kind": "xlsx"}, {"refused": "no.such"}, {"refused": "file.too_wide", "facts": {}}]
)
def test_a_lying_child_is_refused(head: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    def lie(_source: int, descriptor: int, _limits: Limits) -> int:
        Writer(descriptor).close(head)
        return 0

    monkeypatch.setattr(guard, "run_child", lie)
    assert refused(DATA) == "file.unreadable"


@pytest.mark.parametrize("code", [1, -9, -11])
def test_a_crashed_child_is_refused(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "run_child", lambda *_: code)
    assert refused(DATA) == "file.unreadable"


def test_errors_in_the_child_name_the_place_but_no_data(monkeypatch: pytest.MonkeyPatch) -> None:
    from jiedui.core.intake.reading.child import place

    try:
        json.loads("452126197001010015x")
    except ValueError as error:
        assert "4521" not in place(error) and place(error).startswith("JSONDecodeError decoder.py:")
