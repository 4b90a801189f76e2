"""Hard scans drawn anew: other noise, stamps and angles than the reader was written with.

``python -m tests.bench draws`` takes the draws from the environment variable ``SEEDS`` (``0 1``
unless told otherwise), a minute for each on two cores.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.reader import read_document
from tests.bench.docs import table
from tests.bench.scans import SCANNINGS, compared, copy_of, originals

HARD = ("black and white, 150 dpi", "photograph, 140 dpi")


def lines() -> list[str]:
    """The results as lines of the docs."""
    single, _ = originals()
    found = []
    for seed in os.environ.get("SEEDS", "0 1").split():
        for name in HARD:
            how = replace(SCANNINGS[name], seed=int(seed))
            with TemporaryDirectory() as folder:
                copies = [copy_of(one, how, Path(folder)) for one in single]
                read = [read_document(copy.path) for copy in copies]
            found.append([name, seed, *compared(single, read)])
    return table("scan|draw|values right|rows loaded|silent errors", *found)
