"""One file in, one extraction out."""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pypdfium2.raw as pdfium

from extractors.beat import Beat, silent
from extractors.claims import Prose, read_claims
from extractors.dates import find_date
from extractors.draft import LetterRef, finish
from extractors.errors import UnreadableDocumentError
from extractors.facts import find_issuer, find_topic, find_unit, find_year
from extractors.kind import asked_kinds
from extractors.letter import Segment, split_letters
from extractors.model import UNKNOWN_KIND, Extraction, Letter
from extractors.page import Page, group_lines
from extractors.page_notices import page_notices
from extractors.periods import part_claims
from extractors.sayings import common_claims
from extractors.scan.find import read_all
from extractors.scan.lexicon import settle_words
from extractors.table import LetterPages
from extractors.unread import unread_rows

_ADVICE = {
    pdfium.FPDF_ERR_PASSWORD: (
        "Berkas terkunci kata sandi",
        "Mintalah salinan tanpa kata sandi kepada pengirim.",
    ),
    pdfium.FPDF_ERR_SECURITY: (
        "Berkas memakai pengamanan yang tidak didukung",
        "Mintalah salinan tanpa pengamanan kepada pengirim.",
    ),
    pdfium.FPDF_ERR_FORMAT: (
        "Berkas bukan PDF yang utuh",
        "Periksa apakah berkas terpotong atau salah format, lalu minta dikirim ulang.",
    ),
}

_FOLDER_YEAR = re.compile(r"20\d{2}")

MOST_PAGES = 2_000
"""Pages of one file that are read: many times those of the thickest report."""

MOST_BYTES = 512 << 20
"""Size of a file that is read, which is held whole: a scan of so many pages."""


def _open(data: bytes, path: Path) -> object:
    """A pdfium document, or the reason why there is none."""
    if not data:
        raise UnreadableDocumentError(
            "Berkas kosong (0 bita)", file=str(path), next_step="Minta berkas dikirim ulang."
        )
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        message, advice = _ADVICE.get(
            pdfium.FPDF_GetLastError(),
            ("Berkas tidak dapat dibuka", "Buka berkas dengan pembaca PDF, lalu minta ulang."),
        )
        raise UnreadableDocumentError(message, file=str(path), next_step=advice)
    return document


def read_pages(data: bytes, path: Path, beat: Beat = silent) -> list[Page]:
    """All pages of a PDF's bytes.

    Raises ``UnreadableDocumentError`` for an empty, damaged or encrypted file, one of too many
    pages, or one whose pages hold no text.
    """
    document = _open(data, path)
    pages = []
    try:
        _require_few(pdfium.FPDF_GetPageCount(document), path)
        for page in read_all(document):
            pages.append(page)
            beat()
    finally:
        pdfium.FPDF_CloseDocument(document)
    settle_words(pages)
    if not pages:
        raise UnreadableDocumentError(
            "Berkas tidak memuat halaman", file=str(path), next_step="Minta berkas dikirim ulang."
        )
    if not any(page.words for page in pages):
        raise UnreadableDocumentError(
            "Tidak ada tulisan yang terbaca, baik sebagai teks maupun pada gambar halamannya",
            file=str(path),
            next_step="Minta pindaian yang lebih jelas, atau berkas aslinya, kepada pengirim.",
        )
    return pages


def _require_few(count: int, path: Path) -> None:
    if count > MOST_PAGES:
        raise UnreadableDocumentError(
            f"Berkas memuat {count} halaman; paling banyak {MOST_PAGES} dibaca sekaligus",
            file=str(path),
            next_step="Periksa apakah berkas salah kirim; bila tidak, pecah menjadi beberapa PDF.",
        )


def _possible(folder_year: int | None, tanggal: str | None) -> int | None:
    """The folder's year, unless the letter was signed before that year began."""
    if folder_year is None or (tanggal is not None and int(tanggal[:4]) < folder_year):
        return None
    return folder_year


