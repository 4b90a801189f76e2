"""The files that put nights on servers: tried as far as a machine without containers allows.

A Prefect server on PostgreSQL, the deployment of ``prefect.yaml``, and a worker that runs one
night. Of the compose file: what it would run is understood, word by word, by the programs.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import yaml

from flows.cli import build_parser
from tests.flows.conftest import PROJECT, environment, few_letters
from tests.review.postgres import postgres

DEPLOY = PROJECT / "flows" / "deploy"
PREFECT = Path(sys.executable).with_name("prefect")
SECRET = "rahasia-sekali"


def test_the_compose_file_runs_commands_that_there_are() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert set(services) == {"postgres", "prefect", "malam", "review"}
    for name in ("malam", "review"):
        arguments = build_parser().parse_args(services[name]["command"])
        assert arguments.handler
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        for port in service.get("ports", ()):
            assert port.startswith("127.0.0.1:")
    assert services["malam"]["environment"]["CAPAIAN_LEDGER"].count("${CAPAIAN_DB_PASSWORD:?}") == 1


def ledger_beside(database: str) -> str:
    """The address of another database of the same server, with a password."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE DATABASE buku")
    return database.replace("penguji@/postgres", f"penguji:{SECRET}@/buku")


@contextmanager
def server(home: Path, database: str) -> Iterator[dict[str, str]]:
    """A Prefect server on this database; the environment to speak to it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {
        **environment(),
        "PREFECT_HOME": str(home),
        "PREFECT_API_DATABASE_CONNECTION_URL": database.replace("://", "+asyncpg://"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    url = f"http://127.0.0.1:{port}/api"
    command = [PREFECT, "server", "start", "--port", str(port), "--no-ui"]
    log = home / "server.log"
    home.mkdir()
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=own, stdout=output, stderr=output)
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"{url}/health", timeout=1)
                    break
                except OSError:
                    assert process.poll() is None, log.read_text()
                    time.sleep(0.2)
            yield {**own, "PREFECT_API_URL": url}
        finally:
            process.terminate()
            process.wait(30)


def prefect(own: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [PREFECT, *arguments],
        cwd=PROJECT,
        env=own,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def flow_runs(api: str) -> list[dict[str, Any]]:
    request = urllib.request.Request(
        f"{api}/flow_runs/filter",
        data=b"{}",
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return [run for run in found if run["state_type"] != "SCHEDULED"]


def test_a_worker_runs_a_night_of_the_deployment(tmp_path: Path) -> None:
    raw, warehouse = few_letters(tmp_path / "raw"), tmp_path / "g.duckdb"
    with postgres() as database, server(tmp_path / "prefect", database) as own:
        own |= {
            "CAPAIAN_HOME": str(PROJECT),
            "CAPAIAN_RAW": str(raw),
            "CAPAIAN_WAREHOUSE": str(warehouse),
            "CAPAIAN_LEDGER": ledger_beside(database),
            "PATH": f"{PREFECT.parent}:{os.environ['PATH']}",
        }
        prefect(own, "work-pool", "create", "capaian", "--type", "process")
        file = str(DEPLOY / "prefect.yaml")
        prefect(own, "--no-prompt", "deploy", "--all", "--prefect-file", file)
        shown = prefect(own, "deployment", "inspect", "malam-terjadwal/tiap-malam")
        assert "Asia/Jakarta" in shown
        assert "CANCEL_NEW" in shown
        prefect(own, "deployment", "run", "malam-terjadwal/tiap-malam")
        worked = prefect(own, "worker", "start", "--pool", "capaian", "--run-once")
        states = flow_runs(own["PREFECT_API_URL"])
        assert len(states) == 2, "the scheduled night, and the night that it runs"
        for run in states:
            assert run["state_type"] == "COMPLETED", json.dumps(run["state"])
        assert SECRET not in shown + worked + json.dumps(states)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM mart.surat").fetchall() == [(3,)]
