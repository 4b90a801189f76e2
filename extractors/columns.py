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
    ),
)
"""The headers are misspelt too: NAMA SAKTER. They end there, or an office's name would be one."""

KATEGORI = Column(
    "kategori",
    "text",
    "Kategori seperti tercetak",
    headers=(r"^kategori$", r"^(kategori|klasifi)(?!.*target)"),
)
