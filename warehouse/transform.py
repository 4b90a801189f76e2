"""Runs the dbt project on a warehouse whose ``raw`` is loaded: models, their tests, their comments.

dbt runs as a process of its own, because inside ours it would keep the database open. It needs no
network, reports nothing, and writes only into the state directory.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from warehouse.errors import ModelsError

PROJECT = Path(__file__).parent
NILAI = PROJECT / "models" / "staging" / "nilai"
MEMORY = "512MiB"
"""What the database may hold while it is filled and its models are built; the rest is on disk.

Twice what the models of ten thousand documents fail with (`docs/benchmark.md`).
"""
PARSED = Path("dbt") / "partial_parse.msgpack"
"""Where dbt keeps its parse of the models in a state directory, for the next build there."""
_LAUNCH = "from dbt.cli.main import cli; cli()"


def nilai_models() -> list[str]:
    """The staging models that give scores in long form: every file of their folder."""
    return sorted(path.stem for path in NILAI.glob("*.sql"))


def run_models(
    database: Path, state: Path, annex_tables: Collection[str], memory: str = MEMORY
) -> None:
    """Build all models in ``database`` and test what they gave; ``memory``: what it may hold.

    Errors: ``ModelsError`` with what failed. How the models calculate (dbt's unit tests) does not
    depend on a night's letters: the project's tests ask that, not each night.
    """
    command = ("build", "--exclude-resource-type", "unit_test")
    dbt(command, database, state, annex_tables, memory)


def dbt(
    command: Sequence[str],
    database: Path,
    state: Path,
    annex_tables: Collection[str],
    memory: str = MEMORY,
) -> None:
    """Run a command of dbt on ``database``. Errors: ``ModelsError`` with what failed."""
    target = state / "dbt"
    target.mkdir(parents=True, exist_ok=True)
    variables = {"nilai_models": nilai_models(), "annex_tables": sorted(annex_tables)}
    line = [
        *(sys.executable, "-c", _LAUNCH, "--quiet", "--no-use-colors", "--log-level-file", "info"),
        *command,
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        *("--target-path", str(target), "--log-path", str(target)),
        *("--vars", json.dumps(variables)),
    ]
    environment = {
        **os.environ,
        "CAPAIAN_DUCKDB": database.name,
        "CAPAIAN_DUCKDB_MEMORY": memory,
        "DO_NOT_TRACK": "1",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(  # noqa: S603
        line, env=environment, cwd=database.parent, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ModelsError(
            "Model SQL gudang data gagal dibangun atau tidak lulus ujinya",
            file=str(target / "dbt.log"),
            found=_failures(target) or (done.stdout + done.stderr).strip()[-2000:],
            next_step=f"Rinciannya ada di {target / 'dbt.log'}.",
        )


def _failures(target: Path) -> str:
    """Which models and tests failed and why, from dbt's own record of the run."""
    record = target / "run_results.json"
    if not record.exists():
        return ""
    results = json.loads(record.read_text(encoding="utf-8"))["results"]
    failed = [result for result in results if result["status"] in ("error", "fail")]
    return "; ".join(f"{item['unique_id']}: {item['message']}" for item in failed)
