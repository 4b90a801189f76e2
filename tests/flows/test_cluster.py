"""A night whose letters are read and judged by a Dask cluster of several processes."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest
from distributed import Client

from flows.cluster import CLUSTER_VARIABLE, require_code, task_runner
from flows.errors import ClusterError
from flows.fingerprint import code_version
from flows.places import Places
from tests.faults.world import content
from tests.flows.conftest import PROJECT, environment, few_letters, plain_night, run_program

CLUSTER = """
import sys, time
import dask
from distributed import LocalCluster

if __name__ == "__main__":
    dask.config.set({"distributed.worker.daemon": False})
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler with two worker processes."""
    script = tmp_path_factory.mktemp("klaster") / "klaster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script)],
        cwd=PROJECT,
        env=environment() | {"PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


def done_by(address: str) -> dict[str, int]:
    """How many tasks the cluster has done to their end, by what is done in them."""
    with Client(address) as client:
        found: dict[str, int] = client.run_on_scheduler(
            lambda dask_scheduler: {
                name: prefix.state_counts["memory"]
                for name, prefix in dask_scheduler.task_prefixes.items()
            }
        )
        return found


def test_a_night_on_a_cluster_is_the_night_of_one_machine(
    cluster: str, broken: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = few_letters(tmp_path / "raw")
    shutil.copy(broken["terpotong"], raw / "2023")
    monkeypatch.setenv(CLUSTER_VARIABLE, cluster)
    many, one = (Places(tmp_path / name) for name in ("banyak.duckdb", "satu.duckdb"))
    done = run_program("run", "--raw", raw, "--warehouse", many.warehouse)
    assert done.returncode == 0, done.stderr
    assert done_by(cluster) == {"read": 4, "judge": 3}
    assert "2023/terpotong.pdf" in done.stdout
    with Client(cluster) as client:
        assert not any(client.run(active_children).values()), "its processes end with the night"

    monkeypatch.delenv(CLUSTER_VARIABLE)
    plain_night(raw, one)
    assert content(many.warehouse) == content(one.warehouse)


def test_a_cluster_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        address = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
    for wrong in (address, "klaster"):
        monkeypatch.setenv(CLUSTER_VARIABLE, wrong)
        with pytest.raises(ClusterError, match="tidak menjawab"):
            task_runner(2)
    done = run_program(
        "run", "--raw", few_letters(tmp_path / "raw"), "--warehouse", tmp_path / "g.duckdb"
    )
    assert done.returncode == 1
    assert "klaster tidak menjawab" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_machine_with_another_version_does_nothing() -> None:
    require_code(None)
    require_code(code_version())
    with pytest.raises(ClusterError, match="versi capaian yang lain"):
        require_code("versi lain")
