"""The walk through adding a kind holds: its blocks, put in place, carry figures to the mart."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.flows.conftest import NIGHT_SECONDS, PROJECT, environment, prefect_api
from tests.typeset import frame
from tests.typeset.frame import Record, Typeset

PAGE = (PROJECT / "docs" / "adding-a-kind.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"<!-- (file|append): (\S+) -->\n```\w+\n(.*?)```\n", re.DOTALL)
BLOCKS = BLOCK.findall(PAGE)
TRUTH = "tests/letters/truth/ikp.csv"
ROOMS = ("extractors", "expectations", "warehouse", "flows")
SCALE = (
    *(("Tidak Mandiri", "1,00", "1,75"), ("Kurang Mandiri", "1,76", "2,50")),
    *(("Mandiri", "2,51", "3,25"), ("Sangat Mandiri", "3,26", "4,00")),
)
NOMOR, DATE, TAHUN = "B/4801/XII/DE/PM.01/2023/BNN", "2023-12-21", 2023


def printed_rows() -> list[Record]:
    (text,) = (text for _, name, text in BLOCKS if name == TRUTH)
    return list(csv.DictReader(io.StringIO(text)))


def ikp_letter(rows: list[Record]) -> Typeset:
    counts = Counter(row["kategori"] for row in rows)
    body = [
        f"- Kategori {word} ({low} – {high}) sebanyak {counts[word]} Satker"
        for word, low, high in SCALE
    ]
    subject = f"Hasil Penghitungan Indeks Kemandirian Partisipasi (IKP) Tahun {TAHUN}"
    head = frame.header(("NO", "SATUAN KERJA", "NILAI IKP", "KATEGORI"))
    html = (
        frame.letter(NOMOR, subject, DATE, body)
        + frame.annex_heading(NOMOR, DATE)
        + frame.table(head, [tuple(row.values()) for row in rows])
    )
    return Typeset("ikp", TAHUN, html, {"ikp": rows}, NOMOR, DATE)


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the page's blocks in it, and a night over one letter."""
    project = tmp_path_factory.mktemp("proyek")
    for room in ROOMS:
        shutil.copytree(
            PROJECT / room, project / room, ignore=shutil.ignore_patterns("__pycache__")
        )
    for how, name, text in BLOCKS:
        target = project / name
        assert target.exists() == (how == "append"), name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("a", encoding="utf-8") as stream:
            stream.write(text)
    rows = printed_rows()
    rows.append(
        {"no": "4", "satker": "BNN Kota Singkawang", "nilai": "3,40", "kategori": "Mandiri"}
    )
    ikp_letter(rows).write(project / "raw" / str(TAHUN) / "ikp.pdf")
    arguments = ("run", "--raw", "raw", "--warehouse", "capaian.duckdb")
    done = subprocess.run(
        [sys.executable, "-m", "flows.cli", *arguments],
        cwd=project,
        env=environment() | {"PYTHONPATH": str(project), "PREFECT_API_URL": prefect_api()},
        capture_output=True,
        text=True,
        timeout=NIGHT_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return project / "capaian.duckdb"


@pytest.fixture
def db(night: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(night), read_only=True) as connection:
        yield connection


def test_every_step_has_its_block() -> None:
    rooms = [Path(name).parts[0] for _, name, _ in BLOCKS]
    assert rooms == ["extractors", "expectations", "warehouse", "warehouse", "tests"]
    assert PAGE.count("```python") + PAGE.count("```sql") + PAGE.count("```csv") == len(BLOCKS)


def test_the_letter_is_of_the_new_kind(db: duckdb.DuckDBPyConnection) -> None:
    found = db.execute("SELECT kind, nomor, tahun, status FROM mart.surat").fetchall()
    assert found == [("ikp", NOMOR, TAHUN, "sebagian")]


def test_figures_reach_the_mart_with_their_satker(db: duckdb.DuckDBPyConnection) -> None:
    found = db.execute(
        "SELECT satker_name, nilai::VARCHAR, kategori FROM mart.nilai_satker "
        "JOIN mart.satker USING (satker_code) WHERE indikator = 'ikp' ORDER BY row"
    ).fetchall()
    assert found == [
        (row["satker"], f"{row['nilai'].replace(',', '.')}0000", row["kategori"])
        for row in printed_rows()
    ]


def test_the_suite_holds_back_what_the_year_s_bounds_refute(
    db: duckdb.DuckDBPyConnection,
) -> None:
    held = db.execute("SELECT table_name, row, rule FROM mart.karantina").fetchall()
    assert held == [("ikp", 4, "kategori_sesuai_batas")]


def test_the_claims_are_checked_without_a_missing_rule(db: duckdb.DuckDBPyConnection) -> None:
    rules = {rule for (rule,) in db.execute("SELECT DISTINCT rule FROM mart.temuan").fetchall()}
    assert rules.isdisjoint({"aturan_tidak_ada", "jumlah_per_kategori", "batas_kategori"})
    stated = db.execute(
        "SELECT scope, value FROM raw.claim WHERE claim = 'jumlah_satker' ORDER BY top"
    ).fetchall()
    assert [scope for scope, _ in stated] == [word for word, _, _ in SCALE]


def test_the_new_table_is_explained(db: duckdb.DuckDBPyConnection) -> None:
    row = db.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'ikp'").fetchone()
    assert row == ("Indeks Kemandirian Partisipasi (IKP), satu baris per satker",)
