"""What a revision changed, as findings: at the standing letter, with the older one's place."""

from __future__ import annotations

from collections.abc import Mapping

from warehouse.batch import LoadedFinding, LoadedLetter, LoadedRow

RowKey = tuple[str, tuple[str | None, ...], int]
Rows = Mapping[RowKey, LoadedRow]


def dropped(
    older: LoadedLetter,
    older_rows: Rows,
    newer: LoadedLetter,
    newer_rows: Rows,
) -> list[LoadedFinding]:
    """Rows that fall away with a document that is replaced whole, and a year that changed."""
    findings = []
    if older.letter.tahun != newer.letter.tahun:
        findings.append(_year_changed(older, newer))
    for key, loaded in older_rows.items():
        if key in newer_rows:
            continue
        row = loaded.row
        label = next((text for text in row.values.values() if text), "kosong")
        findings.append(
            LoadedFinding(
                rule="revisi_baris_hilang",
                severity="peringatan",
                pesan=(
                    f"Baris '{label}' ada di {older.path} halaman {row.page} tetapi tidak dalam "
                    f"revisinya di {newer.path}; pastikan baris itu memang dihapus."
                ),
                document=newer.letter.document,
                letter=newer.letter.letter,
                table=row.table,
                page=newer.letter.page_first,
                tercetak=None,
                seharusnya=f"{label} ({older.path}, halaman {row.page})",
                tahun=newer.letter.tahun,
                satker_code=loaded.satker_code or newer.satker_code,
            )
        )
    return findings


def _year_changed(older: LoadedLetter, newer: LoadedLetter) -> LoadedFinding:
    """The same letter said to measure another year."""
    return LoadedFinding(
        rule="revisi_tahun_berbeda",
        severity="peringatan",
        pesan=(
            f"Surat {newer.letter.nomor or newer.letter.kind} diterima dua kali dengan tahun ukur "
            f"berbeda: {newer.letter.tahun} di {newer.path} menggantikan {older.letter.tahun} di "
            f"{older.path}; pastikan revisinya sah."
        ),
        document=newer.letter.document,
        letter=newer.letter.letter,
        page=newer.letter.page_first,
        tercetak=str(newer.letter.tahun),
        seharusnya=f"{older.letter.tahun} ({older.path})",
        tahun=newer.letter.tahun,
        satker_code=newer.satker_code,
    )


def kept(
    older: LoadedLetter, older_rows: Rows, newer: LoadedLetter, newer_rows: Rows
) -> list[LoadedFinding]:
    """Rows of a revised national letter that the revision at hand does not print: they stand on."""
    missing = [loaded for key, loaded in older_rows.items() if key not in newer_rows]
    if not missing:
        return []
    return [
        LoadedFinding(
            rule="revisi_baris_tidak_ada",
            severity="peringatan",
            pesan=(
                f"{len(missing)} baris {older.path} tidak ada dalam revisinya di {newer.path} dan "
                "tetap berlaku; pastikan revisi itu hanya cuplikan, bukan menghapusnya."
            ),
            document=newer.letter.document,
            letter=newer.letter.letter,
            page=newer.letter.page_first,
            tercetak=str(len(newer_rows)),
            seharusnya=str(len(newer_rows.keys() | older_rows.keys())),
            tahun=newer.letter.tahun,
            satker_code=newer.satker_code,
        )
    ]


def change(
    older_letter: LoadedLetter,
    older: LoadedRow,
    newer_letter: LoadedLetter,
    newer: LoadedRow,
    column: str,
) -> LoadedFinding:
    """One figure that a revision changed: at the standing figure, with the older one's place."""
    row = newer.row
    before, after = (
        item.printed.values.get(column) or item.cells.get(column) or "kosong"
        for item in (older, newer)
    )
    return LoadedFinding(
        rule="revisi_angka_berbeda",
        severity="peringatan",
        pesan=(
            f"Surat {row.nomor or newer_letter.letter.perihal or newer_letter.letter.kind} "
            f"diterima dua kali dengan {column} berbeda: {after} di {newer_letter.path} halaman "
            f"{row.page} menggantikan {before} di {older_letter.path} halaman {older.row.page}; "
            "pastikan revisinya sah."
        ),
        document=newer_letter.letter.document,
        letter=row.letter,
        table=row.table,
        row=row.row,
        column=column,
        page=row.page,
        x0=row.x0,
        top=row.top,
        x1=row.x1,
        bottom=row.bottom,
        tercetak=after,
        seharusnya=f"{before} ({older_letter.path}, halaman {older.row.page})",
        tahun=newer_letter.letter.tahun,
        satker_code=newer.satker_code,
    )
