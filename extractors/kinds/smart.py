"""SMART DJA: budget performance (NKA) of a satker.

Grain: screen x satker. Unit: points. Source: Ministry of Finance, SMART DJA 'Evaluasi Kinerja
Anggaran'.
"""

from extractors.contract import Column, Table
from extractors.forms import CardReader
from extractors.kind import LetterKind

TABLE = Table(
    name="smart",
    comment="Nilai Kinerja Anggaran (SMART DJA), satu baris per satker",
    columns=(
        Column("satker", "text", "Nama satker seperti tercetak"),
        Column("tahun", "integer", "Tahun anggaran", derived=True),
        Column("nilai", "decimal", "Nilai Kinerja Anggaran"),
        Column("kategori", "text", "Kategori seperti tercetak"),
    ),
    keys=("satker",),
)

KIND = LetterKind(
    name="smart",
    title="Nilai Kinerja Anggaran (SMART DJA)",
    tables=(TABLE,),
    readers=(
        CardReader(
            TABLE,
            unit=r"(badannarkotikanasional|bnn)",
            label=r"nilai(smart|kinerjaanggaran|nka)",
            columns=("satker", "nilai", "kategori"),
        ),
    ),
    heading=(r"^smartdja",),
    penerbit="Kementerian Keuangan (SMART DJA)",
)
