"""Which decisions hold on which rows, and what they do to them, before any model runs."""

from collections.abc import Mapping
from dataclasses import astuple
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from expectations.reference import Reference
from extractors.model import Extraction
from extractors.registry import tables
from tests.warehouse.deciding import (
    UNKNOWN,
    Settled,
    decide,
    item_of,
    judged,
    letters,
    settled,
    zi_letter,
    zi_row,
)
from tests.warehouse.letters import document, part
from warehouse.decisions import Decision, left_standing
from warehouse.keys import ItemKey, Place, unnumbered
from warehouse.ruling import rule

Db = duckdb.DuckDBPyConnection


def prepared(
    reference: Reference, decisions: list[Decision], files: list[Any] | None = None
) -> Settled:
    return settled(judged(files or letters(), reference, decisions), reference, decisions)


def items_of(file: Extraction, reference: Reference) -> Mapping[Place, ItemKey]:
    return rule([], [file], reference, tables()).items(file, file.letters[0], tables()).rows


def result(night: Settled) -> dict[int, tuple[str | None, str | None]]:
    return {
        decision.decision_id: (outcome.status, outcome.alasan) if outcome else (None, None)
        for decision, outcome in night.decisions
    }


def row(night: Settled, name: str) -> Any:
    (found,) = [
        row
        for letter in night.letters
        for row in letter.rows
        if row.item.key.endswith(f"|{name}") and letter.path == "2022/zi.pdf"
    ]
    return found


def test_a_figure_unread_in_both_copies_differs_by_its_print(reference: Reference) -> None:
    """Of two copies with as many rows the one received last stands, and the decision lapses."""
    first = row(prepared(reference, []), "bnnpbali").item
    files = [*letters(), zi_letter("2022/kirim-ulang.pdf", printed="6O,00")]
    correction = decide(1, "koreksi", (first.key, first.guard), column="jumlah", value="70")
    night = prepared(reference, [correction], files)
    assert result(night)[1][0] == "gugur"
    assert not row(night, "bnnpbali").is_standing


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("jumlah", "7O", "bukan satu angka"),
        ("jumlah", "71,00", "jumlah pemenuhan"),
        ("jumlah", "", "kosong"),
        ("jumlah", "0,12345678", "tidak muat utuh"),
        ("total", "70", "tidak mempunyai kolom total"),
    ],
)
def test_a_correction_is_checked_like_print(
    reference: Reference, undecided: Db, column: str, value: str, why: str
) -> None:
    bali = item_of(undecided, "BNNP Bali")
    night = prepared(reference, [decide(1, "koreksi", bali, column=column, value=value)])
    status, alasan = result(night)[1]
    assert status == "ditolak_pemeriksaan"
    assert why in (alasan or "")
    assert row(night, "bnnpbali").status == "karantina"
    assert row(night, "bnnpbali").row.values["jumlah"] is None


def test_corrections_of_a_row_are_checked_together(reference: Reference, undecided: Db) -> None:
    bali = item_of(undecided, "BNNP Bali")
    wrong = decide(1, "koreksi", bali, column="jumlah", value="71,00")
    assert result(prepared(reference, [wrong]))[1][0] == "ditolak_pemeriksaan"
    both = [wrong, decide(2, "koreksi", bali, column="hasil", value="31")]
    night = prepared(reference, both)
    assert result(night) == {1: ("berlaku", None), 2: ("berlaku", None)}
    assert row(night, "bnnpbali").row.values["jumlah"] == "71.00"


def test_one_refused_correction_spoils_no_other_row(reference: Reference, undecided: Db) -> None:
    bali, aceh = item_of(undecided, "BNNP Bali"), item_of(undecided, "BNNP Aceh")
    night = prepared(
        reference,
        [
            decide(1, "koreksi", bali, column="jumlah", value="99"),
            decide(2, "koreksi", aceh, column="jumlah", value="71"),
        ],
    )
    assert {key: status for key, (status, _) in result(night).items()} == {
        1: "ditolak_pemeriksaan",
        2: "berlaku",
    }


@pytest.mark.parametrize(("name", "why"), [("BNNP Bali", "koreksilah"), (UNKNOWN, "Nama")])
def test_a_row_without_value_or_satker_cannot_be_accepted(
    reference: Reference, undecided: Db, name: str, why: str
) -> None:
    night = prepared(reference, [decide(1, "terima", item_of(undecided, name))])
    status, alasan = result(night)[1]
    assert status == "ditolak_pemeriksaan"
    assert why in (alasan or "")


def test_a_name_is_mapped_only_to_a_satker_there_is(reference: Reference, undecided: Db) -> None:
    unknown = item_of(undecided, UNKNOWN)
    night = prepared(reference, [decide(1, "petakan", unknown, column="satker", satker="bnnp-00")])
    assert result(night)[1][0] == "ditolak_pemeriksaan"
    assert row(night, "bnnpjwatengah").satker_code is None


AMBIGUOUS = "BNNK Sukabumi"


