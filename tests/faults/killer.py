"""``killer LOG CALL TURN < trace``: kill the process one of whose threads makes its TURN-th CALL.

strace can send a signal at a turn of a call too, but with ``--seccomp-bpf`` (without which a night
takes three times as long) version 6.1 does so at the first turn only. This kills as soon as strace
tells of the call, which is just after it.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

KILLED = "+++ struck +++"


def main(log: str, call: str, turn: str) -> None:
    """Copy the trace to ``log`` and kill once."""
    made: Counter[str] = Counter()
    has_struck = False
    wanted = re.compile(rf"^(\d+) +{call}\(")
    with Path(log).open("w", encoding="utf-8", errors="replace") as copy:
        for line in sys.stdin:
            copy.write(line)
            found = wanted.match(line)
            if found is None:
                continue
            made[found[1]] += 1
            if made[found[1]] == int(turn) and not has_struck:
                with suppress(ProcessLookupError):
                    os.kill(int(found[1]), signal.SIGKILL)
                    has_struck = True
                    copy.write(f"{found[1]} {KILLED}\n")


if __name__ == "__main__":
    sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
    main(*sys.argv[1:])
