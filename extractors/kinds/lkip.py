"""Performance report of a satker (LKIP): what it says of its own achievements.

Grain: report x indicator (``lkip_capaian``), report x indicator x satker (``lkip_rincian``),
report x kind of expenditure (``lkip_belanja``). Units: as printed; per cent; rupiah.
Source: 'Laporan Kinerja Instansi Pemerintah' of a BNNP or BNNK, chapter III and executive summary.
"""

from extractors.contract import Column, Table
from extractors.kind import LetterKind
from extractors.report import SectionReader, report_claims
from extractors.table import GridReader

_NAME = (
    r"(?:laporan kinerja(?: instansi pemerintah)?(?: ?\((?:lkip|lakip|lkj|lkjip)\))?|\bl(?:k|ak)ip)"
)
_OF_YEAR = r"(?: tahun(?: anggaran)?| t\.?a\.?) 20\d\d"
_UNIT = r"(?P<satker>(?:badan narkotika nasional|bnn[pk]?)\b.{3,60}?)"
_NOT_OF = "".join(f"(?<!{word} )" for word in ("evaluasi", "reviu", "lanjut", "atas", "terhadap"))
"""Words before another report, which this one answers to."""

ACHIEVEMENTS = Table(
    name="lkip_capaian",
    comment="Tabel capaian dalam laporan kinerja, satu baris per indikator",
    columns=(
        Column(
            "sasaran",
            "text",
            "Sasaran seperti tercetak; kosong bila tercetak hanya pada indikator pertamanya",
            headers=(r"^sasaran",),
            blank_ok=True,
        ),
        Column("indikator", "text", "Indikator seperti tercetak", headers=(r"^indikator",)),
        Column(
            "target",
            "decimal",
            "Target",
            headers=(r"^target",),
            blank_ok=True,
            counted=True,
            unit="%",
        ),
        Column(
            "realisasi",
            "decimal",
            "Realisasi menurut laporan",
            headers=(r"^realisasi",),
            blank_ok=True,
            counted=True,
            unit="%",
        ),
        Column(
            "capaian",
            "decimal",
            "Capaian menurut laporan",
            headers=(r"^%?(pen)?capaian",),
            blank_ok=True,
            unit="%",
        ),
    ),
    keys=("indikator",),
)

DETAILS = Table(
    name="lkip_rincian",
    comment="Tabel rincian per satker di bawah satu IKK dalam laporan kinerja",
    columns=(
        Column("indikator", "text", "Nomor IKK dalam laporan, misalnya 1.1", derived=True),
        Column(
            "no",
            "integer",
            "Nomor urut seperti tercetak",
            headers=(r"^no(mor)?(urut)?$",),
            optional=True,
            blank_ok=True,
        ),
        Column(
            "satker",
            "text",
            "Satker atau kabupaten/kota seperti tercetak",
            headers=(r"^kabupatenkota$", r"^kabkota$", r"^satuankerja", r"^satker", r"^namasat"),
        ),
        Column(
            "target",
            "decimal",
            "Target",
            headers=(r"^target",),
            optional=True,
            blank_ok=True,
            counted=True,
            unit="%",
        ),
        Column(
            "nilai",
            "decimal",
            "Nilai atau realisasi",
            headers=(r"^nilai", r"^indeks", r"^realisasi", r"terbentuk$", r"^(nka|ikpa|ikp)$"),
            optional=True,
            blank_ok=True,
            counted=True,
            unit="%",
        ),
        Column(
            "kategori",
            "text",
            "Kategori seperti tercetak",
            headers=(r"^kategori",),
            optional=True,
            blank_ok=True,
        ),
        Column(
            "pencapaian",
            "decimal",
            "Pencapaian seperti tercetak",
            headers=(r"^%?(pen)?capaian",),
            optional=True,
            blank_ok=True,
            unit="%",
        ),
        Column(
            "keterangan",
            "text",
            "Keterangan seperti tercetak",
            headers=(r"^ket(erangan)?$",),
            optional=True,
            blank_ok=True,
        ),
    ),
    keys=("satker",),
)

EXPENDITURE = Table(
    name="lkip_belanja",
    comment="Tabel pagu dan realisasi belanja dalam laporan kinerja, satu baris per jenis belanja",
    columns=(
        Column(
            "jenis",
            "text",
            "Jenis belanja seperti tercetak; 'Total' untuk baris jumlah",
            headers=(r"^program", r"^jenis", r"^uraian", r"^belanja"),
        ),
        Column("pagu", "money", "Pagu", headers=(r"^(pagu|anggaran)",), unit="rupiah"),
        Column("realisasi", "money", "Realisasi", headers=(r"^realisasi",), unit="rupiah"),
        Column(
            "persen",
            "decimal",
            "Realisasi terhadap pagu",
            headers=(r"^(%|persen)(tase)?(realisasi|capaian)", r"^(%|persen)(tase)?$"),
            unit="%",
        ),
        Column("sisa", "money", "Sisa pagu", headers=(r"^sisa",), unit="rupiah"),
        Column(
            "persen_sisa",
            "decimal",
            "Sisa terhadap pagu",
            headers=(r"^(%|persen)(tase)?sisa", r"^(%|persen)(tase)?$"),
            unit="%",
        ),
    ),
    keys=("jenis",),
)

KIND = LetterKind(
    name="lkip",
    title="Laporan Kinerja Instansi Pemerintah",
    tables=(ACHIEVEMENTS, DETAILS, EXPENDITURE),
    readers=(
        GridReader(ACHIEVEMENTS, embedded=True),
        SectionReader(DETAILS, figures=("target", "nilai", "kategori"), totals=r"^(jumlah)?total"),
        GridReader(EXPENDITURE, totals=r"^(jumlah|total)", total_label="jenis", embedded=True),
    ),
    subject=(r"^penyampaian(dokumen)?(laporankinerja|lkip|lakip)",),
    heading=(r"(?<!pe)laporankinerja", r"lkip"),
    claim_reader=report_claims,
    unit=(
        rf"{_NOT_OF}{_NAME}(?: sesuai .{{0,120}}?,|{_OF_YEAR})? {_UNIT}(?=,? tahun| ta\b| t\.a)",
        rf"{_NOT_OF}{_NAME}{_OF_YEAR} {_UNIT}(?=(?<!kab)(?<!prov)\.(?: |$))",
    ),
    year=(
        rf"{_NOT_OF}laporan kinerja\b(?:(?!laporan kinerja).){{0,120}}?\btahun (?:anggaran )?"
        r"(?P<tahun>20\d\d)(?! ?[-–/] ?20\d\d)",
    ),
    is_report=True,
)
