"""IKR, IKM and quality of life: how well rehabilitation works, per satker and province.

Grain: letter x satker; a row that names only a province is the province's own figure. Units: index
1 to 4 (IKR, IKM), per cent of clients (quality of life). Source: the deputy for rehabilitation's
yearly letter 'Penyampaian Hasil Pengukuran IKM, IKR Dan Prosentase Peningkatan Kualitas Hidup'.
"""

from extractors.claims import NUMBER, ClaimPattern
from extractors.columns import ANOTHER, SATKER
from extractors.contract import Column, Table
from extractors.kind import LetterKind
from extractors.table import GridReader

TABLE = Table(
    name="ikm_ikr",
    comment="IKR, IKM dan persentase peningkatan kualitas hidup, satu baris per satker/provinsi",
    columns=(
        Column(
            "satker",
            "text",
            "Nama satker atau provinsi seperti tercetak",
            headers=(
                *SATKER.headers,
                r"^(nama)?lembaga(rehabilitasi)?$",
                r"^uraian$",
                r"^provinsi$",
            ),
        ),
        Column(
            "ikr",
            "decimal",
            "Indeks kapabilitas lembaga rehabilitasi",
            headers=(r"^(nilai|indeks|hasil)?ikr$", rf"^{ANOTHER}.*(ikr|kapabilitas)"),
            unit="indeks",
        ),
        Column(
            "ikm",
            "decimal",
            "Indeks kepuasan masyarakat penerima layanan",
            headers=(r"^(nilai|indeks|hasil)?ikm$", rf"^{ANOTHER}.*(ikm|kepuasan)"),
            unit="indeks",
        ),
        Column(
            "kualitas_hidup",
            "decimal",
            "Persentase klien yang kualitas hidupnya meningkat",
            headers=(
                rf"^{ANOTHER}.*(%|p(er|re|ro)sen)",
                rf"^{ANOTHER}(?!.*(klien|diukur)).*kualitashidup",
            ),
            unit="%",
            blank_ok=True,
        ),
    ),
    keys=("satker",),
)

KIND = LetterKind(
    name="ikm_ikr",
    title="IKM, IKR dan peningkatan kualitas hidup",
    tables=(TABLE,),
    readers=(GridReader(TABLE, default_order=("satker", "ikr", "ikm", "kualitas_hidup")),),
    subject=(r"(ikm|ikr).*kualitashidup", r"pengukuranik[mr]"),
    claims=(
        ClaimPattern(rf"terhadap (?P<jumlah_satker_total>{NUMBER}) satuan kerja"),
        ClaimPattern(
            r"(?<=\d\. )Kepala (?P<satker_terukur>(?:BNNP|BNN (?:Kab|Kota)|Balai|Loka)[A-Za-z. ]+?)"
            r"(?= \d{1,3}\. Kepala| LAMPIRAN|$)"
        ),
    ),
)
