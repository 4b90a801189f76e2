"""Every expectation of every suite fails on bad data, with its rule, cell and severity."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from expectations.check import Check
from expectations.runner import suite_of
from expectations.verdict import Finding, Verdict
from extractors.draft import HIDDEN
from extractors.errors import SpecificationError
from extractors.registry import tables
from extractors.values import squash
from tests.expectations.conftest import Records, failures, reference

Find = Callable[[str], Records]
Spoil = Callable[[Records, str, int, Check], None]


def more(by: str) -> Spoil:
    def spoil(records: Records, table: str, row: int, check: Check) -> None:
        value = Decimal(records.value(table, row, check.column) or "0") + Decimal(by)
        records.put(table, row, **{check.column: str(value)})

    return spoil


def put(text: str | None) -> Spoil:
    def spoil(records: Records, table: str, row: int, check: Check) -> None:
        records.put(table, row, **{check.column: text})

    return spoil


def unreadable(records: Records, table: str, row: int, check: Check) -> None:
    records.spoil(table, row, check.column, "8O,5")


def no_result(records: Records, table: str, row: int, check: Check) -> None:
    """Nothing printed, nor the category that a result would have."""
    own = next(r for r in records.rows if (r.table, r.row) == (table, row))
    is_result = check.column == "nilai" and "kategori" in own.values
    put(None)(records, table, row, check)
    if is_result:
        records.put(table, row, kategori=None)


def twin(records: Records, table: str, row: int, _check: Check) -> None:
    other = next(r.row for r in records.rows if r.table == table and r.row != row)
    source = next(r for r in records.rows if (r.table, r.row) == (table, other))
    records.put(table, row, **source.values)


def other_category(records: Records, table: str, row: int, check: Check) -> None:
    """Another word of an index that has the printed one."""
    now = squash(records.value(table, row, check.column) or "")
    words = reference().records("category_order")
    indices = {word["indikator"] for word in words if squash(word["kategori"] or "") == now}
    other = next(
        word["kategori"]
        for word in words
        if word["indikator"] in indices and squash(word["kategori"] or "") != now
    )
    records.put(table, row, **{check.column: other})


def lowest_word_on_highest_value(records: Records, table: str, row: int, check: Check) -> None:
    own = [r for r in records.rows if r.table == table]
    top = max(own, key=lambda r: Decimal(r.values["indeks"] or "0"))
    bottom = min(own, key=lambda r: Decimal(r.values["indeks"] or "0"))
    high, low = top.values[check.column], bottom.values[check.column]
    records.put(table, top.row, **{check.column: low})
    records.put(table, bottom.row, **{check.column: high})


def as_scanned(records: Records, table: str, row: int) -> None:
    """A row read from an image."""
    for index, item in enumerate(records.rows):
        if (item.table, item.row) == (table, row):
            records.rows[index] = replace(item, method="ocr")


def doubted(
    records: Records, table: str, row: int, confidence: float, values: dict[str, str]
) -> None:
    """Cells of a scanned row that print other text, read in doubt."""
    as_scanned(records, table, row)
    records.put(table, row, **values)
    for index, cell in enumerate(records.cells):
        if (cell.table, cell.row) == (table, row) and cell.column in values:
            records.cells[index] = replace(cell, confidence=confidence)


def misread_place(records: Records, table: str, row: int, check: Check) -> None:
    doubted(records, table, row, 0.9, {check.column: f"{records.value(table, row, check.column)}q"})


def misread_component(records: Records, table: str, row: int, check: Check) -> None:
    as_scanned(records, table, row)
    records.put(table, row, **{check.column: f"{records.value(table, row, check.column)}l"})


SPOILS: dict[str, Spoil] = {
    "angka_terbaca": unreadable,
    "wajib_terisi": put(None),
    "sel_kosong": no_result,
    "rentang_nilai": more("100000"),
    "tidak_ganda": twin,
    "urutan_no": more("7"),
    "satker_dikenal": put("BNN Kabupaten Antah Berantah"),
    "wilayah_dikenal": misread_place,
    "komponen_dikenal": misread_component,
    "kategori_dikenal": put("Amat Lain"),
    "kategori_sesuai_batas": other_category,
    "urutan_kategori": lowest_word_on_highest_value,
    "mutu_sesuai_kategori": put("Z"),
    "hasil_lengkap": put(None),
    "rata_rata_provinsi": more("1"),
    "kotan_indeks": more("0.5"),
    "zi_jumlah": more("0.01"),
    "ikpa_nilai_total": more("-1"),
    "ikpa_konversi": more("-1"),
    "ikpa_nilai_akhir": more("-1"),
    "ikpa_bobot": more("1"),
    "lkip_rincian_hitung": more("3"),
    "lkip_sisa": more("1"),
    "lkip_persen": more("1"),
    "lkip_persen_sisa": more("1"),
    "lkip_total": more("1"),
}
"""How data is spoilt so that a rule must fail; every rule of every suite has its way."""

SINGLE = {"smart", "ikpa"}
"""Annexes that print one row: nothing can be double in them."""

CASES = [(table, check) for table in sorted(tables()) for check in suite_of(table)]


def label(case: tuple[str, Check]) -> str:
    return f"{case[0]}-{case[1].rule}-{case[1].column}"


def rows_to_try(records: Records, table: str, check: Check) -> list[int]:
    filled = [
        row.row
        for row in records.rows
        if row.table == table and (row.values.get(check.column) or check.rule == "sel_kosong")
    ]
    return sorted(filled, reverse=True)


@pytest.mark.parametrize("case", CASES, ids=label)
def test_each_expectation_fails_on_bad_data(case: tuple[str, Check], records_of: Find) -> None:
    table, check = case
    if check.rule == "tidak_ganda" and table in SINGLE:
        records = records_of(table)
        own = next(row for row in records.rows if row.table == table)
        records.rows.append(type(own)(**{**fields(own), "row": own.row + 1}))
        assert {f.severity for f in told(records.verdict(), table, check)} == {check.severity}
        return
    for row in rows_to_try(records_of(table), table, check):
        records = records_of(table)
        SPOILS[check.rule](records, table, row, check)
        verdict = records.verdict()
        found = told(verdict, table, check)
        if found:
            break
    assert {finding.severity for finding in found} == {check.severity}
    for finding in found:
        assert finding.pesan.endswith(".")
        assert finding.page is not None
        assert finding.x0 is not None
        assert finding.top is not None
    spoilt = {(f.table, f.row) for f in found}
    status = {(r.table, r.row): r.status for r in verdict.rows}
    if check.severity == "gagal":
        assert {status[table_row] for table_row in spoilt} == {"karantina"}


def fields(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__slots__}  # type: ignore[attr-defined]


def told(verdict: Verdict, table: str, check: Check) -> list[Finding]:
    """What a verdict finds by one check."""
    return [
        found
        for found in failures(verdict)
        if (found.table, found.rule, found.column) == (table, check.rule, check.column)
    ]


def test_every_rule_has_a_way_to_fail() -> None:
    assert {check.rule for _, check in CASES} == set(SPOILS)


@pytest.mark.parametrize("table", sorted(tables()))
def test_what_the_letters_print_is_not_withheld(table: str, records_of: Find) -> None:
    """The sample letters hold no wrong number; only warnings may stand."""
    verdict = records_of(table).verdict()
    withheld = [f for f in failures(verdict) if f.severity == "gagal" and f.table == table]
    assert withheld == []


def test_a_table_without_a_suite_is_an_error() -> None:
    with pytest.raises(SpecificationError, match="aturan pemeriksaan"):
        suite_of("tidak_ada")


def test_a_cell_that_cannot_be_read_is_one_finding(records_of: Find) -> None:
    """That it holds no value is no second fault."""
    records = records_of("dektara")
    records.spoil("dektara", 4, "nilai", "8O,5")
    (found,) = failures(records.verdict())
    assert (found.rule, found.tercetak) == ("angka_terbaca", "8O,5")


def test_a_satker_without_a_result_is_loaded_and_missed(records_of: Find) -> None:
    records = records_of("dektara")
    records.put("dektara", 4, nilai=None, kategori=None)
    verdict = records.verdict()
    assert [f.rule for f in failures(verdict)] == ["sel_kosong"]
    assert {row.status for row in verdict.rows} == {"dimuat"}


def test_a_column_that_is_not_certain_withholds_its_rows(records_of: Find) -> None:
    records = records_of("dektari")
    for index, cell in enumerate(records.cells):
        if (cell.row, cell.column) == (3, "kategori"):
            records.cells[index] = replace(cell, problem="2 kolom sama-sama dapat berarti kategori")
    (found,) = failures(records.verdict())
    assert (found.rule, found.row, found.column) == ("kolom_dikenal", 3, "kategori")
    assert "2 kolom" in found.pesan


def test_a_deduction_needs_no_weight_where_the_year_has_it(records_of: Find) -> None:
    records = records_of("ikpa_indikator")
    records.letter = replace(records.letter, tahun=2024)
    row = next(r.row for r in records.rows if r.values.get("indikator") == "Dispensasi SPM")
    records.put("ikpa_indikator", row, bobot=None, nilai_akhir=None, nilai="1.00")
    records.put("ikpa", 1, nilai_total="92.69", nilai_akhir="91.69")
    assert {f.rule for f in failures(records.verdict())} == {"ikpa_bobot"}
    records.put("ikpa", 1, nilai_akhir="92.00")
    assert "ikpa_konversi" in {f.rule for f in failures(records.verdict())}


def test_messages_name_the_row_and_write_numbers_as_printed(records_of: Find) -> None:
    records = records_of("dektara")
    records.put("dektara", 4, nilai="187.768")
    found = next(f for f in failures(records.verdict()) if f.rule == "rentang_nilai")
    name = records.value("dektara", 4, "satker")
    assert found.pesan.startswith(f"{name}: Indeks Dektara 187.768 di luar rentang 25 s.d. 100;")


def test_a_value_between_two_classes_keeps_its_printed_one(records_of: Find) -> None:
    """Bounds have two decimals, Dektara three: 76,605 is in neither class and may have either."""
    for word in ("Rendah", "TINGGI"):
        records = records_of("dektara")
        records.put("dektara", 4, nilai="76.605", kategori=word)
        assert failures(records.verdict()) == []
    records = records_of("dektara")
    records.put("dektara", 4, nilai="76.605", kategori="SANGAT TINGGI")
    (found,) = failures(records.verdict())
    assert (found.rule, found.seharusnya) == ("kategori_sesuai_batas", "Rendah atau Tinggi")


def test_a_place_is_judged_on_scans_alone(records_of: Find) -> None:
    records = records_of("ibm")
    records.put("ibm", 1, kabupaten_kota="Kota Antah Berantah")
    assert failures(records.verdict()) == []
    as_scanned(records, "ibm", 1)
    (found,) = failures(records.verdict())
    assert (found.rule, found.column) == ("wilayah_dikenal", "kabupaten_kota")
    assert "'antah'" in found.pesan
    records.put("ibm", 1, kabupaten_kota="Kota Mojokerto 2")
    assert [found.rule for found in failures(records.verdict())] == ["wilayah_dikenal"]


@pytest.mark.parametrize(
    ("values", "rules_found"),
    [
        ({"kabupaten_kota": "Kota Pontianak"}, []),
        ({"kecamatan": "Pontianak Selatan"}, []),
        ({"desa_kelurahan": "Kelurahan Benua Melayu Darat"}, []),
        ({"desa_kelurahan": "Kel. Benua  Melayu Darat"}, []),
        ({"kecamatan": "Tegalsari"}, ["terbaca_pasti"]),
        ({"kecamatan": "Pontianak Selatam"}, ["wilayah_dikenal", "terbaca_pasti"]),
        (
            {"kecamatan": "Pontianak Selatan", "kabupaten_kota": "Kabupaten Mempawah"},
            ["terbaca_pasti"],
        ),
    ],
)
def test_a_doubtful_name_is_trusted_where_its_kabupaten_has_it(
    values: dict[str, str], rules_found: list[str], records_of: Find
) -> None:
    records = records_of("ibm")
    records.put("ibm", 4, provinsi="Kalimantan Barat", kabupaten_kota="Kota Pontianak")
    doubted(records, "ibm", 4, 0.3, values)
    assert [found.rule for found in failures(records.verdict())] == rules_found


@pytest.mark.parametrize(
    ("village", "confidence", "rules_found"),
    [("Desa Mekar Sari", 0.95, []), ("Desa Mekar Sari", 0.8, ["terbaca_pasti"])],
)
def test_a_doubtful_kecamatan_is_trusted_beside_a_village_of_it_that_is_sure(
    village: str, confidence: float, rules_found: list[str], records_of: Find
) -> None:
    """Alone it is not: Sungai Raya Dalam lies in the same kabupaten."""
    records = records_of("ibm")
    place = {"provinsi": "Kalimantan Barat", "kabupaten_kota": "Kabupaten Kubu Raya"}
    records.put("ibm", 4, **place)
    doubted(records, "ibm", 4, confidence, {"desa_kelurahan": village})
    doubted(records, "ibm", 4, 0.3, {"kecamatan": "Sungai Raya"})
    assert [found.rule for found in failures(records.verdict())] == rules_found


def test_a_village_that_no_list_has_is_trusted_where_it_was_read_clearly(records_of: Find) -> None:
    """Real letters misspell some, as the decree's 'Desa Rangkah Klidul'."""
    for confidence, rules_found in ((0.998, []), (0.9, ["wilayah_dikenal"])):
        records = records_of("ibm")
        doubted(records, "ibm", 4, confidence, {"desa_kelurahan": "Desa Rangkah Klidul"})
        assert [found.rule for found in failures(records.verdict())] == rules_found


