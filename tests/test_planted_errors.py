"""A night over letters with planted errors: each bad row is held back with its reason and place."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.flows.conftest import run_program
from tests.typeset import frame, national, single
from tests.typeset.country import provinces
from tests.typeset.frame import Record, Typeset

TAHUN = 2023
"""A year with bounds, so that categories are checked too."""


@dataclass(frozen=True)
class Planted:
    """One error: where it stands, what it is, and what is printed instead."""

    table: str
    row: int
    column: str
    printed: str
    rule: str

    def plant(self, letter: Typeset, record: Record) -> None:
        """Print another text in one cell of a letter's row, found by all that the row prints."""
        cells = [f"<td>{text}</td>" for name, text in record.items() if name != "tingkat"]
        changed = [
            f"<td>{self.printed if name == self.column else text}</td>"
            for name, text in record.items()
            if name != "tingkat"
        ]
        row, other = "".join(cells), "".join(changed)
        assert letter.html.count(row) == 1
        letter.html = letter.html.replace(row, other)


PLANTED = (
    Planted("dektari", 40, "nilai", "5O.12", "angka_terbaca"),
    Planted("dektari", 77, "kategori", "Amat Rendah", "kategori_dikenal"),
    Planted("dektara", 3, "satker", "BNN KABUPATEN ANTAH BERANTAH", "satker_dikenal"),
    Planted("dektara", 120, "nilai", "187,000", "rentang_nilai"),
    Planted("kotan", 55, "hukum", "", "wajib_terisi"),
    Planted("kotan", 90, "indeks", "1,01", "kotan_indeks"),
    Planted("zi", 9, "jumlah", "12.34", "zi_jumlah"),
    Planted("ikm_ikr", 20, "ikm", "3,4,5", "angka_terbaca"),
)


@dataclass(frozen=True)
class Night:
    """The letters, what was printed of them, and the warehouse."""

    letters: dict[str, Typeset]
    done: subprocess.CompletedProcess[str]
    warehouse: Path


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    directory = tmp_path_factory.mktemp("salah")
    raw = directory / "raw" / str(TAHUN)
    raw.mkdir(parents=True)
    letters = {
        name: getattr(national, name)(TAHUN) for name in ("dektari", "dektara", "kotan", "zi")
    }
    letters["ikm_ikr"] = national.ikm_ikr(TAHUN)
    for error in PLANTED:
        error.plant(letters[error.table], letters[error.table].truth[error.table][error.row - 1])
    for name, letter in letters.items():
        letter.write(raw / f"{name}.pdf")
    unknown = Typeset(
        "tidak_dikenal",
        TAHUN,
        frame.letter(
            "B/1/I/UM/2024/BNN", "Undangan Rapat Kerja", "2024-01-05", ["2. Harap hadir."]
        ),
        {},
    )
    frame.write_pdf([single.smart(TAHUN, provinces(0)[4]), unknown], raw / "campuran.pdf")
    unknown.write(raw / "undangan.pdf")
    extra = single.agreement(TAHUN, provinces(0)[4])
    extra.html = extra.html.replace('<th colspan="1" rowspan="1">Target</th>', ODD_HEADER)
    extra.html = extra.html.replace(" Kabupaten/Kota</td>", " Kabupaten/Kota</td><td>x</td>")
    extra.write(raw / "perjanjian.pdf")
    warehouse = directory / "capaian.duckdb"
    done = run_program("run", "--raw", raw.parent, "--warehouse", warehouse)
    return Night(letters, done, warehouse)


ODD_HEADER = '<th colspan="1" rowspan="1">Target</th><th>Warna Map</th>'


@pytest.fixture
def db(night: Night) -> Iterator[duckdb.DuckDBPyConnection]:
    assert night.done.returncode == 0, night.done.stderr
    with duckdb.connect(str(night.warehouse), read_only=True) as connection:
        yield connection


def test_just_the_planted_rows_are_held_back(db: duckdb.DuckDBPyConnection) -> None:
    held = db.execute("SELECT table_name, row, rule FROM mart.karantina").fetchall()
    assert sorted(held) == sorted((error.table, error.row, error.rule) for error in PLANTED)


