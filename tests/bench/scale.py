"""Nights over a country's letters at several sizes: does time grow with pages, and memory not?

``python -m tests.bench scale`` takes the shares of ten thousand documents from the environment
variable ``SHARES`` (per cent, ``1`` unless told otherwise: the whole takes hours).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.places import Places
from tests.bench.country import make
from tests.bench.night import run

WHOLE = 10_000


def _measured(share: float, folder: Path) -> str:
    raw, warehouse = folder / "raw", folder / "capaian.duckdb"
    documents = round(WHOLE * share / 100)
    pages = make(raw, documents, folder)
    first, first_peak = run(raw, warehouse)
    one = max(raw.rglob("pk-*.pdf"), key=lambda path: path.name)
    shutil.copy2(one, one.with_name("salinan.pdf"))
    ordinary, ordinary_peak = run(raw, warehouse)
    Places(warehouse).sidecar.path.unlink()
    rebuild, _ = run(raw, warehouse)
    quiet, _ = run(raw, warehouse)
    size = warehouse.stat().st_size / (1 << 20)
    cells = (
        *(f"{share:g} %", f"{documents:,}", f"{pages:,}", f"{first:.0f}"),
        *(f"{1000 * first / pages:.1f}", f"{first_peak:.0f}", f"{ordinary:.0f}"),
        *(f"{ordinary_peak:.0f}", f"{rebuild:.0f}", f"{quiet:.2f}", f"{size:.0f}"),
    )
    return f"| {' | '.join(cells)} |"


def lines() -> list[str]:
    """The results as lines of the docs."""
    shares = [float(share) for share in os.environ.get("SHARES", "1").split()]
    heads = (
        *("share", "documents", "pages", "first night (s)", "s per 1,000 pages", "peak (MiB)"),
        *("one more letter (s)", "peak (MiB)", "models only (s)", "no news (s)", "warehouse (MiB)"),
    )
    found = [f"| {' | '.join(heads)} |", "|" + " ---: |" * len(heads)]
    for share in shares:
        with TemporaryDirectory() as folder:
            found.append(_measured(share, Path(folder)))
    return found
