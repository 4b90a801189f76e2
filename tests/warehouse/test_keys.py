"""Items keep their keys from night to night, whatever file they come in."""

from collections.abc import Mapping

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from expectations.reference import Reference
from extractors.model import Extraction
from extractors.registry import tables
from tests.warehouse.deciding import settled
from tests.warehouse.letters import Values, document, part, received, statement
from tests.warehouse.test_load import loaded
from warehouse.keys import ItemKey, Place, claim_keys, letter_key, row_keys

NUMBER = "B/1/ZI/2022"
NAMES = ("BNNP Bali", "BNNP Banten", "BNN Kota Denpasar", "BNN Kabupaten Badung")


def record(satker: str, total: str, no: str = "1") -> Values:
    return {"no": no, "satker": satker, "pemenuhan": "20", "hasil": "30", "jumlah": total}


def letter_of(records: list[Values], path: str = "2022/zi.pdf") -> Extraction:
    return document(part("zi", {"zi": records}, tahun=2022, nomor=NUMBER), path=path)


def keys_of(extraction: Extraction) -> Mapping[Place, ItemKey]:
    key = letter_key(extraction.letters[0], None)
    return row_keys(key, extraction.rows, extraction.cells, tables())


def test_a_key_names_letter_table_and_printed_name() -> None:
    (item,) = keys_of(letter_of([record("BNNP  Bali", "70")])).values()
    assert item.key == "zi:b1zi2022|zi|bnnpbali"


@given(st.permutations(range(len(NAMES))))
def test_keys_and_guards_depend_on_no_other_row_and_on_no_file(order: list[int]) -> None:
    records = [record(name, str(70 + i), no=str(i + 1)) for i, name in enumerate(NAMES)]
    first = set(keys_of(letter_of(records)).values())
    moved = [{**records[i], "no": str(turn)} for turn, i in enumerate(order, start=1)]
    assert set(keys_of(letter_of(moved, "lain/b.pdf")).values()) == first
    assert len({item.key for item in first}) == len(NAMES)


@given(st.sampled_from(["71", "70,5", "7O", ""]))
def test_another_figure_is_another_guard(total: str) -> None:
    (before,) = keys_of(letter_of([record("BNNP Bali", "70")])).values()
    (after,) = keys_of(letter_of([record("BNNP Bali", total)])).values()
    assert after.key == before.key
    assert after.guard != before.guard


def test_a_name_printed_twice_is_two_items() -> None:
    items = keys_of(letter_of([record("BNNP Bali", "70"), record("BNNP Bali", "71")]))
    assert [item.key for item in items.values()] == [
        "zi:b1zi2022|zi|bnnpbali",
        "zi:b1zi2022|zi|bnnpbali#2",
    ]


def test_one_printed_name_of_two_copies_is_two_items_where_both_stand(
    reference: Reference,
) -> None:
    """Two spellings of one satker in a copy move the turns by which revisions know a row."""
    both = letter_of([record("BNNP Bali", "70"), record("BNN Provinsi Bali", "71")])
    one = letter_of([record("BNN Provinsi Bali", "72")], "2022/zi-2.pdf")
    night = settled([received(both, 1.0), received(one, 2.0)], reference)
    keys = [row.item.key for letter in night.letters for row in letter.rows if row.is_standing]
    assert len(keys) == len(set(keys))


def test_statements_are_named_by_what_they_say() -> None:
    claims = [
        statement("target", "13.1", "95", "IKPA"),
        statement("capaian", "Nilai Kinerja Anggaran", "84.97", "NKA", "ringkasan"),
        statement("target", "13.1", "96", "IKPA"),
    ]
    lkip = document(part("lkip", {}, satker="BNNP Bali", tahun=2022, claims=claims), path="a.pdf")
    letters = {1: letter_key(lkip.letters[0], "bnnp-51")}
    keys = claim_keys(letters, lkip.claims)
    assert keys == [
        "lkip:2022:bnnp-51|claim|kotak/target/131",
        "lkip:2022:bnnp-51|claim|ringkasan/capaian/nilaikinerjaanggaran",
        "lkip:2022:bnnp-51|claim|kotak/target/131#2",
    ]
    assert claim_keys(letters, lkip.claims[1:]) == [keys[1], keys[0]]


def test_every_published_item_has_a_key_of_its_own(db: duckdb.DuckDBPyConnection) -> None:
    for mart in ("temuan", "karantina"):
        counted = db.execute(
            f"SELECT count(*), count(item_key), count(DISTINCT item_key), count(guard) "
            f"FROM mart.{mart}"
        ).fetchone()
        assert counted is not None
        assert counted[0] > 0
        assert len(set(counted)) == 1
    assert db.execute("SELECT count(*) FROM mart.keputusan").fetchone() == (0,)


def test_a_finding_knows_the_row_it_is_about(db: duckdb.DuckDBPyConnection) -> None:
    unknown = db.execute(
        """
        SELECT karantina.item_key = temuan.row_key, karantina.guard = temuan.row_guard
        FROM mart.temuan AS temuan
        JOIN mart.karantina AS karantina USING (document, letter, table_name, row)
        """
    ).fetchall()
    assert unknown
    assert set(unknown) == {(True, True)}


def test_rows_are_stored_with_the_same_keys_from_any_file(reference: Reference) -> None:
    keys = set()
    for path in ("2022/zi.pdf", "2022/kirim-ulang.pdf"):
        extraction = letter_of([record("BNNP Tidak Ada", "70")], path)
        with loaded([received(extraction)], reference) as raw:
            keys.add(raw.execute("SELECT row_key, row_guard FROM raw.zi").fetchone())
    assert len(keys) == 1
