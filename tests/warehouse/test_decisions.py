"""What stewards decide takes effect in the marts, is told, lapses, and can be undone."""

from collections.abc import Iterator
from dataclasses import astuple
from decimal import Decimal
from pathlib import Path
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
    Item,
    decide,
    item_of,
    judged,
    letters,
    warehouse_of,
    zi_letter,
    zi_row,
)
from tests.warehouse.letters import document, part
from tests.warehouse.scenarios import kalbar_2023
from warehouse.builder import build
from warehouse.decisions import Decision, left_standing
from warehouse.keys import unnumbered
from warehouse.prepare import Prepared, prepare
from warehouse.ruling import rule

Db = duckdb.DuckDBPyConnection


@pytest.fixture(scope="module")
def undecided(reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Db]:
    """The warehouse as stewards first see it."""
    state = tmp_path_factory.mktemp("sebelum")
    with duckdb.connect(str(warehouse_of(letters(), reference, state)), read_only=True) as db:
        yield db


@pytest.fixture(scope="module")
def disputed(undecided: Db) -> dict[str, Item]:
    """The findings that two letters give Banten different figures, by figure."""
    found = undecided.execute(
        "SELECT column_name, item_key, guard FROM mart.temuan WHERE rule = 'nilai_ganda'"
    ).fetchall()
    assert {column for column, _, _ in found} == {"zi", "zi_hasil"}
    return {column: (key, guard) for column, key, guard in found}


@pytest.fixture(scope="module")
def decisions(undecided: Db, disputed: dict[str, Item]) -> list[Decision]:
    """One of each: what a steward would do with this letter."""
    bali, aceh = item_of(undecided, "BNNP Bali"), item_of(undecided, "BNNP Aceh")
    return [
        decide(1, "koreksi", bali, column="jumlah", value="70,00", tercetak="7O,00"),
        decide(2, "terima", aceh),
        decide(3, "tolak", item_of(undecided, "BNNP Bengkulu")),
        decide(4, "petakan", item_of(undecided, UNKNOWN), column="satker", satker="bnnp-33"),
        decide(5, "terima", disputed["zi"]),
        decide(6, "terima", (disputed["zi_hasil"][0], "lain")),
    ]


@pytest.fixture(scope="module")
def decided(
    reference: Reference, decisions: list[Decision], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Db]:
    """The same letters with those decisions."""
    state = tmp_path_factory.mktemp("sesudah")
    built = warehouse_of(letters(), reference, state, decisions)
    with duckdb.connect(str(built), read_only=True) as db:
        yield db


def capaian(db: Db, satker: str) -> tuple[Any, ...] | None:
    """Realisasi, achievement and status of Zona Integritas."""
    return db.execute(
        "SELECT realisasi_value, capaian_computed_pct, status FROM mart.ikk_capaian "
        "WHERE ikk_code = 'zi' AND satker_code = ?",
        [satker],
    ).fetchone()


def outcomes(db: Db) -> dict[int, str]:
    return dict(db.execute("SELECT decision_id, status FROM mart.keputusan").fetchall())


def test_undecided_rows_hold_their_achievements_back(undecided: Db) -> None:
    for satker in ("bnnp-51", "bnnp-36", "bnnp-11", "bnnp-33", "bnnp-17"):
        assert capaian(undecided, satker) == (None, None, "tertahan")
    assert undecided.execute("SELECT count(*) FROM mart.karantina").fetchone() == (4,)
    assert outcomes(undecided) == {}


def test_every_decision_on_what_is_printed_is_in_force(decided: Db) -> None:
    assert outcomes(decided) == {**dict.fromkeys(range(1, 6), "berlaku"), 6: "gugur"}


def test_a_decision_on_a_finding_that_says_something_else_lapses(
    decided: Db, disputed: dict[str, Item]
) -> None:
    ((key, row_key, tercetak, seharusnya, status),) = decided.execute(
        "SELECT item_key, row_key, tercetak, seharusnya, status FROM mart.temuan "
        "WHERE rule = 'keputusan_gugur'"
    ).fetchall()
    assert key == f"keputusan_gugur|{disputed['zi_hasil'][0]}|zi_hasil"
    assert row_key.endswith("|bnnpbanten")
    assert (tercetak, seharusnya) == ("30", "yang tercetak (keputusan 6)")
    assert status == "terbuka"


