from __future__ import annotations

from pathlib import Path

from flows.shrinking import shrunk_tables
from warehouse.query import Size, size_of


def test_a_table_with_half_its_rows_is_told() -> None:
    before = {"mart.a": 100, "mart.b": 100, "mart.c": 20, "mart.d": 19, "mart.e": 0}
    after = {"mart.a": 50, "mart.b": 51, "mart.d": 0, "mart.e": 7}
    assert shrunk_tables(before, after) == {
        "mart.a": "100 baris pada malam terakhir, kini 50; periksa sebabnya",
        "mart.c": "20 baris pada malam terakhir, kini 0; periksa sebabnya",
    }
    assert shrunk_tables({}, after) == {}


def test_what_is_no_warehouse_holds_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "g.duckdb"
    broken.write_bytes(b"bukan gudang data" * 1000)
    assert size_of(broken) == size_of(tmp_path / "tidak-ada.duckdb") == Size()
