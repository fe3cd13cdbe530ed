"""The floor, in a process of its own: python -m benchmarks.floor FILE.

A bare read with the fastest reader and a bare insert of the same rows with the same indexes. Nothing is checked,
compared, sealed or noted.
"""

import io
import sys
import time

import fastexcel

from benchmarks import plain
from benchmarks.processes import tell


def main() -> None:
    start = time.perf_counter()
    frame = fastexcel.read_excel(sys.argv[1]).load_sheet(0, dtypes="string").to_polars()
    frame.columns = list(plain.COLUMNS)
    read = time.perf_counter() - start
    database = plain.connect()
    if "psycopg" in type(database).__module__:
        for statement in plain.statements("postgresql"):
            database.execute(statement)
        database.commit()
        start = time.perf_counter()
        text = io.BytesIO()
        frame.write_csv(text, include_header=False, null_value="\\N", quote_style="necessary")
        names = ", ".join(plain.COLUMNS)
        with database.cursor().copy(f"COPY {plain.TABLE} ({names}) FROM STDIN (FORMAT csv, NULL '\\N')") as copy:
            copy.write(text.getbuffer())
        database.commit()
    else:
        for statement in plain.statements("sqlite"):
            database.execute(statement)
        start = time.perf_counter()
        database.execute("BEGIN IMMEDIATE")
        marks = ", ".join("?" for _ in plain.COLUMNS)
        rows = zip(*(series.to_list() for series in frame), strict=True)
        database.executemany(f"INSERT INTO {plain.TABLE} ({', '.join(plain.COLUMNS)}) VALUES ({marks})", rows)
        database.execute("COMMIT")
    insert = time.perf_counter() - start
    (count,) = database.execute(f"SELECT count(*) FROM {plain.TABLE}").fetchone()
    tell({"rows": count, "stages": {"read": read, "insert": insert}})


if __name__ == "__main__":
    main()
