"""Verdicts kept by all that they depend on, so that a letter is judged once.

Grain: one entry per (PDF bytes and what was read of them, folder year, letter, code version,
decisions on its rows, decided names of its year). An entry is disposable: one that is missing or
damaged is judged again.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from expectations.verdict import Finding, RowVerdict, Verdict
from extractors.model import Extraction, Row
from extractors.store import folder_year, keep_atomically
from warehouse.batch import Corrected
from warehouse.ruling import Rulings

Judged = tuple[Verdict, Corrected]


class VerdictStore:
    """A directory of verdicts. ``version`` is that of the code and of the reference data."""

    def __init__(self, directory: Path, version: str) -> None:
        self._directory = directory / version

    def entry(self, extraction: Extraction, number: int, rulings: Rulings) -> Path:
        """Where the verdict on a letter is kept, with the decisions that it depends on."""
        items = rulings.items[extraction.path, number]
        (facts,) = (letter for letter in extraction.letters if letter.letter == number)
        corrections = [
            (place, decision.decision_id, decision.column, decision.value)
            for place, item in items.rows.items()
            for decision in rulings.of(item)
            if decision.verb == "koreksi"
        ]
        names = [asdict(name) for name in rulings.namer.decided if name.tahun == facts.tahun]
        # A letter may keep the reading of an older reader, which is not what the bytes give now.
        rows = repr([row for row in extraction.rows if row.letter == number])
        cells = repr([cell for cell in extraction.cells if cell.letter == number])
        read = hashlib.sha256((rows + cells).encode()).hexdigest()
        facts_of = (extraction.document, read, folder_year(extraction.path), number)
        inputs = [*facts_of, corrections, names]
        key = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()
        return self._directory / key[:2] / f"{key}.json.gz"

    def get(self, entry: Path) -> Judged | None:
        """What was judged; ``None`` if absent or damaged."""
        try:
            record = json.loads(gzip.decompress(entry.read_bytes()))
            return _verdict(record["verdict"]), _corrected(record["corrected"])
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
            return None

    def put(self, entry: Path, judged: Judged) -> None:
        """Keep what was judged. The same verdict gives the same bytes."""
        verdict, corrected = judged
        record = {
            "verdict": asdict(verdict),
            "corrected": {
                "rows": [asdict(row) for row in corrected.rows.values()],
                "refused": list(corrected.refused.items()),
                "settled": [
                    [place, [asdict(finding) for finding in findings]]
                    for place, findings in corrected.settled.items()
                ],
            },
        }
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        keep_atomically(entry, gzip.compress(text.encode(), compresslevel=5, mtime=0))


def _verdict(record: dict[str, Any]) -> Verdict:
    return Verdict(
        printed=record["printed"],
        rows=[
            RowVerdict(
                row["table"], row["row"], row["status"], [Finding(**f) for f in row["failures"]]
            )
            for row in record["rows"]
        ],
        findings=[Finding(**finding) for finding in record["findings"]],
        confirmed=tuple(record["confirmed"]),
    )


def _corrected(record: dict[str, Any]) -> Corrected:
    rows = [Row(**row) for row in record["rows"]]
    return Corrected(
        rows={(row.table, row.row): row for row in rows},
        refused=dict(record["refused"]),
        settled={
            (table, row): [Finding(**finding) for finding in findings]
            for (table, row), findings in record["settled"]
        },
    )
