"""Sentences about a letter and its pages that picture and index share (Indonesian)."""

from __future__ import annotations

from extractors.drawing.findings import PageFindings, ranges
from extractors.kind import all_kinds
from extractors.model import UNKNOWN_KIND, Letter

_YEAR_SOURCES = {"tercetak": "tercetak", "folder": "dari folder", None: "tidak diketahui"}


def kind_title(name: str) -> str:
    """A kind's title with its contract name."""
    if name == UNKNOWN_KIND:
        return "Jenis surat tidak dikenal"
    title = next(kind.title for kind in all_kinds() if kind.name == name)
    return f"{title} [{name}]"


def year_of(letter: Letter) -> str:
    """The year measured, and where it was read."""
    return f"{letter.tahun or '-'} ({_YEAR_SOURCES[letter.tahun_source]})"


def letter_lines(findings: PageFindings) -> list[str]:
    """Whose page it is, and how its characters came: in full where the letter begins."""
    page, letter = findings.page, findings.letter
    method = f"cara baca {page.method}"
    if page.confidence < 1.0:
        method += f", keyakinan {page.confidence:.2f}".replace(".", ",")
    where = f"halaman {page.number}, {method}"
    if letter is None:
        return ["Halaman ini tidak termasuk surat mana pun", where]
    if not findings.is_first:
        return [f"Lanjutan surat {letter.letter}: {kind_title(letter.kind)}", where]
    return [
        f"Surat {letter.letter}: {kind_title(letter.kind)}",
        f"Nomor {letter.nomor or '-'} · tahun {year_of(letter)} · tanggal {letter.tanggal or '-'}",
        f"Satker {letter.satker or '-'} · {where}",
    ]


def tables_line(findings: PageFindings) -> str:
    """The tables of a page with their rows: ``zi: baris 1–15 (15 baris)``."""
    parts = [
        f"{table}: baris {ranges(row.row for row in rows)} ({len(rows)} baris)"
        for table, rows in findings.tables.items()
    ]
    return "; ".join(parts) or "tidak ada baris tabel"