def test_a_correction_gives_the_achievement(decided: Db, undecided: Db) -> None:
    assert capaian(decided, "bnnp-51") == (Decimal(70), Decimal("100.00"), "dihitung")
    nilai = decided.execute(
        "SELECT nilai, decision_id FROM mart.nilai_satker "
        "WHERE satker_code = 'bnnp-51' AND indikator IN ('zi', 'zi_hasil') ORDER BY indikator"
    ).fetchall()
    assert nilai == [(Decimal(70), 1), (Decimal(30), None)]
    printed = (
        "SELECT printed, value, problem FROM raw.cell WHERE row = 1 AND column_name = 'jumlah'"
    )
    assert decided.execute(printed).fetchall() == undecided.execute(printed).fetchall()
    assert ("7O,00",) in decided.execute(
        "SELECT printed_json ->> '$.jumlah' FROM raw.zi WHERE satker_code = 'bnnp-51'"
    ).fetchall()


def test_what_a_correction_answers_stays_told_as_corrected(decided: Db) -> None:
    told = decided.execute(
        "SELECT DISTINCT status, tercetak, decided_by, reason FROM mart.temuan "
        "WHERE row_key LIKE '%|bnnpbali' AND column_name = 'jumlah'"
    ).fetchall()
    assert told == [("dikoreksi", "7O,00", "siti", "diperiksa pada suratnya")]


def test_an_accepted_row_counts_as_printed(decided: Db) -> None:
    assert capaian(decided, "bnnp-11") == (Decimal(75), Decimal("107.14"), "dihitung")
    assert decided.execute(
        "SELECT status FROM mart.temuan WHERE row_key LIKE '%|bnnpaceh' AND rule <> 'urutan_no'"
    ).fetchall() == [("diterima",)]


def test_a_rejected_row_is_in_no_figure_and_holds_nothing_back(decided: Db) -> None:
    assert capaian(decided, "bnnp-17") == (None, None, "tanpa_data")
    rejected = decided.execute(
        "SELECT printed ->> '$.satker', status, decided_by FROM mart.karantina"
    ).fetchall()
    assert rejected == [("BNNP Bengkulu", "ditolak", "siti")]
    assert decided.execute(
        "SELECT DISTINCT status FROM mart.temuan WHERE row_key LIKE '%|bnnpbengkulu'"
    ).fetchall() == [("ditolak",)]


def test_a_decided_name_names_like_an_alias(decided: Db) -> None:
    assert capaian(decided, "bnnp-33") == (Decimal(72), Decimal("102.86"), "dihitung")
    assert decided.execute(
        "SELECT satker_code, year_from, year_to, source FROM raw.reference_alias WHERE printed = ?",
        [UNKNOWN],
    ).fetchall() == [("bnnp-33", 2022, 2022, "keputusan 4 oleh siti")]


def test_an_accepted_dispute_no_longer_holds_the_figure_back(decided: Db) -> None:
    assert capaian(decided, "bnnp-36") == (Decimal(72), Decimal("102.86"), "dihitung")
    assert decided.execute(
        "SELECT status FROM mart.temuan WHERE rule = 'nilai_ganda' AND column_name = 'zi'"
    ).fetchall() == [("diterima",)]


def test_printed_rows_are_loaded_or_quarantined(decided: Db) -> None:
    counted = decided.execute(
        "SELECT bool_and(printed_count = loaded_count + quarantined_count) FROM raw.row_count"
    ).fetchone()
    assert counted == (True,)


def contents(db: Db) -> dict[str, list[Any]]:
    names = db.execute(
        "SELECT schema_name || '.\"' || table_name || '\"' FROM duckdb_tables() "
        "WHERE schema_name IN ('raw', 'mart') ORDER BY 1"
    ).fetchall()
    return {name: db.execute(f"SELECT * FROM {name}").fetchall() for (name,) in names}


def test_rebuilding_from_nothing_keeps_the_decisions_in_any_order(
    reference: Reference, decisions: list[Decision], decided: Db, tmp_path: Path
) -> None:
    batch = judged(letters(), reference, decisions)
    built = tmp_path / "baru"
    again = build(batch[::-1], reference, built, decisions[::-1])
    with duckdb.connect(str(again), read_only=True) as db:
        assert contents(db) == contents(decided)


def test_undoing_gives_back_what_was(
    reference: Reference, decisions: list[Decision], undecided: Db, tmp_path: Path
) -> None:
    undone = [
        decide(10 + item.decision_id, "batal", ("", ""), undoes=item.decision_id)
        for item in decisions
    ]
    built = warehouse_of(letters(), reference, tmp_path, [*decisions, *undone])
    with duckdb.connect(str(built), read_only=True) as db:
        after, before = contents(db), contents(undecided)
        assert set(outcomes(db).values()) == {"dibatalkan", "berlaku"}
    for name in before:
        if name not in ('raw."decision"', 'mart."keputusan"'):
            assert after[name] == before[name], name


