"""A country's letters over years, as many documents as one likes: what a night at scale reads.

A year is its seven national letters, and of each of 34 BNNP a screen, an agreement and a report of
eighty pages; one BNNP's agreement comes as a scan. After the years of one round comes another
round, whose letters revise the first's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import count, islice
from pathlib import Path

import pypdfium2 as pdfium
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.typeset import national, single
from tests.typeset.country import provinces
from tests.typeset.report import FILLER, report
from tests.typeset.scan import GREY_170, scan

YEARS = range(2025, 1999, -1)
REPORT_PAGES = 80
WORKERS = 2
NATIONAL = ("dektari", "dektara", "kotan", "ikm_ikr", "zi", "ibm")
FEW_WORDS = FILLER[:85]
"""Prose amid a report's tables: little, as it is what takes long to typeset."""
_LINES, _LINE_POINTS, _LINE_LETTERS = 44, 16, 88
Write = Callable[[], None]


def _prose(path: Path) -> Path:
    """Pages of prose, as the greater part of a report has."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    text = FILLER * 2
    for page in range(REPORT_PAGES):
        canvas.setFont("Helvetica", 10)
        for line in range(_LINES):
            start = (page * 131 + line * _LINE_LETTERS) % (len(text) - _LINE_LETTERS)
            canvas.drawString(60, 780 - line * _LINE_POINTS, text[start : start + _LINE_LETTERS])
        canvas.showPage()
    canvas.save()
    return path


def _report(tahun: int, place: int, seed: int, prose: Path, path: Path) -> None:
    """A report, filled up with prose."""
    report(tahun, provinces(0)[place], seed, FEW_WORDS).write(path)
    whole, more = pdfium.PdfDocument(path), pdfium.PdfDocument(prose)
    whole.import_pages(more, list(range(REPORT_PAGES - len(whole))))
    whole.save(path.with_suffix(".tmp"))
    whole.close()
    path.with_suffix(".tmp").replace(path)


def _national(name: str, tahun: int, seed: int, path: Path) -> None:
    getattr(national, name)(tahun, seed).write(path)


def _ikpa(tahun: int, seed: int, path: Path) -> None:
    single.ikpa(tahun, count=34, seed=seed).write(path)


def _screen(tahun: int, place: int, seed: int, path: Path) -> None:
    single.smart(tahun, provinces(0)[place], seed).write(path)


def _agreement(tahun: int, place: int, seed: int, path: Path) -> None:
    single.agreement(tahun, provinces(0)[place], seed).write(path)
    if place == tahun % len(provinces(0)):
        scan(path, path.with_suffix(".tmp"), GREY_170)
        path.with_suffix(".tmp").replace(path)


def _documents(raw: Path, prose: Path) -> Iterator[Write]:
    """Everything there could be, year by year, round by round."""
    for seed in count():
        for tahun in YEARS:
            folder = raw / str(tahun)
            for name in NATIONAL:
                yield partial(_national, name, tahun, seed, folder / f"{name}-{seed}.pdf")
            yield partial(_ikpa, tahun, seed, folder / f"ikpa-{seed}.pdf")
            for place in range(len(provinces(0))):
                named = partial(_path, folder, place, seed)
                yield partial(_report, tahun, place, seed, prose, named("lkip"))
                yield partial(_screen, tahun, place, seed, named("layar"))
                yield partial(_agreement, tahun, place, seed, named("pk"))


def _path(folder: Path, place: int, seed: int, name: str) -> Path:
    return folder / f"{name}-{place:02d}-{seed}.pdf"


def _call(write: Write) -> None:
    write()


def make(raw: Path, documents: int, scratch: Path) -> int:
    """Write so many documents under ``raw``; gives the pages that they have."""
    for tahun in YEARS:
        (raw / str(tahun)).mkdir(parents=True, exist_ok=True)
    prose = _prose(scratch / "prosa.pdf")
    with ProcessPoolExecutor(WORKERS) as pool:
        list(pool.map(_call, islice(_documents(raw, prose), documents), chunksize=8))
    return sum(len(pdfium.PdfDocument(path)) for path in raw.rglob("*.pdf"))
