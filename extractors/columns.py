"""Columns that several kinds of letter print, written down once."""

from __future__ import annotations

from extractors.contract import Column

NO = Column("no", "integer", "Nomor urut seperti tercetak", headers=(r"^no(mor)?(urut)?$",))

SATKER = Column(
    "satker",
    "text",
    "Nama satker seperti tercetak",
    headers=(r"^(nama)?satuankerja", r"^(nama)?sak?tk?er", r"^(nama)?bnnp"),
)
"""The headers are misspelt too: NAMA SAKTER."""

KATEGORI = Column(
    "kategori", "text", "Kategori seperti tercetak", headers=(r"^kategori", r"^klasifi")
)
