"""Puts a built warehouse in place with one rename; a crash anywhere leaves the last one."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from warehouse.builder import STORAGE
from warehouse.errors import PublicationError
from warehouse.load import comment_on

SCHEMAS = ("raw", "mart")
"""What is published: the letters as read, and the tables for analysts."""


def publish(built: Path, target: Path) -> Path:
    """Copy the published schemas of ``built``, comments included; rename the copy to ``target``.

    Errors: ``PublicationError`` where the place cannot be written; ``target`` is then untouched.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f"{target.name}.tmp")
    try:
        beside.unlink(missing_ok=True)
        write_copy(built, beside)
        put_in_place(beside, target)
    except (OSError, duckdb.Error) as error:
        beside.unlink(missing_ok=True)
        raise PublicationError(
            "Gudang data tidak dapat diterbitkan",
            file=str(target),
            found=str(error),
            next_step="Periksa ruang disk dan hak tulis foldernya; gudang data lama tetap ada.",
        ) from error
    return target


def write_copy(built: Path, beside: Path) -> None:
    """Write the published tables of ``built`` to a new file that older clients can read."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{_quoted(built)}' AS built (READ_ONLY)")
        connection.execute(f"ATTACH '{_quoted(beside)}' AS published (STORAGE_VERSION '{STORAGE}')")
        tables = connection.execute(
            "SELECT schema_name, table_name, comment FROM duckdb_tables() "
            "WHERE database_name = 'built' AND list_contains(?, schema_name) ORDER BY ALL",
            [list(SCHEMAS)],
        ).fetchall()
        for schema in SCHEMAS:
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS published.{schema}")
        for schema, table, comment in tables:
            name = f'published.{schema}."{table}"'
            connection.execute(
                f'CREATE TABLE {name} AS SELECT * FROM built.{schema}."{table}"'  # noqa: S608
            )
            comment_on(connection, "TABLE", name, comment)
            columns = connection.execute(
                "SELECT column_name, comment FROM duckdb_columns() "
                "WHERE database_name = 'built' AND schema_name = ? AND table_name = ?",
                [schema, table],
            ).fetchall()
            for column, text in columns:
                comment_on(connection, "COLUMN", f'{name}."{column}"', text)
        connection.execute("CHECKPOINT published")
        connection.execute("DETACH published")


def put_in_place(beside: Path, target: Path) -> None:
    """Make the copy durable, then rename it and make the rename durable."""
    _sync(beside)
    beside.replace(target)
    _sync(target.parent)


def is_whole(path: Path) -> bool:
    """Whether a published warehouse can be read to its last row; a copy cut short cannot.

    Every block is read, as DuckDB opens a file by its first ones and checks each when it comes to
    it.
    """
    if not path.is_file():
        return False
    try:
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{_quoted(path)}' AS whole (READ_ONLY)")
            names = connection.execute(
                "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'whole'"
            ).fetchall()
            for schema, table in names:
                connection.execute(
                    f'SELECT bit_xor(hash(t)) FROM whole.{schema}."{table}" AS t'  # noqa: S608
                ).fetchall()
    except duckdb.Error:
        return False
    return bool(names)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
