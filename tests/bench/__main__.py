"""``make bench``: every tool on the same letters in one run; writes the table of the docs."""

from __future__ import annotations

import csv
import resource
import statistics
import time
from pathlib import Path

from extractors.contract import Table
from extractors.forms import AmountListReader
from extractors.kind import all_kinds
from extractors.reader import read_document
from extractors.table import GridReader
from tests.bench import night
from tests.bench.score import Score, score
from tests.bench.tools import TOOLS, pdfium_floor

ROOT = Path(__file__).parents[2]
LETTERS = sorted((ROOT / "raw").rglob("*.pdf"))
TRUTH = ROOT / "tests" / "letters" / "truth"
REPORT = ROOT / "docs" / "benchmark.md"
BEGIN, END = "<!-- results: begin -->\n", "<!-- results: end -->\n"
REPEATS = 5


def row_tables() -> dict[str, Table]:
    """Annexes printed as one table row per record; forms and lists are nobody's table."""
    readers = [reader for kind in all_kinds() for reader in kind.readers]
    lists = {r.table.name for r in readers if isinstance(r, AmountListReader)}
    ruled = (r.table for r in readers if isinstance(r, GridReader))
    return {table.name: table for table in ruled if table.name not in lists}


def printed_row(table: Table, row: dict[str, str]) -> list[str]:
    """A record's cells as printed: a unit without a column of its own stands with its number."""
    cells = {column.name: row[column.name] for column in table.columns if column.headers}
    for column in table.columns:
        if column.suffix_of:
            cells[column.suffix_of] += cells.pop(column.name)
    return list(cells.values())


def printed_truth(path: Path) -> tuple[list[list[str]], list[int]]:
    """What the letter's annex tables print, and the pages that print it."""
    extraction = read_document(path)
    rows: list[list[str]] = []
    printed = {row.table for row in extraction.rows} & set(row_tables())
    for name in printed:
        with (TRUTH / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows.extend(printed_row(row_tables()[name], row) for row in csv.DictReader(file))
    return rows, sorted({cell.page for cell in extraction.cells if cell.table in printed})


def median_seconds(work: object, *arguments: object) -> float:
    """Median wall time of several calls in this process."""
    assert callable(work)
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work(*arguments)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Measure, print and write the table."""
    totals = dict.fromkeys(TOOLS, Score(0, 0, 0, 0))
    seconds = dict.fromkeys(TOOLS, 0.0)
    annex_pages = all_pages = 0
    floor = whole = 0.0
    for path in LETTERS:
        extraction = read_document(path)
        all_pages += extraction.page_count
        floor += median_seconds(pdfium_floor, path)
        whole += median_seconds(read_document, path)
        if len(extraction.letters) > 1:
            continue
        truth, pages = printed_truth(path)
        if not truth:
            continue
        annex_pages += len(pages)
        for name, tool in TOOLS.items():
            seconds[name] += median_seconds(tool, path, pages)
            totals[name] += score(truth, tool(path, pages))
            print(f"{path.name}: {name}", flush=True)
    lines = [
        "| tool | cells right | rows found | ms a page | times capaian |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, total in totals.items():
        lines.append(
            f"| {name} | {total.right / total.cells:.4f} ({total.right} of {total.cells}) "
            f"| {total.rows_found} of {total.rows} | {1000 * seconds[name] / annex_pages:.1f} "
            f"| {seconds[name] / seconds['capaian']:.1f} |"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines += [
        "",
        f"Reading all {len(LETTERS)} files ({all_pages} pages, letters, tables, cells and claims): "
        f"{1000 * whole / all_pages:.1f} ms a page; pdfium alone, characters with boxes and path "
        f"segments through ctypes: {1000 * floor / all_pages:.1f} ms a page; "
        f"ratio {whole / floor:.2f}. Peak memory of the whole run: {peak:.0f} MiB.",
        "",
        *night.lines(),
        "",
    ]
    table = "\n".join(lines)
    text = REPORT.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    REPORT.write_text(head + BEGIN + table + END + rest.split(END)[1], encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
