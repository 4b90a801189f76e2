"""Where the stewards' application finds things, and where it is found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line says. ``url`` is the address that browsers use behind a proxy.

    ``pictures`` is a folder for drawn pages, which may be deleted at any time.
    """

    warehouse: Path
    raw: Path
    ledger: str
    pictures: Path
    host: str = "127.0.0.1"
    port: int = 8400
    url: str | None = None

    @property
    def is_secure(self) -> bool:
        """Whether browsers come by https, so that cookies may insist on it."""
        return bool(self.url and urlsplit(self.url).scheme == "https")

    @property
    def origins(self) -> frozenset[str]:
        """The origins that this application answers under; every other one is a stranger's."""
        if self.url:
            parts = urlsplit(self.url)
            return frozenset({f"{parts.scheme}://{parts.netloc}".lower()})
        names = {"127.0.0.1", "localhost", "[::1]"}
        if self.host not in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
            names.add(f"[{self.host}]" if ":" in self.host else self.host.lower())
        return frozenset(f"http://{name}:{self.port}" for name in names)

    @property
    def hosts(self) -> frozenset[str]:
        """What a request's header ``Host`` may say."""
        return frozenset(urlsplit(origin).netloc for origin in self.origins)