def names_letter(path: str, tahun: int) -> Extraction:
    """A letter of its own number that prints a name nobody knows and one that two bear."""
    rows = [
        zi_row(number, name, ("20", "20", "30"), "70")
        for number, name in enumerate((UNKNOWN, AMBIGUOUS), start=1)
    ]
    return document(part("zi", {"zi": rows}, tahun=tahun, nomor=f"B/{path}/{tahun}"), path=path)


def test_an_unknown_name_is_mapped_for_its_year_an_ambiguous_one_for_its_letter(
    reference: Reference,
) -> None:
    files = [names_letter("a.pdf", 2022), names_letter("b.pdf", 2022), names_letter("c.pdf", 2021)]
    items = items_of(files[0], reference)
    entries = [
        decide(1, "petakan", astuple(items["zi", 1]), column="satker", satker="bnnp-33"),
        decide(2, "petakan", astuple(items["zi", 2]), column="satker", satker="bnnk-3272"),
    ]
    night = prepared(reference, entries, files)
    named = {
        (letter.path, row.row.values["satker"]): row.satker_code
        for letter in night.letters
        for row in letter.rows
    }
    assert named == {
        ("a.pdf", UNKNOWN): "bnnp-33",
        ("b.pdf", UNKNOWN): "bnnp-33",
        ("c.pdf", UNKNOWN): None,
        ("a.pdf", AMBIGUOUS): "bnnk-3272",
        ("b.pdf", AMBIGUOUS): None,
        ("c.pdf", AMBIGUOUS): None,
    }


def test_one_name_of_one_letter_is_not_two_satker(reference: Reference) -> None:
    twice = [zi_row(number, UNKNOWN, ("20", "20", "30"), "70") for number in (1, 2)]
    file = document(part("zi", {"zi": twice}, tahun=2022, nomor="B/1/2022"), path="a.pdf")
    items = items_of(file, reference)
    entries = [
        decide(1, "petakan", astuple(items["zi", 1]), column="satker", satker="bnnp-33"),
        decide(2, "petakan", astuple(items["zi", 2]), column="satker", satker="bnnp-35"),
    ]
    told = result(prepared(reference, entries, [file]))
    assert told[1][0] == "berlaku"
    assert told[2][0] == "ditolak_pemeriksaan"


def test_a_rejected_trusted_row_is_quarantined(reference: Reference) -> None:
    item = row(prepared(reference, []), "bnnpbanten").item
    night = prepared(reference, [decide(1, "tolak", (item.key, item.guard))])
    loaded = row(night, "bnnpbanten")
    assert (loaded.status, loaded.is_rejected, loaded.is_standing) == ("karantina", True, False)
    assert loaded.reasons[0].rule == "ditolak_petugas"


@given(st.randoms(use_true_random=False))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_decisions_and_files_in_any_order_give_the_same(
    reference: Reference, decisions: list[Decision], random: Any
) -> None:
    files, entries = letters(), list(decisions)
    entries.append(
        decide(7, "koreksi", (entries[1].item_key, entries[1].guard), column="jumlah", value="71")
    )
    entries.append(decide(8, "batal", ("", ""), undoes=7))
    batch = judged(files, reference, entries)
    shuffled = list(entries)
    random.shuffle(batch)
    random.shuffle(shuffled)
    night = settled(batch, reference, shuffled)
    expected = settled(judged(files, reference, entries), reference, entries)
    assert night.decisions == expected.decisions
    assert sorted(night.letters, key=lambda item: item.arrival) == expected.letters
    assert night.findings == expected.findings


VERBS = st.sampled_from(["terima", "koreksi", "tolak", "petakan", "batal"])


@given(st.lists(st.tuples(VERBS, st.sampled_from("ab"), st.integers(1, 8)), max_size=8))
def test_of_all_entries_each_stands_or_has_an_outcome(
    entries: list[tuple[Any, str, int]],
) -> None:
    ledger = [
        decide(number, verb, (f"x|zi|{item}", "g"), column="jumlah", undoes=undoes)
        for number, (verb, item, undoes) in enumerate(entries, start=1)
    ]
    standing, told = left_standing(ledger)
    ids = [item.decision_id for item in standing]
    assert sorted([*ids, *told]) == [item.decision_id for item in ledger]
    assert left_standing(ledger[::-1]) == (standing, told)
    for item in "ab":
        kinds = {d.verb for d in standing if unnumbered(d.item_key) == f"x|zi|{item}"}
        assert len(kinds & {"terima", "tolak", "koreksi"}) <= 1


def test_undoing_an_undoing_restores(undecided: Db) -> None:
    bali = item_of(undecided, "BNNP Bali")
    ledger = [
        decide(1, "tolak", bali),
        decide(2, "batal", bali, undoes=1),
        decide(3, "batal", bali, undoes=2),
    ]
    standing, told = left_standing(ledger)
    assert standing == ledger[:1]
    assert {key: outcome.status for key, outcome in told.items()} == {2: "dibatalkan", 3: "berlaku"}
