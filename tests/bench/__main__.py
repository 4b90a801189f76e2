"""``make bench``: measures, and writes the tables of the docs; with names, only those parts."""

from __future__ import annotations

import argparse
from importlib import import_module

from tests.bench import docs

PARTS = ("text", "borderless", "triage", "scans", "night", "review")
"""Each a module with ``lines()``, loaded when its turn comes: what one imports burdens no other."""


def main() -> None:
    """Measure the parts asked for, all where none is."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parts = parser.parse_args().parts or PARTS
    if unknown := set(parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    for part in parts:
        docs.write(part, import_module(f"tests.bench.{part}").lines())


if __name__ == "__main__":
    main()
