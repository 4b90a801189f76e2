"""``python -m tests.faults COUNT [SEED]``: strike COUNT nights, two at a time, and tell."""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.strike import faults, turns
from tests.faults.world import Struck, World

WORKERS = 2


def tell(struck: list[Struck]) -> int:
    """Print what came of the faults; the number of places where something was wrong."""
    nights = [night for item in struck for night in item.nights]
    codes = Counter(code for _, code, _ in nights)
    wrong = [item for item in struck if not item.is_equal or item.look.errors or item.look.halves]
    looks = sum(item.look.looks for item in struck)
    print(f"faults                  : {len(nights)} in {len(struck)} warehouses")
    print(f"came to pass            : {sum(has_struck for _, _, has_struck in nights)}")
    print(f"exit codes              : {dict(sorted(codes.items()))}")
    print(f"reads meanwhile         : {looks}")
    print(f"reader errors           : {sum(len(item.look.errors) for item in struck)}")
    print(f"half nights seen        : {sum(item.look.halves for item in struck)}")
    print(f"nights after not equal  : {sum(not item.is_equal for item in struck)}")
    for item in wrong:
        print(item)
    return len(wrong)


def main(count: int, seed: int = 1) -> int:
    """Strike nights in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="capaian-faults-") as folder:
        world = World(Path(folder))
        place = world.fresh("hitung")
        most = turns(place / "strace", *world.arguments(place))
        print(f"calls of the busiest thread: {most}", flush=True)
        left = faults(most, count, seed)

        def work(number: int) -> list[Struck]:
            struck = []
            while left:
                struck.append(world.struck(left, f"malam-{number}"))
                print(len(left), struck[-1], file=sys.stderr, flush=True)
            return struck

        with ThreadPoolExecutor(WORKERS) as threads:
            return tell([item for found in threads.map(work, range(WORKERS)) for item in found])


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
