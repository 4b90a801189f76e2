"""Reading a published warehouse for as long as a program runs, while nights replace it.

A publication renames a new file over the old one. DuckDB would go on giving the old file to whoever
opens the same path again while anyone still reads it; so each file is attached in an instance of
its own, and a new instance begins when another file lies at the path. Never writes to the file.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from warehouse.errors import NoWarehouseError

_CHANGED = 2
"""Where a file's time stands in its identity."""
Row = dict[str, Any]
Columns = Mapping[str, frozenset[str]]
"""The columns of each published table, by ``schema.table``."""


@dataclass(frozen=True, slots=True)
class _Opened:
    identity: tuple[int, ...]
    columns: Columns
    connection: duckdb.DuckDBPyConnection


class Mart:
    """The published file at ``path``, whichever that is at the time of a question.

    Questions name its tables ``warehouse.<schema>.<table>``. ``prepare`` gives statements that make
    helping tables in memory (``memory.main.<table>``), from the columns there are.
    """

    def __init__(self, path: Path, prepare: Callable[[Columns], Sequence[str]]) -> None:
        self._path = path
        self._prepare = prepare
        self._opened: _Opened | None = None
        self._lock = Lock()

    def rows(self, query: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """The answer, row by row. ``parameters`` are bound by name, never written into the query.

        Errors: ``NoWarehouseError`` where there is no warehouse, or none that can be read.
        """
        with self._current().connection.cursor() as cursor:
            cursor.execute(query, dict(parameters) if parameters else None)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def columns(self, table: str) -> frozenset[str]:
        """The columns of ``schema.table``; none where there is no such table."""
        return self._current().columns.get(table, frozenset())

    @property
    def version(self) -> str:
        """Which file this is: another after every publication."""
        return "-".join(f"{part:x}" for part in self._current().identity)

    @property
    def published_at(self) -> datetime.datetime:
        """When that file was put in place (UTC, to the second)."""
        seconds = self._current().identity[_CHANGED] // 1_000_000_000
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).replace(tzinfo=None)

    def _current(self) -> _Opened:
        with self._lock:
            identity = self._identity()
            if self._opened is None or self._opened.identity != identity:
                # Questions under way keep the old instance alive until they are answered.
                self._opened = self._open(identity)
            return self._opened

    def _identity(self) -> tuple[int, ...]:
        try:
            found = self._path.stat()
        except OSError as error:
            raise NoWarehouseError(
                "Gudang data belum ada",
                file=str(self._path),
                next_step="Jalankan 'capaian run' lebih dahulu.",
            ) from error
        return found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size

    def _open(self, identity: tuple[int, ...]) -> _Opened:
        place = str(self._path).replace("'", "''")
        connection = duckdb.connect()
        try:
            connection.execute(f"ATTACH '{place}' AS warehouse (READ_ONLY)")
            found = connection.execute(
                "SELECT schema_name || '.' || table_name, list(column_name) FROM duckdb_columns() "
                "WHERE database_name = 'warehouse' GROUP BY ALL"
            ).fetchall()
            columns = {str(table): frozenset(names) for table, names in found}
            for statement in self._prepare(columns):
                connection.execute(statement)
            connection.execute("SET enable_external_access = false")
            connection.execute("SET lock_configuration = true")
        except duckdb.Error as error:
            connection.close()
            raise NoWarehouseError(
                "Gudang data tidak dapat dibaca",
                file=str(self._path),
                found=str(error).splitlines()[0],
                next_step="Jalankan 'capaian run' untuk menerbitkannya lagi.",
            ) from error
        return _Opened(identity, columns, connection)
