"""The peer, in a process of its own: django-import-export, tuned: python -m benchmarks.peer FILE [same|equivalent].

Bulk writes in large batches, one look-up of all known rows, no diff for every row, no transaction for every row. It
reads the workbook, tells new rows from known ones and writes them into a plain table. It seals and notes nothing. With
`same` it also tells unchanged rows from changed ones, as Jiedui does; for that it must compare, and is slower. With
`equivalent` it also types, checks and links its columns (peer_equivalent).
"""

import os
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings

from benchmarks import plain
from benchmarks.processes import tell


def configure() -> None:
    url = urlsplit(os.environ.get("DATABASE_URL", ""))
    if url.scheme.startswith("postgres"):
        database: dict[str, Any] = {
            "ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username,
            "PASSWORD": unquote(url.password or ""), "HOST": url.hostname, "PORT": url.port,
        }  # fmt: skip
    else:
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536"
        database = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.path.join(os.environ["JIEDUI_DATA"], "plain.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": pragmas},
        }
    settings.configure(
        DATABASES={"default": database}, INSTALLED_APPS=["import_export", "benchmarks"], USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", IMPORT_EXPORT_USE_TRANSACTIONS=False,
    )  # fmt: skip
    django.setup()


def resource(same: bool) -> Any:
    from django.db import models
    from import_export import instance_loaders, resources

    attributes: dict[str, Any] = {name: models.TextField(null=True) for name in plain.COLUMNS if name != "wage"}
    meta = type("Meta", (), {"app_label": "benchmarks", "db_table": plain.TABLE, "managed": False})
    worker = type(
        "Worker", (models.Model,),
        {**attributes, "wage": models.BigIntegerField(null=True), "Meta": meta, "__module__": __name__},
    )  # fmt: skip

    class WorkerResource(resources.ModelResource):  # type: ignore[misc]
        class Meta:
            model = worker
            fields = plain.COLUMNS
            import_id_fields = ("resident_id",)
            instance_loader_class = instance_loaders.CachedInstanceLoader
            use_bulk = True
            batch_size = 5000
            skip_diff = not same
            skip_unchanged = same
            skip_html_diff = True
            use_transactions = False

    return WorkerResource()


def main() -> None:
    configure()
    from django.db import connection, transaction
    from import_export.formats.base_formats import XLSX

    way = "".join(sys.argv[2:])
    if way == "equivalent":
        from benchmarks import peer_equivalent

        peer_equivalent.prepare()
    else:
        with connection.cursor() as cursor:
            for statement in plain.statements(connection.vendor):
                cursor.execute(statement)
    data = Path(sys.argv[1]).read_bytes()
    start, begun = time.perf_counter(), time.process_time()
    dataset = XLSX().create_dataset(data)
    dataset.headers = list(plain.COLUMNS)
    read = time.perf_counter() - start
    with transaction.atomic():
        importer = peer_equivalent.resource() if way == "equivalent" else resource(way == "same")
        result = importer.import_data(dataset, dry_run=False, raise_errors=True)
    assert not result.has_errors()
    inserted = time.perf_counter() - start - read
    tell(
        {
            "rows": dataset.height,
            "start": begun,
            "stages": {"read": read, "import": inserted},
            "totals": dict(result.totals),
        }
    )


if __name__ == "__main__":
    main()
