"""The pages that list what was seen in a file: static HTML, Indonesian, without scripts.

Every word that a file or its name brings along is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from extractors.drawing.columns import GridMark
from extractors.drawing.findings import PageFindings, ranges
from extractors.drawing.words import kind_title, letter_lines, tables_line, year_of
from extractors.model import Extraction, Letter
from extractors.registry import tables

INDEX = "index.html"

_HEAD = """<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 15px/1.45 sans-serif; margin: 1.5rem auto; max-width: 76rem; padding: 0 1rem }}
table {{ border-collapse: collapse; margin: .5rem 0 1.2rem }}
th, td {{ border: 1px solid #888; padding: .2rem .5rem; text-align: left; vertical-align: top;
  overflow-wrap: break-word }}
th {{ background: #eee; white-space: nowrap }}
img {{ max-width: 100%; border: 1px solid #888 }}
section {{ border-top: 3px solid #0072b2; margin-top: 2rem }}
.masalah {{ border-left: 6px double #d55e00; padding-left: .6rem }}
</style>
</head>
<body>
"""
_TAIL = "</body>\n</html>\n"

DrawnPage = tuple[PageFindings, Sequence[GridMark]]
"""What was found on a page, and its ruled tables."""


def image_name(number: int) -> str:
    """File name of a page's picture."""
    return f"halaman-{number:03d}.png"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table of escaped texts; a cell that is ``_Link`` is a link within the page."""
    lines = ["<tr>" + "".join(f"<th>{escape(text)}</th>" for text in head) + "</tr>"]
    for row in rows:
        cells = (
            f'<a href="#{item.anchor}">{escape(item.text)}</a>'
            if isinstance(item, _Link)
            else escape("" if item is None else str(item))
            for item in row
        )
        lines.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return "<table>\n" + "\n".join(lines) + "\n</table>\n"


class _Link:
    """A link to a page's section."""

    def __init__(self, page: int) -> None:
        self.anchor, self.text = f"halaman-{page}", f"halaman {page}"


def _document(title: str, *parts: str) -> str:
    return _HEAD.format(title=escape(title)) + "".join(parts) + _TAIL


def refusal_page(path: str, reason: str) -> str:
    """The index of a file that could not be read or drawn."""
    name = Path(path).name
    return _document(
        f"{name}: tidak digambar",
        f"<h1>{escape(name)}</h1>\n",
        '<p class="masalah"><strong>Halaman berkas ini tidak digambar.</strong> '
        f"{escape(reason)}</p>\n",
        f"<p>Berkas: {escape(path)}</p>\n",
    )


def overview_page(files: Sequence[tuple[str, str, str]]) -> str:
    """The list of all files: path, folder of its index, and what became of it."""
    items = "\n".join(
        f'<li><a href="{quote(folder)}/{INDEX}">{escape(path)}</a>: {escape(state)}</li>'
        for path, folder, state in files
    )
    return _document("Yang dilihat pembaca", f"<h1>Berkas</h1>\n<ul>\n{items}\n</ul>\n")


def file_page(extraction: Extraction, pages: Sequence[DrawnPage]) -> str:
    """The index of one file: its letters, tables, problems, then page by page."""
    name = Path(extraction.path).name
    status = extraction.status + (f": {extraction.alasan}" if extraction.alasan else "")
    return _document(
        name,
        f"<h1>{escape(name)}</h1>\n",
        f"<p>Status {escape(status)}</p>\n",
        f"<p>{extraction.page_count} halaman, {len(extraction.letters)} surat, "
        f"{len(extraction.rows)} baris, {len(extraction.cells)} sel; "
        f"SHA-256 {escape(extraction.document)}</p>\n",
        "<h2>Surat</h2>\n",
        _letters(extraction.letters),
        "<h2>Tabel</h2>\n",
        _tables(extraction),
        "<h2>Masalah</h2>\n",
        _problems(pages),
        "<h2>Halaman</h2>\n",
        _overview(pages),
        "<h2>Tidak dibaca</h2>\n",
        _unread(pages),
        *(_page(findings, grids) for findings, grids in pages),
    )


def _letters(letters: Sequence[Letter]) -> str:
    head = ("Surat", "Jenis", "Nomor", "Tahun", "Tanggal", "Perihal", "Penerbit", "Satker", "Mulai")
    rows = (
        (
            *(letter.letter, kind_title(letter.kind), letter.nomor, year_of(letter)),
            *(letter.tanggal, letter.perihal, letter.penerbit, letter.satker),
            _Link(letter.page_first),
        )
        for letter in letters
    )
    return _table(head, rows) if letters else "<p>Tidak ada surat.</p>\n"


def _tables(extraction: Extraction) -> str:
    counts = Counter((row.letter, row.table) for row in extraction.rows)
    troubled = Counter(
        (letter, table)
        for letter, table, _ in {
            (cell.letter, cell.table, cell.row) for cell in extraction.cells if cell.problem
        }
    )
    rows = (
        (letter, table, tables()[table].comment, count, troubled[letter, table])
        for (letter, table), count in sorted(counts.items())
    )
    head = ("Surat", "Tabel", "Isi", "Baris", "Baris bermasalah")
    return _table(head, rows) if counts else "<p>Tidak ada baris tabel.</p>\n"


def _problems(pages: Sequence[DrawnPage]) -> str:
    """What was seen and could not be made out, of all pages."""
    rows: list[tuple[object, ...]] = []
    for findings, _ in pages:
        link = _Link(findings.page.number)
        rows += [
            (link, notice.table, notice.code, "", notice.message) for notice in findings.notices
        ]
        rows += [
            (link, problem.place, f"!{problem.number}", problem.printed, problem.reason)
            for problem in findings.problems
        ]
    if not rows:
        return "<p>Tidak ada.</p>\n"
    return _table(("Tempat", "Tabel, baris, kolom", "Tanda", "Tercetak", "Alasan"), rows)


def _unread(pages: Sequence[DrawnPage]) -> str:
    """Ruled tables, and rows within tables, that nothing was read from."""
    rows: list[tuple[object, ...]] = []
    for findings, grids in pages:
        whole = [order for order, grid in enumerate(grids, 1) if grid.state == "tidak dibaca"]
        parts = sum(len(grid.skipped) for grid in grids)
        if whole or parts:
            rows.append((_Link(findings.page.number), ranges(whole), parts or ""))
    if not rows:
        return "<p>Tidak ada.</p>\n"
    return _table(("Tempat", "Tabel bergaris ke-", "Baris dalam tabel yang dibaca"), rows)


def _overview(pages: Sequence[DrawnPage]) -> str:
    rows = (
        (
            *(_Link(findings.page.number), letter_lines(findings)[0], tables_line(findings)),
            *(_troubled(findings), len(findings.notices), len(findings.claims)),
        )
        for findings, _ in pages
    )
    head = ("Halaman", "Surat", "Tabel", "Baris bermasalah", "Catatan pembaca", "Pernyataan")
    return _table(head, rows)


def _troubled(findings: PageFindings) -> int:
    return len({(problem.table, row) for problem in findings.problems for row in problem.rows})


def _page(findings: PageFindings, grids: Sequence[GridMark]) -> str:
    number = findings.page.number
    columns = [
        (order, column.printed, column.text)
        for order, grid in enumerate(grids, start=1)
        for column in grid.columns
    ]
    claims = [
        (f"P{order}", claim.claim, claim.scope, claim.value, claim.text)
        for order, claim in enumerate(findings.claims, start=1)
    ]
    parts = [
        f'<section id="halaman-{number}">\n<h2>Halaman {number}</h2>\n',
        *(f"<p>{escape(line)}</p>\n" for line in letter_lines(findings)),
        f"<p>{escape(tables_line(findings))}; {_troubled(findings)} baris bermasalah; "
        f"{len(claims)} pernyataan</p>\n",
    ]
    if columns:
        parts.append(_table(("Tabel bergaris", "Kepala tercetak", "Dibaca sebagai"), columns))
    for problem in findings.problems:
        text = f"!{problem.number} {problem.place}: {problem.reason}"
        parts.append(f'<p class="masalah">{escape(text)}</p>\n')
    parts += [
        f'<p class="masalah">{escape(n.code)}: {escape(n.message)}</p>\n' for n in findings.notices
    ]
    if claims:
        parts.append(_table(("Tanda", "Pernyataan", "Tentang", "Nilai", "Tercetak"), claims))
    image = image_name(number)
    words = f"Halaman {number}: {tables_line(findings)}"
    parts.append(
        f'<a href="{image}"><img src="{image}" alt="{escape(words)}" loading="lazy"></a>\n'
    )
    return "".join(parts) + "</section>\n"
