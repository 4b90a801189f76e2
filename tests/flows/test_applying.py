"""Decisions take effect at once: real PDFs, a real ledger, real DuckDB, no Prefect."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from flows.applying import apply
from flows.errors import NightRunningError
from flows.ledgers import decisions_of
from flows.places import Places
from review.errors import LedgerError
from review.ledger import Ledger
from review.ledger.entries import Draft
from tests.flows.conftest import RAW, Capaian
from warehouse.analyst import opened
from warehouse.query import achievements

LETTERS = ("SMART-2023-nka.pdf", "PK-2023-bnnp-kalbar.pdf")


@dataclass(frozen=True)
class Desk:
    """A few letters, their warehouse and their ledger."""

    raw: Path
    places: Places

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.places.ledger)

    @property
    def arguments(self) -> tuple[object, ...]:
        return ("run", "--raw", self.raw, "--warehouse", self.places.warehouse)

    def apply(self) -> None:
        ledger = self.ledger
        apply(self.raw, self.places, ledger)
        ledger.close()

    def nka(self) -> tuple[Decimal | None, Decimal | None, str]:
        (found,) = [
            line
            for line in achievements(self.places.warehouse, satker="bnnp-61")
            if line.ikk_code == "nka"
        ]
        return found.realisasi_value, found.capaian_computed_pct, found.status

    def decide(self, verb: str, **details: object) -> int:
        """Enter a decision on BNNP Kalimantan Barat's row of SMART."""
        with opened(self.places.warehouse) as db:
            row = db.execute(
                "SELECT row_key, row_guard FROM raw.smart WHERE satker_code = 'bnnp-61'"
            ).fetchone()
        assert row is not None
        ledger = self.ledger
        seen = [item.decision_id for item in ledger.decisions()]
        draft = Draft(
            decided_by="siti",
            verb=verb,  # type: ignore[arg-type]
            item_key=row[0],
            guard=row[1],
            tercetak="75,62",
            reason="diperiksa pada layarnya",
            seen=max(seen, default=0),
            **details,  # type: ignore[arg-type]
        )
        entered = ledger.entries.append(draft)
        ledger.close()
        return entered.decision_id


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    directory = tmp_path_factory.mktemp("meja")
    (directory / "raw" / "2023").mkdir(parents=True)
    for name in LETTERS:
        shutil.copy2(RAW / "2023" / name, directory / "raw" / "2023")
    desk = Desk(directory / "raw", Places(directory / "c.duckdb"))
    desk.apply()
    assert desk.places.journal.nights()[-1].outcome == "published"
    return desk


@pytest.fixture
def desk(first: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(first.raw.parent, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path / "raw", Places(tmp_path / "c.duckdb"))


def test_a_correction_takes_effect_and_its_undoing_takes_it_back(
    desk: Desk, capaian: Capaian
) -> None:
    printed = desk.nka()
    assert printed == (Decimal("75.62"), Decimal("84.97"), "dihitung")
    entered = desk.decide("koreksi", column="nilai", value="79,00")
    assert desk.nka() == printed
    desk.apply()
    assert desk.nka() == (Decimal(79), Decimal("88.76"), "dihitung")
    night = capaian(*desk.arguments)
    assert "Tidak ada yang berubah" in night.stdout, "the night has nothing left to do"
    desk.decide("batal", undoes=entered)
    desk.apply()
    assert desk.nka() == printed
    with opened(desk.places.warehouse) as db:
        told = db.execute("SELECT decision_id, status FROM mart.keputusan ORDER BY 1").fetchall()
    assert told == [(1, "dibatalkan"), (2, "berlaku")]


def test_only_what_decisions_change_is_judged_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warehouse import judging

    judged = []

    def counted(extraction, number, *arguments):  # type: ignore[no-untyped-def]
        judged.append(extraction.path)
        return original(extraction, number, *arguments)

    original = judging.judge
    monkeypatch.setattr(judging, "judge", counted)
    desk.decide("koreksi", column="nilai", value="79,00")
    desk.apply()
    assert judged == ["2023/SMART-2023-nka.pdf"]


def test_decisions_are_not_applied_while_a_night_runs(desk: Desk) -> None:
    before = desk.places.warehouse.read_bytes()
    desk.decide("koreksi", column="nilai", value="79,00")
    with desk.places.locked(), pytest.raises(NightRunningError):
        desk.apply()
    assert desk.places.warehouse.read_bytes() == before


def test_a_ledger_that_cannot_be_read_stops_the_night(desk: Desk, capaian: Capaian) -> None:
    before = desk.places.warehouse.read_bytes()
    url = desk.places.ledger
    assert decisions_of(url) == []
    Path(url.removeprefix("sqlite:///")).write_bytes(b"bukan basis data" * 1000)
    with pytest.raises(LedgerError):
        decisions_of(url)
    night = capaian(*desk.arguments)
    assert night.returncode == 1
    assert "Traceback" not in night.stderr
    assert desk.places.warehouse.read_bytes() == before
