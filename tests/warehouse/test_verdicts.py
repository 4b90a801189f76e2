"""A kept verdict is the verdict that judging gives, and another decision is another entry."""

from pathlib import Path

from expectations.reference import Reference
from extractors.registry import tables
from tests.warehouse.deciding import decide, zi_letter
from warehouse.judging import judge
from warehouse.ruling import Rulings, rule
from warehouse.verdicts import VerdictStore

LETTER = zi_letter()
ZI = LETTER.letters[0]


def rulings(reference: Reference, *values: str) -> Rulings:
    """The rulings with corrections of BNNP Bali's total to these values; the last holds."""
    key = rule([], [LETTER], reference, tables()).items(LETTER, ZI, tables()).rows["zi", 1]
    ledger = [
        decide(number, "koreksi", (key.key, key.guard), column="jumlah", value=value)
        for number, value in enumerate(values, start=1)
    ]
    return rule(ledger, [LETTER], reference, tables())


def test_what_is_kept_is_what_was_judged(reference: Reference, tmp_path: Path) -> None:
    store = VerdictStore(tmp_path, "versi")
    entries = set()
    for values in ((), ("70,00",), ("71,00",)):
        told = rulings(reference, *values)
        judged = judge(LETTER, 1, told, tables())
        entry = store.entry(ZI, "isi", told)
        assert store.get(entry) is None
        store.put(entry, judged)
        assert store.get(entry) == judged
        entries.add(entry)
    assert len(entries) == 3
    assert store.entry(ZI, "isi lain", rulings(reference)) not in entries


def test_a_damaged_entry_is_no_entry(reference: Reference, tmp_path: Path) -> None:
    store, told = VerdictStore(tmp_path, "versi"), rulings(reference)
    entry = store.entry(ZI, "isi", told)
    store.put(entry, judge(LETTER, 1, told, tables()))
    entry.write_bytes(entry.read_bytes()[:20])
    assert store.get(entry) is None
    entry.write_bytes(b"bukan gzip")
    assert store.get(entry) is None


def test_another_version_of_the_code_has_its_own_entries(
    reference: Reference, tmp_path: Path
) -> None:
    told = rulings(reference)
    first, second = (VerdictStore(tmp_path, name).entry(ZI, "isi", told) for name in ("a", "b"))
    assert first != second
