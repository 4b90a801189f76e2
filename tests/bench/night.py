"""Whole nights as processes: time of the first and of one without news, and their peak memory."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
SAMPLE_SECONDS = 0.1
QUIET_REPEATS = 5


def _pss_mib(pid: int) -> float:
    """A process's proportional share of memory (MiB); nothing once it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def _family(root: int) -> list[int]:
    """A process and all its descendants."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children[int(fields[1])].append(int(stat.parent.name))
    found = [root]
    for pid in found:
        found += children[pid]
    return found


def run(raw: Path, warehouse: Path) -> tuple[float, float]:
    """Wall seconds of one night, and the peak memory of all its processes together (MiB)."""
    command = [sys.executable, "-m", "flows.cli", "run", "--raw", raw, "--warehouse", warehouse]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    start, peak = time.perf_counter(), 0.0
    with subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as night:
        while night.poll() is None:
            peak = max(peak, sum(map(_pss_mib, _family(night.pid))))
            time.sleep(SAMPLE_SECONDS)
        seconds = time.perf_counter() - start
    if night.returncode:
        raise SystemExit(f"capaian run ended with {night.returncode}")
    return seconds, peak


def lines() -> list[str]:
    """The results as lines of the docs."""
    with TemporaryDirectory() as directory:
        raw, warehouse = Path(directory) / "raw", Path(directory) / "capaian.duckdb"
        shutil.copytree(ROOT / "raw", raw)
        first, peak = run(raw, warehouse)
        quiet = statistics.median(run(raw, warehouse)[0] for _ in range(QUIET_REPEATS))
        one = next(raw.rglob("*.pdf"))
        shutil.copy2(one, one.with_name("salinan.pdf"))
        news, _ = run(raw, warehouse)
    return [
        "| night, whole process | seconds | share of the first |",
        "| --- | ---: | ---: |",
        f"| first | {first:.1f} | 1 |",
        f"| one more letter, the others known | {news:.1f} | {news / first:.2f} |",
        f"| without news (median of {QUIET_REPEATS}) | {quiet:.2f} | {quiet / first:.3f} |",
        "",
        f"Peak memory of all processes of the first night together: {peak:.0f} MiB (PSS).",
    ]