@pytest.mark.parametrize(
    ("printed", "rules_found"), [("394", ["terbaca_pasti"]), ("4", []), ("0", [])]
)
def test_a_figure_of_a_scan_has_a_decimal_mark_where_its_column_has(
    printed: str, rules_found: list[str], records_of: Find
) -> None:
    """However sure its readings: all lose the same point. Text pages say what they say."""
    records = records_of("ikm_ikr")
    row = rows_to_try(records, "ikm_ikr", next(c for c in suite_of("ikm_ikr")))[0]
    records.put("ikm_ikr", row, ikm=printed)
    before = [found.rule for found in failures(records.verdict())]
    assert "terbaca_pasti" not in before
    as_scanned(records, "ikm_ikr", row)
    found = [finding.rule for finding in failures(records.verdict())]
    assert [rule for rule in found if rule == "terbaca_pasti"] == rules_found


def test_an_indicator_of_a_scan_is_one_that_its_year_weighs(records_of: Find) -> None:
    records = records_of("ikpa_indikator")
    as_scanned(records, "ikpa_indikator", 6)
    records.put("ikpa_indikator", 6, indikator="Pengetolaan UP dan TUP")
    (found,) = failures(records.verdict())
    assert (found.rule, found.column) == ("komponen_dikenal", "indikator")
    assert "tahun 2023 tidak mengenal nama itu" in found.pesan
    records.letter = replace(records.letter, tahun=2019)
    assert "komponen_dikenal" not in {found.rule for found in failures(records.verdict())}


def test_a_cell_hidden_under_a_stain_is_not_taken_for_an_empty_one(records_of: Find) -> None:
    records = records_of("ibm")
    records.put("ibm", 3, kecamatan=None)
    assert failures(records.verdict()) == []
    for index, cell in enumerate(records.cells):
        if (cell.row, cell.column) == (3, "kecamatan"):
            records.cells[index] = replace(cell, problem=HIDDEN)
    (found,) = failures(records.verdict())
    assert (found.rule, found.column) == ("terbaca_pasti", "kecamatan")
    assert HIDDEN in found.pesan
