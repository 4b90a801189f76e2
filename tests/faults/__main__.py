"""``python -m tests.faults COUNT [SEED]``: strike COUNT nights, two at a time, and tell."""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.strike import faults, turns
from tests.faults.world import Struck, World


def tell(struck: list[Struck]) -> int:
    """Print what came of the faults; the number of nights that something was wrong with."""
    codes = Counter(item.code for item in struck)
    wrong = [item for item in struck if not item.is_equal or item.look.errors or item.look.halves]
    looks = sum(item.look.looks for item in struck)
    print(
        f"faults                  : {len(struck)}, came to pass: "
        f"{sum(item.has_struck for item in struck)}"
    )
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
        with ThreadPoolExecutor(2) as threads:
            found = threads.map(
                lambda item: world.struck(item[1], f"malam-{item[0]}"),
                enumerate(faults(most, count, seed)),
            )
            struck = []
            for item in found:
                struck.append(item)
                print(
                    len(struck),
                    item.fault,
                    item.code,
                    item.has_struck,
                    item.is_equal,
                    file=sys.stderr,
                    flush=True,
                )
        return tell(struck)


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
