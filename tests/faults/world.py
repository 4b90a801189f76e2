"""A warehouse whose nights are struck: before, after, and who reads it meanwhile."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from flows.places import Places
from tests.faults.strike import Fault, strike
from tests.flows.conftest import RAW, few_letters, run_program

LOOK_SECONDS = 0.5
IN_A_ROW = 4
Content = dict[str, tuple[Any, ...] | None]


GLANCE = ("raw.letter", "raw.cell", "mart.nilai_satker")
"""Tables from first to last that a reader looks at; all others are compared at the end.

They are as before the night, too, where the letter that came since could not be read this night and
is told as refused.
"""


def content(warehouse: Path, tables: Sequence[str] = ()) -> Content:
    """How many rows each table has, and digests over all of them."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = [(name,) for name in tables] or connection.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY 1"
        ).fetchall()
        return {
            name: connection.execute(
                f"SELECT count(*), sum(hash(t))::VARCHAR, bit_xor(hash(t)) FROM {name} AS t"
            ).fetchone()
            for (name,) in names
        }


@dataclass(slots=True)
class Look:
    """What who reads the warehouse all the time saw: errors, and states that are no night's."""

    looks: int = 0
    errors: list[str] = field(default_factory=list)
    halves: int = 0


@contextmanager
def reading(warehouse: Path, whole: list[Content]) -> Iterator[Look]:
    """Read the warehouse over and over; each time it must be one of the ``whole`` nights."""
    look, over = Look(), threading.Event()
    glances = [{name: found[name] for name in GLANCE} for found in whole]

    def watch() -> None:
        while not over.is_set():
            try:
                look.halves += content(warehouse, GLANCE) not in glances
            except (duckdb.Error, OSError) as error:
                look.errors.append(repr(error))
            look.looks += 1
            time.sleep(LOOK_SECONDS)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield look
    finally:
        over.set()
        thread.join()


@dataclass(frozen=True, slots=True)
class Struck:
    """How nights that were struck one after the other ended.

    ``nights``: each fault, its exit code, and whether it came to pass. ``is_equal``: the night
    after them is as if nothing had happened.
    """

    nights: list[tuple[Fault, int, bool]]
    look: Look
    is_equal: bool


class World:
    """A folder with a published warehouse, a letter that came since, and what both nights give."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        start = folder / "awal"
        raw = few_letters(start / "raw")
        self._night(start)
        self.before = content(start / "g.duckdb")
        old = {path.name for path in raw.rglob("*.pdf")}
        letters = sorted((RAW / "2023").glob("*.pdf"), key=lambda path: path.stat().st_size)
        shutil.copy2(next(path for path in letters if path.name not in old), raw / "2023")
        end = folder / "akhir"
        shutil.copytree(start, end)
        self._night(end)
        self.after = content(end / "g.duckdb")

    def arguments(self, place: Path) -> list[object]:
        """The command line of a night."""
        return ["run", "--raw", place / "raw", "--warehouse", place / "g.duckdb"]

    def fresh(self, name: str) -> Path:
        """A copy of the world as it is before the night."""
        place = self._folder / name
        shutil.rmtree(place, ignore_errors=True)
        return Path(shutil.copytree(self._folder / "awal", place))

    def struck(self, faults: list[Fault], name: str) -> Struck:
        """Nights that are struck until one publishes all the same, and one that is not.

        Takes from the end of ``faults`` those that it used, ``IN_A_ROW`` at most.
        """
        place = self.fresh(name)
        warehouse = place / "g.duckdb"
        nights: list[tuple[Fault, int, bool]] = []
        with reading(warehouse, [self.before, self.after]) as look:
            while faults and len(nights) < IN_A_ROW:
                fault = faults.pop()
                code, has_struck = strike(fault, place / "strace", *self.arguments(place))
                nights.append((fault, code, has_struck))
                if code == 0:
                    break
            self._night(place)
        is_equal = content(warehouse) == self.after
        shutil.rmtree(place)
        return Struck(nights, look, is_equal)

    def _night(self, place: Path) -> None:
        done = run_program(*self.arguments(place))
        assert done.returncode == 0, done.stderr
        assert not Places(place / "g.duckdb").is_held
