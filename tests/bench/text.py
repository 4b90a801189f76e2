"""Every tool on the annexes of the sample letters, as the letters hold text and ruling lines."""

from __future__ import annotations

import resource

from extractors.reader import read_document
from tests.bench.clock import median_seconds, turn_by_turn
from tests.bench.docs import share, table
from tests.bench.score import Score, score
from tests.bench.tools import TOOLS, pdfium_floor
from tests.bench.truth import LETTERS, printed_truth


def lines() -> list[str]:
    """The results as lines of the docs."""
    totals = dict.fromkeys(TOOLS, Score())
    seconds = dict.fromkeys(TOOLS, 0.0)
    annex_pages = all_pages = 0
    floor = whole = 0.0
    for path in LETTERS:
        extraction = read_document(path)
        all_pages += extraction.page_count
        ours, pdfium = turn_by_turn(read_document, pdfium_floor, path)
        whole, floor = whole + ours, floor + pdfium
        if len(extraction.letters) > 1:
            continue
        truth, pages = printed_truth(extraction)
        if not truth:
            continue
        annex_pages += len(pages)
        for name, tool in TOOLS.items():
            seconds[name] += median_seconds(tool, path, pages)
            totals[name] += score(truth, tool(path, pages))
            print(f"{path.name}: {name}", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        *table(
            "tool|cells right|rows found|ms a page|times capaian",
            *(
                [
                    name,
                    share(total.right, total.cells),
                    f"{total.rows_found} of {total.rows}",
                    f"{1000 * seconds[name] / annex_pages:.1f}",
                    f"{seconds[name] / seconds['capaian']:.1f}",
                ]
                for name, total in totals.items()
            ),
        ),
        "",
        f"Reading all {len(LETTERS)} files ({all_pages} pages, letters, tables, cells and claims): "
        f"{1000 * whole / all_pages:.1f} ms a page; pdfium alone, characters with boxes and path "
        f"segments through ctypes: {1000 * floor / all_pages:.1f} ms a page; "
        f"ratio {whole / floor:.2f}. Peak memory of the whole run: {peak:.0f} MiB.",
    ]
