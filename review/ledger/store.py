"""The connection to the ledger's database, and its migrations."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from review.errors import LedgerError
from review.ledger.models import REVISION

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 15
_MIGRATION_LOCK = 7_423_118  # any number that nothing else on that server locks


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise LedgerError(
            "Alamat buku keputusan tidak terbaca",
            next_step="Tulis seperti sqlite:////data/capaian.ledger.db atau "
            "postgresql://nama@host/capaian.",
        ) from error
    if parsed.drivername in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise LedgerError(
            f"Buku keputusan tidak dapat disimpan di {parsed.get_backend_name()}",
            next_step="Pakai SQLite atau PostgreSQL.",
        )
    return parsed


def _make_engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, not where it guesses
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class Store:
    """The ledger's database, brought up to date when it is first used.

    Errors: ``LedgerError`` where it cannot be opened, or was written by a newer program.
    """

    def __init__(self, url: str) -> None:
        self._url = _parsed(url)
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        try:
            self._engine = _make_engine(self._url)
        except (NoSuchModuleError, ImportError) as error:
            raise LedgerError("Penghubung basis data tidak terpasang", found=str(error)) from error
        self._is_ready = False
        self._lock = Lock()

    @property
    def name(self) -> str:
        """The address without its password, to be shown."""
        return self._url.render_as_string(hide_password=True)

    @property
    def is_absent(self) -> bool:
        """Whether nothing was ever stored: there is no SQLite file yet."""
        path = self._url.database
        return self.is_sqlite and bool(path) and not Path(str(path)).exists()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the ledger."""
        self._prepare()
        with self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, committed at the end; on SQLite no other writes meanwhile."""
        self._prepare()
        with self._translated(), self._engine.connect() as bare:
            connection = bare.execution_options(writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()

    def _prepare(self) -> None:
        with self._lock:
            if self._is_ready:
                return
            if self.is_absent:
                self._make_file()
            with self._translated():
                if not self._is_current():
                    self._migrate()
            self._is_ready = True

    def _is_current(self) -> bool:
        """Whether the tables are those of this program: then nobody waits for migrations."""
        with self._engine.begin() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return False
            found = connection.execute(text("SELECT version_num FROM alembic_version")).scalars()
            return list(found) == [REVISION]

    def _migrate(self) -> None:
        with self._engine.connect() as bare:
            connection = bare.execution_options(writes=True)
            with connection.begin():
                if not self.is_sqlite:
                    lock = text("SELECT pg_advisory_xact_lock(:lock)")
                    connection.execute(lock, {"lock": _MIGRATION_LOCK})
                self._upgrade(connection)

    def _upgrade(self, connection: Connection) -> None:
        # A night that only reads a ledger of today does without the library of migrations.
        from alembic import command
        from alembic.config import Config
        from alembic.util.exc import CommandError

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise LedgerError(
                f"Buku keputusan {self.name} ditulis oleh versi program yang lebih baru",
                next_step="Perbarui program ini.",
            ) from error

    def _make_file(self) -> None:
        """An empty file that only its owner may read: it will hold hashed passwords."""
        path = Path(str(self._url.database))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileExistsError):
                os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError as error:
            raise LedgerError(
                "Buku keputusan tidak dapat dibuat",
                file=str(path),
                found=str(error),
                next_step="Periksa hak tulis foldernya atau sebutkan tempat lain dengan --ledger.",
            ) from error

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise LedgerError(
                f"Buku keputusan {self.name} tidak dapat dipakai",
                found=str(getattr(error, "orig", error)),
                next_step="Periksa alamat dan hak aksesnya (--ledger).",
            ) from error
