"""What reading one PDF yields. Everything after this room sees only these records.

Values are kept as canonical text (``.`` as the decimal mark, no thousands separators, ``None``
for an empty cell), so nothing is rounded on the way; typing happens where a type is needed.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Status = Literal["terbaca", "ditolak", "tidak_dikenal"]

UNKNOWN_KIND = "tidak_dikenal"
"""Kind of a letter that no declaration recognises."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter found in a file. Grain: file x letter.

    ``tahun`` is the year measured; ``tahun_source`` says whether it is printed (``tercetak``) or
    taken from the folder (``folder``). ``satker`` is the unit a document speaks of, as printed
    (agreements, reports, screens); empty for national letters.
    """

    document: str
    letter: int
    path: str
    kind: str
    nomor: str | None
    tanggal: str | None
    perihal: str | None
    tahun: int | None
    tahun_source: str | None
    penerbit: str | None
    satker: str | None
    page_first: int
    page_last: int


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row of an annex table. ``values`` has every column of the table's contract."""

    table: str
    letter: int
    nomor: str | None
    row: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    values: dict[str, str | None]
    method: str = "text"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell, or the part of it on one page. ``part`` counts from 1.

    ``problem`` says (in Indonesian) why ``printed`` could not be turned into a value; a row with a
    problem cell is quarantined downstream.
    """

    table: str
    letter: int
    row: int
    column: str
    part: int
    printed: str
    value: str | None
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float = 1.0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What a letter says of its own annex, or a report of an IKK, outside the tables.

    ``claim`` names the quantity (``indeks_nasional``, ``jumlah_satker`` …), ``scope`` what it
    speaks of (a category, an IKK number), ``value`` its canonical value, ``printed`` the same as
    printed, ``text`` the words it was read from. Claims of one ``statement`` are told together (a
    target with what was reached of it); ``tahun`` is the year spoken of where it is another than
    the letter's; ``confidence`` is that of its least sure word.
    """

    letter: int
    nomor: str | None
    claim: str
    scope: str | None
    value: str | None
    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    source: str | None = None
    indikator: str | None = None
    printed: str | None = None
    statement: int | None = None
    tahun: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader saw and could not place: a column it does not know, a missing one."""

    letter: int | None
    table: str | None
    code: str
    message: str
    page: int | None


@dataclass(slots=True)
class Extraction:
    """Everything one file yielded.

    ``status``: ``terbaca`` (read), ``ditolak`` (unreadable; ``alasan`` says what to do) or
    ``tidak_dikenal`` (a readable PDF with no letter of a known kind). ``kinds``: names of the kinds
    by whose declarations it was read: those of its letters, and those whose annexes were looked for
    to tell what a page is.
    """

    document: str
    path: str
    status: Status
    alasan: str | None = None
    page_count: int = 0
    letters: list[Letter] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-able form; ``from_dict`` is its inverse."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Extraction:
        """Inverse of ``to_dict``."""
        return cls(
            document=data["document"],
            path=data["path"],
            status=data["status"],
            alasan=data["alasan"],
            page_count=data["page_count"],
            letters=[Letter(**record) for record in data["letters"]],
            rows=[Row(**record) for record in data["rows"]],
            cells=[Cell(**record) for record in data["cells"]],
            claims=[Claim(**record) for record in data["claims"]],
            notices=[Notice(**record) for record in data["notices"]],
            kinds=data["kinds"],
        )
