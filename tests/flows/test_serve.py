"""Nights on a schedule by the real server: they fire, die, are marked, are caught up once."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from contextvars import copy_context
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Running

from flows.nightly import nightly
from flows.places import Places
from flows.serving import Watch
from tests.flows.conftest import PROJECT, Capaian, environment, few_letters, prefect_api
from tests.flows.test_notifying import Hook, served

SECRET = "sandi-yang-tidak-boleh-tertulis"
SERVE = """
import sys
from pathlib import Path
from flows.places import Places
from flows.serving import Service
raw, warehouse, port = sys.argv[1:]
places = Places(Path(warehouse))
Service(Path(raw), places, places.ledger + "?sandi=SECRET", "* * * * *", int(port), 2.0).run()
""".replace("SECRET", SECRET)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A raw folder and a warehouse whose nights are served."""

    def __init__(self, home: Path) -> None:
        self.raw, self.places = home / "raw", Places(home / "c.duckdb")
        few_letters(self.raw)
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def serve(self) -> None:
        command = [sys.executable, "-c", SERVE, str(self.raw), str(self.places.warehouse)]
        self.process = subprocess.Popen(
            [*command, str(self.port)], cwd=PROJECT, env=environment(), start_new_session=True
        )

    def stop(self, how: int) -> None:
        assert self.process is not None
        self.process.send_signal(how)
        self.process.wait(60)

    @property
    def outcomes(self) -> list[str]:
        return [night.outcome for night in self.places.journal.nights()]

    def counting_as_running(self) -> list[str]:
        """Runs of any kind, the night within a scheduled one included."""
        database = self.places.prefect / "prefect.db"
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            query = "SELECT name FROM flow_run WHERE state_type = 'RUNNING'"
            return [name for (name,) in connection.execute(query).fetchall()]

    def runs(self) -> list[tuple[str, str]]:
        """Runs of the schedule that began or should have: when due, and their state."""
        database = self.places.prefect / "prefect.db"
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute(
                "SELECT expected_start_time, state_name FROM flow_run "
                "WHERE deployment_id IS NOT NULL AND state_type <> 'SCHEDULED' ORDER BY 1"
            ).fetchall()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    if site.process and site.process.poll() is None:
        os.killpg(site.process.pid, signal.SIGKILL)


def _until(what: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def _night_process(site: Site) -> int:
    """The process of the night that runs."""
    text = (site.places.state / "nights.jsonl").read_text(encoding="utf-8")
    return int(text.rpartition('"pid": ')[2].split("}")[0])


def test_nights_fire_die_are_marked_and_go_on(site: Site, capaian: Capaian) -> None:
    site.serve()
    _until(lambda: "running" in site.outcomes, 120)
    again = capaian(
        *("serve", "--raw", site.raw, "--warehouse", site.places.warehouse, "--port", _free_port())
    )
    assert again.returncode == 1
    assert "sudah dijalankan proses lain" in again.stderr

    assert len(site.counting_as_running()) == 2
    os.kill(_night_process(site), signal.SIGKILL)
    _until(lambda: [state for _, state in site.runs()] == ["Crashed"], 120)
    _until(lambda: site.counting_as_running() == [], 50)
    told = capaian("status", "--warehouse", site.places.warehouse)
    assert told.returncode == 1
    assert "mati di tengah jalan" in told.stdout

    _until(lambda: "published" in site.outcomes, 120)
    assert site.outcomes[:2] == ["dead", "published"]
    _until(lambda: [state for _, state in site.runs()][:2] == ["Crashed", "Completed"], 30)
    site.stop(signal.SIGTERM)
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", site.port)) != 0, "its server ends with it"
    for path in site.places.state.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--cron", "tiap malam"), "bukan jadwal cron"),
        (("--cron", "99 1 * * *"), "bukan jadwal cron"),
        (("--cron", "0 1 * * * *"), "bukan jadwal cron"),
        (("--raw", "tidak-ada"), "tidak ada"),
        (("--port", "99999"), "bukan nomor port"),
        (("--port", "-1"), "bukan nomor port"),
    ],
)
def test_what_cannot_be_served_is_told(
    options: tuple[str, str], words: str, tmp_path: Path, capaian: Capaian
) -> None:
    given = {"--raw": str(tmp_path), "--warehouse": str(tmp_path / "c.duckdb"), **dict([options])}
    done = capaian("serve", *(part for pair in given.items() for part in pair))
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "c.duckdb.state" / "log" / "server.log").exists()


def test_a_port_that_is_taken_is_told(tmp_path: Path, capaian: Capaian) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        place = ("--raw", tmp_path, "--warehouse", tmp_path / "c.duckdb")
        done = capaian("serve", *place, "--port", port)
    assert done.returncode == 2
    *_, last = done.stderr.splitlines()
    assert (
        last
        == f"capaian: Port {port} sudah dipakai program lain. Sebutkan port lain dengan --port."
    )
    assert "Traceback" not in done.stderr


def test_settings_of_notifications_are_looked_at_first(
    tmp_path: Path, capaian: Capaian, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPAIAN_SMTP", "smtp://127.0.0.1")
    done = capaian("serve", "--raw", tmp_path, "--warehouse", tmp_path / "c.duckdb")
    assert done.returncode == 2
    assert "CAPAIAN_EMAIL_DARI belum diisi" in done.stderr


def test_what_died_is_settled_once_nobody_works_before_anything_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead run that still counts as running would hold the place of the nights missed."""
    places = Places(tmp_path / "c.duckdb")
    with (
        served(ThreadingHTTPServer, Hook) as hook,
        temporary_settings({PREFECT_API_URL: prefect_api()}),
        get_client(sync_client=True) as client,
    ):
        monkeypatch.setenv("CAPAIAN_WEBHOOK", f"http://127.0.0.1:{hook.server_address[1]}/w")
        deployment = client.create_deployment(client.create_flow_from_name("malam"), tmp_path.name)
        run = client.create_flow_run_from_deployment(deployment)
        client.set_flow_run_state(run.id, Running(), force=True)
        within, other = (
            client.create_flow_run(nightly, name=f"malam {warehouse}", state=Running())
            for warehouse in (places.warehouse, tmp_path / "lain.duckdb")
        )
        died = places.journal.night()
        died.__enter__()
        watch = Watch(places, None, deployment, 1.0)
        settling = threading.Thread(target=copy_context().run, args=(watch.settle,))
        with places.locked():
            settling.start()
            settling.join(3)
            assert settling.is_alive(), "a night that outlived its server still works"
            assert client.read_flow_run(run.id).state_name == "Running"
        settling.join(60)
        assert client.read_flow_run(run.id).state_name == "Crashed"
        assert client.read_flow_run(within.id).state_name == "Crashed", "the night within the run"
        assert client.read_flow_run(other.id).state_name == "Running", "another warehouse's night"
    assert [night.outcome for night in places.journal.nights()] == ["dead"]
    assert "capaian_night_success 0.0" in places.metrics.read_text()
    ((_, body),) = hook.got
    assert "mati di tengah jalan" in body["text"]
