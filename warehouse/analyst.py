"""A published warehouse in an analyst's hands: a connection, and the catalogue of its marts."""

from __future__ import annotations

import datetime
import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import duckdb

from warehouse.errors import NoWarehouseError, QuestionError

WAREHOUSE_VARIABLE = "CAPAIAN_WAREHOUSE"
DEFAULT = "capaian.duckdb"
_BATCH = 10_000
Connection: TypeAlias = duckdb.DuckDBPyConnection
"""What rooms that may not know DuckDB call a connection."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a published table: its DuckDB type, and what it means."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True, slots=True)
class Table:
    """A published table with its columns in order and its number of rows."""

    name: str
    comment: str
    columns: tuple[Column, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The first rows of an answer, and how many rows there are in all."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    count: int


def connect(path: str | os.PathLike[str] | None = None) -> Connection:
    """A connection that reads the published warehouse, its marts by their bare names.

    ``path`` is the DuckDB file; without it the variable ``CAPAIAN_WAREHOUSE``, else
    ``capaian.duckdb`` of the working directory. The connection never writes to the file, may make
    temporary tables, and keeps the night it was opened on; a new one sees the newest.

    >>> import capaian
    >>> capaian.connect().sql("SELECT * FROM ikk_capaian WHERE status = 'dihitung'").df()

    Errors: ``NoWarehouseError`` where there is no warehouse, or none that can be read.
    """
    place = Path(path or os.environ.get(WAREHOUSE_VARIABLE) or DEFAULT)
    if not place.is_file():
        raise NoWarehouseError(
            "Gudang data belum ada",
            file=str(place),
            next_step="Jalankan 'capaian run' lebih dahulu, atau sebutkan berkasnya.",
        )
    connection = duckdb.connect()
    try:
        quoted = str(place).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS capaian (READ_ONLY)")
        connection.execute("USE capaian.mart")
    except duckdb.Error as error:
        connection.close()
        raise NoWarehouseError(
            "Berkas ini bukan gudang data yang dapat dibaca",
            file=str(place),
            found=str(error).splitlines()[0],
            next_step="Sebutkan berkas yang diterbitkan 'capaian run'.",
        ) from error
    return connection


@contextmanager
def opened(path: Path | None) -> Iterator[Connection]:
    """A connection as of ``connect``, closed in the end."""
    with connect(path) as connection:
        yield connection


def published_at(path: Path) -> datetime.datetime:
    """When the warehouse was put in place (UTC, to the second)."""
    changed = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
    return changed.replace(microsecond=0, tzinfo=None)


def answer(path: Path | None, question: str, limit: int | None) -> Answer:
    """The answer to an SQL question; no other file can be read or written by it.

    Errors: ``NoWarehouseError``; ``QuestionError`` where DuckDB does not understand the question.
    """
    with opened(path) as connection:
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            cursor = connection.execute(question)
            rows = cursor.fetchall() if limit is None else cursor.fetchmany(limit)
            count = len(rows)
            while batch := cursor.fetchmany(_BATCH):
                count += len(batch)
        except duckdb.Error as error:
            raise QuestionError(
                "Pertanyaan SQL tidak dapat dijawab",
                found=str(error).strip(),
                next_step="Nama tabel dan kolom ada di docs/data-dictionary.md.",
            ) from error
        columns = tuple(str(column[0]) for column in cursor.description or ())
    return Answer(columns, rows, count)


def copy_mart(connection: Connection, name: str, target: Path, options: str) -> None:
    """Write a mart to a file of DuckDB's. Errors: ``OSError`` where it cannot be written."""
    quoted = str(target).replace("'", "''")
    try:
        connection.execute(f"COPY mart.\"{name}\" TO '{quoted}' ({options})")
    except duckdb.IOException as error:
        raise OSError(errno.EIO, str(error).splitlines()[0]) from error


def marts(connection: Connection) -> list[Table]:
    """All published tables of ``mart`` by name, as the warehouse's own comments describe them."""
    found = connection.execute(
        """
        SELECT
            listed.table_name,
            any_value(listed.comment),
            list((
                columns.column_name, columns.data_type, coalesce(columns.comment, '')
            ) ORDER BY columns.column_index)
        FROM duckdb_tables() AS listed
        INNER JOIN duckdb_columns() AS columns
            USING (database_name, schema_name, table_name)
        WHERE listed.database_name = 'capaian' AND listed.schema_name = 'mart'
        GROUP BY listed.table_name
        ORDER BY listed.table_name
        """
    ).fetchall()
    return [
        Table(name, comment or "", tuple(Column(*column) for column in columns), count)
        for name, comment, columns in found
        for (count,) in connection.execute(f'SELECT count(*) FROM mart."{name}"').fetchall()  # noqa: S608
    ]
