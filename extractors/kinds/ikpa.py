"""OM-SPAN: budget execution (IKPA) per satker and its indicators.

Grain: screen x satker (``ikpa``), screen x satker x indicator (``ikpa_indikator``). Units: points,
weights in per cent. The screen prints no year, only the month it runs to. Source: Ministry of
Finance, OM-SPAN 'Indikator Pelaksanaan Anggaran'.
"""

from extractors.blocks import BlockReader
from extractors.contract import Column, Table
from extractors.kind import LetterKind

TABLE = Table(
    name="ikpa",
    comment="Nilai IKPA OM-SPAN, satu baris per satker",
    columns=(
        Column("kode_kppn", "text", "Kode KPPN", headers=(r"^kodekppn",)),
        Column("kode_ba", "text", "Kode bagian anggaran", headers=(r"^kodeba$",)),
        Column(
            "kode_satker", "text", "Kode satker Kementerian Keuangan", headers=(r"^kodesatker",)
        ),
        Column(
            "satker",
            "text",
            "Uraian satker seperti tercetak",
            headers=(
                r"^(uraian|nama)satker",
                r"^(uraian|nama)satuankerja",
                r"^(satker|satuankerja)$",
            ),
        ),
        Column("nilai_total", "decimal", "Nilai total", headers=(r"^nilaitotal$",)),
        Column(
            "konversi_bobot", "decimal", "Konversi bobot", headers=(r"^konversibobot",), unit="%"
        ),
        Column(
            "nilai_akhir",
            "decimal",
            "Nilai akhir IKPA",
            headers=(r"^nilaiakhir", r"^(nilai)?ikpa$"),
        ),
    ),
    keys=("kode_satker",),
)

DETAIL = Table(
    name="ikpa_indikator",
    comment="Indikator IKPA, satu baris per satker dan indikator",
    columns=(
        Column("kode_satker", "text", "Kode satker Kementerian Keuangan"),
        Column("indikator", "text", "Nama indikator seperti tercetak"),
        Column("nilai", "decimal", "Nilai indikator"),
        Column("bobot", "decimal", "Bobot indikator", unit="%", blank_ok=True),
        Column("nilai_akhir", "decimal", "Nilai x bobot", blank_ok=True),
    ),
    keys=("kode_satker", "indikator"),
)

KIND = LetterKind(
    name="ikpa",
    title="IKPA (OM-SPAN)",
    tables=(TABLE, DETAIL),
    readers=(
        BlockReader(
            table=TABLE,
            detail=DETAIL,
            item="indikator",
            label_headers=(r"^ket(erangan)?$",),
            labels=(("nilai", "nilai"), ("bobot", "bobot"), ("nilaiakhir", "nilai_akhir")),
            groups=("nilaiaspek", "nilai_aspek"),
        ),
    ),
    heading=(r"^(omspan)?indikatorpelaksanaananggaran",),
    penerbit="Kementerian Keuangan (OM-SPAN)",
)
