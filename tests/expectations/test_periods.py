"""Rows of a part of a year are held, those beside them are not."""

from collections.abc import Callable

import pytest

from extractors.model import Claim
from extractors.periods import LETTER, PART, TABLE
from tests.expectations.conftest import Records


@pytest.mark.parametrize(("scope", "held"), [(LETTER, None), (TABLE, 1)])
def test_rows_of_a_part_of_a_year_are_held(
    scope: str, held: int | None, records_of: Callable[[str], Records]
) -> None:
    records = records_of("dektari")
    first = records.rows[0]
    said = Claim(
        letter=records.letter.letter,
        nomor=records.letter.nomor,
        claim=PART,
        scope=scope,
        value="Semester I",
        text="Semester I",
        page=first.page,
        x0=first.x0,
        top=first.top,
        x1=first.x1,
        bottom=first.bottom,
        printed="Semester I",
    )
    records.claims.append(said)
    rows = records.verdict().rows
    withheld = [row for row in rows if row.status == "karantina"]
    assert [row.row for row in withheld] == [row.row for row in rows][:held]
    found = withheld[0].failures[0]
    assert (found.rule, found.page, found.tercetak) == (
        "periode_sebagian",
        first.page,
        "Semester I",
    )
    assert "'Semester I', bukan setahun" in found.pesan
