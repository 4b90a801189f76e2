"""Printed totals, counts and limits against the rows and the reference data."""

from collections.abc import Callable
from dataclasses import replace

from tests.expectations.conftest import Records, reference
from warehouse.identity import Identity
from warehouse.naming import Namer

Find = Callable[[str], Records]


def found(records: Records, rule: str) -> list[tuple[str, str | None, str | None]]:
    return [
        (f.severity, f.tercetak, f.seharusnya) for f in records.verdict().findings if f.rule == rule
    ]


def claim(records: Records, name: str, value: str, scope: str | None = None) -> None:
    for index, item in enumerate(records.claims):
        if item.claim == name and (scope is None or item.scope == scope):
            records.claims[index] = replace(item, value=value, printed=value)


def whole(records: Records) -> None:
    """Let the letter claim just what its excerpt prints."""
    own = [r for r in records.rows if r.values.get("tingkat") != "provinsi"]
    for index, item in enumerate(records.claims):
        if item.claim == "jumlah_satker":
            count = sum((r.values["kategori"] or "").title() == item.scope for r in own)
            records.claims[index] = replace(item, value=str(count))


def test_an_excerpt_is_said_to_be_one(records_of: Find) -> None:
    (excerpt,) = found(records_of("dektari"), "cuplikan")
    assert excerpt[0] == "info"
    assert found(records_of("dektari"), "jumlah_per_kategori") == []


def test_a_whole_annex_must_agree_with_every_count(records_of: Find) -> None:
    records = records_of("dektari")
    whole(records)
    assert found(records, "cuplikan") == found(records, "jumlah_per_kategori") == []
    moved = next(r for r in records.rows if r.values["kategori"] == "Tinggi")
    records.put("dektari", moved.row, kategori="Sangat Tinggi")
    assert {severity for severity, *_ in found(records, "jumlah_per_kategori")} == {"gagal"}
    assert len(found(records, "jumlah_per_kategori")) == 2


def test_an_excerpt_may_not_exceed_a_count(records_of: Find) -> None:
    records = records_of("dektari")
    claim(records, "jumlah_satker", "1", scope="Tinggi")
    ((severity, printed, _counted),) = found(records, "jumlah_per_kategori")
    assert (severity, printed) == ("gagal", "1")


def test_an_annex_that_counts_no_category_is_told_whole_by_its_areas(records_of: Find) -> None:
    records = records_of("kotan")
    ((severity, total, seen),) = found(records, "cuplikan")
    assert (severity, total, seen) == ("info", "207", str(len(records.rows)))
    provinces = sum(bool(code and code.startswith("prov-")) for code in codes(records))
    claim(records, "jumlah_provinsi", str(provinces))
    claim(records, "jumlah_kabupaten_kota", str(len(records.rows) - provinces))
    assert found(records, "cuplikan") == found(records, "jumlah_terukur") == []
    claim(records, "jumlah_provinsi", str(provinces + 1))
    claim(records, "jumlah_kabupaten_kota", str(len(records.rows) - provinces - 1))
    assert sorted(found(records, "jumlah_terukur")) == [
        ("peringatan", str(len(records.rows) - provinces - 1), str(len(records.rows) - provinces)),
        ("peringatan", str(provinces + 1), str(provinces)),
    ]


def codes(records: Records) -> list[str | None]:
    resolve = Namer(Identity(reference())).resolver(records.letter.tahun)
    names = [row.values["wilayah"] or "" for row in records.rows]
    return [resolve("kotan", row.values, names).satker_code for row in records.rows]


def test_limits_stated_otherwise_are_a_warning(records_of: Find) -> None:
    before = len(found(records_of("dektara"), "batas_kategori"))
    records = records_of("dektara")
    claim(records, "batas_bawah", "70", scope="Tinggi")
    after = found(records, "batas_kategori")
    assert len(after) == before + 1
    assert {severity for severity, *_ in after} == {"peringatan"}


def test_limits_of_a_year_without_rules_must_meet_each_other(records_of: Find) -> None:
    """The same words and figures in a year that the reference data know nothing of."""
    records = records_of("dektara")
    records.letter = replace(records.letter, tahun=2031)
    assert found(records, "batas_kategori") == []
    claim(records, "batas_bawah", "76.41", scope="Tinggi")
    assert found(records, "batas_kategori") == [("peringatan", "76.41", "76,61")]
    claim(records, "batas_bawah", "76.81", scope="Tinggi")
    assert found(records, "batas_kategori") == [("peringatan", "76.81", "76,61")]


def test_a_printed_total_must_be_the_sum_of_its_rows(records_of: Find) -> None:
    records = records_of("lkip_rincian")
    assert found(records, "jumlah_tercetak") == []
    claim(records, "total_nilai", "81", scope="5.1")
    assert found(records, "jumlah_tercetak") == [("gagal", "81", "80")]


def test_a_letter_without_rows_is_a_failure(records_of: Find) -> None:
    records = records_of("dektara")
    records.rows.clear()
    assert [severity for severity, *_ in found(records, "tanpa_baris")] == ["gagal"]


def test_a_year_without_a_rule_is_said(records_of: Find) -> None:
    records = records_of("dektara")
    records.letter = replace(records.letter, tahun=2031)
    verdict = records.verdict()
    told = [f for f in verdict.findings if f.rule == "aturan_tidak_ada"]
    assert {f.severity for f in told} == {"peringatan"}
    assert sorted(f.pesan.split()[1] for f in told) == ["kategori_sesuai_batas", "rentang_nilai"]
    assert all(row.status == "dimuat" for row in verdict.rows)


def test_an_aspect_is_the_mean_of_its_indicators(records_of: Find) -> None:
    records = records_of("ikpa")
    assert found(records, "ikpa_aspek") == []
    claim(records, "nilai_aspek", "90.00")
    told = found(records, "ikpa_aspek")
    assert len(told) == 3
    assert {severity for severity, *_ in told} == {"peringatan"}


def test_the_national_index_has_the_category_of_its_value(records_of: Find) -> None:
    records = records_of("dektari")
    assert found(records, "kategori_nasional") == []
    claim(records, "kategori_nasional", "Rendah")
    assert found(records, "kategori_nasional") == [("peringatan", "Rendah", "Tinggi")]


def test_offices_listed_as_measured_are_missed_in_an_excerpt(records_of: Find) -> None:
    records = records_of("ikm_ikr")
    ((severity, listed, seen),) = found(records, "cuplikan")
    offices = sum(item.claim == "satker_terukur" for item in records.claims)
    assert (severity, listed) == ("info", str(offices))
    assert int(seen or 0) < offices


def test_a_count_too_high_is_no_excerpt_where_the_areas_are_all_there(records_of: Find) -> None:
    records = records_of("dektara")
    whole(records)
    codes = [row.values["satker"] or "" for row in records.rows]
    offices = sum(name.startswith("BNN ") for name in codes)
    claim(records, "jumlah_satker", "0", scope="Tidak Selesai")
    claim(records, "jumlah_provinsi", str(len(codes) - offices))
    claim(records, "jumlah_kabupaten_kota", str(offices))
    assert found(records, "cuplikan") == []
    high = sum((row.values["kategori"] or "").title() == "Tinggi" for row in records.rows)
    claim(records, "jumlah_satker", str(high + 1), scope="Tinggi")
    assert found(records, "cuplikan") == []
    assert found(records, "jumlah_per_kategori") == [("gagal", str(high + 1), str(high))]
