"""Numbers and dates in reports are the mart's, written as Indonesians do."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractors.values import parse_date
from reports.formats import day, number, percent


@given(st.decimals(-(10**11), 10**11, places=6))
def test_a_number_is_written_with_all_its_decimals(value: Decimal) -> None:
    assert Decimal(number(value).replace(".", "").replace(",", ".")) == value


@given(st.decimals(0, 10**6, places=2))
def test_a_percentage_has_two_decimals(value: Decimal) -> None:
    written = percent(value).removesuffix(" %")
    assert Decimal(written.replace(".", "").replace(",", ".")) == value
    assert len(written.rpartition(",")[2]) == 2


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_date_is_one_that_the_reader_of_letters_reads(value: date) -> None:
    assert parse_date(day(value)) == value.isoformat()


def test_what_has_no_value_is_a_dash() -> None:
    assert [number(None), percent(None), day(None)] == ["–", "–", "–"]
