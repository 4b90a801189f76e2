"""What the report of a national year says in words: its tables, and what stands for empty ones."""

from __future__ import annotations

import datetime

from extractors.kind import all_kinds
from reports.formats import NOTHING, day, hundredths, number, percent
from reports.grid import Grid
from reports.national.data import Summary
from warehouse.mart import Row

STATUS_SIGNS = {
    "tidak_lengkap": ("◐", "belum lengkap"),
    "tertahan": ("■", "tertahan"),
    "hanya_laporan": ("○", "hanya menurut laporan"),
    "tanpa_target": (NOTHING, "tanpa target"),
    "tanpa_data": (NOTHING, "belum ada surat"),
}
INCOMPLETE = "◐"


def opening(summary: Summary, published: datetime.date) -> str:
    """As of when the report is, and what its marks say."""
    return (
        f"Menurut gudang data capaian yang diterbitkan {day(published)}: "
        f"{len(summary.values)} provinsi, {len(summary.indicators)} indikator. "
        "Tidak ada angka yang ditaksir; yang belum ada ditulis dengan tanda pisah."
    )


def value_grid(summary: Summary) -> Grid:
    """The mean of each province's satker by indicator; incomplete ones are marked."""
    rows = []
    for item in summary.values:
        cells = [item.name]
        for code, _ in summary.indicators:
            mean = item.mean(code)
            mark = "" if mean is None or item.is_complete(code) else f" {INCOMPLETE}"
            cells.append(f"{hundredths(mean)}{mark}")
        rows.append(tuple(cells))
    heads = ("Provinsi", *(name for _, name in summary.indicators))
    return Grid(
        f"Rerata nilai satker tiap provinsi, tahun {summary.tahun}",
        heads,
        rows,
        frozenset(range(1, len(heads))),
    )


def achievement_grid(summary: Summary) -> Grid:
    """Each BNNP's achievement of each IKK, with the sign of its status."""
    rows = []
    for item in summary.provinces:
        cells = [item.name]
        for code, _ in summary.ikk:
            cell = item.cells.get(code)
            figure = percent(cell.pct) if cell and cell.pct is not None else ""
            sign, _ = STATUS_SIGNS.get(cell.status, ("", "")) if cell else (NOTHING, "")
            cells.append(f"{figure} {sign}".strip() or NOTHING)
        rows.append(tuple(cells))
    heads = ("BNNP", *(name for _, name in summary.ikk))
    return Grid(
        f"Capaian BNNP terhadap target perjanjian, tahun {summary.tahun}",
        heads,
        rows,
        frozenset(range(1, len(heads))),
    )


def category_grid(summary: Summary) -> Grid:
    """Satker per category beside what the letter's body says."""
    rows = [
        (
            row["indikator_name"],
            row["kategori"],
            _of(row["satker_count"], row["satker_total"]),
            percent(row["share_pct"]),
            NOTHING if row["klaim_count"] is None else _of(row["klaim_count"], row["klaim_total"]),
            percent(row["klaim_pct"]),
        )
        for row in summary.spread
    ]
    heads = (
        *("Indikator", "Kategori", "Satker di lampiran", "Bagian"),
        *("Menurut badan surat", "Bagian menurut surat"),
    )
    return Grid("Satker per kategori", heads, rows, frozenset({2, 3, 4, 5}))


def movement_grid(summary: Summary) -> Grid:
    """How many satker rose, stayed and fell, and whether the years compare."""
    rows = [
        (
            row["indikator_name"],
            number(row["naik"]),
            number(row["tetap"]),
            number(row["turun"]),
            row["catatan"] or NOTHING,
        )
        for row in summary.movement
    ]
    heads = ("Indikator", "Satker naik", "Tetap", "Turun", "Catatan")
    return Grid(f"Satker dibanding tahun {summary.tahun - 1}", heads, rows, frozenset({1, 2, 3}))


def quality_grid(summary: Summary) -> Grid:
    """What has come, how much of it is trusted, which findings are open."""
    rows = [
        (
            row["provinsi_name"],
            _of(row["surat_received_count"], row["surat_expected_count"]),
            percent(row["received_pct"]),
            percent(row["trusted_pct"]),
            *(
                number(row[name])
                for name in (
                    "disputed_count",
                    "quarantined_count",
                    "gagal_count",
                    "peringatan_count",
                )
            ),
        )
        for row in summary.quality
    ]
    heads = (
        *("Provinsi", "Diterima", "Bagian diterima", "Angka tepercaya", "Disengketakan"),
        *("Dikarantina", "Temuan gagal", "Temuan peringatan"),
    )
    return Grid("Mutu data per provinsi", heads, rows, frozenset(range(1, len(heads))))


def missing_grid(summary: Summary) -> Grid:
    """What should have come and has not, by kind."""
    titles = {kind.name: kind.title for kind in all_kinds()}
    rows = [
        (
            titles.get(row["kind"]) or row["kind"],
            missing_words(row),
            f"{number(row['satker_count'])} satker" if row["satker_count"] else "1 surat",
            other_year(row),
        )
        for row in summary.missing
    ]
    return Grid("Belum diterima", ("Surat", "Keadaan", "Banyaknya", "Tahun lain"), rows)


def missing_words(row: Row) -> str:
    """What of a kind is missing: the letter, documents of satker, or rows of satker in it."""
    if row["keadaan"] != "belum_diterima":
        return "satker tidak tercantum di halaman yang ada"
    return "dokumen satker belum diterima" if row["satker_count"] else "belum diterima"


def other_year(row: Row) -> str:
    """When it came in the nearest other year; its own date where nobody noted the receipt."""
    if not row["tahun_lain"]:
        return NOTHING
    if row["diterima_lain"]:
        return f"{row['tahun_lain']}: diterima {day(row['diterima_lain'])}"
    when = f": tertanggal {day(row['tanggal_lain'])}" if row["tanggal_lain"] else ""
    return f"{row['tahun_lain']}{when}"


def _of(part: int, whole: int) -> str:
    return f"{number(part)} dari {number(whole)}"
