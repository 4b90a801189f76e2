"""Who a printed name is: every printed form, no silent near miss, honest ambiguity."""

from __future__ import annotations

import csv
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from expectations.reference import Reference
from extractors.errors import SpecificationError
from extractors.values import squash
from warehouse.identity import Identity, Level

DIRECTORY = Path(__file__).parents[1] / "warehouse" / "reference"
TRUTH = Path(__file__).parent / "letters" / "truth"
REFERENCE = Reference.load(DIRECTORY)
IDENTITY = Identity(REFERENCE)
YEAR = 2023

NAMES = tuple((row["satker_code"], row["satker_name"]) for row in REFERENCE.records("satker"))
KINDS = ("Kabupaten", "Kota")
AREAS = tuple(row["wilayah_name"] or "" for row in REFERENCE.records("wilayah"))
ONE_LETTER_APART = {frozenset({"badung", "bandung"})}
"""Real names that differ by one letter: nothing in the name itself tells a misprint."""


def truth(table: str) -> list[dict[str, str]]:
    with (TRUTH / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def expected_names(printed: str) -> set[str]:
    """The possible canonical names of a printed one, by rules simpler than the module's own."""
    text = " ".join(printed.upper().replace(".", " ").replace("KEP ", "KEPULAUAN ").split())
    for long, short in (
        ("INDEKS KETAHANAN DIRI ", "PROVINSI "),
        ("BADAN NARKOTIKA NASIONAL PROVINSI ", "BNNP "),
        ("BNN PROVINSI ", "BNNP "),
        ("BNN KAB ", "BNN KABUPATEN "),
        ("BNN ", "BNN "),
    ):
        if text.startswith(long):
            text = short + text.removeprefix(long)
            break
    heads = ("", "PROVINSI ", "BNN ", "BNN KABUPATEN ", "BNN KOTA ")
    return {(head + text).replace(" ", "").casefold() for head in heads}


TRICKY = {
    ("BNN KOTA NUNUKAN", "satker"): "bnnk-6503",
    ("BNN Kab. Payakumbuh", "satker"): "bnnk-1376",
}


def name_of(satker_code: str) -> str:
    (name,) = (
        r["satker_name"] for r in REFERENCE.records("satker") if r["satker_code"] == satker_code
    )
    return name or ""


@pytest.mark.parametrize(
    ("table", "column", "level"),
    [
        ("dektari", "satker", "satker"),
        ("dektara", "satker", "satker"),
        ("kotan", "wilayah", "wilayah"),
        ("ikm_ikr", "satker", "satker"),
        ("ibm", "satker", "satker"),
        ("ibm", "provinsi", "satker"),
        ("ibm", "kabupaten_kota", "wilayah"),
        ("ikpa", "satker", "satker"),
        ("smart", "satker", "satker"),
        ("zi", "satker", "satker"),
        ("lkip_rincian", "satker", "wilayah"),
    ],
)
def test_every_printed_name_of_the_letters_is_found(table: str, column: str, level: Level) -> None:
    rows = [row for row in truth(table) if row[column]]
    context = [row[column] for row in rows]
    for row in rows:
        provinsi = row["provinsi"] if column == "satker" and "provinsi" in row else None
        match = IDENTITY.resolve(
            row[column], tahun=YEAR, context=context, provinsi=provinsi, level=level
        )
        assert match.satker_code is not None, (row[column], match)
        if (row[column], level) in TRICKY:
            assert match.satker_code == TRICKY[row[column], level]
            assert match.how == "alias"
        else:
            name = name_of(match.satker_code).replace(" ", "").casefold()
            assert name in expected_names(row[column]), (row[column], name)
            assert match.how == "persis"
    assert rows


@pytest.mark.parametrize(
    ("printed", "level", "code"),
    [
        ("BNNPJAMBI", "satker", "bnnp-15"),
        ("BNN PROVINSI KALIMANTAN TENGAH", "satker", "bnnp-62"),
        ("BADAN NARKOTIKA NASIONAL PROVINSI KALIMANTAN BARAT", "satker", "bnnp-61"),
        ("Badan Narkotika Nasional Kabupaten Sanggau", "satker", "bnnk-6103"),
        ("BADAN NARKOTIKA NASIONAL KOTA PALANGKA RAYA", "satker", "bnnk-6271"),
        ("BNN KOTA PALANGKARAYA", "satker", "bnnk-6271"),
        ("BNN KOTA BANJAR BARU", "satker", "bnnk-6372"),
        ("BNN KABUPATEN KOTA WARINGIN BARAT", "satker", "bnnk-6201"),
        ("KOTA WARINGIN BARAT", "wilayah", "bnnk-6201"),
        ("KOTAWARINGIN BARAT", "wilayah", "bnnk-6201"),
        ("BNNK Sanggau", "satker", "bnnk-6103"),
        ("BNN KAB. SANGGAU", "satker", "bnnk-6103"),
        ("BNNK KAB SANGGAU", "satker", "bnnk-6103"),
        ("BNNKOTAPONTIANAK", "satker", "bnnk-6171"),
        ("BNN Kota Jakarta Selatan", "satker", "bnnk-3174"),
        ("Kota Adm. Jakarta Selatan", "wilayah", "bnnk-3174"),
        ("Kota Administrasi Jakarta Selatan", "wilayah", "bnnk-3174"),
        ("BNN Kab. Kep. Seribu", "satker", "bnnk-3101"),
        ("BNNP DI Yogyakarta", "satker", "bnnp-34"),
        ("BNNP D.I. Yogyakarta", "satker", "bnnp-34"),
        ("BNNP Daerah Istimewa Yogyakarta", "satker", "bnnp-34"),
        ("DI Yogyakarta", "wilayah", "prov-34"),
        ("BNNP DKI Jakarta", "satker", "bnnp-31"),
        ("Prov. Daerah Khusus Ibukota Jakarta", "satker", "prov-31"),
        ("BNNP Kep. Bangka Belitung", "satker", "bnnp-19"),
        ("Kep. Bangka Belitung", "satker", "prov-19"),
        ("INDEKS KETAHANAN DIRI KALIMANTAN BARAT", "satker", "prov-61"),
        ("Kalimantan Barat", "satker", "prov-61"),
        ("Kalimantan Barat", "wilayah", "prov-61"),
        ("Jambi", "satker", "prov-15"),
        ("Tabalong", "wilayah", "bnnk-6309"),
        ("Kota Banjarmasin", "wilayah", "bnnk-6371"),
        ("Balai Besar Rehabilitasi Lido", "satker", "upt-lido"),
        ("BALAI BESAR LIDO", "satker", "upt-lido"),
        ("Loka Deli Serdang", "satker", "upt-deli-serdang"),
    ],
)
def test_printed_forms(printed: str, level: Level, code: str) -> None:
    assert IDENTITY.resolve(printed, tahun=YEAR, level=level).satker_code == code


@pytest.mark.parametrize(
    ("printed", "level", "nearest"),
    [
        ("BNN KOTA SANGGAU", "satker", "bnnk-6103"),
        ("BNN KABUPATEN PONTIANAK", "satker", "bnnk-6171"),
        ("BNN KABUPATEN SANGAU", "satker", "bnnk-6103"),
        ("BNNP KALIMANTAN BARET", "satker", "bnnp-61"),
        ("Kota Baru", "wilayah", "bnnk-6302"),
        ("BNN KOTA NUNUKANN", "satker", "bnnk-6503"),
    ],
)
def test_a_near_miss_is_proposed_never_taken(printed: str, level: Level, nearest: str) -> None:
    match = IDENTITY.resolve(printed, tahun=YEAR, level=level)
    assert (match.satker_code, match.how) == (None, "tidak_dikenal")
    assert match.candidates[0][0] == nearest
    scores = [score for _, _, score in match.candidates]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("printed", ["", " . ", "12,5", "JUMLAH"])
def test_what_is_no_name_is_nobody(printed: str) -> None:
    assert IDENTITY.resolve(printed, tahun=YEAR).satker_code is None


def test_a_name_of_two_is_left_open_until_the_letter_tells() -> None:
    alone = IDENTITY.resolve("Malang", tahun=YEAR, level="wilayah")
    assert (alone.satker_code, alone.how) == (None, "ganda")
    assert {code for code, _, _ in alone.candidates} == {"bnnk-3507", "bnnk-3573"}

    beside = IDENTITY.resolve("Malang", tahun=YEAR, level="wilayah", context=["Kota Malang"])
    assert (beside.satker_code, beside.how) == ("bnnk-3507", "konteks")
    other = IDENTITY.resolve("Malang", tahun=YEAR, level="wilayah", context=["Kab. Malang"])
    assert (other.satker_code, other.how) == ("bnnk-3573", "konteks")
    itself = IDENTITY.resolve("Malang", tahun=YEAR, level="wilayah", context=["Malang"])
    assert itself.satker_code is None


@pytest.mark.parametrize("printed", ["BNNK Kupang", "BNNK Sorong", "Kupang", "Mojokerto"])
def test_a_bare_name_of_two_is_never_taken_for_the_one_that_is_known(printed: str) -> None:
    match = IDENTITY.resolve(printed, tahun=YEAR, level="wilayah")
    assert (match.satker_code, match.how) == (None, "ganda")
    assert len(match.candidates) > 1


@pytest.mark.parametrize(
    ("printed", "level", "kota", "own"),
    [
        ("Yogyakarta", "satker", "BNN Kota Yogyakarta", "prov-34"),
        ("Yogyakarta", "wilayah", "Kota Yogyakarta", "prov-34"),
        ("YOGYAKARTA", "satker", "BNNK Yogyakarta", "prov-34"),
        ("Batam", "satker", "BNN Kota Batam", "upt-batam"),
        ("DELI SERDANG", "satker", "BNN Kab. Deli Serdang", "upt-deli-serdang"),
    ],
)
def test_a_bare_name_of_a_kota_and_of_more_is_not_taken_for_the_kota(
    printed: str, level: Level, kota: str, own: str
) -> None:
    for context in ([printed], [printed, "Sleman", "BNNP DI Yogyakarta"]):
        alone = IDENTITY.resolve(printed, tahun=YEAR, level=level, context=context)
        assert (alone.satker_code, alone.how) == (None, "ganda")
        assert own in {code for code, _, _ in alone.candidates}
        assert len(alone.candidates) == 2
    beside = IDENTITY.resolve(printed, tahun=YEAR, level=level, context=[printed, kota])
    assert (beside.satker_code, beside.how) == (own, "konteks")
    assert IDENTITY.resolve(kota, tahun=YEAR, level=level).how == "persis"


def test_a_list_of_areas_has_no_upt() -> None:
    assert IDENTITY.resolve("Batam", tahun=YEAR, level="wilayah").satker_code == "bnnk-2171"


def test_the_same_name_in_two_provinces_needs_the_province() -> None:
    assert IDENTITY.resolve("Banjar", tahun=YEAR, level="wilayah").satker_code is None
    for provinsi, code in (("Jawa Barat", "bnnk-3279"), ("KALIMANTAN SELATAN", "bnnk-6303")):
        match = IDENTITY.resolve("Banjar", tahun=YEAR, level="wilayah", provinsi=provinsi)
        assert (match.satker_code, match.how) == (code, "provinsi")


def test_a_province_that_contradicts_the_name_is_not_passed_over() -> None:
    match = IDENTITY.resolve("BNN Kab. Badung", tahun=YEAR, provinsi="Jawa Barat")
    assert (match.satker_code, match.how) == (None, "lain_provinsi")
    assert match.candidates[0][0] == "bnnk-5103"
    assert IDENTITY.resolve("BNN Kab. Badung", tahun=YEAR, provinsi="Bali").satker_code
    assert IDENTITY.resolve("BNN Kab. Mimika", tahun=2025, provinsi="Papua").satker_code
    assert IDENTITY.resolve("BNN Kab. Badung", tahun=YEAR, provinsi="tak terbaca").satker_code


def test_a_bnnk_named_like_its_province_is_one_letter_from_the_bnnp() -> None:
    assert IDENTITY.resolve("BNNK JAMBI", tahun=YEAR).satker_code is None
    beside = IDENTITY.resolve("BNNK JAMBI", tahun=YEAR, context=["BNNP JAMBI"])
    assert beside.satker_code == "bnnk-1571"


def test_bare_name_of_province_and_kota_in_a_list_of_areas() -> None:
    assert IDENTITY.resolve("Jambi", tahun=YEAR, level="wilayah").how == "ganda"
    beside = IDENTITY.resolve("Jambi", tahun=YEAR, level="wilayah", context=["Kota Jambi"])
    assert beside.satker_code == "prov-15"


def test_bnnp_of_a_parted_province_holds_only_for_its_years() -> None:
    assert IDENTITY.bnnp_of("bnnk-9404", 2021) == "bnnp-91"
    assert IDENTITY.bnnp_of("bnnk-9671", 2023) == "bnnp-92"
    assert IDENTITY.bnnp_of("bnnk-9404", 2025) is None
    assert IDENTITY.bnnp_of("prov-61", YEAR) == "bnnp-61"
    assert IDENTITY.bnnp_of("bnnp-61", YEAR) == "bnnp-61"
    assert IDENTITY.bnnp_of("upt-lido", YEAR) is None


SPELLINGS = [
    (row["wilayah_code"] or "", row["ejaan"] or "") for row in REFERENCE.records("ejaan_wilayah")
]


@pytest.mark.parametrize(("area", "ejaan"), SPELLINGS)
def test_every_other_spelling_is_its_own_areas_in_every_form(area: str, ejaan: str) -> None:
    forms = {
        "bnnp": ("BNNP {}", "BNN PROVINSI {}", "Badan Narkotika Nasional Prov. {}"),
        "prov": ("Provinsi {}", "Prov. {}", "{}", "INDEKS KETAHANAN DIRI {}"),
        "bnnk": ("BNNK {}", "BNN {kind} {}", "BADAN NARKOTIKA NASIONAL {kind} {}", "{kind} {}"),
    }
    (name,) = (
        r["wilayah_name"] or "" for r in REFERENCE.records("wilayah") if r["wilayah_code"] == area
    )
    levels = ("bnnk",) if "." in area else ("bnnp", "prov")
    for head in levels:
        for form in forms[head]:
            for printed in (ejaan, ejaan.upper(), ejaan.lower()):
                text = form.format(printed, kind=name.split()[0])
                match = IDENTITY.resolve(text, tahun=YEAR)
                assert match.satker_code == f"{head}-{area.replace('.', '')}", (text, match)
                assert match.how == "persis"


def test_no_other_spelling_is_anothers_name_or_a_letter_from_it() -> None:
    """But for abbreviations that officials print, which are as near to each other as they are."""
    near = {
        frozenset(pair)
        for pair in (("sumut", "sulut"), ("sumbar", "sulbar"), ("sumsel", "sulsel"), ("ntb", "ntt"))
    }
    names = {squash(area.split(" ", 1)[1]): area for area in AREAS if area.split()[0] in KINDS}
    names |= {squash(area): area for area in AREAS if area.split()[0] not in KINDS}
    spellings = [squash(ejaan) for _, ejaan in SPELLINGS]
    assert len(set(spellings)) == len(spellings)
    codes = {r["wilayah_name"]: r["wilayah_code"] for r in REFERENCE.records("wilayah")}
    for (area, _), spelling in zip(SPELLINGS, spellings, strict=True):
        for name, full in names.items():
            assert codes[full] == area or Levenshtein.distance(spelling, name) > 1, (spelling, full)
        for other_area, other in SPELLINGS:
            if other_area != area and frozenset({spelling, squash(other)}) not in near:
                assert Levenshtein.distance(spelling, squash(other)) > 1, (spelling, other)


def test_a_spelling_of_no_area_is_refused(tmp_path: Path) -> None:
    for path in DIRECTORY.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "ejaan_wilayah.csv").open("a", encoding="utf-8") as stream:
        stream.write("00.00,Entah,contoh,kedua\n")
    with pytest.raises(SpecificationError, match="Entah"):
        Identity(Reference.load(tmp_path))