def _read_segment(
    extraction: Extraction, segment: Segment, number: int, folder_year: int | None
) -> None:
    view = LetterPages(segment.pages, None, None, segment.kind.annexes if segment.kind else ())
    outside = [(page, line) for page in segment.pages for line in view.lines_outside(page)]
    prose = Prose(outside)
    first = segment.pages[0]
    end = min((grid.ys[0] for grid in view.grids_on(first)), default=first.height)
    title = Prose([(page, line) for page, line in outside if page is first and line.middle < end])
    printed_year = find_year(segment, prose)
    tanggal = find_date(segment)
    tahun = printed_year if printed_year is not None else _possible(folder_year, tanggal)
    view.tahun = tahun
    view.satker = find_unit(segment, title, prose)
    topic = segment.subject or find_topic(segment, prose)
    source = "tercetak" if printed_year is not None else "folder" if tahun is not None else None
    extraction.letters.append(
        Letter(
            document=extraction.document,
            letter=number,
            path=extraction.path,
            kind=segment.kind_name,
            nomor=segment.nomor,
            tanggal=tanggal,
            perihal=topic,
            tahun=tahun,
            tahun_source=source,
            penerbit=find_issuer(segment) or view.satker,
            satker=view.satker,
            page_first=segment.pages[0].number,
            page_last=segment.pages[-1].number,
        )
    )
    extraction.notices.extend(chain.from_iterable(page_notices(p, number) for p in segment.pages))
    if segment.kind is None:
        return
    ref = LetterRef(number, segment.nomor)
    extraction.claims.extend(read_claims(segment.kind.claims, prose, ref))
    own = (segment.nomor, tanggal) if segment.nomor and tanggal else None
    cell_texts = (
        Prose([(page, line) for line in group_lines(cell.words)])
        for page in segment.pages
        for grid in view.grids_on(page)
        for cell in grid.own_cells
        if "(" in cell.text
    )
    extraction.claims.extend(common_claims(prose, cell_texts, ref, own))
    if segment.kind.claim_reader:
        extraction.claims.extend(segment.kind.claim_reader(view, ref))
    readings = [reader.read(view) for reader in segment.kind.readers]
    if not segment.kind.is_report:
        readings[0].tables[0].rows.extend(unread_rows(view))
    extraction.claims.extend(part_claims(segment, segment.kind, view, ref, topic))
    for reading in readings:
        extraction.notices.extend(replace(n, letter=number) for n in reading.notices)
        extraction.claims.extend(reading.claims(ref))
        for draft in reading.tables:
            rows, cells = finish(draft, ref, reading.derive)
            extraction.rows.extend(rows)
            extraction.cells.extend(cells)


def read_document(path: Path) -> Extraction:
    """Read one PDF: its letters, their annexes' rows and cells, and what the letters claim.

    Never raises for a bad file: the extraction's ``status`` is then ``ditolak`` (with what to do in
    ``alasan``) or ``tidak_dikenal``. The folder's year (``raw/<tahun>/``) is used only for a letter
    that prints none.
    """
    return read_with_pages(path)[0]


def _bytes_of(path: Path) -> tuple[str, bytes | None]:
    """The SHA-256 of a file and its bytes; none where they are more than are read."""
    with path.open("rb") as stream:
        if os.fstat(stream.fileno()).st_size > MOST_BYTES:
            return hashlib.file_digest(stream, "sha256").hexdigest(), None
        data = stream.read()
    return hashlib.sha256(data).hexdigest(), data


def _pages_of(path: Path, data: bytes | None, beat: Beat) -> list[Page]:
    if data is None:
        raise UnreadableDocumentError(
            f"Berkas lebih besar daripada {MOST_BYTES >> 20} MiB",
            file=str(path),
            next_step="Pecah menjadi beberapa PDF, atau minta pindaian yang lebih hemat.",
        )
    return read_pages(data, path, beat)


def read_with_pages(path: Path, beat: Beat = silent) -> tuple[Extraction, list[Page]]:
    """As ``read_document``, with the pages it was read from; none of a file that is refused."""
    path = Path(path)
    document, data = _bytes_of(path)
    extraction = Extraction(document, str(path), "terbaca")
    folders = [part for part in path.parts[:-1] if _FOLDER_YEAR.fullmatch(part)]
    try:
        pages = _pages_of(path, data, beat)
    except UnreadableDocumentError as error:
        extraction.status, extraction.alasan = "ditolak", str(error)
        return extraction, []
    extraction.page_count = len(pages)
    with asked_kinds() as asked:
        segments = split_letters(pages)
    extraction.kinds = sorted(asked | {item.kind.name for item in segments if item.kind})
    for number, segment in enumerate(segments, start=1):
        for page in segment.pages:
            page.letter = number
        _read_segment(extraction, segment, number, int(folders[-1]) if folders else None)
        beat()
    if not any(letter.kind != UNKNOWN_KIND for letter in extraction.letters):
        extraction.status = "tidak_dikenal"
        extraction.alasan = (
            "Tidak ada surat dari jenis yang dikenal. Periksa apakah berkas salah kirim; "
            "bila jenis surat ini baru, mintalah deklarasinya ditambahkan."
        )
    return extraction, pages
