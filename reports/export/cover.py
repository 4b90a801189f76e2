"""The workbook's cover: what it is, as of when, from which letters, and how to read its colours."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.export.cells import as_text, date_format
from reports.formats import day

if TYPE_CHECKING:
    from warehouse.analyst import Connection, Table

DISPUTED, INCOMPLETE, REPORTED = "#F6C6AD", "#FFF2CC", "#E7E6E6"
_WIDTHS = (24, 34, 9, 20, 14, 44, 68)
_COUNTS = (
    (
        "Surat yang dimuat",
        "SELECT count(*) FROM mart.surat WHERE status IN ('dimuat', 'sebagian')",
    ),
    ("Angka tepercaya", "SELECT count(*) FROM mart.nilai_satker WHERE NOT is_disputed"),
    ("Angka disengketakan", "SELECT count(*) FROM mart.nilai_satker WHERE is_disputed"),
    ("Baris dikarantina", "SELECT count(*) FROM mart.karantina"),
    ("Temuan terbuka", "SELECT count(*) FROM mart.temuan WHERE status = 'terbuka'"),
)
_LETTERS = """
    SELECT kind, nomor, tahun, tanggal, status, path, document FROM mart.surat
    WHERE status NOT IN ('duplikat') ORDER BY tahun, kind, path, letter
"""
_GUIDE = (
    (
        DISPUTED,
        "Tertahan",
        "Disengketakan atau tertahan: surat saling bertentangan atau barisnya dikarantina. "
        "Jangan dipakai sebelum petugas memutuskan (kolom is_disputed, status, keadaan).",
    ),
    (
        INCOMPLETE,
        "Tidak lengkap",
        "Sebagian satker tidak ada dalam surat di tangan; angkanya baru yang terlihat.",
    ),
    (
        REPORTED,
        "Hanya laporan",
        "Hanya LKIP yang menyebutnya, tidak ada surat di tangan yang membuktikannya.",
    ),
)


class _Sheet(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def table(self) -> Table: ...

    @property
    def count(self) -> int: ...


def write_cover(
    book: Workbook,
    cover: Worksheet,
    connection: Connection,
    sheets: Sequence[_Sheet],
    published: datetime.datetime,
) -> None:
    """Fill the cover, row by row from the top, as a workbook written in one pass needs it."""
    title = book.add_format({"bold": True, "font_size": 18, "font_color": "#1F3A5F"})
    heading = book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF"})
    strong = book.add_format({"bold": True})
    for index, width in enumerate(_WIDTHS):
        cover.set_column(index, index, width)
    lines = _Lines(cover)
    lines.write(["Capaian kinerja satker BNN"], title)
    lines.write([f"Gudang data yang diterbitkan {day(published.date())}, {published:%H:%M} UTC"])
    lines.write(["Setiap angka berasal dari sel surat; asalnya di kolom document, page dan row."])
    lines.skip()
    lines.write(["Ringkasan", "Jumlah"], heading)
    for label, query in _COUNTS:
        ((count,),) = connection.execute(query).fetchall()
        lines.write([label, count])
    lines.skip()
    lines.write(["Warna", "Artinya"], heading)
    for colour, name, words in _GUIDE:
        lines.write([name, words], first=book.add_format({"bg_color": colour}))
    lines.skip()
    lines.write(["Lembar", "Baris", "", "Isi"], heading)
    for sheet in sheets:
        lines.link(sheet.name, [sheet.count, "", sheet.table.comment])
    lines.skip()
    lines.write(
        ["Surat sumber", "Nomor", "Tahun", "Tanggal", "Status", "Berkas", "SHA-256"], heading
    )
    dated = book.add_format({"num_format": date_format(has_time=False), "align": "left"})
    for row in connection.execute(_LETTERS).fetchall():
        lines.write(list(row), dated=dated)
    lines.skip()
    lines.write(["Arti setiap kolom ada di catatan pada judul kolomnya."], strong)
    cover.hide_gridlines(2)
    cover.set_landscape()
    cover.fit_to_pages(1, 0)


class _Lines:
    """Rows from the top down."""

    def __init__(self, cover: Worksheet) -> None:
        self._cover = cover
        self._row = 0

    def write(
        self, values: Sequence[Any], shown: Any = None, *, first: Any = None, dated: Any = None
    ) -> None:
        for index, value in enumerate(values):
            dress = first if first and index == 0 else shown
            if isinstance(value, datetime.date):
                self._cover.write_datetime(self._row, index, value, dated)
            elif isinstance(value, int):
                self._cover.write_number(self._row, index, value, dress)
            elif value is not None:
                self._cover.write_string(self._row, index, as_text(value), dress)
        self._row += 1

    def link(self, sheet: str, values: Sequence[Any]) -> None:
        self._cover.write_url(self._row, 0, f"internal:'{sheet}'!A1", string=sheet)
        for index, value in enumerate(values, 1):
            if isinstance(value, int):
                self._cover.write_number(self._row, index, value)
            else:
                self._cover.write_string(self._row, index, as_text(value))
        self._row += 1

    def skip(self) -> None:
        self._row += 1
