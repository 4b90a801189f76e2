"""Prefect without a server of its own: one of ours, temporary for a night or lasting for serving.

Prefect would start the same server itself, but only when the first flow runs, one after the other
with its own slow import, and with the server's last words on the user's screen. Here it starts up
on the second core while the night's libraries are imported; the lasting one schedules too, and
shows its pages. A server named by ``PREFECT_API_URL`` is used instead where there is one.
"""

from __future__ import annotations

import errno
import http.client
import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import MisuseError, ServerError
from flows.places import Places

STARTUP_SECONDS = 120.0
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.05
_HOST = "127.0.0.1"
_OK = 200
_TAKEN = {
    errno.EADDRINUSE: "sudah dipakai program lain",
    errno.EACCES: "tidak boleh dipakai pengguna ini",
}


def prepare_environment(places: Places) -> None:
    """Set Prefect's settings for this process; must run before Prefect is imported."""
    places.prefect.mkdir(parents=True, exist_ok=True)
    places.log.mkdir(parents=True, exist_ok=True)
    logging.raiseExceptions = False  # a log that a full disk refuses is no user's business
    os.environ.update(
        DO_NOT_TRACK="1",
        GX_ANALYTICS_ENABLED="false",
        PREFECT_HOME=str(places.prefect),
        PREFECT_LOGGING_SETTINGS_PATH=str(_write_logging(places)),
        PREFECT_SERVER_ANALYTICS_ENABLED="false",
        PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS=str(int(STARTUP_SECONDS)),
    )


def _write_logging(places: Places) -> Path:
    """Prefect's logging: everything to a file, nothing to the user's screen."""
    logfile = str(places.log / "prefect.log").replace("$", "$$")
    settings = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "file": {
                "class": "logging.FileHandler",
                "filename": logfile,
                "encoding": "utf-8",
                "delay": True,
                "formatter": "plain",
            },
            "api": {"class": "prefect.logging.handlers.APILogHandler", "level": 0},
        },
        "root": {"level": "WARNING", "handlers": ["file"]},
        "loggers": {
            name: {"level": "INFO", "handlers": handlers, "propagate": False}
            for name, handlers in (
                ("prefect", ["file"]),
                ("prefect.extra", ["file", "api"]),
                ("prefect.flow_runs", ["file", "api"]),
                ("prefect.task_runs", ["file", "api"]),
            )
        },
    }
    target = places.prefect / "logging.json"
    target.write_text(json.dumps(settings), encoding="utf-8")
    return target


class LocalServer:
    """A Prefect API on a local port, ``port`` or else a free one; ends with this process.

    A temporary one answers and no more; a lasting one schedules, looks after late runs and has
    pages. Its database stays in the state directory, because making its tables takes seconds; a
    database that keeps a temporary server from starting is made anew once.
    """

    def __init__(self, places: Places, port: int = 0, *, is_lasting: bool = False) -> None:
        self._places = places
        self._wanted = port
        self._is_lasting = is_lasting
        self._deadline = time.monotonic() + STARTUP_SECONDS
        self._start()

    def _start(self) -> None:
        with (
            _listening(self._wanted) as listening,
            (self._places.log / "server.log").open("ab") as log,
        ):
            self.port: int = listening.getsockname()[1]
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [
                    *(sys.executable, "-m", "flows.server_process"),
                    *(str(listening.fileno()), str(os.getpid())),
                ],
                pass_fds=[listening.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, **self._settings()},
            )

    def _settings(self) -> dict[str, str]:
        if not self._is_lasting:
            return {
                "PREFECT_UI_ENABLED": "0",
                "PREFECT__SERVER_EPHEMERAL": "1",
                "PREFECT__SERVER_FINAL": "1",
            }
        return {
            "PREFECT_API_URL": self.url,
            "PREFECT_UI_API_URL": self.url,
            "PREFECT_UI_STATIC_DIRECTORY": str(self._places.prefect / "ui"),
        }

    @property
    def is_alive(self) -> bool:
        """Whether its process still runs."""
        return self._process.poll() is None

    def restart(self) -> None:
        """Start it again on the same port, with the same database."""
        self._wanted = self.port
        self._deadline = time.monotonic() + STARTUP_SECONDS
        self._start()

    @property
    def url(self) -> str:
        """What ``PREFECT_API_URL`` has to be."""
        return f"http://{_HOST}:{self.port}/api"

    def wait(self) -> None:
        """Return when the server answers. Raises ``ServerError`` when it never does."""
        if self.answers():
            return
        self.stop()
        if self._is_lasting:
            raise ServerError(
                "Server Prefect tidak dapat dijalankan",
                next_step=f"Lihat {self._places.log / 'server.log'}.",
            )
        shutil.rmtree(self._places.prefect, ignore_errors=True)
        prepare_environment(self._places)
        self._start()
        os.environ["PREFECT_API_URL"] = self.url
        if not self.answers():
            self.stop()
            raise ServerError(
                "Server Prefect sementara tidak dapat dijalankan",
                next_step=f"Lihat {self._places.log / 'server.log'}.",
            )

    def answers(self) -> bool:
        """Wait until it answers; false when it died or took too long."""
        while time.monotonic() < self._deadline and self._process.poll() is None:
            connection = http.client.HTTPConnection(_HOST, self.port, timeout=STARTUP_SECONDS)
            try:
                connection.request("GET", "/api/health")
                if connection.getresponse().status == _OK:
                    return True
            except (OSError, http.client.HTTPException):
                time.sleep(_POLL_SECONDS)
            finally:
                connection.close()
        return False

    def stop(self) -> None:
        """End the server and wait for it."""
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _listening(port: int) -> socket.socket:
    """A socket on a port. Errors: ``MisuseError`` where that one is not to be had."""
    try:
        return socket.create_server((_HOST, port))
    except OSError as error:
        if error.errno not in _TAKEN:
            raise
        raise MisuseError(
            f"Port {port} {_TAKEN[error.errno]}", next_step="Sebutkan port lain dengan --port."
        ) from error


@contextmanager
def prefect_server(places: Places) -> Iterator[LocalServer | None]:
    """The night's server, already starting; ``None`` when ``PREFECT_API_URL`` names one.

    Leaves ``PREFECT_API_URL`` as it found it. Prefect must not have been imported before.
    """
    prepare_environment(places)
    if os.environ.get("PREFECT_API_URL"):
        yield None
        return
    server = LocalServer(places)
    direct = ",".join(filter(None, (os.environ.get("NO_PROXY"), _HOST)))
    os.environ.update(
        PREFECT_API_URL=server.url,
        PREFECT_LOGGING_TO_API_ENABLED="false",
        NO_PROXY=direct,
        no_proxy=direct,
    )
    try:
        yield server
    finally:
        server.stop()
        del os.environ["PREFECT_API_URL"]
