"""A night in a few lines, for the screen and for whoever is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SEVERITIES = ("gagal", "peringatan", "info")
_MISSING = {
    "surat": "surat nasional",
    "dokumen": "dokumen satker",
    "satker": "satker yang tidak tercantum",
}

_APART = {
    "refused": "ditolak",
    "postponed": "masih ditulis",
    "held": "bacaan lama tetap dipakai",
    "gone": "tidak ada lagi",
    "shrunk": "tabel menyusut",
}


def summary_lines(numbers: Mapping[str, Any]) -> list[str]:
    """A night's numbers as a few Indonesian lines."""
    letters = ", ".join(f"{count} {status}" for status, count in numbers["letters"].items())
    findings = numbers["findings"]
    counts = ", ".join(f"{findings.get(name, 0)} {name}" for name in _SEVERITIES)
    missing = ", ".join(
        f"{numbers['missing'].get(name, 0)} {words}" for name, words in _MISSING.items()
    )
    lines = [
        "Gudang data diterbitkan.",
        f"  Berkas : {numbers['files']}, {numbers.get('read', 0)} di antaranya dibaca baru",
        f"  Surat  : {letters or 'tidak ada'}",
        f"  Baris  : {numbers['rows_loaded']} dimuat, {numbers['rows_quarantined']} dikarantina",
        f"  Temuan : {counts}",
        f"  Belum ada (tahun terakhir): {missing}; rinciannya di mart.surat_hilang",
    ]
    return lines + [f"  {path}: {words}" for path, words in numbers.get("told", {}).items()]


def brief_lines(numbers: Mapping[str, Any]) -> list[str]:
    """The same in a line or two, where many nights are told."""
    findings = ", ".join(f"{numbers['findings'].get(name, 0)} {name}" for name in _SEVERITIES)
    lines = [
        f"{numbers['files']} berkas, {numbers.get('read', 0)} dibaca baru; "
        f"{numbers['rows_loaded']} baris dimuat, {numbers['rows_quarantined']} dikarantina; "
        f"temuan: {findings}"
    ]
    apart = [f"{len(numbers[key])} {words}" for key, words in _APART.items() if numbers.get(key)]
    return lines + ([", ".join(apart)] if apart else [])
