"""The child process: reads one workbook from standard input (a memory file) and answers into another.

It binds itself to its limits before it looks at the file, imports neither Django nor polars, and says nothing on its
output. Whatever goes wrong becomes a short answer with an id; the place in the code is named, the data never.
"""

import json
import mmap
import os
import resource
import sys
from typing import Any


def bind(facts: dict[str, Any]) -> None:
    """Limits of this process: memory, processor time, size of what it writes; no core dump."""
    memory, seconds = int(facts["memory"]), int(facts["seconds"])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Two threads may use two processors all the time.
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def place(error: BaseException) -> str:
    """Type and place of an error, without its message, which may quote personal data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} {where}"


def answer(source: int, facts: dict[str, Any]) -> None:
    """Read the workbook in the memory file `source`, answer into the one that `facts` name."""
    from jiedui.core.intake.reading.wire import Writer

    writer = Writer(int(facts["answer"]))
    try:
        from jiedui.core.intake.reading.dispatch import read
        from jiedui.core.intake.reading.fault import Fault

        try:
            data = mmap.mmap(source, 0, prot=mmap.PROT_READ)
            writer.close(read(data, writer, facts))
        except Fault as fault:
            writer.close({"refused": fault.id, "facts": fault.facts})
    except MemoryError:
        writer.close({"refused": "file.too_large"})
    except Exception as error:
        writer.close({"refused": "file.unreadable", "facts": {"place": place(error)}})


def main() -> int:
    facts = json.loads(sys.argv[1])
    bind(facts)
    answer(0, facts)
    return 0


if __name__ == "__main__":
    code = main()
    # Threads of a chunk still being read must not hold up the end.
    os._exit(code)
