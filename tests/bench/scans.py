"""Scanned copies of the sample letters, read by this project and by engines that know no tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from extractors.model import Extraction
from extractors.reader import read_document
from tests.bench import engines
from tests.bench.clock import Run, apart
from tests.bench.docs import share, table
from tests.bench.engines import Copy
from tests.bench.reading import read_all, rows_of
from tests.bench.score import Rows, Score, score
from tests.bench.truth import LETTERS, printed_truth
from tests.extractors.scans import Reading, compare_read, truth_of
from tests.typeset.scan import (
    BLACK_AND_WHITE_150,
    GREY_80,
    GREY_100,
    GREY_200,
    PHOTOGRAPH_140,
    STAMPED_200,
    Scanning,
    scan,
)

SCANNINGS = {
    "grey, 200 dpi": GREY_200,
    "black and white, 150 dpi": BLACK_AND_WHITE_150,
    "photograph, 140 dpi": PHOTOGRAPH_140,
    "stamped and signed, 200 dpi": STAMPED_200,
    "grey, 100 dpi": GREY_100,
    "grey, 80 dpi": GREY_80,
}

Engine = Callable[[list[Copy]], list[Rows]]
ENGINES: dict[str, tuple[Engine, tuple[Scanning, ...]]] = {
    "rapidocr": (engines.rapidocr, tuple(SCANNINGS.values())),
    "Tesseract, psm 4": (engines.tesseract_column, (GREY_200, BLACK_AND_WHITE_150)),
    "Tesseract, psm 6": (engines.tesseract_block, (GREY_200, BLACK_AND_WHITE_150)),
}
"""Engines, and the scannings that they are given."""


class Original(NamedTuple):
    """A sample letter as it was before it was scanned: its reading, rows and annex pages."""

    path: Path
    extraction: Extraction
    rows: Rows
    annex_pages: list[int]

    @property
    def tables(self) -> set[str]:
        """Those that it prints, forms and lists included."""
        return {row.table for row in self.extraction.rows}


def originals() -> tuple[list[Original], list[Original]]:
    """The sample letters: single ones, and files of several."""
    read = [(path, read_document(path)) for path in LETTERS]
    found = [Original(path, one, *printed_truth(one)) for path, one in read]
    return (
        [one for one in found if len(one.extraction.letters) == 1],
        [one for one in found if len(one.extraction.letters) > 1],
    )


def lines() -> list[str]:
    """The results as lines of the docs."""
    single, bundles = originals()
    side_by_side: list[list[str]] = []
    ours: list[list[str]] = []
    for name, how in SCANNINGS.items():
        with TemporaryDirectory() as folder:
            copies = [copy_of(one, how, Path(folder)) for one in single]
            found, run = apart(read_all, [copy.path for copy in copies])
            rows = [rows_of(extraction) for extraction in found]
            annex = sum(len(one.annex_pages) for one in single)
            side_by_side.append([name, "capaian", *_scored(single, rows), *_cost(run, annex)])
            pages = sum(extraction.page_count for extraction in found)
            ours.append([name, *compared(single, found), *_cost(run, pages)])
            for engine, (work, given) in ENGINES.items():
                if how in given:
                    rows, run = apart(work, copies)
                    cost = _cost(run, annex)
                    side_by_side.append([name, engine, *_scored(single, rows), *cost])
                print(f"{name}: {engine}", flush=True)
    return [
        *table(
            "scan|tool|cells right|numbers right|seconds an annex page|peak MiB",
            *side_by_side,
            words=2,
        ),
        "",
        *table(
            "scan, capaian|values right|rows loaded|silent errors|seconds a page|peak MiB", *ours
        ),
        "",
        *(line for one in bundles for line in _bundle(one)),
    ]


def copy_of(one: Original, how: Scanning, folder: Path) -> Copy:
    """A scanned copy of a letter, in a folder of its year."""
    target = folder / one.path.parent.name / one.path.name
    return Copy(scan(one.path, target, how), one.annex_pages, how.dpi)


def _cost(run: Run, pages: int) -> list[str]:
    return [f"{run.seconds / pages:.2f}", f"{run.mib:.0f}"]


def _scored(given: list[Original], found: list[Rows]) -> list[str]:
    scores = [score(one.rows, rows) for one, rows in zip(given, found, strict=True)]
    whole = sum(scores, Score())
    return [share(whole.right, whole.cells), share(whole.numbers_right, whole.numbers)]


def compared(given: list[Original], found: list[Extraction]) -> list[str]:
    """Values right, rows loaded and silent errors of what was read of scanned copies."""
    readings = [
        compare_read(extraction, truth_of(*sorted(one.tables)))
        for one, extraction in zip(given, found, strict=True)
    ]
    return _told(readings)


def _told(readings: list[Reading]) -> list[str]:
    for line in (line for reading in readings for line in reading.silent):
        print(f"silent: {line}", flush=True)
    return [
        share(sum(r.right for r in readings), sum(r.cells for r in readings)),
        share(sum(r.loaded for r in readings), sum(r.rows for r in readings)),
        str(sum(len(r.silent) for r in readings)),
    ]


def _bundle(one: Original) -> list[str]:
    """A line on a scanned copy of a whole bundle."""
    with TemporaryDirectory() as folder:
        copy = copy_of(one, GREY_200, Path(folder))
        (extraction,), run = apart(read_all, [copy.path])
    right, loaded, silent = compared([one], [extraction])
    return [
        f"A scanned copy of `{one.path.name}` ({extraction.page_count} pages, grey, 200 dpi): "
        f"{run.seconds:.0f} seconds, {run.mib:.0f} MiB at the most; "
        f"{len(extraction.letters)} letters found of {len(one.extraction.letters)}; values right "
        f"{right}, rows loaded {loaded}, silent errors {silent}."
    ]
