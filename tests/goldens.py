"""Everything that reading each sample file yields, as CSV: ``python -m tests.goldens`` writes it.

A person reads the diff before it is committed; the tests only compare.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from extractors.csv_export import write_tables
from extractors.reader import read_document
from extractors.store import rebased

PROJECT = Path(__file__).parents[1]
RAW = PROJECT / "raw"
GOLDEN = Path(__file__).parent / "letters" / "golden"
SAMPLES = sorted(RAW.rglob("*.pdf"))


def write(sample: Path, directory: Path) -> Path:
    """The tables of one file in a folder of its own; paths in them begin at the project."""
    out = directory / sample.stem
    extraction = rebased(read_document(sample), sample.relative_to(PROJECT).as_posix())
    write_tables([extraction], out)
    return out


def main() -> None:
    """Write all goldens anew."""
    shutil.rmtree(GOLDEN, ignore_errors=True)
    for sample in SAMPLES:
        write(sample, GOLDEN)
    print(f"{len(SAMPLES)} berkas ditulis ke {GOLDEN}; baca 'git diff' sebelum disimpan.")


if __name__ == "__main__":
    main()
