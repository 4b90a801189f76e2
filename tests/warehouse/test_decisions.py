"""What stewards decide takes effect in the marts, is told, lapses, and can be undone."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from expectations.reference import Reference
from tests.warehouse.deciding import (
    UNKNOWN,
    Item,
    decide,
    judged,
    letters,
    warehouse_of,
    zi_letter,
    zi_row,
)
from tests.warehouse.scenarios import kalbar_2023
from warehouse.builder import build
from warehouse.decisions import Decision

Db = duckdb.DuckDBPyConnection


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
