"""Settling one group of kindred files after another gives what settling all at once gives."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expectations.reference import Reference
from extractors.model import UNKNOWN_KIND, Extraction
from extractors.registry import tables
from tests.warehouse.deciding import Settled, settled, zi_row
from tests.warehouse.letters import document, part, received
from warehouse.batch import Received
from warehouse.kinship import groups
from warehouse.ruling import rule

NAMES = ("BNNP Bali", "BNN Provinsi Bali", "BNNP Banten")
NUMBERS = ("B/1/ZI/2022", "B/2/ZI/2022", "B/3/ZI/2022")


def zi(path: str, *letters: tuple[str, list[tuple[str, str]]]) -> Extraction:
    """A file with letters: their number, and the rows' names and totals."""
    parts = [
        part(
            "zi",
            {
                "zi": [
                    zi_row(place, name, ("20", "20", "30"), total)
                    for place, (name, total) in enumerate(rows, start=1)
                ]
            },
            tahun=2022,
            nomor=nomor,
        )
        for nomor, rows in letters
    ]
    return document(*parts, path=path)


def grouped(batch: list[Received], reference: Reference) -> list[list[Received]]:
    return groups(batch, rule([], [item.extraction for item in batch], reference, tables()))


def paths(found: list[list[Received]]) -> list[list[str]]:
    return [[item.extraction.path for item in group] for group in found]


def test_copies_of_one_letter_are_looked_at_together(reference: Reference) -> None:
    bali = [("BNNP Bali", "70")]
    files = [
        zi("a.pdf", (NUMBERS[0], bali)),
        zi("b.pdf", (NUMBERS[1], bali)),
        zi("c.pdf", (NUMBERS[2], bali), (NUMBERS[0], [("BNNP Bali", "71")])),
        zi("d.pdf", (NUMBERS[2], bali)),
    ]
    batch = [received(file, float(order)) for order, file in enumerate(files)]
    expected = [["a.pdf", "c.pdf", "d.pdf"], ["b.pdf"]]
    assert paths(grouped(batch, reference)) == expected
    assert paths(grouped(batch[::-1], reference)) == expected


def test_letters_of_no_known_kind_bind_nothing(reference: Reference) -> None:
    files = [document(part(UNKNOWN_KIND, {}, tahun=2022), path=path) for path in ("a", "b")]
    batch = [received(file, float(order)) for order, file in enumerate(files)]
    assert paths(grouped(batch, reference)) == [["a"], ["b"]]


ROWS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(["70", "71"])), max_size=3)
LETTERS = st.lists(st.tuples(st.sampled_from(NUMBERS), ROWS), min_size=1, max_size=2)


@given(st.lists(LETTERS, max_size=5))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_groups_give_what_the_whole_gives(
    reference: Reference, drawn: list[list[tuple[str, list[tuple[str, str]]]]]
) -> None:
    files = [zi(f"{place}.pdf", *letters) for place, letters in enumerate(drawn)]
    batch = [received(file, float(order)) for order, file in enumerate(files)]
    apart = [settled(group, reference) for group in grouped(batch, reference)]
    again = [received(file, float(order)) for order, file in enumerate(files)]
    assert told(apart) == told([settled(again, reference)])


def told(nights: list[Settled]) -> tuple[list[str], list[str]]:
    letters = [letter for night in nights for letter in night.letters]
    findings = [finding for night in nights for finding in night.findings]
    ordered = sorted(letters, key=lambda item: item.arrival)
    return [repr(letter) for letter in ordered], sorted(map(repr, findings))
