"""Dektara: family resilience index per satker.

Grain: letter x satker. Unit: index points. Source: the head of BNN's yearly letter 'Hasil
Penghitungan Indeks Ketahanan Keluarga terhadap Penyalahgunaan Narkoba (Dektara)'.
"""

from extractors.claims import NUMBER, ClaimPattern
from extractors.columns import ANOTHER, FINAL, KATEGORI, NO, PLAIN_SCORE, SATKER, SCORE
from extractors.contract import Column, Table
from extractors.kind import LetterKind
from extractors.table import GridReader

TABLE = Table(
    name="dektara",
    comment="Indeks Ketahanan Keluarga (Dektara), satu baris per satker",
    columns=(
        NO,
        SATKER,
        Column(
            "nilai",
            "decimal",
            "Indeks Dektara",
            headers=(
                r"^(nilai|indeks|hasil|skor)?(indeks)?(dektara|ketahanankeluarga)$",
                SCORE,
                rf"^{ANOTHER}.*(dektara|ketahanankeluarga)",
                PLAIN_SCORE,
            ),
            rivals=FINAL,
            unit="indeks",
        ),
        KATEGORI,
    ),
    keys=("no",),
)

KIND = LetterKind(
    name="dektara",
    title="Indeks Ketahanan Keluarga (Dektara)",
    tables=(TABLE,),
    readers=(GridReader(TABLE),),
    subject=(r"dektara", r"indeksketahanankeluarga"),
    claims=(
        ClaimPattern(
            rf"penghitungan Dektara(?: Tahun \d{{4}})? adalah (?P<indeks_nasional>{NUMBER})"
            rf" \((?:Kategori )?(?P<kategori_nasional>[\w ]+?)\)"
            rf"(?:,? dengan target(?: angka)? (?P<target_nasional>{NUMBER}))?"
        ),
        ClaimPattern(
            rf"Kategori (?P<scope>[A-Za-z ]+?) \((?P<batas_bawah>{NUMBER}) ?[–-] ?"
            rf"(?P<batas_atas>{NUMBER})\) sebanyak (?P<jumlah_satker>{NUMBER}) Sat"
        ),
        ClaimPattern(
            rf"Terdapat (?P<jumlah_satker>{NUMBER}) Sat(?:uan Kerja|ker) yang tidak selesai",
            scope="Tidak Selesai",
        ),
        ClaimPattern(rf"secara nasional di (?P<jumlah_provinsi>{NUMBER}) Provinsi"),
        ClaimPattern(
            rf"BNN Kabupaten/Kota yaitu (?P<jumlah_kabupaten_kota>{NUMBER}) Kabupaten/ ?Kota"
        ),
    ),
)
