"""``make bench``: measures, and writes the tables of the docs; with names, only those parts."""

from __future__ import annotations

import argparse

from tests.bench import docs
from tests.bench.clock import apart, where

PARTS = (
    "text",
    "borderless",
    "triage",
    "scans",
    "draws",
    "night",
    "review",
    "export",
    "scale",
    "models",
)
"""Each a module with ``lines()``, in a process of its own: what one imports burdens no other.

A process full of the peers' objects reads slower, for Python looks through them all for garbage.
"""


def main() -> None:
    """Measure the parts asked for, all where none is."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parts = parser.parse_args().parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for part in parts:
        lines, _ = apart(docs.lines_of, part)
        docs.write(part, [*lines, "", where()])


if __name__ == "__main__":
    main()
