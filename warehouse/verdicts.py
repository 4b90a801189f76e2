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
from extractors.model import Letter, Row
from extractors.store import folder_year, keep_atomically
from warehouse.batch import Corrected
from warehouse.ruling import Rulings

Judged = tuple[Verdict, Corrected]


class VerdictStore:
    """A directory of verdicts. ``version`` is that of the code and of the reference data."""

    def __init__(self, directory: Path, version: str) -> None:
        self._directory = directory / version

    def entry(self, letter: Letter, content: str, rulings: Rulings) -> Path:
        """Where the verdict on a letter is kept, with the decisions that it depends on.

        ``content``: hash of what was read of its file; a letter may keep the reading of an older
        reader, which is not what the bytes give now.
        """
        corrections = [
            (item.decision_id, item.item_key, item.guard, item.column, item.value)
            for item in rulings.corrections_of(letter)
        ]
        names = [asdict(name) for name in rulings.namer.decided if name.tahun == letter.tahun]
        inputs = [letter.document, content, folder_year(letter.path), letter.letter]
        text = json.dumps([*inputs, corrections, names], sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()
        return self._directory / key[:2] / f"{key}.json.gz"

    def get(self, entry: Path) -> Judged | None:
        """What was judged; ``None`` if absent or damaged."""
        try:
            record = json.loads(gzip.decompress(entry.read_bytes()))
            return _verdict(record["verdict"]), _corrected(record["corrected"])
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
            return None

    def put(self, entry: Path, judged: Judged) -> bool:
        """Keep what was judged, and say whether it was. The same verdict gives the same bytes."""
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
        return keep_atomically(entry, gzip.compress(text.encode(), compresslevel=5, mtime=0))


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
