"""How the pages write things: words for codes, numbers and times as Indonesians write them."""

from __future__ import annotations

import json
import textwrap
from datetime import UTC, datetime
from decimal import Decimal

from extractors.kind import all_kinds
from extractors.registry import tables
from reports import formats

WORDS = {
    "temuan": "Temuan",
    "karantina": "Karantina",
    "gagal": "Gagal",
    "peringatan": "Peringatan",
    "info": "Info",
    "terbuka": "Terbuka",
    "diputuskan": "Belum diterapkan",
    "diterima": "Diterima",
    "dikoreksi": "Dikoreksi",
    "ditolak": "Ditolak",
    "semua": "Semua",
    "terima": "Terima",
    "koreksi": "Koreksi",
    "petakan": "Petakan",
    "tolak": "Tolak",
    "batal": "Batalkan",
    "berlaku": "Berlaku",
    "gugur": "Gugur",
    "dibatalkan": "Dibatalkan",
    "digantikan": "Digantikan",
    "ditolak_pemeriksaan": "Ditolak pemeriksaan",
    "menunggu": "Belum diterapkan",
    "viewer": "Pembaca",
    "steward": "Petugas",
    "admin": "Admin",
    "masuk": "Masuk",
    "masuk_dicoba": "Mencoba masuk",
    "keluar": "Keluar",
    "akun_dibuat": "Akun dibuat",
    "akun_dimatikan": "Akun dimatikan",
    "akun_dihidupkan": "Akun dihidupkan",
    "peran_diganti": "Peran diganti",
    "sandi_diganti": "Sandi diganti",
    "terapkan": "Terapkan dimulai",
    "terapkan_selesai": "Terapkan selesai",
    "terapkan_gagal": "Terapkan gagal",
    "dihitung": "Dihitung",
    "tidak_lengkap": "Tidak lengkap",
    "tertahan": "Tertahan",
    "hanya_laporan": "Hanya laporan",
    "tanpa_target": "Tanpa target",
    "tanpa_data": "Tanpa data",
    "bnnp": "BNNP",
    "bnnk": "BNNK",
    "upt": "UPT",
}


def word(code: object) -> str:
    """A code in words; one without words of its own as it is, readable."""
    text = str(code or "")
    return WORDS.get(text) or text.replace("_", " ").capitalize()


def kind(code: str | None) -> str:
    """A kind of letter by its title."""
    titles = {kind.name: kind.title for kind in all_kinds()}
    return titles.get(code or "") or (word(code) if code else "Surat tidak dikenal")


def column(table: str | None, name: str) -> str:
    """A column of an annex table in words."""
    found = tables().get(table or "")
    comments = {column.name: column.comment for column in found.columns} if found else {}
    comment = comments.get(name, word(name))
    return comment.partition(";")[0].replace(" seperti tercetak", "")


def number(value: object) -> str:
    """A number as all reports write it; a dash where there is none, a text as it is."""
    if isinstance(value, float):
        value = Decimal(str(value))
    if value is None or isinstance(value, int | Decimal):
        return formats.number(value)
    return str(value)


def moment(text: str | None) -> str:
    """A time of the ledger as people in Jakarta read it: ``25 Nov 2026 09.30 WIB``."""
    if not text:
        return ""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return formats.moment(found)


def file_moment(seconds: float) -> str:
    """A file's time in the same form."""
    return moment(datetime.fromtimestamp(seconds, UTC).isoformat())


def shortened(text: object, length: int = 90) -> str:
    """A long text cut at a word."""
    whole = "" if text is None else str(text)
    return whole if len(whole) <= length else textwrap.shorten(whole, length, placeholder=" …")


def printed(row: str) -> str:
    """What a row prints, from the JSON of its cells, cell by cell."""
    cells = json.loads(row)
    return " · ".join(str(text) for text in cells.values() if text)
