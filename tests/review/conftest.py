"""What the tests of the stewards' application share: ledgers in both stores, and a moving clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, text

from review.app import create_app
from review.ledger import Ledger
from tests.review.office import ORIGIN, Office, write_letters
from tests.review.postgres import postgres
from tests.review.visitor import Visitor
from tests.sharing import made_once


class Clock:
    """A clock that goes when it is told to, and a little at every look."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    with postgres() as url:
        yield url


def _empty(url: str) -> None:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address where nothing is stored yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/gudang.duckdb.ledger.db"
    url: str = request.getfixturevalue("postgres_url")
    _empty(url)
    return url


@pytest.fixture
def ledger(ledger_url: str, clock: Clock) -> Iterator[Ledger]:
    ledger = Ledger(ledger_url, clock)
    yield ledger
    ledger.close()


@pytest.fixture(scope="session")
def model_office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office to be copied, not changed; made once for all workers of a run."""

    def make(folder: Path) -> None:
        office = Office(folder)
        write_letters(office.raw)
        office.apply()
        office.hire()

    return Office(made_once(tmp_path_factory, "kantor", make))


@pytest.fixture
def office(model_office: Office, tmp_path: Path) -> Office:
    """An office of the test's own."""
    return model_office.copied(tmp_path / "kantor")


@pytest.fixture
def clocked(office: Office, clock: Clock) -> Iterator[TestClient]:
    """The application of the office, with nobody signed in."""
    app = create_app(office.settings, lambda: None, clock)
    with TestClient(app, base_url=ORIGIN, follow_redirects=False) as client:
        yield client
    app.state.room.ledger.close()


@pytest.fixture
def visit(clocked: TestClient) -> Callable[[str], Visitor]:
    """Somebody at a browser of their own."""

    def signed_in(name: str) -> Visitor:
        ledger: Ledger = clocked.app.state.room.ledger  # type: ignore[attr-defined]
        account = ledger.accounts.get(name)
        assert account
        client = TestClient(clocked.app, base_url=ORIGIN, follow_redirects=False)
        client.cookies.set("capaian", ledger.sessions.start(account, "127.0.0.1"))
        return Visitor(client)

    return signed_in


@pytest.fixture
def sari(visit: Callable[[str], Visitor]) -> Visitor:
    """A steward."""
    return visit("sari")
