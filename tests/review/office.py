"""An office to test in: letters with planted errors, the warehouse made of them, and its people."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from flows.applying import apply
from flows.places import Places
from review.ledger import Ledger
from review.settings import Settings
from tests.test_planted_errors import Planted
from tests.typeset import national, single
from tests.typeset.country import provinces
from tests.typeset.frame import Record, Typeset

PASSWORD = "kuda laut di Pontianak"
TAHUN = 2023
PORT = 8400
ORIGIN = f"http://127.0.0.1:{PORT}"
PEOPLE = {"sari": "steward", "budi": "steward", "ani": "admin", "tamu": "viewer"}
HOSTILE = "<img src=x onerror=alert(1)>"
LIKE_JAMBI = "BNNK Djambi"
WRONG = tuple(range(40, 140, 8))
"""Rows of the Dektara letter whose index prints a letter in place of a figure."""


def write_letters(raw: Path, *, unreadable: str = "8O,5") -> None:
    """A year's letters: the ZI total of BNNP Jambi is wrong, Dektara's names and figures too.

    ``unreadable`` is what is printed in place of the figures of some rows.
    """
    folder = raw / str(TAHUN)
    folder.mkdir(parents=True, exist_ok=True)
    jambi = next(province for province in provinces(0) if province.name == "Jambi")
    zi, dektara = national.zi(TAHUN), national.dektara(TAHUN)
    (row,) = [r for r in zi.truth["zi"] if "Jambi" in (r["satker"] or "")]
    _plant(zi, row, "jumlah", "12,34")
    rows = dektara.truth["dektara"]
    _plant(dektara, rows[10], "satker", HOSTILE.replace("<", "&lt;").replace(">", "&gt;"))
    (row,) = [row for row in rows if row["satker"] == "BNNP JAMBI"]
    _plant(dektara, row, "satker", LIKE_JAMBI)
    for number in WRONG:
        _plant(dektara, rows[number], "nilai", unreadable)
    zi.write(folder / "zi.pdf")
    dektara.write(folder / "dektara.pdf")
    single.agreement(TAHUN, jambi).write(folder / "perjanjian.pdf")


def _plant(letter: Typeset, record: Record, column: str, printed: str) -> None:
    Planted("", 0, column, printed, "").plant(letter, record)


@dataclass(frozen=True)
class Office:
    """Letters, warehouse and ledger in a folder of their own."""

    home: Path
    port: int = PORT

    @property
    def raw(self) -> Path:
        return self.home / "raw"

    @property
    def places(self) -> Places:
        return Places(self.home / "gudang.duckdb")

    @property
    def settings(self) -> Settings:
        places = self.places
        return Settings(
            places.warehouse, self.raw, places.ledger, places.state / "pages", port=self.port
        )

    def ledger(self) -> Ledger:
        return Ledger(self.places.ledger)

    def apply(self) -> None:
        """What ``terapkan`` does, for real."""
        apply(self.raw, self.places, self.ledger())

    def hire(self) -> None:
        """An account for each of the people; all have one password."""
        accounts = self.ledger().accounts
        for name, role in PEOPLE.items():
            accounts.create(name, role, PASSWORD, by="uji")  # type: ignore[arg-type]

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """An analyst's question to the published warehouse, by a process's own connection."""
        with duckdb.connect() as connection:
            connection.execute(f"ATTACH '{self.places.warehouse}' AS gudang (READ_ONLY)")
            connection.execute("USE gudang")
            return connection.execute(query, parameters).fetchall()

    def copied(self, home: Path, port: int = PORT) -> Office:
        """The same office elsewhere."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        return Office(home, port)