def test_a_letter_sent_again_keeps_its_decisions_or_says_that_they_lapsed(
    reference: Reference, decisions: list[Decision], tmp_path: Path
) -> None:
    """The revision prints Bali anew, adds a row, and comes in another file: other rows' hold.

    Received last, it turns the dispute about Banten round: that must be decided anew.
    """
    revised = zi_letter(
        "2022/kirim-ulang.pdf",
        printed="6O,00",
        extra=[zi_row(6, "BNNP Gorontalo", ("20", "20", "30"), "70")],
    )
    files = [*letters(), revised]
    with duckdb.connect(
        str(warehouse_of(files, reference, tmp_path, decisions)), read_only=True
    ) as db:
        assert outcomes(db) == {
            1: "gugur",
            2: "berlaku",
            3: "berlaku",
            4: "berlaku",
            5: "gugur",
            6: "gugur",
        }
        assert capaian(db, "bnnp-36") == (None, None, "tertahan")
        assert capaian(db, "bnnp-51") == (None, None, "tertahan")
        assert capaian(db, "bnnp-11") == (Decimal(75), Decimal("107.14"), "dihitung")
        ((severity, tercetak, seharusnya, pesan, status, path),) = db.execute(
            "SELECT severity, tercetak, seharusnya, pesan, temuan.status, path "
            "FROM mart.temuan JOIN mart.surat USING (document, letter) "
            "WHERE rule = 'keputusan_gugur'"
        ).fetchall()
    assert (severity, tercetak, status) == ("peringatan", "6O,00", "terbuka")
    assert seharusnya == "7O,00 (keputusan 1)"
    assert path == "2022/kirim-ulang.pdf"
    for words in ("siti", "'7O,00'", "'6O,00'", "koreksi jumlah menjadi 70,00"):
        assert words in pesan


def test_a_figure_unread_in_both_copies_differs_by_its_print(reference: Reference) -> None:
    """Of two copies with as many rows the one received last stands, and the decision lapses."""
    first = row(prepared(reference, []), "bnnpbali").item
    files = [*letters(), zi_letter("2022/kirim-ulang.pdf", printed="6O,00")]
    correction = decide(1, "koreksi", (first.key, first.guard), column="jumlah", value="70")
    night = prepared(reference, [correction], files)
    assert result(night)[1][0] == "gugur"
    assert not row(night, "bnnpbali").is_standing


def prepared(
    reference: Reference, decisions: list[Decision], files: list[Any] | None = None
) -> Prepared:
    """Without the models, which take seconds."""
    return prepare(judged(files or letters(), reference, decisions), reference, tables(), decisions)


def result(night: Prepared) -> dict[int, tuple[str | None, str | None]]:
    return {
        decision.decision_id: (outcome.status, outcome.alasan) if outcome else (None, None)
        for decision, outcome in night.decisions
    }


def row(night: Prepared, name: str) -> Any:
    (found,) = [
        row
        for letter in night.letters
        for row in letter.rows
        if row.item.key.endswith(f"|{name}") and letter.path == "2022/zi.pdf"
    ]
    return found


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
    items = rule([], files, reference, tables()).items["a.pdf", 1].rows
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
    items = rule([], [file], reference, tables()).items["a.pdf", 1].rows
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
    night = prepare(batch, reference, tables(), shuffled)
    expected = prepare(judged(files, reference, entries), reference, tables(), entries)
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


def test_findings_on_statements_are_settled_and_change_no_figure(
    reference: Reference, db: Db, tmp_path: Path
) -> None:
    """A statement is no row: the right value is noted, and the achievements stay what they were."""
    found = db.execute(
        "SELECT rule, item_key, guard FROM mart.temuan "
        "WHERE table_name = 'claim' AND tahun = 2023 ORDER BY item_key"
    ).fetchall()
    ((rule, key, guard), (_, other_key, other_guard), *_) = found
    entries = [
        decide(1, "koreksi", (key, guard), value="84,97"),
        decide(2, "terima", (other_key, other_guard)),
        decide(3, "tolak", ("aturan|surat:1|tabel||", "g")),
        decide(4, "terima", ("aturan|surat:1|tabel||", "g")),
    ]
    with duckdb.connect(
        str(build(kalbar_2023(), reference, tmp_path, entries)), read_only=True
    ) as after:
        told = after.execute(
            "SELECT item_key, rule, status, decided_by FROM mart.temuan WHERE status <> 'terbuka' "
            "ORDER BY item_key"
        ).fetchall()
        assert outcomes(after) == {1: "berlaku", 2: "berlaku", 3: "digantikan", 4: "gugur"}
        figures = "SELECT * FROM mart.ikk_capaian WHERE tahun = 2023 ORDER BY ALL"
        assert after.execute(figures).fetchall() == db.execute(figures).fetchall()
    assert [(item, status, by) for item, _, status, by in told] == [
        (key, "dikoreksi", "siti"),
        (other_key, "diterima", "siti"),
    ]
    assert told[0][1] == rule
