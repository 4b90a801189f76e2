"""Measures how many changed figures a finding names: ``python -m tests.reconciliation [EVERY]``.

Changes each figure with a second statement (with EVERY, each EVERY-th), one at a time, in the
sample report printed anew, and lists those that no finding names.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.reconciliation.bench import Bench
from tests.reconciliation.mutants import names, new


def main() -> None:
    """Print each missed figure as it is found, then the share that was named."""
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with TemporaryDirectory() as home:
        measure(Bench.start(Path(home)), every)


def measure(bench: Bench, every: int) -> None:
    """Change each ``every``-th figure and tell what becomes of it."""
    figures = bench.figures[::every]
    named = 0
    sizes: Counter[int] = Counter()
    for figure in figures:
        found = bench.findings(figure)
        fresh = new(found, bench.before)
        sizes[len(fresh)] += 1
        if names(found, bench.before, figure):
            named += 1
            if len(fresh) > 2:
                rules = ", ".join(str(item["rule"]) for item in fresh)
                print(f"  {figure.page}/{figure.place} {figure.text}: {rules}", flush=True)
        else:
            print(
                f"halaman {figure.page} kata {figure.place}: {figure.text} -> {figure.changed()}",
                flush=True,
            )
    print(
        f"{named} dari {len(figures)} angka yang diubah disebut temuan ({named / len(figures):.1%})"
    )


main()
