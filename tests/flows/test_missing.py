"""Letters that are no longer where they were: renamed, a copy less, or gone."""

import shutil
from pathlib import Path

from flows.missing import GONE
from flows.news import has_news
from flows.places import Places
from tests.flows.conftest import Capaian, few_letters, plain_night


def test_a_letter_under_another_name_is_not_lost_and_one_that_is_gone_stays_told(
    tmp_path: Path, capaian: Capaian
) -> None:
    raw, places = few_letters(tmp_path / "raw"), Places(tmp_path / "g.duckdb")
    first, second, third = sorted((raw / "2023").glob("*.pdf"))
    rows = plain_night(raw, places)["rows_loaded"]

    (raw / "2024").mkdir()
    first.rename(raw / "2024" / "baru.pdf")
    shutil.copy2(second, raw / "2023" / "kedua.pdf")
    renamed = plain_night(raw, places)
    words = "berganti nama menjadi 2024/baru.pdf; angkanya tetap dimuat"
    assert renamed["told"] == {f"2023/{first.name}": words}
    assert renamed["gone"] == []
    assert renamed["rows_loaded"] == rows

    second.unlink()
    third.unlink()
    path = f"2023/{third.name}"
    copied = plain_night(raw, places)
    assert copied["gone"] == [path]
    assert copied["told"].keys() == {f"2023/{second.name}", path}, (
        "a new name is news for one night"
    )
    assert copied["told"][path] == GONE
    assert (
        "isinya yang sama tetap dimuat dari 2023/kedua.pdf" in copied["told"][f"2023/{second.name}"]
    )
    assert not has_news(raw, places, places.ledger)
    later = plain_night(raw, places)
    assert later["gone"] == [path], "as long as the manifest pins it"
    assert later["told"] == {path: GONE}
    missed = f"Tidak ada lagi di folder surat: {path}"
    assert missed in capaian("status", "--warehouse", places.warehouse).stdout

    manifest = raw / "2023" / "manifest.csv"
    lines = manifest.read_text(encoding="utf-8").splitlines(keepends=True)
    manifest.write_text("".join(line for line in lines if not line.startswith(third.name)))
    assert plain_night(raw, places)["gone"] == []
    assert missed not in capaian("status", "--warehouse", places.warehouse).stdout
