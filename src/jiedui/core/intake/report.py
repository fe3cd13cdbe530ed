"""What an import says of itself: one JSON object, the same on the command line, in the API and behind the pages."""

import json
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from jiedui.core.declare.ledger import Ledger
from jiedui.core.intake.headings import Heading
from jiedui.core.words.findings import Level


@dataclass
class Report:
    """`rows.read` = new + changed + same + refused; `dropped` rows (totals, foot, empty) are not among them.

    findings: frame of intake.findings.SCHEMA. changes: for the preview, one record a changed value.
    """

    ledger: type[Ledger]
    file_name: str
    file_digest: str
    applied: bool = False
    batch: int | None = None
    sheets: list[dict[str, Any]] = field(default_factory=list)
    columns: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    findings: pl.DataFrame = field(default_factory=pl.DataFrame)
    event: int | None = None
    stopped: list[tuple[int, int]] = field(default_factory=list)
    """(sheet, Excel row) of the rows that did not go in."""
    positions: dict[str, dict[str, int]] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    counties: set[str] = field(default_factory=set)
    """Counties of the rows read: who may see this import."""
    ok: bool = True
    """False when the file was refused as a whole."""
    headings: dict[str, Heading] = field(default_factory=dict)
    """The headings of the sheets used, by their text: what is to be remembered of the answers about them."""
    answered: list[dict[str, Any]] = field(default_factory=list)
    """Questions as in intake.asked that are answered, for who wants to see or change what was said."""
    conflicts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Of rows that others changed meanwhile, by the key of their question: see intake.conflicts."""
    left_out: list[tuple[int, int]] = field(default_factory=list)
    """(sheet, Excel row) of the rows that a person chose not to import: among `refused`, but nothing is wrong with them."""
    removing: int = 0
    """Rows of the ledger that the file lacks and that a person agreed to remove."""
    typed: list[str] = field(default_factory=list)
    """Keys of questions that a person answers by typing the number in question, not with one click."""

    def as_dict(self) -> dict[str, Any]:
        """The object printed by `jiedui import --json`."""
        return {
            "ledger": self.ledger.info.id,
            "file": {"name": self.file_name, "sha256": self.file_digest},
            "applied": self.applied,
            "batch": self.batch,
            "sheets": self.sheets,
            "columns": self.columns,
            "rows": self.rows,
            "findings": self.finding_dicts(),
        }

    def refusals(self) -> list[str]:
        """Why the file as a whole is refused: the errors that belong to no row, each once."""
        found = self.findings.filter(pl.col("index").is_null() & (pl.col("level") == Level.ERROR.value))
        return found["message"].unique(maintain_order=True).to_list()

    def open_keys(self) -> set[str]:
        """The keys of the questions that wait for an answer."""
        return set(self.findings.filter(pl.col("level") == Level.QUESTION.value)["key"].drop_nulls().to_list())

    def finding_dicts(self, limit: int | None = None) -> list[dict[str, Any]]:
        return self.finding_dicts_of(self.findings.head(limit) if limit else self.findings)

    def finding_dicts_of(self, frame: pl.DataFrame) -> list[dict[str, Any]]:
        """Some of the findings, as in the report."""
        found = []
        names = [sheet["name"] for sheet in self.sheets]
        for record in frame.iter_rows(named=True):
            sheet = record["sheet"]
            entry = {
                "sheet": names[sheet] if sheet is not None and sheet < len(names) else None,
                "row": record["row"],
                "column": record["column"],
                "field": record["field"],
                "id": record["id"],
                "level": record["level"],
                "value": record["value"],
                "message": record["message"],
            }
            if record["key"] is not None:
                entry["key"], entry["choices"] = record["key"], record["choices"]
            found.append(entry)
        return found

    def dumps(self) -> bytes:
        """Everything, for the sealed copy behind the pages."""
        whole = {
            **self.as_dict(),
            "changes": self.changes,
            "missing_rows": self.missing,
            "stopped": self.stopped,
            "left_out": self.left_out,
            "answered": self.answered,
            "typed": self.typed,
            "removing": self.removing,
            "positions": self.positions,
        }
        return json.dumps(whole, ensure_ascii=False).encode()


COUNTS = ("read", "new", "changed", "same", "refused", "dropped", "missing")
EMPTY = dict.fromkeys(COUNTS, 0)
