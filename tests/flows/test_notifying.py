"""Word of a night goes out as it should, and never takes a secret into the log."""

import json
import logging
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from flows.errors import MisuseError
from flows.journal import NightLog
from flows.notifying import (
    RECEIVERS,
    SENDER,
    SMTP,
    WEBHOOK,
    Notice,
    check_settings,
    notify,
)
from flows.places import Places
from flows.telling import notice_of, told

NOTICE = Notice("capaian: malam: diterbitkan", "Baris : 324 dimuat\nµ")


class Mailbox(socketserver.StreamRequestHandler):
    """An SMTP server that takes one letter."""

    def handle(self) -> None:
        self.wfile.write(b"220 uji\r\n")
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"EHLO":
                self.wfile.write(b"250-uji\r\n250 AUTH PLAIN\r\n")
            elif verb == b"AUTH":
                self.server.got.append(line)  # type: ignore[attr-defined]
                self.wfile.write(b"235 ok\r\n")
            elif verb == b"DATA":
                self.wfile.write(b"354 silakan\r\n")
                lines = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part)
                self.server.got.append(b"".join(lines))  # type: ignore[attr-defined]
                self.wfile.write(b"250 ok\r\n")
            elif verb == b"QUIT":
                self.wfile.write(b"221 sudah\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


class Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, json.loads(body)))  # type: ignore[attr-defined]
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def served(kind: Any, handler: Any) -> Iterator[Any]:
    with kind(("127.0.0.1", 0), handler) as server:
        server.got = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_letter_and_a_post_say_what_the_night_did() -> None:
    with (
        served(socketserver.ThreadingTCPServer, Mailbox) as mailbox,
        served(ThreadingHTTPServer, Hook) as hook,
    ):
        settings = {
            SMTP: f"smtp://petugas:s%40ndi@127.0.0.1:{mailbox.server_address[1]}",
            SENDER: "capaian@contoh.go.id",
            RECEIVERS: "satu@contoh.go.id, dua@contoh.go.id",
            WEBHOOK: f"http://127.0.0.1:{hook.server_address[1]}/rahasia",
        }
        notify(NOTICE, settings)
    login, letter = mailbox.got
    assert b"AUTH PLAIN" in login
    message = message_from_bytes(letter, policy=default)
    assert message["Subject"] == NOTICE.subject
    assert message["To"] == "satu@contoh.go.id, dua@contoh.go.id"
    assert message.get_content().split() == NOTICE.text.split()
    assert hook.got == [("/rahasia", {"text": f"{NOTICE.subject}\n{NOTICE.text}"})]


@pytest.mark.parametrize(
    "settings",
    [
        {SMTP: "smtp://u:RAHASIA@127.0.0.1:1", SENDER: "a@b.id", RECEIVERS: "c@d.id"},
        {SMTP: "smtp://u:RAHASIA@127.0.0.1:1"},
        {SMTP: "smtp://u:RAHASIA@127.0.0.1:bukan"},
        {WEBHOOK: "http://127.0.0.1:1/RAHASIA"},
        {WEBHOOK: "file:///etc/RAHASIA"},
        {WEBHOOK: "RAHASIA"},
        {WEBHOOK: "http://127.0.0.1:1/RA HASIA\nRAHASIA"},
        {WEBHOOK: "http://127.0.0.1:1/\u00b5RAHASIA"},
        {WEBHOOK: "http://[RAHASIA/"},
        {SMTP: "smtp://u:RAHASIA@127.0.0.1:1", SENDER: "a\nb", RECEIVERS: "c@d.id"},
    ],
)
def test_what_cannot_be_sent_is_logged_without_the_secret(
    settings: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    logger = logging.getLogger("prefect.capaian")
    logger.addHandler(caplog.handler)
    try:
        troubles = notify(NOTICE, settings)
    finally:
        logger.removeHandler(caplog.handler)
    assert len(troubles) == 1
    assert "RAHASIA" not in troubles[0]
    assert "Pemberitahuan lewat CAPAIAN_" in caplog.text
    assert "RAHASIA" not in caplog.text


class Rude(socketserver.StreamRequestHandler):
    """A server that speaks no HTTP, but repeats the way it was asked for."""

    def handle(self) -> None:
        self.wfile.write(self.rfile.readline())


class Broken(Hook):
    def do_POST(self) -> None:
        self.send_error(500, "RAHASIA")


@pytest.mark.parametrize(
    ("kind", "handler", "reason"),
    [
        (socketserver.ThreadingTCPServer, Rude, "BadStatusLine"),
        (ThreadingHTTPServer, Broken, "server menjawab 500"),
    ],
)
def test_a_night_stands_whatever_the_webhook_answers(
    kind: Any, handler: Any, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Places(tmp_path / "g.duckdb")
    with served(kind, handler) as hook:
        monkeypatch.setenv(WEBHOOK, f"http://127.0.0.1:{hook.server_address[1]}/RAHASIA")
        with places.locked(), told(places) as log:
            log.end("published", numbers={})
    (night,) = places.journal.nights()
    assert night.outcome == "published"
    assert night.untold == (f"{WEBHOOK}: {reason}",)
    assert "RAHASIA" not in (places.state / "nights.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({SMTP: "smtp://127.0.0.1"}, f"{SMTP}: {SENDER} belum diisi"),
        ({SMTP: "smtp://127.0.0.1", SENDER: "a@b.id"}, f"{SMTP}: {RECEIVERS} belum diisi"),
        ({SMTP: "127.0.0.1"}, f"{SMTP}: bukan alamat"),
        ({WEBHOOK: "RAHASIA"}, f"{WEBHOOK}: bukan alamat"),
    ],
)
def test_settings_that_cannot_work_are_named(settings: dict[str, str], words: str) -> None:
    with pytest.raises(MisuseError, match=words) as caught:
        check_settings(settings)
    assert "RAHASIA" not in str(caught.value)
    assert notify(NOTICE, settings)[0].startswith(words)


def test_settings_that_may_work_are_left_alone() -> None:
    check_settings({})
    check_settings({SMTP: "smtps://u:p@h:465", SENDER: "a@b.id", RECEIVERS: "c@d.id"})
    check_settings({WEBHOOK: "https://h/jalan?kunci=1"})


def test_a_failed_night_says_why() -> None:
    night = NightLog(datetime(2026, 11, 27, 18, tzinfo=UTC), "failed", error="Disk penuh")
    notice = notice_of(night)
    assert notice.subject.startswith("capaian: malam 28 Nov 2026 01.00 WIB: gagal")
    assert notice.text == "Disk penuh"
