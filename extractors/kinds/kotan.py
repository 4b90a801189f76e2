"""KOTAN: how ready a province, regency or city is for the threat of narcotics.

Grain: letter x province or regency. Unit: index points, five variables and their weighted index.
Source: the head of BNN's yearly letter 'Hasil Pengukuran Indeks KOTAN'.
"""

from extractors.claims import NUMBER, ClaimPattern
from extractors.columns import KATEGORI, NO
from extractors.contract import Column, Table
from extractors.kind import LetterKind
from extractors.table import GridReader

_VARIABLES = (
    ("ketahanan_keluarga", "Ketahanan Keluarga", r"ketahanankeluarga"),
    ("ketahanan_masyarakat", "Ketahanan Masyarakat", r"ketahananmasyarakat"),
    ("kewilayahan", "Kewilayahan", r"kewilayahan"),
    ("kelembagaan", "Kelembagaan", r"kelembagaan"),
    ("hukum", "Hukum", r"hukum"),
)

TABLE = Table(
    name="kotan",
    comment="Indeks Kabupaten/Kota Tanggap Ancaman Narkoba, satu baris per provinsi/kabupaten/kota",
    columns=(
        NO,
        Column(
            "wilayah",
            "text",
            "Provinsi, kabupaten atau kota seperti tercetak",
            headers=(
                r"^(?!kat)(nama|provinsi|wilayah|daerah)*(kab|kota(kab|$))",
                r"^(nama)?(wilayah|daerah|lokus|lokasi)",
                r"^(nama)?provinsi",
            ),
        ),
        *(
            Column(
                name,
                "decimal",
                f"Variabel {label}",
                headers=(rf"^(?!.*(target|bobot)).*{pattern}",),
                unit="indeks",
            )
            for name, label, pattern in _VARIABLES
        ),
        Column(
            "indeks",
            "decimal",
            "Indeks KOTAN",
            headers=(
                r"^(nilai)?(indeks(kotan)?|ikotan)$",
                r"^(nilai|indeks|skor|hasil)(kotan)?$",
                r"^(indeks)?kabupatenkotatanggap",
                r"^(nilai|indeks|skor|hasil|total|akhir|kotan|ratarata)+$",
            ),
            unit="indeks",
        ),
        KATEGORI,
        Column(
            "mutu",
            "text",
            "Mutu seperti tercetak",
            headers=(r"^(nilai|huruf)?mutu", r"^(grade|kelas)$"),
        ),
    ),
    keys=("no",),
)

KIND = LetterKind(
    name="kotan",
    title="Indeks Kabupaten/Kota Tanggap Ancaman Narkoba (KOTAN)",
    tables=(TABLE,),
    readers=(GridReader(TABLE),),
    subject=(r"indekskotan", r"kotan", r"kabupatenkotatanggapancaman"),
    claims=(
        ClaimPattern(
            rf"dilaksanakan pada (?P<jumlah_kabupaten_kota>{NUMBER}) Kabupaten/ ?Kota di "
            rf"(?P<jumlah_provinsi>{NUMBER}) Provinsi"
        ),
    ),
)
