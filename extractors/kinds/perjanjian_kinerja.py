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
        r"^perjanjiankinerja(tahun)?(anggaran)?20\d\d",
        r"^perjanjiankinerja(bnn|badannarkotikanasional).{3,60}?(tahun)?(anggaran)?20\d\d",
    ),
    unit=(
        rf"perjanjian kinerja(?: tahun)?(?: anggaran)? \d{{4}} (?P<satker>{_UNIT})(?={_AFTER})",
        rf"perjanjian kinerja (?P<satker>{_UNIT})(?= tahun| t\.?a\.?\b)",
    ),
)
