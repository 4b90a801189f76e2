"""Chromium, one headless process for all letters, spoken to over its debugging pipe."""

from __future__ import annotations

import atexit
import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from typing import Any

from tests.typeset.engines.web import html
from tests.typeset.sheet import Sheet

FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    *("--remote-debugging-pipe", "--no-first-run", "--hide-scrollbars"),
)


class Browser:
    """A running Chromium with one blank page."""

    def __init__(self) -> None:
        read_in, self._write = os.pipe()
        self._read, write_out = os.pipe()
        # Chromium takes its commands from file descriptor 3, answers on 4, and ends when these are
        # closed, however this process ends; its folder goes with it.
        plumb = f'"$@" --user-data-dir="$0" 3<&{read_in} 4>&{write_out}; rm -rf "$0"'
        program = shutil.which("chromium") or "chromium"
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", plumb, tempfile.mkdtemp(prefix="chromium-"), program, *FLAGS],
            pass_fds=(read_in, write_out),
            stderr=subprocess.DEVNULL,
        )
        os.close(read_in)
        os.close(write_out)
        self._number = 0
        self._rest = b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        self._frame = self.call("Page.getFrameTree")["frameTree"]["frame"]["id"]

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Send one command and wait for its answer; raises ``RuntimeError`` where it fails."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if hasattr(self, "_session"):
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        while True:
            answer = json.loads(self._next())
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _next(self) -> bytes:
        while b"\0" not in self._rest:
            chunk = os.read(self._read, 1 << 16)
            if not chunk:
                raise RuntimeError("Chromium has ended")
            self._rest += chunk
        message, _, self._rest = self._rest.partition(b"\0")
        return message

    def print(self, document: str) -> bytes:
        """An HTML document as a PDF."""
        self.call("Page.setDocumentContent", frameId=self._frame, html=document)
        answer = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(answer["data"])

    def close(self) -> None:
        """End the process."""
        os.close(self._write)
        os.close(self._read)
        self._process.wait()


@cache
def _browser() -> Browser:
    browser = Browser()
    atexit.register(browser.close)
    return browser


def chromium(sheets: Sequence[Sheet]) -> list[bytes]:
    """Each letter as a PDF of Chromium."""
    return [_browser().print(html(sheet)) for sheet in sheets]
