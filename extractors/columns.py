"""Columns that several kinds of letter print, written down once."""

from __future__ import annotations

from extractors.contract import Column

NO = Column("no", "integer", "Nomor urut seperti tercetak", headers=(r"^no(mor)?(urut)?$",))

SATKER = Column(
    "satker",
    "text",
    "Nama satker seperti tercetak",
    headers=(
        r"^(nama)?((satuan|unit)kerja|sak?tk?er)+$",
        r"^(nama)?bnn(p|k|dan|kab|kabupaten|kota|provinsi|bnn)*$",
        r"^(?=.*(kerja|satker|bnn|nasional|instansi|kantor|lembaga|klinik|layanan))(nama|unit|"
        r"satuan|kerja|satker|bnn|[pk]|kab|kabupaten|kota|provinsi|dan|upt|balai|loka|wilayah|"
        r"kewilayahan|daerah|pelaksana|badannarkotikanasional|instansi|kantor|lembaga|"
        r"rehabilitasi|klinik|pratama|layanan|fasilitas)+$",
    ),
)
"""The headers are misspelt too: NAMA SAKTER. They end there, or an office's name would be one."""

KATEGORI = Column(
    "kategori",
    "text",
    "Kategori seperti tercetak",
    headers=(
        r"^kategori$",
        r"^(predikat|kriteria|kualifikasi|interpretasi)$",
        r"^(?!.*(target|lalu|sebelum))(kategori|klasifi)",
        r"^tingkat|^keterangan$",
    ),
)

ANOTHER = (
    r"(?!.*(target|responden|kenaikan|selisih|awal|nasional|dimensi|bobot|lalu|sebelum|jumlah))"
)
"""Beginning of a pattern: words that say that a column is of something else about an index."""

SCORE = r"^(nilai|indeks|hasil|skor)+$"
PLAIN_SCORE = (
    r"^(nilai|indeks|hasil|skor|capaian|realisasi|perolehan|akhir|komposit|ratarata|angka)+$"
)
"""What a table's one figure may be called without its name, and where nothing better is printed."""

FINAL = r"akhir|final|verifikasi|komposit|koreksi|sanggah"
"""Words of a column that may hold what became of the figures beside it."""
