"""Extractions as CSV files: one per annex table, and letters, claims and cells.

UTF-8 with a header row, ``.`` as the decimal mark, empty for missing. A table's columns are those
of its contract, then the provenance, then what was added. Grain: one line per extracted record.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from extractors.contract import PROVENANCE, Table
from extractors.kind import all_kinds
from extractors.model import Extraction
from extractors.registry import tables
from extractors.store import write_atomically

_BOX = ("x0", "top", "x1", "bottom")
_ADDED = ("letter", "path")
_LETTERS = (
    *("document", "path", "kind", "nomor", "tanggal", "perihal", "tahun", "penerbit"),
    *("page_first", "page_last", "letter", "tahun_source", "satker"),
)
_CLAIMS = (
    *("document", "nomor", "claim", "scope", "value", "text", "page"),
    *("letter", *_BOX, "source", "indikator", "printed", "statement", "tahun", "confidence"),
)
_CELLS = (
    *("document", "table", "row", "column", "printed", "value", "page", *_BOX, "confidence"),
    *("letter", "part", "problem"),
)

Record = Mapping[str, object]


def _text(value: object) -> str:
    """A field as text: exact, a whole float without ``.0``, ``None`` empty."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _write(
    target: Path, header: Sequence[str], keys: Sequence[str], records: Iterable[Record]
) -> Path:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_text(record[key]) for key in keys] for record in records)
    write_atomically(target, buffer.getvalue().encode("utf-8"))
    return target


def _record(item: object, **more: object) -> Record:
    """A slotted record's fields by name, with what its file adds."""
    names: tuple[str, ...] = type(item).__slots__  # type: ignore[attr-defined]
    return {name: getattr(item, name) for name in names} | more


def _write_table(out: Path, table: Table, extractions: Sequence[Extraction]) -> Path:
    """One annex table; its own columns are kept apart from provenance of the same name."""
    own = {name: f"value.{name}" for name in table.column_names}
    records = (
        {
            **_record(row, document=extraction.document, path=extraction.path),
            **{key: row.values[name] for name, key in own.items()},
        }
        for extraction in extractions
        for row in extraction.rows
        if row.table == table.name
    )
    header = (*own, *PROVENANCE, *_ADDED)
    return _write(out / f"{table.name}.csv", header, (*own.values(), *PROVENANCE, *_ADDED), records)


def write_tables(extractions: Sequence[Extraction], out: Path) -> list[Path]:
    """Write the tables of the kinds found, and letters, claims and cells; returns the files.

    A kind that was found without a row still gets its file, so that nothing looks forgotten.
    """
    out.mkdir(parents=True, exist_ok=True)
    found = {letter.kind for extraction in extractions for letter in extraction.letters}
    wanted = {row.table for extraction in extractions for row in extraction.rows}
    wanted |= {table.name for kind in all_kinds() if kind.name in found for table in kind.tables}
    written = [
        _write_table(out, table, extractions)
        for name, table in sorted(tables().items())
        if name in wanted
    ]
    for name, columns in (("letters", _LETTERS), ("claims", _CLAIMS), ("cells", _CELLS)):
        records = (
            _record(item, document=extraction.document)
            for extraction in extractions
            for item in getattr(extraction, name)
        )
        written.append(_write(out / f"{name}.csv", columns, columns, records))
    return written
