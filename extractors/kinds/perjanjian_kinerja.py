"""Performance agreement of a satker: its indicators with their targets, and its budget list.

Grain: agreement x indicator (``perjanjian_kinerja``), agreement x activity
(``anggaran_kegiatan``). Units: as each target prints; rupiah. Source: the signed 'Perjanjian
Kinerja' of the year.
"""

from extractors.columns import NO
from extractors.contract import Column, Table
from extractors.forms import AmountListReader
from extractors.kind import LetterKind
from extractors.scaled import ScaledReader
from extractors.table import GridReader

_UNIT = r"(?:badan narkotika nasional|bnn).*?"
_AFTER = r" \d+\. kegiatan| (?:dalam rangka|yang bertanda|pihak|dengan|antara|lampiran)\b|$"
_CHANGED = r"(?:revisi|perubahan)"
_OFFICE = (
    r"(?:(?:badan narkotika nasional|bnn)(?: republik indonesia)? "
    r"(?:provinsi|kabupaten|kab\b\.?|kota)|bnn[pk]) (?:(?!(?:kepala|jabatan|nama|pihak)\b).){2,50}?"
)
"""A satker below the head office, who signs as the superior."""
_CALLED_FIRST = r"(?=,? (?:yang )?selanjutnya disebut,? (?:sebagai )?\W?pihak (?:pertama|kesatu)\b)"
_SIGNED = (
    r"(?= (?:kepala|drs?|ir|brigjen|brigadir|kombes|komisaris|akbp|ajun|nip|pihak)\b"
    r"| [a-z]+, \d{1,2} [a-z]+ \d{4}|$)"
)
"""What follows an office over a signature: a title, another office, place and date, or nothing."""

TABLE = Table(
    name="perjanjian_kinerja",
    comment="Perjanjian kinerja, satu baris per indikator",
    columns=(
        NO,
        Column(
            "sasaran",
            "text",
            "Sasaran seperti tercetak; kosong bila tercetak hanya pada indikator pertamanya",
            headers=(r"^sasaran",),
        ),
        Column("indikator", "text", "Indikator kinerja seperti tercetak", headers=(r"^indikator",)),
        Column(
            "target",
            "decimal",
            "Target; kosong bila tidak tercetak",
            headers=(r"^target",),
            blank_ok=True,
            counted=True,
        ),
        Column(
            "satuan",
            "text",
            "Satuan target seperti tercetak",
            headers=(r"^satuan$",),
            blank_ok=True,
            suffix_of="target",
        ),
    ),
    keys=("no",),
)

BUDGET = Table(
    name="anggaran_kegiatan",
    comment="Anggaran perjanjian kinerja, satu baris per kegiatan",
    columns=(
        NO,
        Column(
            "kegiatan",
            "text",
            "Kegiatan seperti tercetak",
            headers=(r"^(nama)?kegiatan$", r"^(uraian|program)"),
        ),
        Column(
            "anggaran",
            "money",
            "Anggaran kegiatan",
            headers=(r"^(jumlah)?anggaran", r"^(pagu|jumlah)"),
            unit="rupiah",
        ),
    ),
    keys=("no",),
)

KIND = LetterKind(
    name="perjanjian_kinerja",
    title="Perjanjian Kinerja",
    tables=(TABLE, BUDGET),
    readers=(
        GridReader(TABLE),
        ScaledReader(
            GridReader(BUDGET, totals=r"^(jumlah|total)", embedded=True), BUDGET, "anggaran"
        ),
        ScaledReader(AmountListReader(BUDGET, "no", "kegiatan", "anggaran"), BUDGET, "anggaran"),
    ),
    heading=(
        rf"^{_CHANGED}?perjanjiankinerja{_CHANGED}?(tahun)?(anggaran)?20\d\d",
        rf"^{_CHANGED}?perjanjiankinerja{_CHANGED}?(kepala)?(bnn|badannarkotikanasional).{{3,60}}?"
        r"(tahun)?(anggaran)?20\d\d",
    ),
    unit=(
        rf"perjanjian kinerja(?: {_CHANGED})?(?: tahun)?(?: anggaran)? \d{{4}} (?:kepala )?"
        rf"(?P<satker>{_UNIT})(?={_AFTER})",
        rf"perjanjian kinerja (?:{_CHANGED} )?(?:kepala )?(?P<satker>{_UNIT})"
        r"(?= tahun| t\.?a\.?\b)",
        rf"jabatan ?:? kepala (?P<satker>{_OFFICE}){_CALLED_FIRST}",
        rf"pihak kedua,? pihak pertama,? kepala .{{3,80}}? kepala (?P<satker>{_OFFICE}){_SIGNED}",
        rf"pihak pertama,? pihak kedua,? kepala (?P<satker>{_OFFICE})(?= kepala\b)",
        rf"(?<!pihak kedua )(?<!pihak kedua, )pihak pertama,? kepala (?P<satker>{_OFFICE})"
        rf"{_SIGNED}",
    ),
)
