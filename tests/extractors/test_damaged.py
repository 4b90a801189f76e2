"""Letters damaged at random (``tests.fuzz``) that once showed something unforeseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.reader import read_document
from tests.fuzz import trouble_in

DAMAGED = sorted((Path(__file__).parent / "damaged").glob("*.pdf"))


@pytest.mark.parametrize("path", DAMAGED, ids=lambda path: path.stem)
def test_a_damaged_letter_is_read_or_refused_and_every_row_has_its_place(path: Path) -> None:
    extraction = read_document(path)
    assert trouble_in(extraction) is None
    assert extraction.rows or extraction.alasan
