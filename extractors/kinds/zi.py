"""Zona Integritas: the inspectorate's internal assessment of every BNNP.

Grain: letter x BNNP. Unit: points (at most 30 + 30 + 40). Source: the chief inspector's yearly
letter 'Penyampaian Capaian Indikator Kinerja Nilai Zona Integritas Berdasarkan Penilaian Internal'.
"""

from extractors.columns import NO, SATKER
from extractors.contract import Column, Table
from extractors.kind import LetterKind
from extractors.table import GridReader

TABLE = Table(
    name="zi",
    comment="Nilai Zona Integritas berdasarkan penilaian internal, satu baris per BNNP",
    columns=(
        NO,
        SATKER,
        Column("pemenuhan", "decimal", "Nilai pemenuhan", headers=(r"^(nilai)?pemenuhan",)),
        Column("reform", "decimal", "Nilai reform", headers=(r"^(nilai)?reform",)),
        Column("hasil", "decimal", "Nilai hasil", headers=(r"^(nilai)?hasil$",)),
        Column(
            "jumlah",
            "decimal",
            "Jumlah nilai",
            headers=(r"^(jumlah|total)(nilai)?$", r"^nilai(akhir|total|zi)$", r"^nilai$"),
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
