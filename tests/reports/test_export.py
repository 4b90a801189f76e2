"""What was exported is what the marts hold: read back from the files, every cell of them."""

import csv
import datetime
import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.errors import ReportError
from reports.export import FORMATS
from reports.export.cells import CUT, MAX_DIGITS, MAX_TEXT, decimal_format, whole_format
from reports.export.exporting import export
from reports.export.workbook import write_workbook
from warehouse.analyst import marts as marts_of

HOSTILE = "=cmd|' /C calc'!A1"
LONG = "panjang " * 6_000
STRANGE = "dua\nbaris \x07 \U0001f600 <b>&amp;\t+62 'x"


@pytest.fixture(scope="module")
def hostile(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The marts of three years with texts that a spreadsheet might run or choke on."""
    target = tmp_path_factory.mktemp("jahat") / "capaian.duckdb"
    shutil.copy(published, target)
    with duckdb.connect(str(target)) as connection:
        for pesan, severity in ((HOSTILE, "gagal"), (LONG, "peringatan"), (STRANGE, "info")):
            connection.execute(
                "UPDATE mart.temuan SET pesan = ? WHERE temuan_id = (SELECT min(temuan_id) "
                "FROM mart.temuan WHERE severity = ?)",
                [pesan, severity],
            )
        connection.execute(
            "UPDATE mart.nilai_satker SET nilai = 123456789012.123456 WHERE indikator = 'zi_hasil'"
        )
    return target


@pytest.fixture(scope="module")
def out(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bawa")
    written = export(hostile, folder, FORMATS)
    assert all(path.is_file() for path in written)
    assert sorted(path.name for path in folder.iterdir()) == ["capaian.xlsx", "csv", "parquet"]
    return folder


@pytest.fixture(scope="module")
def marts(hostile: Path) -> dict[str, tuple[list[str], list[tuple[object, ...]]]]:
    """Columns and rows of every mart."""
    with duckdb.connect(str(hostile), read_only=True) as connection:
        names = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'mart' ORDER BY 1"
        ).fetchall()
        found = {}
        for (name,) in names:
            cursor = connection.execute(f'SELECT * FROM mart."{name}"')
            columns = [column[0] for column in cursor.description or ()]
            found[name] = (columns, cursor.fetchall())
        return found


def _expected(value: object) -> object:
    """What a cell of the workbook should hold."""
    match value:
        case None | "":
            return None
        case bool() | float() | datetime.datetime():
            return value
        case Decimal() | int():
            return _number(value)
        case datetime.date():
            return datetime.datetime(value.year, value.month, value.day)
    return _text(str(value))


def _number(value: Decimal | int) -> object:
    """The number, or the text of one that has more digits than a cell keeps."""
    plain = str(value) if isinstance(value, int) else format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    digits = plain.replace("-", "").replace(".", "").lstrip("0")
    return plain if len(digits) > MAX_DIGITS else float(plain)


def _text(value: str) -> str:
    """The text, without what XML cannot hold; one too long for a cell is cut."""
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", value)
    astral = sum(ord(letter) > 0xFFFF for letter in value)
    if len(value) + astral <= MAX_TEXT:
        return kept
    return kept[: MAX_TEXT - len(CUT) - astral] + CUT


def _read(value: object) -> object:
    """What openpyxl read, with the control characters it writes as _x000D_ put back."""
    return value if not isinstance(value, str) else value.replace("_x000D_", "\r")


def test_every_mart_is_a_sheet_equal_to_it_cell_by_cell(out: Path, marts: dict) -> None:
    book = load_workbook(out / "capaian.xlsx")
    assert book.sheetnames == ["Sampul", *marts]
    compared = 0
    for name, (columns, rows) in marts.items():
        sheet = book[name]
        assert [cell.value for cell in sheet[1]] == columns
        read = [[_read(value) for value in row] for row in sheet.iter_rows(2, values_only=True)]
        assert read == [[_expected(value) for value in row] for row in rows], name
        compared += len(rows) * len(columns)
    assert compared > 10_000


def test_no_text_is_a_formula(out: Path) -> None:
    book = load_workbook(out / "capaian.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    texts = {value for row in book["temuan"].iter_rows(values_only=True) for value in row}
    assert HOSTILE in texts


def test_a_sheet_is_ready_to_work_with(out: Path, marts: dict) -> None:
    book = load_workbook(out / "capaian.xlsx")
    for name, (columns, rows) in marts.items():
        sheet: Worksheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert sheet.auto_filter.ref.endswith(str(len(rows) + 1))
        assert all(cell.comment and cell.comment.text for cell in sheet[1]), name
        assert all(8 <= width.width <= 49 for width in sheet.column_dimensions.values())
        assert len(columns) == sheet.max_column


def test_doubtful_figures_are_coloured(out: Path) -> None:
    book = load_workbook(out / "capaian.xlsx")
    formulas = {
        name: [
            rule.formula[0] for group in book[name].conditional_formatting for rule in group.rules
        ]
        for name in ("nilai_satker", "ikk_capaian", "ikk_rincian")
    }
    disputed = [
        cell.column_letter for cell in book["nilai_satker"][1] if cell.value == "is_disputed"
    ]
    assert formulas["nilai_satker"] == [f"${disputed[0]}2=TRUE"]
    assert any('"tertahan"' in formula for formula in formulas["ikk_capaian"])
    assert any('"hanya_laporan"' in formula for formula in formulas["ikk_rincian"])


def test_the_cover_counts_what_is_there(out: Path, marts: dict) -> None:
    cover = load_workbook(out / "capaian.xlsx")["Sampul"]
    lines = [
        [value for value in row if value is not None] for row in cover.iter_rows(values_only=True)
    ]
    listed = {line[0]: line[1] for line in lines if len(line) > 1 and line[0] in marts}
    assert listed == {name: len(rows) for name, (_, rows) in marts.items()}
    columns, letters = marts["surat"]
    standing = [row for row in letters if row[columns.index("status")] != "duplikat"]
    documents = {row[columns.index("document")] for row in standing}
    assert documents <= {line[-1] for line in lines if line}


def test_libreoffice_opens_the_workbook(out: Path, tmp_path: Path, marts: dict) -> None:
    """Another program reads the same rows: LibreOffice writes its second sheet as CSV."""
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profil", "--headless"]
    sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command += ["--convert-to", sheet, "--outdir", str(tmp_path), str(out / "capaian.xlsx")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    assert "Error" not in done.stdout + done.stderr
    columns, rows = marts["ikk_capaian"]
    with (tmp_path / "capaian-ikk_capaian.csv").open(encoding="utf-8", newline="") as stream:
        read = list(csv.reader(stream))
    assert read[0] == columns
    assert [line[2] for line in read[1:]] == [row[2] for row in rows]


def test_parquet_keeps_types_values_and_comments(out: Path, hostile: Path, marts: dict) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{hostile}' AS w (READ_ONLY)")
        for name in marts:
            file = out / "parquet" / f"{name}.parquet"
            assert (
                connection.execute(f"DESCRIBE FROM '{file}'").fetchall()
                == connection.execute(f'DESCRIBE FROM w.mart."{name}"').fetchall()
            )
            different = connection.execute(
                f"(FROM '{file}' EXCEPT ALL FROM w.mart.\"{name}\") UNION ALL "
                f"(FROM w.mart.\"{name}\" EXCEPT ALL FROM '{file}')"
            ).fetchall()
            assert different == [], name
        file = out / "parquet" / "ikk_capaian.parquet"
        metadata = dict(
            connection.execute(
                "SELECT decode(key), decode(value) FROM parquet_kv_metadata(?)", [str(file)]
            ).fetchall()
        )
    assert "Capaian Indikator" in metadata["description"]
    assert json.loads(metadata["columns"])["tahun"] == "Tahun yang diukur"


def test_csv_reads_back_as_the_mart(out: Path, hostile: Path, marts: dict) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{hostile}' AS w (READ_ONLY)")
        for name in marts:
            described = connection.execute(f'DESCRIBE FROM w.mart."{name}"').fetchall()
            types = {column[0]: column[1] for column in described}
            file = out / "csv" / f"{name}.csv"
            read = f"FROM read_csv('{file}', header=true, columns={types}, max_line_size=4000000)"
            kept = f'FROM w.mart."{name}"'
            different = connection.execute(
                f"({read} EXCEPT ALL {kept}) UNION ALL ({kept} EXCEPT ALL {read})"
            ).fetchall()
            assert different == [], name


def test_the_same_warehouse_gives_the_same_files(hostile: Path, out: Path, tmp_path: Path) -> None:
    export(hostile, tmp_path, FORMATS)
    files = [path.relative_to(out) for path in sorted(out.rglob("*")) if path.is_file()]
    assert len(files) > 20
    assert [
        name for name in files if (out / name).read_bytes() != (tmp_path / name).read_bytes()
    ] == []


def test_a_folder_that_cannot_be_written_is_told(hostile: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "berkas"
    blocked.write_text("bukan folder")
    with pytest.raises(ReportError, match="tidak dapat ditulis"):
        export(hostile, blocked / "dalam", ["xlsx"])
    assert blocked.read_text() == "bukan folder"


@given(
    st.lists(
        st.tuples(
            st.none() | st.decimals(-(10**11), 10**11, places=6),
            st.none() | st.integers(-(2**62), 2**62),
            st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
            st.none() | st.booleans(),
            st.none() | st.floats(allow_nan=False, allow_infinity=False, width=32),
            st.none() | st.dates(datetime.date(1900, 3, 1), datetime.date(2200, 1, 1)),
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=30, deadline=None)
def test_every_value_reads_back_from_its_cell(rows: list[tuple[object, ...]]) -> None:
    """Any value of any type, in a sheet that goes on after three rows."""
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA mart")
        connection.execute("ATTACH ':memory:' AS capaian; CREATE SCHEMA capaian.mart")
        connection.execute("USE capaian.mart")
        connection.execute(
            "CREATE TABLE uji (no BIGINT, nilai DECIMAL(18, 6), nomor BIGINT, teks VARCHAR, "
            "benar BOOLEAN, ukuran DOUBLE, hari DATE)"
        )
        numbered = [(number, *row) for number, row in enumerate(rows, 1)]
        connection.executemany("INSERT INTO uji VALUES (?, ?, ?, ?, ?, ?, ?)", numbered)
        for name, columns in COVERED.items():
            connection.execute(f"CREATE TABLE {name} ({columns})")
        tables = [table for table in marts_of(connection) if table.name == "uji"]
        moment = datetime.datetime(2026, 1, 1)
        path = write_workbook(connection, tables, Path(folder), moment, max_rows=3)
        book = load_workbook(path)
        sheets = [name for name in book.sheetnames if name.startswith("uji")]
        read = [
            tuple(_read(cell) for cell in row)
            for name in sheets
            for row in book[name].iter_rows(2, max_col=7, values_only=True)
        ]
    assert len(sheets) == -(-len(rows) // 3)
    assert read == [tuple(_expected(value) for value in row) for row in numbered]


COVERED = {
    "surat": "kind TEXT, nomor TEXT, tahun INT, tanggal DATE, status TEXT, path TEXT, "
    "document TEXT, letter INT",
    "nilai_satker": "is_disputed BOOLEAN",
    "karantina": "document TEXT",
    "temuan": "status TEXT",
}
"""What the cover counts."""


def test_a_long_text_is_cut_as_spreadsheets_count(tmp_path: Path, hostile: Path) -> None:
    """A sign outside the basic plane counts twice."""
    warehouse = tmp_path / "capaian.duckdb"
    shutil.copy(hostile, warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("UPDATE mart.temuan SET pesan = repeat('\U0001f600', 17000)")
    export(warehouse, tmp_path / "out", ["xlsx"])
    sheet = load_workbook(tmp_path / "out" / "capaian.xlsx", read_only=True)["temuan"]
    heads = [cell.value for cell in next(sheet.iter_rows(1, 1))]
    text = next(sheet.iter_rows(2, 2))[heads.index("pesan")].value
    assert text.endswith(CUT)
    assert len(text.encode("utf-16-le")) // 2 <= MAX_TEXT


def test_numbers_show_the_decimals_they_have() -> None:
    assert decimal_format(2, "nilai") == "[$-421]#,##0.00"
    assert decimal_format(3, "nilai") == "[$-421]#,##0.000"
    assert decimal_format(0, "nilai") == "[$-421]#,##0"
    assert decimal_format(0, "capaian_computed_pct") == "[$-421]#,##0.00"
    assert whole_format("tahun") == "0"
    assert whole_format("satker_count") == "[$-421]#,##0"


def test_a_cell_is_shown_with_the_decimals_it_has(out: Path, marts: dict) -> None:
    sheet = load_workbook(out / "capaian.xlsx")["nilai_satker"]
    place = marts["nilai_satker"][0].index("nilai")
    shown = {
        cell.number_format: cell.value
        for row in sheet.iter_rows(2)
        if isinstance((cell := row[place]).value, float | int)
    }
    assert len(shown) > 2
    for form, value in shown.items():
        decimals = len(form.partition(".")[2])
        assert round(Decimal(str(value)), decimals) == Decimal(str(value))