def test_each_says_what_is_printed_why_and_where(db: duckdb.DuckDBPyConnection) -> None:
    for error in PLANTED:
        found = db.execute(
            "SELECT held.printed ->> $1, held.pesan, temuan.tercetak, cell.page, "
            "cell.x0 = temuan.x0 AND cell.top = temuan.top AND cell.x1 = temuan.x1 "
            "FROM mart.karantina AS held "
            "JOIN mart.temuan AS temuan USING (document, table_name, row, rule) "
            "JOIN raw.cell AS cell ON cell.document = temuan.document "
            "AND cell.table_name = temuan.table_name AND cell.row = temuan.row "
            "AND cell.column_name = temuan.column_name AND cell.page = temuan.page "
            "WHERE held.table_name = $2 AND held.row = $3",
            [f"$.{error.column}", error.table, error.row],
        ).fetchall()
        ((printed, pesan, tercetak, page, is_at_cell),) = found
        assert (printed or "") == error.printed == (tercetak or "")
        assert pesan.endswith(".")
        assert page > 1
        assert is_at_cell


def test_printed_is_loaded_and_quarantined_for_every_letter(
    db: duckdb.DuckDBPyConnection, night: Night
) -> None:
    for name, letter in night.letters.items():
        wrong = sum(error.table == name for error in PLANTED)
        counts = db.execute(
            "SELECT printed_count, loaded_count, quarantined_count FROM raw.row_count "
            "WHERE table_name = ?",
            [name],
        ).fetchone()
        printed = len(letter.truth[name])
        assert counts == (printed, printed - wrong, wrong)
        status = db.execute("SELECT status, alasan FROM mart.surat WHERE kind = ?", [name])
        told = f"{wrong} dari {printed} baris dikarantina; lihat mart.karantina"
        assert status.fetchone() == ("sebagian", told)


def test_counts_that_disagree_with_the_rows_are_told(db: duckdb.DuckDBPyConnection) -> None:
    """One satker was printed with a category of no class: one class is now one short."""
    found = db.execute(
        "SELECT severity, tercetak, seharusnya FROM mart.temuan WHERE rule = 'jumlah_per_kategori'"
    ).fetchall()
    ((severity, stated, counted),) = found
    assert severity == "gagal"
    assert int(stated) == int(counted) + 1


def test_an_unknown_name_comes_with_the_nearest(db: duckdb.DuckDBPyConnection) -> None:
    row = db.execute(
        "SELECT pesan, seharusnya FROM mart.temuan WHERE rule = 'satker_dikenal'"
    ).fetchone()
    assert row is not None
    assert "ANTAH BERANTAH" in row[0]
    assert row[1].startswith("BNN Kabupaten ")


def test_a_letter_of_unknown_kind_is_told_alone_and_in_a_bundle(
    db: duckdb.DuckDBPyConnection,
) -> None:
    found = db.execute(
        "SELECT path, nomor, status FROM mart.surat WHERE kind = 'tidak_dikenal' "
        "OR path LIKE '%campuran%' ORDER BY ALL"
    ).fetchall()
    assert found == [
        (f"{TAHUN}/campuran.pdf", "B/1/I/UM/2024/BNN", "tidak_dikenal"),
        (f"{TAHUN}/campuran.pdf", None, "dimuat"),
        (f"{TAHUN}/undangan.pdf", "B/1/I/UM/2024/BNN", "tidak_dikenal"),
    ]
    reason = db.execute("SELECT alasan FROM mart.surat WHERE path LIKE '%undangan%'").fetchone()
    assert reason is not None
    assert "Undangan Rapat Kerja" in reason[0]


def test_a_column_that_nobody_knows_is_told(db: duckdb.DuckDBPyConnection) -> None:
    found = db.execute(
        "SELECT severity, page, pesan FROM mart.temuan WHERE rule = 'kolom_tidak_dikenal'"
    ).fetchall()
    ((severity, page, pesan),) = found
    assert (severity, page) == ("peringatan", 1)
    assert "'Warna Map'" in pesan