def test_an_alias_of_nobody_is_refused(tmp_path: Path) -> None:
    for path in DIRECTORY.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "alias.csv").open("a", encoding="utf-8") as stream:
        stream.write("satker,BNN Kota Entah,bnnk-0000,,,contoh,surat\n")
    with pytest.raises(SpecificationError, match="BNN Kota Entah"):
        Identity(Reference.load(tmp_path))


def test_an_alias_holds_only_in_its_years(tmp_path: Path) -> None:
    for path in DIRECTORY.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "alias.csv").open("a", encoding="utf-8") as stream:
        stream.write("satker,BNN Kota Entah,bnnk-6171,2022,2022,contoh,surat\n")
    identity = Identity(Reference.load(tmp_path))
    assert identity.resolve("BNN KOTA ENTAH", tahun=2022).satker_code == "bnnk-6171"
    assert identity.resolve("BNN KOTA ENTAH", tahun=2023).satker_code is None


def test_every_name_is_its_own() -> None:
    for code, name in NAMES:
        assert IDENTITY.resolve(name or "", tahun=YEAR).satker_code == code
    for area in AREAS:
        match = IDENTITY.resolve(area, tahun=YEAR, level="wilayah", context=AREAS)
        assert match.satker_code is not None, (area, match)
        name = name_of(match.satker_code)
        assert name in {f"BNN {area}".replace(" Administrasi", ""), f"Provinsi {area}"}


