"""How fast workbooks are read, beside the fastest readers there are: python -m benchmarks.reading [rows].

The others give values only; read_workbook also gives types, exact text, formats, formulas and marks, through a guarded
child process whose start is counted. All run in turn on the same file; ratios travel, absolute figures do not.
"""

import argparse
import contextlib
import io
import os
import random
import resource
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiedui.settings")
HEADINGS = [
    "姓名", "身份证号", "性别", "民族", "户籍县", "乡镇", "村", "联系电话", "人员类别", "就业状态", "就业单位", "行业",
    "就业起始时间", "月工资(元)", "序号",
]  # fmt: skip


def workbook(rows: int) -> bytes:
    """An .xlsx of `rows` rows and 15 columns: shared strings, of which two columns are unique, and three of numbers."""
    draw = random.Random(1)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_numbers": False})
    sheet = book.add_worksheet("务工人员")
    sheet.write_row(0, 0, HEADINGS)
    names = [a + b + c for a in "韦黄覃蒙莫罗梁陆" for b in "志明秀丽国建小文" for c in "强伟芳英华军兰梅"]
    for number in range(1, rows + 1):
        values = (
            draw.choice(names), f"45{draw.randrange(10**16):016}", draw.choice("男女"), draw.choice(["壮族", "汉族"]),
            "马山县", draw.choice("白山百龙滩林圩") + "镇", draw.choice(names) + "村", f"1{draw.randrange(10**10):010}",
            "脱贫人口", "稳定就业", f"深圳市某某{draw.randrange(3000)}有限公司", "制造业",
        )  # fmt: skip
        for column, value in enumerate(values):
            sheet.write_string(number, column, value)
        sheet.write_number(number, 12, 44000 + draw.randrange(900))
        sheet.write_number(number, 13, 3000 + draw.randrange(5000) + 0.5)
        sheet.write_number(number, 14, number)
    book.close()
    return buffer.getvalue()


def by_jiedui(data: bytes) -> int:
    from jiedui.core.intake.reading import read_workbook

    return read_workbook(data, name="x.xlsx").sheets[0].frame.height


def by_fastexcel(data: bytes) -> int:
    import fastexcel

    return int(fastexcel.read_excel(data).load_sheet(0, header_row=None, dtypes="string").to_polars().height)


def by_calamine(data: bytes) -> int:
    import python_calamine

    return len(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())


def by_openpyxl(data: bytes) -> int:
    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    return sum(1 for _ in sheet.iter_rows(values_only=True))


READERS: dict[str, Callable[[bytes], int]] = {
    "jiedui": by_jiedui,
    "fastexcel": by_fastexcel,
    "calamine": by_calamine,
    "openpyxl": by_openpyxl,
}


class Watch(threading.Thread):
    """Notes the largest memory any child process of this one ever held, in MB."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self.start()

    def run(self) -> None:
        while True:
            for task in Path("/proc/self/task").iterdir():
                with contextlib.suppress(OSError, StopIteration):
                    for child in (task / "children").read_text().split():
                        # Before it has become the reader, a child still shows the memory of this process.
                        if b"reading.child" not in Path(f"/proc/{child}/cmdline").read_bytes():
                            continue
                        lines = Path(f"/proc/{child}/status").read_text().splitlines()
                        size = next(line for line in lines if line.startswith("VmHWM"))
                        self.peak = max(self.peak, int(size.split()[1]) / 1024)
            time.sleep(0.01)


def processor_seconds() -> float:
    """Processor time of this process and of its children that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    data = workbook(options.rows)
    watch = Watch()
    print(f"{options.rows:,} rows x {len(HEADINGS)} columns, {len(data) / 1e6:.1f} MB")
    times: dict[str, list[float]] = {name: [] for name in READERS}
    processor: dict[str, list[float]] = {name: [] for name in READERS}
    for turn in range(options.rounds):
        for name, read in READERS.items():
            if name == "openpyxl" and turn:
                continue
            start, used = time.perf_counter(), processor_seconds()
            found = read(data)
            times[name].append(time.perf_counter() - start)
            processor[name].append(processor_seconds() - used)
            assert found == options.rows + 1, (name, found)
    own = options.rows / statistics.median(times["jiedui"])
    print(f"{'reader':<10} {'rows/s':>9} {'jiedui is':>10} {'processor s':>12}")
    for name, spent in times.items():
        speed = options.rows / statistics.median(spent)
        print(f"{name:<10} {speed:>9,.0f} {own / speed:>8.2f} x {statistics.median(processor[name]):>12.2f}")
    print(f"peak memory of the child: {watch.peak:,.0f} MB")


if __name__ == "__main__":
    main()
