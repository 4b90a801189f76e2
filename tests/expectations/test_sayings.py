"""Sayings of a letter that contradict themselves, told once, and those that do not."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from expectations.sayings import sayings
from extractors.model import Claim

CERTAIN = Decimal("0.99")
Told = Sequence[tuple[str, str, str]]


def claims(number: int, told: Told, *, page: int = 1, confidence: float = 1.0) -> list[Claim]:
    """The figures of one saying: (claim, printed, value)."""
    return [
        Claim(
            *(1, None, name, None, value, printed, page, 1.0, 2.0, 3.0, 4.0, "kalimat", None),
            printed,
            number,
            None,
            confidence,
        )
        for name, printed, value in told
    ]


def broken(*groups: list[Claim]) -> list[tuple[str, str | None, str | None, str]]:
    """Rule, printed, other figure and message of every control that does not hold."""
    found = sayings([claim for group in groups for claim in group], CERTAIN)
    return [
        (c.finding.rule, c.finding.tercetak, c.finding.seharusnya, c.finding.pesan)
        for c in found
        if c.stated != c.counted
    ]


SPELLED = (("angka", "20", "20"), ("terbilang", "dua belas", "12"))

CASES: tuple[tuple[str, Told, str, str], ...] = (
    ("terbilang_berbeda", SPELLED, "20 (dua belas)", "12"),
    (
        "bulan_nomor_berbeda",
        (
            ("nomor_surat", "B/9/III/2023/BNN", "B/9/III/2023/BNN"),
            ("tanggal_surat", "", "2023-02-09"),
        ),
        "B/9/III/2023/BNN",
        "II",
    ),
    ("cacah_daftar_berbeda", (("cacah", "tiga", "3"), ("isi_daftar", "A dan B", "2")), "tiga", "2"),
    (
        "jumlah_bagian_berbeda",
        (("jumlah", "5,41", "5.41"), ("bagian", "2,78", "2.78"), ("bagian", "2,43", "2.43")),
        "5,41",
        "5,21",
    ),
    ("jumlah_bobot", (("bobot", "33,3", "33.3"), ("bobot", "67,7", "67.7")), "33,3 + 67,7", "100"),
    (
        "nilai_berbobot",
        (
            ("nilai_aspek", "75,62", "75.62"),
            ("bobot_aspek", "50", "50"),
            ("nilai_berbobot", "38", "38.00"),
        ),
        "38",
        "37,81",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_saying_that_contradicts_itself(case: tuple[str, Told, str, str]) -> None:
    rule, told, printed, other = case
    ((found, tercetak, seharusnya, pesan),) = broken(claims(1, told))
    assert (found, tercetak, seharusnya) == (rule, printed, other)
    assert pesan.endswith(".")


RIGHT: tuple[Told, ...] = (
    (("angka", "14", "14"), ("terbilang", "empat belas", "14")),
    (("nomor_surat", "B/99/I/DE/2024", "B/99/I/DE/2024"), ("tanggal_surat", "", "2024-01-15")),
    (("nomor_surat", "1/2/3", "1/2/3"), ("tanggal_surat", "", "2024-01-15")),
    (("cacah", "6", "6"), ("isi_daftar", "…", "6")),
    (("jumlah", "5,41", "5.41"), ("bagian", "2,78", "2.78"), ("bagian", "2,63", "2.63")),
    (("jumlah", "5,4", "5.4"), ("bagian", "2,78", "2.78"), ("bagian", "2,63", "2.63")),
    (("bobot", "9,7", "9.7"), ("bobot", "18,2", "18.2"), ("bobot", "72,1", "72.1")),
    (("bobot", "33,33", "33.33"), ("bobot", "33,33", "33.33"), ("bobot", "33,33", "33.33")),
    (
        ("nilai_aspek", "75,62", "75.62"),
        ("bobot_aspek", "100%", "100"),
        ("nilai_berbobot", "75,62", "75.62"),
    ),
    (
        ("nilai_aspek", "91,27", "91.27"),
        ("bobot_aspek", "33,3", "33.3"),
        ("nilai_berbobot", "30,39", "30.39"),
    ),
    (("angka", "7", "7"),),
)


@pytest.mark.parametrize("told", RIGHT)
def test_what_agrees_is_quiet(told: Told) -> None:
    assert broken(claims(1, told)) == []


def test_what_is_printed_alike_is_told_once_with_its_pages() -> None:
    groups = [claims(turn, SPELLED, page=page) for turn, page in enumerate((16, 16, 48), start=1)]
    ((_, _, _, pesan),) = broken(*groups)
    assert pesan.endswith("(juga halaman 16, 48).")


def test_what_was_not_read_for_certain_is_not_compared() -> None:
    assert broken(claims(1, SPELLED, confidence=0.8)) == []
