"""Villages and kecamatan by kabupaten: what tells a name read in doubt."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warehouse
from expectations.reference import Reference
from expectations.villages import COLUMNS, FILE, Villages, words
from extractors.errors import SpecificationError
from extractors.values import squash

DIRECTORY = Path(warehouse.__file__).parent / "reference"
REFERENCE = Reference.load(DIRECTORY)
VILLAGES = REFERENCE.villages


def lines() -> list[tuple[str, str]]:
    with (DIRECTORY / FILE).open(encoding="utf-8", newline="") as stream:
        return [(row["wilayah_code"], row["wilayah_name"]) for row in csv.DictReader(stream)]


LINES = lines()
AREAS = {row["wilayah_code"] for row in REFERENCE.records("wilayah")}


def test_every_village_lies_in_a_kabupaten_that_the_areas_have() -> None:
    assert len(LINES) > 90_000
    assert {code[:5] for code, _ in LINES} <= AREAS
    assert len({code for code, _ in LINES}) == len(LINES)
    kecamatan = {code for code, _ in LINES if len(code) == 8}
    assert {code[:8] for code, _ in LINES} == kecamatan


@settings(deadline=None)
@given(st.sampled_from(LINES))
def test_all_words_of_a_name_are_known(line: tuple[str, str]) -> None:
    assert all(map(VILLAGES.has_word, words(line[1])))


@settings(deadline=None)
@given(st.sampled_from(LINES), st.data())
def test_no_name_a_letter_off_one_that_is_told_is_told(
    line: tuple[str, str], data: st.DataObject
) -> None:
    code, name = line
    if not VILLAGES.tells(code[:5], name):
        return
    place = data.draw(st.integers(0, len(name) - 1).filter(lambda at: name[at].isalpha()))
    other = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz") | st.just(""))
    changed = name[:place] + other + name[place + 1 :]
    is_same = squash(changed) == squash(name)
    assert is_same or not VILLAGES.tells(code[:5], changed)


def test_names_a_letter_apart_tell_nothing() -> None:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, name in LINES:
        found[code[:5]].add(squash(name))
    assert {"kampar", "kampa"} <= found["14.01"]
    assert not VILLAGES.tells("14.01", "Kampar")
    assert VILLAGES.tells("61.71", "Pontianak Selatan")
    assert not VILLAGES.tells("61.71", "Tegalsari")
    assert not VILLAGES.tells("", "Pontianak Selatan")
    assert not VILLAGES.tells("61.71", "")


@pytest.mark.parametrize(
    ("regency", "text"),
    [
        ("11.01", "Gampong Baru"),
        ("15.02", "Kampung Baru"),
        ("81.71", "Negeri Laha"),
        ("62.01", "Kumai"),
    ],
)
def test_a_name_that_may_be_what_is_left_of_another_tells_nothing(regency: str, text: str) -> None:
    assert not VILLAGES.tells(regency, text)


@pytest.mark.parametrize(
    ("regency", "district", "village", "told"),
    [
        # A village of that name makes it this kecamatan and not Sungai Raya Kepulauan.
        ("61.12", "Sungai Raya", "Mekar Sari", (True, True)),
        ("63.11", "Paringin", "Balida", (True, True)),
        ("63.11", "Kec. Paringin", "Desa Balida", (True, True)),
        # Sungai Raya Dalam lies in the same kecamatan.
        ("61.12", "Sungai Raya", "Sungai Raya", (True, False)),
        ("63.11", "Paringin Selatan", "Balida", (False, False)),
        ("63.11", "Paringin", "Balidah", (False, False)),
        ("61.12", "Paringin", "Balida", (False, False)),
        ("61.12", "Sungai Raya", "", (False, False)),
        ("", "Sungai Raya", "Mekar Sari", (False, False)),
    ],
)
def test_a_kecamatan_and_its_village_tell_each_other(
    regency: str, district: str, village: str, told: tuple[bool, bool]
) -> None:
    assert VILLAGES.tell_together(regency, district, village) == told


@settings(deadline=None)
@given(st.sampled_from([line for line in LINES if len(line[0]) > 8]), st.data())
def test_no_village_a_letter_off_tells_its_kecamatan(
    line: tuple[str, str], data: st.DataObject
) -> None:
    code, village = line
    district = next(name for own, name in LINES if own == code[:8])
    place = data.draw(st.integers(0, len(district) - 1).filter(lambda at: district[at].isalpha()))
    changed = district[:place] + district[place + 1 :]
    if squash(changed) == squash(district):
        return
    right = VILLAGES.tell_together(code[:5], district, village)
    assert not (right[0] and VILLAGES.tell_together(code[:5], changed, village)[0])


@pytest.mark.parametrize("text", ["Desa Balida", "Desa.Balida", "Kel. Balida", "BALIDA"])
def test_the_word_for_the_form_is_no_part_of_the_name(text: str) -> None:
    assert VILLAGES.tells("63.11", text)


@pytest.mark.parametrize("text", ["", "code,name\n1,a\n", f"{','.join(COLUMNS)}\n11.01.01\n", None])
def test_a_broken_list_is_told_when_it_is_asked(text: str | None, tmp_path: Path) -> None:
    path = tmp_path / "desa.csv"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(SpecificationError) as error:
        Villages(path).has_word("desa")
    assert str(path) in str(error.value.file)
