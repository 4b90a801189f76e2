"""Every expectation of every suite fails on bad data, with its rule, cell and severity."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from expectations.check import Check
from expectations.runner import suite_of
from extractors.errors import SpecificationError
from extractors.registry import tables
from tests.expectations.conftest import Records, failures

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


def twin(records: Records, table: str, row: int, _check: Check) -> None:
    other = next(r.row for r in records.rows if r.table == table and r.row != row)
    source = next(r for r in records.rows if (r.table, r.row) == (table, other))
    records.put(table, row, **source.values)


def other_category(records: Records, table: str, row: int, check: Check) -> None:
    now = records.value(table, row, check.column)
    records.put(table, row, **{check.column: "Rendah" if now != "Rendah" else "Tinggi"})


def lowest_word_on_highest_value(records: Records, table: str, row: int, check: Check) -> None:
    own = [r for r in records.rows if r.table == table]
    top = max(own, key=lambda r: Decimal(r.values["indeks"] or "0"))
    bottom = min(own, key=lambda r: Decimal(r.values["indeks"] or "0"))
    high, low = top.values[check.column], bottom.values[check.column]
    records.put(table, top.row, **{check.column: low})
    records.put(table, bottom.row, **{check.column: high})


SPOILS: dict[str, Spoil] = {
    "angka_terbaca": unreadable,
    "wajib_terisi": put(None),
    "sel_kosong": put(None),
    "rentang_nilai": more("100000"),
    "tidak_ganda": twin,
    "urutan_no": more("7"),
    "satker_dikenal": put("BNN Kabupaten Antah Berantah"),
    "kategori_sesuai_batas": other_category,
    "urutan_kategori": lowest_word_on_highest_value,
    "mutu_sesuai_kategori": put("Z"),
    "rata_rata_provinsi": more("1"),
    "kotan_indeks": more("0.5"),
    "zi_jumlah": more("0.01"),
    "ikpa_nilai_total": more("-1"),
    "ikpa_konversi": more("-1"),
    "ikpa_nilai_akhir": more("-1"),
    "ikpa_bobot": more("1"),
    "lkip_capaian_hitung": more("3"),
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
    tried = rows_to_try(records_of(table), table, check)
    if check.rule == "rentang_nilai" and not has_range(records_of(table), table, check):
        records = records_of(table)
        SPOILS[check.rule](records, table, tried[0], check)
        assert "rentang_nilai" not in {f.rule for f in failures(records.verdict())}
        return
    if check.rule == "tidak_ganda" and table in SINGLE:
        records = records_of(table)
        own = next(row for row in records.rows if row.table == table)
        records.rows.append(type(own)(**{**fields(own), "row": own.row + 1}))
        assert rules(records, table, check) == {check.severity}
        return
    for row in tried:
        records = records_of(table)
        SPOILS[check.rule](records, table, row, check)
        if rules(records, table, check):
            break
    assert rules(records, table, check) == {check.severity}
    found = [f for f in failures(records.verdict()) if f.rule == check.rule]
    for finding in found:
        assert finding.pesan.endswith(".")
        assert finding.page is not None
        assert finding.x0 is not None
        assert finding.top is not None
    spoilt = {(f.table, f.row) for f in found}
    status = {(r.table, r.row): r.status for r in records.verdict().rows}
    if check.severity == "gagal":
        assert {status[table_row] for table_row in spoilt} == {"karantina"}


def has_range(records: Records, table: str, check: Check) -> bool:
    from tests.expectations.conftest import reference

    return reference().value_range(table, check.column, records.letter.tahun or 0) is not None


def fields(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__slots__}  # type: ignore[attr-defined]


def rules(records: Records, table: str, check: Check) -> set[str]:
    return {
        found.severity
        for found in failures(records.verdict())
        if (found.table, found.rule, found.column) == (table, check.rule, check.column)
    }


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
