"""A whole national year by the real program: every BNNP's achievements, counted independently."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest

from tests.flows.conftest import run_program
from tests.typeset import national, single
from tests.typeset.country import Province, provinces
from tests.typeset.frame import Record, Typeset, write_pdf

TAHUN = 2024
AGREED = (1, 16, 29)
HIGH = {"Tinggi", "Sangat Tinggi"}
Values = dict[tuple[str, str], Decimal | None]


@dataclass(frozen=True)
class Year:
    """What was printed, and the warehouse that one night made of it."""

    letters: dict[str, Typeset]
    screens: list[Typeset]
    agreements: dict[str, Typeset]
    done: subprocess.CompletedProcess[str]
    warehouse: Path

    def printed(self, name: str, table: str | None = None) -> list[Record]:
        return self.letters[name].truth[table or name]


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    directory = tmp_path_factory.mktemp("nasional")
    raw = directory / "raw" / str(TAHUN)
    raw.mkdir(parents=True)
    kinds = ("dektari", "dektara", "kotan", "ikm_ikr", "zi", "ibm")
    letters = {name: getattr(national, name)(TAHUN) for name in kinds}
    letters["ikpa"] = single.ikpa(TAHUN, count=34)
    for name, letter in letters.items():
        letter.write(raw / f"{name}.pdf")
    country = provinces(0)
    screens = [single.smart(TAHUN, province) for province in country]
    write_pdf(screens, raw / "layar.pdf")
    agreements = {country[i].bnnp: single.agreement(TAHUN, country[i]) for i in AGREED}
    write_pdf(agreements.values(), raw / "perjanjian.pdf")
    warehouse = directory / "capaian.duckdb"
    done = run_program("run", "--raw", raw.parent, "--warehouse", warehouse)
    return Year(letters, screens, agreements, done, warehouse)


@pytest.fixture
def db(year: Year) -> Iterator[duckdb.DuckDBPyConnection]:
    assert year.done.returncode == 0, year.done.stderr
    with duckdb.connect(str(year.warehouse), read_only=True) as connection:
        yield connection


def number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if text else None


def expected(year: Year) -> Values:
    """Realisasi by BNNP and IKK, from what was printed and nothing else."""
    found: Values = {}
    units = Counter(row["provinsi"] for row in year.printed("ibm"))
    quality = {row["satker"]: row for row in year.printed("ikm_ikr")}
    nka = {row["satker"]: row["nilai"] for one in year.screens for row in one.truth["smart"]}
    ikpa = {row["satker"]: row["nilai_akhir"] for row in year.printed("ikpa")}
    zi = {row["satker"]: row["jumlah"] for row in year.printed("zi")}
    for province in provinces(0):
        office = f"{single.OFFICE} {province.name.upper()}"
        found |= {
            (province.bnnp, "dektari_kabkota"): high(year.printed("dektari"), province),
            (province.bnnp, "dektara_kabkota"): high(year.printed("dektara"), province),
            (province.bnnp, "kualitas_hidup"): number(quality[province.name]["kualitas_hidup"]),
            (province.bnnp, "ikm"): number(quality[province.name]["ikm"]),
            (province.bnnp, "ibm_unit"): Decimal(units[province.name]) or None,
            (province.bnnp, "nka"): number(nka[office]),
            (province.bnnp, "ikpa"): number(ikpa[office]),
            (province.bnnp, "zi"): number(zi[f"BNNP {province.name}"]),
        }
    return found


def high(rows: list[Record], province: Province) -> Decimal | None:
    """How many of a province's BNNK are rated high; nothing for a province without any."""
    names = {f"BNN {one.kind} {one.area}".upper() for one in province.offices}
    own = [row for row in rows if row["satker"] in names]
    assert len(own) == len(names)
    return Decimal(sum(row["kategori"].title() in HIGH for row in own)) if own else None


def test_every_printed_row_is_loaded(db: duckdb.DuckDBPyConnection, year: Year) -> None:
    held = db.execute("SELECT table_name, row, rule, pesan FROM mart.karantina").fetchall()
    assert held == []
    statuses = db.execute("SELECT DISTINCT status FROM mart.surat").fetchall()
    assert statuses == [("dimuat",)]
    printed = Counter(
        {name: len(rows) for letter in year.letters.values() for name, rows in letter.truth.items()}
    )
    for letter in (*year.screens, *year.agreements.values()):
        printed.update({name: len(rows) for name, rows in letter.truth.items()})
    loaded = dict(
        db.execute(
            "SELECT table_name, sum(loaded_count) FROM raw.row_count GROUP BY ALL"
        ).fetchall()
    )
    assert loaded == printed


def test_every_bnnp_has_its_realisasi(db: duckdb.DuckDBPyConnection, year: Year) -> None:
    found = {
        (satker, ikk): value
        for satker, ikk, value in db.execute(
            "SELECT satker_code, ikk_code, realisasi_value FROM mart.ikk_capaian "
            "WHERE tahun = ? AND ikk_code NOT LIKE '%\\_bnnk' ESCAPE '\\'",
            [TAHUN],
        ).fetchall()
    }
    assert found == expected(year)


def test_a_whole_annex_counts_every_office(db: duckdb.DuckDBPyConnection, year: Year) -> None:
    counts = db.execute(
        "SELECT satker_code, satker_expected_count, satker_seen_count FROM mart.ikk_capaian "
        "WHERE tahun = ? AND ikk_code = 'dektara_kabkota' AND realisasi_value IS NOT NULL",
        [TAHUN],
    ).fetchall()
    offices = {one.bnnp: len(one.offices) for one in provinces(0)}
    assert len(counts) == sum(bool(one.offices) for one in provinces(0))
    for satker, whole, seen in counts:
        assert whole == seen == offices[satker]


def test_achievements_against_the_agreements(db: duckdb.DuckDBPyConnection, year: Year) -> None:
    realisasi = expected(year)
    for satker, letter in year.agreements.items():
        targets = dict(
            zip(
                single.IKK_OF_ROWS,
                (Decimal(row["target"]) for row in letter.truth["perjanjian_kinerja"]),
                strict=True,
            )
        )
        found = {
            ikk: (target, pct)
            for ikk, target, pct in db.execute(
                "SELECT ikk_code, target_value, capaian_computed_pct FROM mart.ikk_capaian "
                "WHERE tahun = ? AND satker_code = ? AND target_value IS NOT NULL",
                [TAHUN, satker],
            ).fetchall()
        }
        assert found == {
            ikk: (target, percent(realisasi[satker, ikk], target))
            for ikk, target in targets.items()
        }


def percent(value: Decimal | None, target: Decimal) -> Decimal | None:
    if value is None:
        return None
    return (value * 100 / target).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_a_year_without_bounds_says_so_and_guesses_nothing(db: duckdb.DuckDBPyConnection) -> None:
    missing = {
        row[0]
        for row in db.execute(
            "SELECT pesan FROM mart.temuan WHERE rule = 'aturan_tidak_ada'"
        ).fetchall()
    }
    assert any("dektari" in text and str(TAHUN) in text for text in missing)
    unread = db.execute(
        "SELECT count(*) FROM mart.nilai_satker WHERE indikator = 'zi' AND kategori IS NOT NULL"
    ).fetchone()
    assert unread == (0,)