@st.composite
def noisy(draw: st.DrawFn) -> tuple[str, str]:
    """A satker's code, and its name in other cases, spaces and punctuation."""
    code, name = draw(st.sampled_from(NAMES))
    marks = st.sampled_from(["", "", "", " ", "  ", "\n", ".", " - ", "\u00a0"])
    parts = []
    for char in name or "":
        if char == " ":
            parts.append(draw(st.sampled_from([" ", "", "  ", "\n", ". ", " . "])))
        else:
            parts.append(char.upper() if draw(st.booleans()) else char.lower())
    return code or "", draw(marks) + "".join(parts) + draw(marks)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(noisy())
def test_case_spaces_and_punctuation_are_noise(case: tuple[str, str]) -> None:
    code, printed = case
    assert IDENTITY.resolve(printed, tahun=YEAR).satker_code == code


def misspellings(name: str) -> Iterator[str]:
    """Every name one letter away."""
    for place, old in enumerate(name):
        if not old.isalpha():
            continue
        yield name[:place] + name[place + 1 :]
        for new in string.ascii_lowercase:
            if new != old.lower():
                yield name[:place] + new + name[place + 1 :]
            yield name[:place] + new + name[place:]


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_one_wrong_letter_never_makes_it_somebody_else(
    satker: tuple[str, str], data: st.DataObject
) -> None:
    code, name = satker
    printed = data.draw(st.sampled_from(list(misspellings(name))))
    match = IDENTITY.resolve(printed, tahun=YEAR)
    if match.satker_code not in (code, None):
        last = frozenset({name.split()[-1].lower(), printed.split()[-1].lower()})
        assert last in ONE_LETTER_APART, (name, printed, match)
    if match.satker_code is None:
        assert code in {candidate for candidate, _, _ in match.candidates}
