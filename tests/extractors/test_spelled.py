"""Numbers in words, and the sayings of a letter that state two figures of one thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.claims import Prose
from extractors.draft import LetterRef
from extractors.model import Claim
from extractors.page import Page, TextLine, Word
from extractors.sayings import common_claims, count_items
from extractors.spelled import parse_spelled

ONES = dict(
    enumerate(
        "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas".split()  # noqa: SIM905
    )
)
STEPS = (
    *((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"), (100, "ratus")),
    (10, "puluh"),
)


def spell(number: int) -> str:
    """A number as it is said, by the grammar's own recursion."""
    if number in ONES:
        return ONES[number]
    if number < 20:
        return f"{ONES[number - 10]} belas"
    size, name = next(step for step in STEPS if number >= step[0])
    count = number // size
    head = f"se{name}" if count == 1 and size in (100, 1000) else f"{spell(count)} {name}"
    return f"{head} {rest(number % size)}".strip()


def rest(number: int) -> str:
    return spell(number) if number else ""


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_a_spelled_number_is_read_back(number: int) -> None:
    assert parse_spelled(spell(number)) == number
    assert parse_spelled(f"{spell(number).title()} Rupiah") == number


@given(
    st.lists(
        st.sampled_from([*ONES.values(), "belas", "puluh", "ratus", "ribu", "juta", "seratus"])
    )
)
def test_words_out_of_order_are_no_number(words: list[str]) -> None:
    """What is read at all is read as what its own spelling says; 'satu ribu' is 'seribu'."""
    text = " ".join(words)
    number = parse_spelled(text)
    if number is not None:
        assert spell(number) in (text, text.replace("satu ribu", "seribu"))


@pytest.mark.parametrize("text", ["", "kab kota", "SPM", "dua indikator", "belas", "puluh dua"])
def test_other_words_are_no_number(text: str) -> None:
    assert parse_spelled(text) is None


@pytest.mark.parametrize(
    ("listed", "count"),
    [
        ("Revisi DIPA dan Deviasi Halaman III DIPA", 2),
        ("Data Kontrak; Pengelolaan UP dan TUP; LPJ Bendahara; dan Dispensasi SPM", 4),
        ("Manajemen Perubahan, Penataan Tatalaksana dan Penguatan Pengawasan", 3),
        ("pemberantasan, hukum dan kerjasama, dan rehabilitasi", 3),
        ("1) Bidang Pencegahan dan Pemberdayaan 2) Bidang Rehabilitasi", 2),
        ("tokoh (pria, wanita, dan anak) serta penggiat", 1),
    ],
)
def test_a_lists_items_are_counted(listed: str, count: int) -> None:
    assert count_items(listed) == count


def say(*lines: str, own: tuple[str, str] | None = None) -> dict[str, list[Claim]]:
    """The sayings of a page that prints these lines."""
    page = Page(1, 600, 800, [], [], [])
    printed = []
    for turn, text in enumerate(lines):
        top = 50.0 + 20 * turn
        words = [
            Word(40.0 + 60 * k, top, 90.0 + 60 * k, top + 10, word)
            for k, word in enumerate(text.split())
        ]
        page.words.extend(words)
        printed.append((page, TextLine(words)))
    found: dict[str, list[Claim]] = {}
    for claim in common_claims(Prose(printed), [], LetterRef(1, None), own):
        found.setdefault(claim.claim, []).append(claim)
    return found


def test_a_number_stands_beside_its_spelling_with_its_own_box() -> None:
    said = say("terdiri dari 20 (dua", "belas) indikator")
    assert [claim.value for claim in said["angka"]] == ["20"]
    assert [claim.value for claim in said["terbilang"]] == ["12"]
    (number,) = said["angka"]
    assert (number.x0, number.top, number.x1) == (160.0, 50.0, 210.0)
    assert number.statement == said["terbilang"][0].statement


def test_money_is_read_with_its_spelling() -> None:
    said = say("sebesar Rp.2.676.000 (dua juta enam ratus tujuh puluh enam ribu rupiah).")
    assert said["angka"][0].value == said["terbilang"][0].value == "2676000"


def test_brackets_that_spell_nothing_are_left_alone() -> None:
    assert say("Nomor 8 (delapan belas puluh) dan 12 (SPM)") == {}


def test_a_whole_is_told_with_its_parts() -> None:
    said = say(
        "berjumlah 5,41 juta jiwa, di mana 2,78 juta jiwa laki-laki dan 2,63 juta jiwa lain."
    )
    assert [claim.value for claim in said["jumlah"]] == ["5.41"]
    assert [claim.value for claim in said["bagian"]] == ["2.78", "2.63"]


def test_a_list_needs_two_items_to_be_counted() -> None:
    assert say(
        "pada 7 (tujuh) kabupaten/kota yang ada yaitu Program dialog remaja sebaya."
    ).keys() == {
        "angka",
        "terbilang",
    }
    said = say("Ada tiga indikator pada aspek ini yaitu : Revisi DIPA dan Deviasi DIPA. Lalu")
    assert (said["cacah"][0].value, said["isi_daftar"][0].value) == ("3", "2")


def test_a_letters_own_number_and_those_it_cites_are_told() -> None:
    said = say(
        "Nomor : B/9/II/DE/2024/BNN",
        "Surat Nomor : B/3931/X/DE/PC.00/2023/BNN tanggal 25 Oktober 2023 perihal",
        own=("B/9/II/DE/2024/BNN", "2024-02-01"),
    )
    assert [claim.value for claim in said["tanggal_surat"]] == ["2024-02-01", "2023-10-25"]
