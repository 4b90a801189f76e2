"""Wall time in this process; wall time and memory of a process started for one task."""

from __future__ import annotations

import multiprocessing
import os
import re
import resource
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

REPEATS = 5

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Run(NamedTuple):
    """``seconds`` of wall time and the peak ``mib`` of one task."""

    seconds: float
    mib: float


def where() -> str:
    """On what machine a part was measured, and how busy it was: other work shares its cores."""
    names = re.findall(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    of, load = f" of {names[0].strip()}" if names else "", os.getloadavg()[0]
    return f"Measured on {os.cpu_count()} cores{of}; load {load:.1f} at its end."


def median_seconds(
    work: Callable[Arguments, object], *args: Arguments.args, **kwargs: Arguments.kwargs
) -> float:
    """Median wall time of several calls in this process."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work(*args, **kwargs)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def turn_by_turn(
    first: Callable[Arguments, object],
    second: Callable[Arguments, object],
    *args: Arguments.args,
    **kwargs: Arguments.kwargs,
) -> tuple[float, float]:
    """Median wall times of two ways to do the same, called in turns: a busy moment meets both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(2 * REPEATS):
        for work, spent in zip((first, second), times, strict=True):
            start = time.perf_counter()
            work(*args, **kwargs)
            spent.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def apart(
    work: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
) -> tuple[Result, Run]:
    """One call in a fresh process: its imports are not timed, models that it loads are."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as pool:
        return pool.submit(_measured, work, *args, **kwargs).result()


def _measured(
    work: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
) -> tuple[Result, Run]:
    start = time.perf_counter()
    result = work(*args, **kwargs)
    seconds = time.perf_counter() - start
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return result, Run(seconds, sum(resource.getrusage(who).ru_maxrss for who in whose) / 1024)
