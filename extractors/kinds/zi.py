"""Zona Integritas: the inspectorate's internal assessment of every BNNP.

Grain: letter x BNNP. Unit: points (at most 30 + 30 + 40). Source: the chief inspector's yearly
letter 'Penyampaian Capaian Indikator Kinerja Nilai Zona Integritas Berdasarkan Penilaian Internal'.
"""

from extractors.columns import NO, SATKER
from extractors.contract import Column, Table
from extractors.kind import LetterKind
from extractors.table import GridReader

_PARTS = r"nilai|aspek|komponen|pengungkit|[abc]"

TABLE = Table(
    name="zi",
    comment="Nilai Zona Integritas berdasarkan penilaian internal, satu baris per BNNP",
    columns=(
        NO,
        SATKER,
        Column("pemenuhan", "decimal", "Nilai pemenuhan", headers=(rf"^({_PARTS})*pemenuhan",)),
        Column("reform", "decimal", "Nilai reform", headers=(rf"^({_PARTS})*reform",)),
        Column("hasil", "decimal", "Nilai hasil", headers=(rf"^({_PARTS})*hasil[abc]?$",)),
        Column(
            "jumlah",
            "decimal",
            "Jumlah nilai",
            headers=(
                r"^(jumlah|total)(nilai|abc)?$",
                r"^(jumlah|total)?nilai(akhir|total|zi|tpi|evaluasi|zonaintegritas)+$",
                r"^(nilai|skor)(total)?$",
            ),
        ),
    ),
    keys=("no",),
)

KIND = LetterKind(
    name="zi",
    title="Zona Integritas berdasarkan penilaian internal",
    tables=(TABLE,),
    readers=(GridReader(TABLE),),
    subject=(r"zonaintegritas",),
    heading=(r"^capaianindikatorkinerjanilaizonaintegritas",),
)
