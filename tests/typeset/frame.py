"""The paper: letterhead, body, annex headings and ruled tables as HTML, and HTML as PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from weasyprint import HTML

Record = dict[str, str]

CSS = """
@page { size: A4; margin: 2cm }
body { font: 10.5pt 'Liberation Sans', 'DejaVu Sans', sans-serif; line-height: 1.25 }
p { margin: 0 0 4pt; text-align: justify }
h1 { font-size: 11pt; text-align: center; margin: 0 0 8pt }
table { border-collapse: collapse; width: 100%; font-size: 9pt; margin: 6pt 0 }
td, th { border: 0.7pt solid black; padding: 1.5pt 3pt; vertical-align: middle }
th { font-weight: bold; text-align: center }
.head { text-align: center; font-weight: bold }
.right { margin-left: 9cm; text-align: left }
.subject { width: 8.5cm; text-align: left }
.new { break-before: page }
.plain td { border: none; vertical-align: top }
"""
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


@dataclass(slots=True)
class Typeset:
    """A letter to be printed, and what it prints."""

    kind: str
    tahun: int
    html: str
    truth: dict[str, list[Record]]
    nomor: str | None = None
    tanggal: str | None = None
    satker: str | None = None
    claims: set[tuple[str, str | None, str]] = field(default_factory=set)

    def write(self, path: Path) -> Path:
        """Print it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        return write_pdf([self], path)


def write_pdf(letters: Iterable[Typeset], path: Path) -> Path:
    """Print letters one after another into one file, each beginning on a page of its own."""
    parts = [f'<div class="new">{letter.html}</div>' for letter in letters]
    HTML(string=f"<style>{CSS}</style>{''.join(parts)}").write_pdf(path)
    return path


def printed_date(iso: str) -> str:
    """``2024-12-27`` as ``27 Desember 2024``."""
    year, month, day = iso.split("-")
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}"


def roman(month: int) -> str:
    """A month as letters number it."""
    return ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][month - 1]


def letter(nomor: str, subject: str, date: str, paragraphs: Sequence[str]) -> str:
    """Letterhead and body of a letter; paragraphs are HTML."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""
        <p class="head">BADAN NARKOTIKA NASIONAL REPUBLIK INDONESIA</p>
        <p class="head">Jl. MT. Haryono No. 11 Cawang Jakarta Timur</p>
        <p>Nomor : {nomor}</p><p>Klasifikasi : Biasa</p><p>Lampiran : 1 (satu) berkas</p>
        <p class="subject">Perihal : {subject}</p>
        <p class="right">Jakarta, {printed_date(date)}</p>
        <p>Kepada</p><p>Yth. Para Kepala BNN Provinsi</p><p>di</p><p>Tempat</p>
        <p>1. Rujukan :</p>
        <p>a. Undang-Undang Nomor 35 Tahun 2009 tentang Narkotika;</p>
        <p>b. Peraturan Presiden Nomor 47 Tahun 2019 tentang Badan Narkotika Nasional.</p>
        {body}
        <p>3. Demikian untuk menjadi maklum, atas perhatiannya diucapkan terima kasih.</p>
        <p class="right">a.n. Kepala Badan Narkotika Nasional</p>"""


def annex_heading(nomor: str, date: str, whose: str = "KEPALA BNN", number: str = "") -> str:
    """The lines on top of an annex, on a page of its own."""
    return f"""<div class="new right"><p>LAMPIRAN {number}</p><p>SURAT {whose}</p>
        <p>NOMOR : {nomor}</p><p>TANGGAL : {printed_date(date)}</p></div>"""


def header(*rows: Sequence[str | tuple[str, int, int]]) -> str:
    """Header rows; a cell is its words, or words with the columns and rows it spans."""
    lines = []
    for row in rows:
        cells = [cell if isinstance(cell, tuple) else (cell, 1, 1) for cell in row]
        tags = (f'<th colspan="{c}" rowspan="{r}">{text}</th>' for text, c, r in cells)
        lines.append(f"<tr>{''.join(tags)}</tr>")
    return "".join(lines)


def table(head: str, rows: Iterable[Sequence[str]], *, repeat: bool = True) -> str:
    """A ruled table; with ``repeat`` its header stands on every page."""
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows
    )
    tag = "thead" if repeat else "tbody"
    return f"<table><{tag}>{head}</{tag}><tbody>{body}</tbody></table>"
