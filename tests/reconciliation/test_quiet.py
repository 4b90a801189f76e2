"""Right statements of the sample report, rounded or cut as they are: nothing is said of them."""

import duckdb
import pytest

RIGHT = (
    # page, as printed, what it is
    (3, "112,5", "18 dari 16"),
    (4, "111,5", "3,57 dari 3,2, dipotong"),
    (4, "106,18", "97,69 dari 92"),
    (4, "95,22", "71,42 dari 75, dipotong"),
    (4, "84,97", "75,62 dari 89; yang salah realisasinya"),
    (3, "105,1", "2,64 dari 2,51, dipotong"),
    (17, "84,96", "75,62 dari 89, dipotong"),
    (17, "95,22", "tanpa tanda persen"),
    (27, "50", "80 dari 160"),
    (28, "35", "7 dari 20"),
    (29, "25", "2 dari 8"),
    (31, "56,25", "18 dari 32"),
    (32, "96,48", "3,57 dari 3,7, dipotong"),
    (33, "50", "turun 50 persen dari 200"),
    (34, "16,67", "1 dari 6"),
    (35, "12,5", "naik 12,5 poin"),
    (35, "21,43", "18 dari 84"),
    (36, "100", "sama dengan tahun lalu"),
    (41, "84,02", "75,62 dari 90, dipotong"),
    (41, "3,42", "turun 3,42 poin"),
    (44, "102,83", "97,69 dari 95"),
    (46, "98,70", "realisasi terhadap pagu"),
    (46, "9.837.294.000", "tiga jenis belanja, tabel, dan terbilangnya"),
    (46, "0,41", "sisa terhadap pagu"),
    (40, "28,6", "empat bobot berjumlah 100"),
    (5, "5,41", "2,78 dan 2,63 juta jiwa"),
    (5, "423.899", "terbilangnya sama"),
    (1, "20", "dua puluh"),
    (3, "17", "indikator berkategori sangat baik"),
    (3, "2", "dua sebutan untuk capaian nol"),
    (20, "88,31", "batas Dektara"),
    (23, "3,25", "batas IKP"),
    (34, "112,5", "baris dan jumlahnya"),
    (27, "80", "jumlah delapan baris"),
    (13, "2,51", "rencana tahun itu"),
)


@pytest.mark.parametrize(("page", "printed", "why"), RIGHT)
def test_a_right_statement_raises_nothing(
    db: duckdb.DuckDBPyConnection, page: int, printed: str, why: str
) -> None:
    stated = db.execute(
        "SELECT count(*) FROM raw.claim WHERE page = ? AND printed LIKE ? || '%' "
        "AND document IN (SELECT document FROM mart.surat WHERE kind = 'lkip')",
        [page, printed],
    ).fetchone()
    told = db.execute(
        "SELECT pesan FROM mart.temuan WHERE page = ? AND tercetak = ? "
        "AND document IN (SELECT document FROM mart.surat WHERE kind = 'lkip')",
        [page, printed],
    ).fetchall()
    rows = db.execute(
        "SELECT count(*) FROM raw.cell WHERE page = ? AND printed LIKE ? || '%'", [page, printed]
    ).fetchone()
    assert stated[0] + rows[0] > 0, why
    assert told == [], why
