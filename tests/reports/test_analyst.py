"""Questions in a notebook and in the terminal, and the pages that show twenty of them."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

import capaian
from tests.flows.conftest import PROJECT, environment, run_program
from tests.reports import pages
from warehouse.analyst import answer
from warehouse.errors import NoWarehouseError, QuestionError


def test_the_dictionary_is_the_warehouses(sample: Path) -> None:
    assert pages.DICTIONARY.read_text(encoding="utf-8") == pages.dictionary_of(sample)


def test_every_column_is_described(sample: Path) -> None:
    assert "|  |" not in pages.dictionary_of(sample)


def test_there_are_twenty_questions() -> None:
    assert len(pages.questions()) == 20


@pytest.mark.parametrize("number", range(20))
def test_a_question_is_answered_as_the_page_says(number: int, sample: Path) -> None:
    question, shown = pages.questions()[number]
    assert pages.answer_to(question, sample) == shown


def test_a_connection_finds_the_marts_by_name(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPAIAN_WAREHOUSE", str(published))
    with capaian.connect() as connection:
        frame = connection.sql("SELECT * FROM ikk_capaian WHERE status = 'dihitung'").df()
        connection.execute("CREATE TEMP TABLE saya AS FROM nilai_satker LIMIT 1")
        with pytest.raises(duckdb.Error):
            connection.execute("DELETE FROM ikk_capaian")
    assert len(frame) > 3


def test_no_warehouse_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoWarehouseError, match="capaian run"):
        capaian.connect(tmp_path / "tidak-ada.duckdb")
    (tmp_path / "teks.duckdb").write_text("bukan gudang")
    with pytest.raises(NoWarehouseError):
        capaian.connect(tmp_path / "teks.duckdb")


def test_a_question_reads_no_other_file(published: Path) -> None:
    for question in (
        "SELECT * FROM read_csv('/etc/passwd')",
        "COPY ikk_capaian TO '/tmp/keluar.csv'",
        "ATTACH '/tmp/lain.duckdb'",
        "SET enable_external_access = true",
    ):
        with pytest.raises(QuestionError):
            answer(published, question, None)


def test_an_answer_says_how_many_rows_there_are(published: Path) -> None:
    found = answer(published, "SELECT tahun FROM ikk_capaian", 3)
    assert len(found.rows) == 3
    assert found.count > 20


def test_query_prints_a_table_and_csv(sample: Path) -> None:
    question = (
        "SELECT ikk_code, realisasi_value FROM ikk_capaian "
        "WHERE satker_code = 'bnnp-61' AND ikk_code = 'ikpa'"
    )
    done = run_program("query", question, "--warehouse", sample)
    assert done.returncode == 0, done.stderr
    assert "97,69" in done.stdout
    assert done.stdout.endswith("\n1 baris\n")
    as_csv = run_program("query", question, "--warehouse", sample, "--csv")
    header, row = as_csv.stdout.splitlines()
    assert header == "ikk_code,realisasi_value"
    assert Decimal(row.partition(",")[2]) == Decimal("97.69")


def test_query_reads_a_question_from_its_input(sample: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "query", "-", "--warehouse", str(sample)]
    done = subprocess.run(
        command,
        input="SELECT count(*) AS n FROM surat",
        capture_output=True,
        text=True,
        cwd=PROJECT,
        env=environment(),
        check=True,
    )
    assert "18" in done.stdout


def test_a_wrong_question_is_told_in_words(sample: Path) -> None:
    done = run_program("query", "SELEKT 1", "--warehouse", sample)
    assert done.returncode == 1
    assert "Pertanyaan SQL tidak dapat dijawab" in done.stderr
    assert "Traceback" not in done.stderr


def test_export_writes_what_it_says(sample: Path, tmp_path: Path) -> None:
    done = run_program("export", "--warehouse", sample, "--out", tmp_path, "--format", "csv,xlsx")
    assert done.returncode == 0, done.stderr
    files = [Path(line) for line in done.stdout.splitlines()]
    assert files[0] == tmp_path / "capaian.xlsx"
    assert all(file.is_file() for file in files)
    assert not (tmp_path / "parquet").exists()


@pytest.mark.parametrize(
    ("format_", "words"), [("xls", "xls tidak dikenal"), (",", "kosong tidak dikenal")]
)
def test_a_format_nobody_knows_is_misuse(
    format_: str, words: str, sample: Path, tmp_path: Path
) -> None:
    done = run_program("export", "--warehouse", sample, "--out", tmp_path, "--format", format_)
    assert done.returncode == 2
    assert words in done.stderr
