"""The parent's side: a fresh child process for each file, under limits of memory, processor and wall time.

Bytes go in and cells come out through memory files (memfd), so that no temporary file ever holds personal data.
"""

import json
import mmap
import os
import selectors
import signal
import subprocess
import sys

from jiedui.core.intake.reading.answer import decode
from jiedui.core.intake.reading.refusals import refusal
from jiedui.core.intake.reading.wire import Malformed, Reader
from jiedui.core.intake.reading.workbook import Limits, Workbook
from jiedui.core.words.errors import Refused

CHILD = "jiedui.core.intake.reading.child"
# Limits.seconds are of a processor; on a busy machine they may take this many times as long.
PATIENCE = 3
# Nothing of the server's environment (database address, keys) is the child's business.
ENVIRONMENT = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "3",
}


def memory_file(name: str, data: bytes = b"") -> int:
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC)
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view[: 1 << 30]) :]
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def run_child(source: int, answer: int, limits: Limits) -> int | None:
    """The child's exit code; None when it took too long and was killed."""
    facts = json.dumps({**vars(limits), "answer": answer})
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", CHILD, facts],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(answer,),
        env=ENVIRONMENT,
        cwd="/",
    )
    # The child writes nothing to its standard output: the pipe only tells, without polling, that it has ended.
    with process, selectors.DefaultSelector() as selector:
        assert process.stdout is not None
        try:
            selector.register(process.stdout, selectors.EVENT_READ)
            if not selector.select(limits.seconds * PATIENCE):
                return None
            code = process.wait(timeout=5)
            return None if code == -signal.SIGXCPU else code
        except subprocess.TimeoutExpired:
            return None
        finally:
            process.kill()


def read_workbook(data: bytes, *, name: str, limits: Limits | None = None) -> Workbook:
    """Read a workbook of any supported kind (.xlsx, .xls, .ods, .csv, HTML posing as .xls), decided by its content.

    `name` is only for people. Raises words.errors.Refused (ids file.*, see reading.refusals) with a Chinese sentence.
    """
    limits = limits or Limits.of_size(len(data))
    if not data:
        raise refusal("file.empty")
    if len(data) > limits.file:
        raise refusal("file.too_large")
    source = memory_file("workbook", data)
    answer = memory_file("cells")
    try:
        code = run_child(source, answer, limits)
        if code is None:
            raise refusal("file.too_slow", {"seconds": limits.seconds})
        found = understood(answer, limits) if code == 0 else refusal("file.unreadable")
    finally:
        os.close(source)
        os.close(answer)
    if isinstance(found, Refused):
        raise found
    if not any(sheet.frame.height for sheet in found.sheets):
        raise refusal("file.no_values")
    return found


def understood(answer: int, limits: Limits) -> Workbook | Refused:
    """What the child's answer says. A refusal is given, not raised: no traceback may keep the mapping open."""
    size = os.fstat(answer).st_size
    if not size:
        return refusal("file.unreadable")
    try:
        reader = Reader(memoryview(mmap.mmap(answer, size, prot=mmap.PROT_READ)))
        if "refused" in reader.head:
            return refusal(str(reader.head["refused"]), reader.head.get("facts"))
        return decode(reader, limits.columns)
    except Malformed:
        return refusal("file.unreadable")
