"""What confirms that an annex is complete, and what no longer does when it is spoilt."""

from collections.abc import Callable
from dataclasses import replace

from tests.expectations.conftest import Records
from tests.expectations.test_controls import whole

Find = Callable[[str], Records]


def test_running_numbers_and_sums_confirm_an_annex(records_of: Find) -> None:
    assert records_of("zi").verdict().confirmed == ("nomor urut", "penjumlahan")


def test_a_gap_in_the_numbers_confirms_nothing(records_of: Find) -> None:
    records = records_of("zi")
    records.rows = [row for row in records.rows if row.values["no"] != "7"]
    assert records.verdict().confirmed == ("penjumlahan",)


def test_numbers_that_do_not_begin_at_one_are_an_excerpt(records_of: Find) -> None:
    records = records_of("dektara")
    assert records.rows[0].values["no"] == "124"
    assert "nomor urut" not in records.verdict().confirmed


def test_a_sum_that_does_not_hold_confirms_nothing(records_of: Find) -> None:
    records = records_of("zi")
    records.put("zi", 3, jumlah="1.00")
    assert records.verdict().confirmed == ("nomor urut",)


def test_counts_confirm_when_every_one_is_that_of_its_rows(records_of: Find) -> None:
    records = records_of("dektari")
    assert "jumlah klaim" not in records.verdict().confirmed
    whole(records)
    assert "jumlah klaim" in records.verdict().confirmed
    other = next(k for k, claim in enumerate(records.claims) if claim.claim == "jumlah_satker")
    records.claims[other] = replace(records.claims[other], value="999")
    assert "jumlah klaim" not in records.verdict().confirmed


def test_province_means_confirm_until_one_does_not_hold(records_of: Find) -> None:
    records = records_of("dektari")
    assert records.verdict().confirmed == ("rata-rata provinsi",)
    own = [row for row in records.rows if row.values["tingkat"] == "provinsi"][-1]
    records.put("dektari", own.row, nilai="10.00")
    assert records.verdict().confirmed == ()


def test_a_card_has_nothing_to_confirm_it(records_of: Find) -> None:
    assert records_of("smart").verdict().confirmed == ()
