"""The reference data is whole, sourced and dated, and a broken file is refused."""

from __future__ import annotations

import csv
import itertools
from decimal import Decimal
from pathlib import Path

import pytest

from expectations.reference import SCHEMA, STRENGTHS, Bound, Reference, component_code
from extractors.errors import SpecificationError
from extractors.registry import tables
from warehouse.reference import build_wilayah

DIRECTORY = Path(__file__).parents[1] / "warehouse" / "reference"
TRUTH = Path(__file__).parent / "letters" / "truth"
REFERENCE = Reference.load(DIRECTORY)
YEAR = 2023
YEARS = range(2015, 2031)
BOUNDED = sorted({row["indikator"] or "" for row in REFERENCE.records("category_bound")})


def truth(table: str) -> list[dict[str, str]]:
    with (TRUTH / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def number(printed: str) -> Decimal:
    return Decimal(printed.replace(",", "."))


def copy(target: Path) -> Path:
    for path in DIRECTORY.glob("*.csv"):
        (target / path.name).write_bytes(path.read_bytes())
    return target


def test_every_file_has_a_schema_and_every_schema_a_file() -> None:
    assert {path.stem for path in DIRECTORY.glob("*.csv")} == set(SCHEMA)


def test_every_rule_names_its_source_and_how_it_is_known() -> None:
    for name, fields in SCHEMA.items():
        for row in REFERENCE.records(name):
            assert len(row["source"] or "") > 3, (name, dict(row))
            assert "strength" not in {f.name for f in fields} or row["strength"] in STRENGTHS


def test_a_table_is_given_as_text_with_none_for_empty() -> None:
    frame = REFERENCE.table("category_bound")
    assert list(frame.columns) == [field.name for field in SCHEMA["category_bound"]]
    assert len(frame) == len(REFERENCE.records("category_bound"))
    lowest = frame[(frame["indikator"] == "dektari") & (frame["rank"] == "1")].iloc[0]
    assert lowest["lower"] is None
    assert lowest["upper"] == "45.97"
    with pytest.raises(SpecificationError, match="tidak_ada"):
        REFERENCE.table("tidak_ada")


def decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent


@pytest.mark.parametrize("indikator", BOUNDED)
def test_bounds_follow_each_other_without_gap_or_overlap(indikator: str) -> None:
    seen = False
    for tahun in YEARS:
        bounds = REFERENCE.bounds(indikator, tahun)
        assert [bound.rank for bound in bounds] == list(range(1, len(bounds) + 1))
        for low, high in itertools.pairwise(bounds):
            seen = True
            assert low.upper is not None
            assert high.lower is not None
            step = high.lower - low.upper
            if step == 0:
                assert low.is_upper_inclusive != high.is_lower_inclusive
            else:
                unit = Decimal(1).scaleb(-min(decimals(low.upper), decimals(high.lower)))
                assert 0 < step <= unit
    assert seen


def test_a_year_without_a_rule_has_none() -> None:
    assert REFERENCE.bounds("dektari", 2022) == ()
    assert REFERENCE.bounds("nka", 2024) == ()
    assert REFERENCE.bounds("kotan", YEAR) == ()
    assert REFERENCE.weights("kotan", 2021) == {}
    assert REFERENCE.value_range("kotan", "indeks", 2021) is None
    assert REFERENCE.value_range("zi", "tidak_ada", YEAR) is None
    assert REFERENCE.category("dektari", Decimal("50"), 2022) is None
    with pytest.raises(SpecificationError, match="tidak_ada"):
        REFERENCE.tolerance("tidak_ada", YEAR)


@pytest.mark.parametrize(
    ("indikator", "value", "kategori"),
    [
        ("dektari", "45.97", "Sangat Rendah"),
        ("dektari", "45.98", "Rendah"),
        ("dektari", "49.74", "Tinggi"),
        ("dektari", "53.51", "Sangat Tinggi"),
        ("dektara", "88.305", None),
        ("dektara", "88.31", "Sangat Tinggi"),
        ("dektara", "24.99", None),
        ("ikp", "2.51", "Mandiri"),
        ("ikm", "2.5998", None),
        ("ikm", "3.5324", "A"),
        ("ikpa", "94.999", "Baik"),
        ("ikpa", "95", "Sangat Baik"),
        ("nka", "80", "Cukup"),
        ("nka", "80.001", "Baik"),
        ("nka", "90", "Baik"),
        ("nka", "75.62", "Cukup"),
    ],
)
def test_a_value_at_the_edge_of_its_category(
    indikator: str, value: str, kategori: str | None
) -> None:
    found = REFERENCE.category(indikator, Decimal(value), YEAR)
    assert (found.kategori if found else None) == kategori


def test_bounds_open_at_an_end_hold_everything_there() -> None:
    low = Bound("a", 1, None, Decimal(1), "s", "surat", is_upper_inclusive=False)
    assert low.contains(Decimal("-99"))
    assert not low.contains(Decimal(1))


PRINTED = {
    "dektari": truth("dektari"),
    "dektara": truth("dektara"),
    "nka": truth("smart"),
    "ikp": [row for row in truth("lkip_rincian") if row["indikator"] == "3.1"],
}


@pytest.mark.parametrize("indikator", sorted(PRINTED))
def test_bounds_give_the_printed_category_of_every_letters_row(indikator: str) -> None:
    assert PRINTED[indikator]
    for row in PRINTED[indikator]:
        found = REFERENCE.category(indikator, number(row["nilai"]), YEAR)
        assert found is not None, row
        assert found.kategori.casefold() == row["kategori"].casefold(), row


def test_category_words_keep_the_order_of_their_bounds() -> None:
    for indikator in ("dektari", "dektara", "ikp", "nka"):
        order = [word.kategori for word in REFERENCE.order(indikator, 2021)]
        bounds = [bound.kategori for bound in REFERENCE.bounds(indikator, YEAR)]
        assert order == bounds


def test_grades_of_the_areas_are_those_printed() -> None:
    mutu = {word.kategori: word.mutu for word in REFERENCE.order("kotan", YEAR)}
    rows = truth("kotan")
    assert all(mutu[row["kategori"]] == row["mutu"] for row in rows)
    rank = {word.kategori: word.rank for word in REFERENCE.order("kotan", YEAR)}
    ranked = [rank[row["kategori"]] for row in sorted(rows, key=lambda row: number(row["indeks"]))]
    assert ranked == sorted(ranked)


def test_weights_are_whole_and_give_the_printed_index() -> None:
    weights = REFERENCE.weights("kotan", YEAR)
    assert sum(weights.values()) == 1
    tolerance = REFERENCE.tolerance("kotan_indeks", YEAR)
    for row in truth("kotan"):
        computed = sum(weight * number(row[column]) for column, weight in weights.items())
        assert abs(computed - number(row["indeks"])) <= tolerance
    assert set(weights) <= set(tables()["kotan"].column_names)


def test_budget_weights_change_with_the_year() -> None:
    printed = {component_code(r["indikator"]): number(r["bobot"]) for r in truth("ikpa_indikator")}
    assert REFERENCE.weights("ikpa", YEAR) == printed
    later = REFERENCE.weights("ikpa", 2024)
    assert sum(later.values()) == sum(printed.values()) == 100
    assert later["deviasi_halaman_iii_dipa"] > printed["deviasi_halaman_iii_dipa"]
    assert REFERENCE.deductions("ikpa", 2024) == set(printed) - set(later)
    assert REFERENCE.deductions("ikpa", YEAR) == frozenset()
    assert REFERENCE.weights("ikpa", 2021) == {}


def test_a_component_has_one_weight_a_year() -> None:
    for tahun in YEARS:
        keys = [(r["subject"], r["component"]) for r in REFERENCE.records("weight", tahun)]
        assert len(keys) == len(set(keys))


def test_ranges_and_tolerances_fit_the_letters() -> None:
    checked = 0
    for row in REFERENCE.records("value_range"):
        table, column = row["table_name"] or "", row["column_name"] or ""
        assert column in tables()[table].column_names
        low, high = Decimal(row["lower"] or ""), Decimal(row["upper"] or "")
        assert low < high
        for printed in (line[column] for line in truth(table)):
            if printed:
                checked += 1
                assert low <= number(printed.removesuffix("%")) <= high, (table, column, printed)
    assert checked > 400
    for tahun in YEARS:
        keys = [
            (r["table_name"], r["column_name"]) for r in REFERENCE.records("value_range", tahun)
        ]
        assert len(keys) == len(set(keys))
        rules = [row["rule"] for row in REFERENCE.records("tolerance", tahun)]
        assert len(rules) == len(set(rules))


def test_sums_of_the_letters_are_within_tolerance() -> None:
    for row in truth("zi"):
        total = sum(number(row[part]) for part in ("pemenuhan", "reform", "hasil"))
        assert abs(total - number(row["jumlah"])) <= REFERENCE.tolerance("zi_jumlah", YEAR)
    parts = truth("ikpa_indikator")
    for row in parts:
        product = number(row["nilai"]) * number(row["bobot"]) / 100
        difference = abs(product - number(row["nilai_akhir"]))
        assert difference <= REFERENCE.tolerance("ikpa_nilai_akhir", YEAR)
    total = sum(number(row["nilai_akhir"]) for row in parts)
    printed = number(truth("ikpa")[0]["nilai_total"])
    assert abs(total - printed) <= REFERENCE.tolerance("ikpa_nilai_total", YEAR)


def test_the_definition_of_the_budget_value_changes() -> None:
    def definition(tahun: int) -> list[str | None]:
        rows = REFERENCE.records("definition", tahun)
        return [row["definisi"] for row in rows if row["indikator"] == "nka"]

    assert len(definition(2023)) == len(definition(2024)) == 1
    assert definition(2023) != definition(2024)


def test_areas_are_the_provinces_and_regencies() -> None:
    rows = REFERENCE.records("wilayah")
    codes = {row["wilayah_code"] for row in rows}
    assert len(codes) == len(rows)
    for row in rows:
        code, province = row["wilayah_code"] or "", row["provinsi_code"] or ""
        assert province in codes
        if row["tingkat"] == "provinsi":
            assert code == province
        else:
            assert code.split(".")[0] == province
            assert (row["wilayah_name"] or "").split()[0].lower() == row["tingkat"]


def test_satker_stand_on_areas_and_every_area_has_one() -> None:
    areas = {row["wilayah_code"]: row for row in REFERENCE.records("wilayah")}
    names = {code: row["wilayah_name"] for code, row in areas.items()}
    codes = set()
    for row in REFERENCE.records("satker"):
        codes.add(row["satker_code"])
        if row["tingkat"] == "upt":
            assert row["wilayah_code"] is None
            continue
        area = areas[row["wilayah_code"]]
        assert row["provinsi_name"] == names[area["provinsi_code"]]
        assert (row["tingkat"] == "bnnk") == (area["tingkat"] != "provinsi")
    assert len(codes) == len(REFERENCE.records("satker"))
    for code in areas:
        digits = (code or "").replace(".", "")
        assert {f"bnnk-{digits}", f"bnnp-{digits}"} & codes


def test_every_province_is_under_one_bnnp_a_year() -> None:
    satker = {row["satker_code"] for row in REFERENCE.records("satker")}
    provinces = {r["provinsi_code"] for r in REFERENCE.records("wilayah")}
    for tahun in range(2021, 2024):
        rows = REFERENCE.records("bnnp_wilayah", tahun)
        assert {row["provinsi_code"] for row in rows} == provinces
        assert len(rows) == len(provinces)
        assert {row["bnnp_code"] for row in rows} <= satker


def test_areas_are_rebuilt_from_their_source_and_kept_lines_stay(tmp_path: Path) -> None:
    (tmp_path / "provinces.csv").write_text("code,name\n31,DKI JAKARTA\n", encoding="utf-8")
    (tmp_path / "regencies.csv").write_text(
        "code,province_code,name\n31.71,31,KOTA ADMINISTRASI JAKARTA PUSAT\n"
        "31.01,31,KABUPATEN PULAU DAN LAUT\n",
        encoding="utf-8",
    )
    (tmp_path / "districts.csv").write_text(
        "code,regency_code,name\n31.71.02,31.71,Menteng\n31.71.01,31.71,Gambir\n", encoding="utf-8"
    )
    (tmp_path / "villages.csv").write_text(
        "code,district_code,name\n31.71.01.1001,31.71.01,Cideng\n", encoding="utf-8"
    )
    build_wilayah.main(tmp_path, tmp_path)
    areas = build_wilayah.read(tmp_path / "wilayah.csv")
    assert [area["wilayah_name"] for area in areas] == [
        "DKI Jakarta",
        "Kabupaten Pulau dan Laut",
        "Kota Administrasi Jakarta Pusat",
    ]
    assert [row["wilayah_name"] for row in build_wilayah.read(tmp_path / "desa" / "desa.csv")] == [
        "Gambir",
        "Cideng",
        "Menteng",
    ]
    first = build_wilayah.read(tmp_path / "satker.csv")
    names = {row["satker_code"]: row["satker_name"] for row in first}
    assert names["bnnk-3171"] == "BNN Kota Jakarta Pusat"
    assert names["prov-31"] == "Provinsi DKI Jakarta"
    first[0] |= {"is_confirmed": "ya", "source": "contoh", "strength": "surat"}
    build_wilayah.write(tmp_path / "satker.csv", build_wilayah.SATKER_COLUMNS, first)
    build_wilayah.main(tmp_path, tmp_path)
    assert build_wilayah.read(tmp_path / "satker.csv") == first


BROKEN = {
    "a missing column": ("tolerance", "rule,value\na,1\n", "Kolom berkas acuan"),
    "an empty file": ("tolerance", "", "berkas kosong"),
    "no rows": ("tolerance", "rule,value,year_from,year_to,source,strength\n", "tidak berisi"),
    "a number in words": (
        "tolerance",
        "rule,value,year_from,year_to,source,strength\na,sedikit,,,s,surat\n",
        "sedikit",
    ),
    "no number at all": (
        "tolerance",
        "rule,value,year_from,year_to,source,strength\na,NaN,,,s,surat\n",
        "NaN",
    ),
    "a year in words": (
        "tolerance",
        "rule,value,year_from,year_to,source,strength\na,1,kini,,s,surat\n",
        "kini",
    ),
    "years the wrong way round": (
        "tolerance",
        "rule,value,year_from,year_to,source,strength\na,1,2024,2023,s,surat\n",
        "2024 sampai 2023",
    ),
    "no source": (
        "tolerance",
        "rule,value,year_from,year_to,source,strength\na,1,,, ,surat\n",
        "source terisi",
    ),
    "an unknown strength": (
        "tolerance",
        "rule,value,year_from,year_to,source,strength\na,1,,,s,kabar\n",
        "kabar",
    ),
    "a flag that is none": (
        "weight",
        "subject,component,weight,is_deduction,year_from,year_to,source,strength\n"
        "a,b,1,mungkin,,,s,surat\n",
        "mungkin",
    ),
    "a short line": (
        "tolerance",
        "rule,value,year_from,year_to,source,strength\na,1\n",
        "2 kolom",
    ),
    "the same line twice": (
        "tolerance",
        "rule,value,year_from,year_to,source,strength\na,1,,,s,surat\na,1,,,s,surat\n",
        "baris ganda",
    ),
}


@pytest.mark.parametrize(("table", "text", "found"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused(tmp_path: Path, table: str, text: str, found: str) -> None:
    (copy(tmp_path) / f"{table}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SpecificationError) as error:
        Reference.load(tmp_path)
    assert found in str(error.value)
    assert table in (error.value.file or "")


def test_a_missing_or_garbled_file_is_refused(tmp_path: Path) -> None:
    (copy(tmp_path) / "alias.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SpecificationError, match=r"alias\.csv"):
        Reference.load(tmp_path)
    (tmp_path / "alias.csv").unlink()
    with pytest.raises(SpecificationError, match=r"alias\.csv"):
        Reference.load(tmp_path)


def test_component_names_are_folded_to_codes() -> None:
    assert component_code("Pengelolaan UP dan TUP") == "pengelolaan_up_dan_tup"
    assert component_code(" Deviasi Halaman III  DIPA ") == "deviasi_halaman_iii_dipa"
