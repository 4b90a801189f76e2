"""Scans and photographs of the sample letters: what is read, and that nothing wrong is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.reader import read_document
from tests.extractors.scans import Reading, compare, compare_read, scanned, truth_of
from tests.typeset.scan import (
    BLACK_AND_WHITE_150,
    GREY_60,
    GREY_80,
    GREY_200,
    PHOTOGRAPH_140,
    STAMPED_200,
    Scanning,
)

DEKTARI = ("B-4732-2023-dektari", "dektari")
DEKTARA = ("B-4729-2023-dektara", "dektara")
KOTAN = ("B-4717-2023-kotan", "kotan")
ZI = ("B-770-2023-zona-integritas", "zi")
IKM = ("B-99-2024-ikm-ikr", "ikm_ikr")
IKPA = ("OMSPAN-2023-12-ikpa", "ikpa", "ikpa_indikator")
SMART = ("SMART-2023-nka", "smart")
AGREEMENT = ("PK-2023-bnnp-kalbar", "perjanjian_kinerja", "anggaran_kegiatan")


def read(letter: tuple[str, str], how: Scanning, folder: Path) -> Reading:
    return compare(scanned(letter[0], how, folder), truth_of(*letter[1:]))


@pytest.mark.parametrize("letter", [DEKTARI, DEKTARA, IKPA, SMART], ids=lambda one: one[1])
def test_a_clean_scan_is_read_whole(letter: tuple[str, str], tmp_path: Path) -> None:
    reading = read(letter, GREY_200, tmp_path)
    assert not reading.wrong
    assert reading.loaded == reading.rows


@pytest.mark.parametrize(
    ("letter", "how"),
    [
        (KOTAN, PHOTOGRAPH_140),
        (ZI, PHOTOGRAPH_140),
        (DEKTARA, PHOTOGRAPH_140),
        (IKM, BLACK_AND_WHITE_150),
        (IKPA, BLACK_AND_WHITE_150),
        (AGREEMENT, BLACK_AND_WHITE_150),
        (DEKTARA, STAMPED_200),
    ],
    ids=(
        "kotan-photograph",
        "zi-photograph",
        "dektara-photograph",
        "ikm-black-and-white",
        "ikpa-black-and-white",
        "agreement-black-and-white",
        "dektara-stamped",
    ),
)
def test_a_hard_one_is_read_nearly_whole_and_nothing_wrong_is_loaded(
    letter: tuple[str, str], how: Scanning, tmp_path: Path
) -> None:
    reading = read(letter, how, tmp_path)
    assert reading.right >= 0.98 * reading.cells, reading.wrong
    # An amount of the agreement stands against a word of the line below it.
    assert not [wrong for wrong in reading.wrong if wrong.startswith("anggaran_kegiatan")]
    assert reading.silent == []


def test_of_a_coarse_scan_nothing_wrong_is_loaded(tmp_path: Path) -> None:
    assert read(KOTAN, GREY_80, tmp_path).silent == []


def test_what_is_too_coarse_to_be_read_is_held_back_and_said(tmp_path: Path) -> None:
    extraction = read_document(scanned(KOTAN[0], GREY_60, tmp_path))
    assert compare_read(extraction, truth_of(KOTAN[1])).loaded == 0
    assert "resolusi_rendah" in {notice.code for notice in extraction.notices}
