"""The blocks of the docs that the measurements write."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

REPORT = Path(__file__).parents[2] / "docs" / "benchmark.md"


def lines_of(part: str) -> list[str]:
    """Measure one part."""
    return list(import_module(f"tests.bench.{part}").lines())


def write(part: str, lines: list[str]) -> None:
    """Put a part's results between its two marks, and print them."""
    begin, end = f"<!-- {part}: begin -->\n", f"<!-- {part}: end -->\n"
    head, rest = REPORT.read_text(encoding="utf-8").split(begin)
    _, tail = rest.split(end)
    block = "\n".join([*lines, ""])
    REPORT.write_text(head + begin + block + end + tail, encoding="utf-8")
    print(block)


def table(names: str, *rows: list[str], words: int = 1) -> list[str]:
    """A table of Markdown; ``names`` are parted by ``|``, the first ``words`` columns are words."""
    heads = names.split("|")
    rules = [" --- |"] * words + [" ---: |"] * (len(heads) - words)
    return [
        f"| {' | '.join(heads)} |",
        f"|{''.join(rules)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


def share(part: int, whole: int) -> str:
    """A share, and what it is of."""
    return f"{part / whole:.4f} ({part} of {whole})"
