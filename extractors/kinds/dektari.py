"""Dektari: youth resilience index per satker.

Grain: letter x satker; a province's own row ('INDEKS KETAHANAN DIRI ...') is kept and marked.
Unit: index points. Source: the head of BNN's yearly letter 'Hasil Penghitungan Indeks Ketahanan
Diri Remaja Terhadap Penyalahgunaan Narkoba (Dektari)'.
"""

from extractors.claims import NUMBER, ClaimPattern
from extractors.columns import ANOTHER, FINAL, KATEGORI, PLAIN_SCORE, SATKER, SCORE
from extractors.contract import Column, Table
from extractors.kind import LetterKind
from extractors.table import GridReader
from extractors.values import squash


def _tingkat(values: dict[str, str | None]) -> str:
    """Whose row it is: the province's own figure or a satker's."""
    is_province = squash(values["satker"] or "").startswith("indeksketahanandiri")
    return "provinsi" if is_province else "satker"


TABLE = Table(
    name="dektari",
    comment="Indeks Ketahanan Diri Remaja (Dektari), satu baris per satker",
    columns=(
        SATKER,
        Column(
            "nilai",
            "decimal",
            "Indeks Dektari",
            headers=(
                r"^(nilai|indeks|hasil|skor)?(indeks)?(dektari|ketahanandiri(remaja)?)$",
                SCORE,
                rf"^{ANOTHER}.*(dektari|ketahanandiri)",
                PLAIN_SCORE,
            ),
            rivals=FINAL,
            unit="indeks",
        ),
        KATEGORI,
        Column("tingkat", "text", "provinsi untuk angka provinsi, selain itu satker", derived=True),
    ),
    keys=("satker",),
)

KIND = LetterKind(
    name="dektari",
    title="Indeks Ketahanan Diri Remaja (Dektari)",
    tables=(TABLE,),
    readers=(GridReader(TABLE, derive=(("tingkat", _tingkat),)),),
    subject=(r"dektari", r"indeksketahanandiriremaja"),
    claims=(
        ClaimPattern(
            rf"penghitungan Dektari(?: Tahun \d{{4}})? adalah (?P<indeks_nasional>{NUMBER})"
            rf" \((?:Kategori )?(?P<kategori_nasional>[\w ]+?)\)"
            rf"(?:,? dengan target(?: angka)? (?P<target_nasional>{NUMBER}))?"
        ),
        ClaimPattern(rf"terhadap (?P<jumlah_responden>{NUMBER}) remaja"),
        ClaimPattern(
            rf"Kategori (?P<scope>[A-Za-z ]+?) \((?:≥|>=?) ?(?P<batas_bawah>{NUMBER})\)"
            rf" sebanyak (?P<jumlah_satker>{NUMBER}) Sat"
        ),
        ClaimPattern(
            rf"Kategori (?P<scope>[A-Za-z ]+?) \((?:≤|<=?) ?(?P<batas_atas>{NUMBER})\)"
            rf" sebanyak (?P<jumlah_satker>{NUMBER}) Sat"
        ),
        ClaimPattern(
            rf"Kategori (?P<scope>[A-Za-z ]+?) \((?P<batas_bawah>{NUMBER}) ?[–-] ?"
            rf"(?P<batas_atas>{NUMBER})\) sebanyak (?P<jumlah_satker>{NUMBER}) Sat"
        ),
    ),
)
