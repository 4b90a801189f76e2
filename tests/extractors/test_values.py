"""Numbers, money, dates and quantities as they are printed, by property."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.contract import Column
from extractors.values import (
    fold,
    parse_cell,
    parse_date,
    parse_decimal,
    parse_integer,
    parse_money,
    parse_quantity,
    squash,
)

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]

scores = st.decimals(min_value=0, max_value=999, places=3).map(lambda d: d.normalize())


def plain(number: Decimal) -> str:
    return format(number, "f")


@given(scores, st.sampled_from(",."))
def test_a_score_reads_the_same_with_comma_or_point(number: Decimal, mark: str) -> None:
    parsed = parse_decimal(plain(number).replace(".", mark))
    assert parsed.problem is None
    assert Decimal(parsed.value or "") == number


@given(st.integers(0, 10**13))
def test_grouped_rupiah_keeps_every_digit(amount: int) -> None:
    grouped = f"{amount:,}".replace(",", ".")
    for printed in (grouped, f"Rp.{grouped}", f"Rp {grouped},-", f"Rp. {grouped},00"):
        assert parse_money(printed).value == str(amount)


@given(st.integers(1000, 10**9), st.integers(0, 99))
def test_a_grouped_number_with_both_marks_is_certain(whole: int, cents: int) -> None:
    indonesian = f"{whole:,}".replace(",", ".") + f",{cents:02d}"
    english = f"{whole:,}.{cents:02d}"
    assert parse_decimal(indonesian).value == parse_decimal(english).value == f"{whole}.{cents:02d}"


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(["", "Pontianak, "]))
def test_every_date_reads_back(day: date, place: str) -> None:
    printed = f"{place}{day.day} {MONTHS[day.month - 1]} {day.year}"
    assert parse_date(printed) == day.isoformat()
    assert parse_date(printed.upper()) == day.isoformat()


@pytest.mark.parametrize("printed", ["31 Februari 2023", "0 Mei 2023", "12 Smarch 2023", "2023"])
def test_an_impossible_date_is_no_date(printed: str) -> None:
    assert parse_date(printed) is None


@given(st.text(max_size=12))
def test_no_text_becomes_a_number_that_it_does_not_print(text: str) -> None:
    parsed = parse_decimal(text)
    assert (parsed.value is None) == (parsed.problem is not None)
    if parsed.value is not None:
        digits = [char for char in text if char.isdecimal()]
        assert [char for char in parsed.value if char.isdecimal()] == digits


@pytest.mark.parametrize(
    "printed", ["8O,5", "1,2,3", "12 3", "n/a", "-", "12,", ",5", "1.2.3", "٣,٥", "½", "1e5", "²"]
)
def test_what_is_not_one_number_is_a_problem(printed: str) -> None:
    parsed = parse_decimal(printed)
    assert parsed.value is None
    assert printed in (parsed.problem or "")


@pytest.mark.parametrize(
    ("printed", "value"), [("1.", "1"), ("12", "12"), ("07)", "7"), ("1a", None), ("", None)]
)
def test_ordinals(printed: str, value: str | None) -> None:
    assert parse_integer(printed).value == value


@given(st.integers(0, 999), st.sampled_from(["Kabupaten/Kota", "orang", "Unit", "%", ""]))
def test_a_quantity_parts_from_what_it_counts(count: int, words: str) -> None:
    parsed, unit = parse_quantity(f"{count} {words}".strip())
    assert parsed.value == str(count)
    assert (unit or "") == words


UNITS = ("Orang", "Kabupaten/Kota", "Berkas P-21", "Kawasan Rawan", "Kegiatan P4GN", "Indeks", "%")
MEASURED = ("Indeks", "Nilai", "persen", "%")


@given(
    st.integers(0, 999),
    st.sampled_from(["s.d.", "s/d", "sampai", "atau", "dari", "dan", "sd", "("]),
    st.integers(0, 999),
    st.sampled_from(["", " "]),
    st.sampled_from(UNITS),
)
def test_a_quantity_of_two_numbers_is_none(
    first: int, between: str, second: int, blank: str, unit: str
) -> None:
    parsed, words = parse_quantity(f"{first} {between}{blank}{second} {unit}")
    assert (parsed.value, words) == (None, None)
    assert parsed.problem


@given(
    st.integers(0, 999),
    st.integers(0, 999),
    st.sampled_from(",."),
    st.sampled_from(UNITS),
    st.booleans(),
)
def test_three_digits_behind_a_mark_are_never_guessed(
    whole: int, rest: int, mark: str, unit: str, is_beside: bool
) -> None:
    """Whether the unit stands behind the number or in a column of its own; 0.250 is a fraction."""
    printed = f"{whole}{mark}{rest:03d}"
    parsed = parse_quantity(*((printed, unit) if is_beside else (f"{printed} {unit}",)))[0]
    if unit in MEASURED or not whole:
        assert parsed.value == printed.replace(",", ".")
    elif mark == ".":
        assert parsed.value == printed.replace(".", "")
    else:
        assert parsed.value is None
        assert "ribuan atau pecahan" in (parsed.problem or "")


@given(st.from_regex(r"[0-9]{1,4}([.,][0-9]{1,4})?( [a-zA-Z0-9.,()%/-]{1,6}){0,4}", fullmatch=True))
def test_a_quantity_has_every_digit_that_is_printed(printed: str) -> None:
    parsed, words = parse_quantity(printed)
    assert (parsed.value is None) == (parsed.problem is not None)
    if parsed.value is not None:
        of_names = sum(char.isdecimal() for char in words or "")
        digits = [char for char in printed if char.isdecimal()]
        value = [char for char in parsed.value if char.isdecimal()]
        assert value == digits[: len(digits) - of_names]
        assert of_names == 0 or any(name in (words or "").upper() for name in ("P4GN", "21", "M"))


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("12 Berkas P-21", "12", "Berkas P-21"),
        ("3 Kegiatan P4GN", "3", "Kegiatan P4GN"),
        ("75 (tujuh puluh lima)", "75", "(tujuh puluh lima)"),
        ("1.250,5 Orang", "1250.5", "Orang"),
        ("3,2 Indeks", "3.2", "Indeks"),
        ("3,25 Orang", "3.25", "Orang"),
    ],
)
def test_a_unit_may_have_a_name_with_figures(printed: str, value: str, unit: str) -> None:
    assert parse_quantity(printed) == ((value, None), unit)


@given(st.text(max_size=30))
def test_squash_ignores_spacing_and_case(text: str) -> None:
    assert squash(f"  {text} ") == squash(text) == squash(fold(text))


def test_a_dash_is_empty_only_where_a_cell_may_be_empty() -> None:
    optional = Column("target", "decimal", "", blank_ok=True)
    required = Column("nilai", "decimal", "")
    assert parse_cell(optional, "-") == (None, None)
    assert parse_cell(required, "-").problem


def test_per_cent_is_a_unit_only_where_the_column_says_so() -> None:
    assert parse_cell(Column("capaian", "decimal", "", unit="%"), "95,22 %").value == "95.22"
    assert parse_cell(Column("nilai", "decimal", ""), "95,22 %").problem
