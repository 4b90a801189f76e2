"""A fault at one system call of a night, injected by strace, so that every step can be struck.

A fault is a call, its turn within its thread, and what happens there: ``KILL`` (the machine or an
operator kills the process just after it, ``tests.faults.killer``), ``error=ENOSPC`` from that turn
on (the disk is full), ``error=EIO`` or ``error=EROFS`` once.
"""

from __future__ import annotations

import random
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.killer import KILLED
from tests.flows.conftest import NIGHT_SECONDS, PROJECT, environment, program

CALLS = (
    *("openat", "pwrite64", "write", "fsync", "fdatasync", "ftruncate", "rename", "unlink"),
    *("mkdir", "link", "flock", "sendto"),
)
"""What a night says to the disk, to its processes and to its server."""

KILL, FULL, BROKEN, READ_ONLY = (
    "SIGKILL",
    "error=ENOSPC",
    "error=EIO",
    "error=EROFS",
)
_EFFECTS = {
    **dict.fromkeys(CALLS, (KILL,)),
    "openat": (KILL, FULL, READ_ONLY),
    "pwrite64": (KILL, FULL, BROKEN),
    "write": (KILL, FULL),
    "fsync": (KILL, BROKEN),
    "rename": (KILL, FULL, READ_ONLY),
    "mkdir": (KILL, FULL, READ_ONLY),
    "link": (KILL, FULL, READ_ONLY),
    "ftruncate": (KILL, FULL),
    "unlink": (KILL, READ_ONLY),
}
_CALL = re.compile(r"^(\d+) +(?:[\d.]+ )?(\w+)\(", re.MULTILINE)
_STRUCK = re.compile(rf"\(INJECTED\)|{re.escape(KILLED)}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at which turn of which call."""

    call: str
    turn: int
    effect: str

    def options(self, log: Path) -> list[str]:
        """As strace is told: a full disk stays full."""
        traced = [f"--trace={self.call}", "-o"]
        if self.effect == KILL:
            killer = [sys.executable, "-m", "tests.faults.killer", str(log), self.call]
            return [*traced, f"|{shlex.join([*killer, str(self.turn)])}"]
        lasting = "+" if self.effect == FULL else ""
        injection = f"inject={self.call}:{self.effect}:when={self.turn}{lasting}"
        return [*traced, str(log), "-e", injection]


def under_strace(log: Path, options: Sequence[str], *arguments: object) -> int:
    """Run the program under strace and give its exit code; what it left behind is let go."""
    command = ["strace", "-f", "-qq", "--seccomp-bpf", *options]
    with log.with_suffix(".out").open("wb") as output:
        return subprocess.run(
            [*command, *program(*arguments)],
            cwd=PROJECT,
            env=environment(),
            stdout=output,
            stderr=output,
            timeout=NIGHT_SECONDS,
            check=False,
        ).returncode


def turns(log: Path, *arguments: object) -> dict[str, int]:
    """How often the busiest thread of an undisturbed run makes each call."""
    code = under_strace(log, [f"--trace={','.join(CALLS)}", "-o", str(log)], *arguments)
    assert code == 0, log.with_suffix(".out").read_text()
    counts = Counter(_CALL.findall(log.read_text(errors="replace")))
    most: Counter[str] = Counter()
    for (_, call), count in counts.items():
        most[call] = max(most[call], count)
    return {call: most[call] for call in CALLS if most[call]}


def faults(most: dict[str, int], count: int, seed: int) -> list[Fault]:
    """``count`` faults, evenly over calls and effects, at turns drawn over the whole night."""
    draw = random.Random(seed)
    sorts = [(call, effect) for call in most for effect in _EFFECTS[call]]
    draw.shuffle(sorts)
    chosen = [sorts[place % len(sorts)] for place in range(count)]
    return [Fault(call, draw.randint(1, most[call]), effect) for call, effect in chosen]


def strike(fault: Fault, log: Path, *arguments: object) -> tuple[int, bool]:
    """Run the program with a fault; its exit code, and whether the fault came to pass."""
    code = under_strace(log, fault.options(log), *arguments)
    return code, bool(_STRUCK.search(log.read_text(errors="replace")))
