"""What a sheet says in words, for the page and the Word document alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reports.formats import NOTHING, day, number, percent
from reports.grid import Grid
from reports.sheet.data import Achievement, Detail, Sheet, Slip

_STATUS = {
    "dihitung": ("●", "Dihitung dari surat"),
    "tidak_lengkap": ("◐", "Belum lengkap"),
    "tertahan": ("■", "Tertahan: ada masukan yang dikarantina atau disengketakan"),
    "hanya_laporan": ("○", "Hanya menurut LKIP; tidak ada surat pembanding"),
    "tanpa_target": ("–", "Tanpa target dalam perjanjian"),
    "tanpa_data": ("–", "Belum ada surat yang memuatnya"),
}
_EMPTY_TARGET = "Targetnya tidak terisi atau tidak terbaca dalam perjanjian"
_KEADAAN = {
    "dihitung": "",
    "tidak_tercantum": "tidak tercantum dalam surat di tangan",
    "tertahan": "tertahan: dikarantina atau disengketakan",
    "tanpa_kategori": "kategori atau targetnya tidak diketahui",
    "bagian": "",
    "hanya_laporan": "menurut LKIP",
}
SEVERITY = {"gagal": "Salah", "peringatan": "Perlu dilihat", "info": "Soal bentuk"}
_LEGEND = (
    ("●", "dihitung dari surat"),
    ("◐", "belum lengkap"),
    ("■", "tertahan"),
    ("○", "hanya menurut LKIP"),
    (NOTHING, "tidak ada"),
)
REPORTED_MARK = "(LKIP)"


def opening(sheet: Sheet) -> str:
    """As of when the sheet is, and how much of it can be relied on."""
    return (
        f"Menurut gudang data capaian yang diterbitkan {day(sheet.published)}. {sheet.computed} "
        f"dari {len(sheet.achievements)} indikator dihitung dari surat yang lengkap dan tepercaya; "
        "yang lain ditandai."
    )


def status_words(item: Achievement) -> str:
    """The status with its sign; an incomplete one says how many satker were seen."""
    sign, words = _STATUS[item.status]
    if item.status == "tanpa_target" and item.is_agreed:
        return f"{sign} {_EMPTY_TARGET}"
    if item.status == "tidak_lengkap":
        if item.expected is None:
            return f"{sign} {words}: banyaknya satker yang seharusnya tidak diketahui"
        return f"{sign} {words}: {item.seen} dari {item.expected} satker terlihat"
    return f"{sign} {words}"


def _stated(item: Achievement) -> str:
    """Our realisasi; where only the report states one, the report's, marked as such."""
    if item.status == "hanya_laporan" and item.reported_realisasi is not None:
        return f"{number(item.reported_realisasi)} {REPORTED_MARK}"
    return number(item.realisasi)


def _stated_capaian(item: Achievement) -> str:
    """Likewise the achievement: ours with its two decimals, the report's with those it has."""
    if item.status == "hanya_laporan" and item.reported_capaian is not None:
        return f"{number(item.reported_capaian)} % {REPORTED_MARK}"
    return percent(item.capaian)


def legend() -> str:
    """What the signs of a status mean, in one line."""
    return "; ".join(f"{sign} {words}" for sign, words in _LEGEND)


def achievement_grid(sheet: Sheet) -> Grid:
    """The agreement's rows in order, then what stands outside it."""
    agreed = [item for item in sheet.achievements if item.is_agreed]
    others = [item for item in sheet.achievements if not item.is_agreed]
    rows = [
        (
            str(order) if order <= len(agreed) else NOTHING,
            item.name,
            item.satuan or NOTHING,
            number(item.target),
            _stated(item),
            _stated_capaian(item),
            item.kategori or NOTHING,
            status_words(item),
            item.source or NOTHING,
        )
        for order, item in enumerate([*agreed, *others], 1)
    ]
    heads = (
        *("No", "Indikator kinerja", "Satuan", "Target", "Realisasi", "Capaian"),
        *("Kategori", "Keadaan", "Sumber realisasi"),
    )
    caption = f"Capaian kinerja {sheet.satker.name} tahun {sheet.tahun}"
    return Grid(caption, heads, rows, frozenset({3, 4, 5}))


def comparison_grid(sheet: Sheet) -> Grid | None:
    """This year beside the last, for what both years computed; none where nothing is known."""
    rows = [
        (
            item.name,
            number(item.last_realisasi),
            number(item.realisasi),
            percent(item.last_capaian),
            percent(item.capaian),
            item.last_note or NOTHING,
        )
        for item in sheet.achievements
        if item.last_realisasi is not None or item.last_capaian is not None
    ]
    if not rows:
        return None
    last, now = str(sheet.tahun - 1), str(sheet.tahun)
    heads = (
        "Indikator",
        f"Realisasi {last}",
        f"Realisasi {now}",
        f"Capaian {last}",
        f"Capaian {now}",
        "Catatan",
    )
    return Grid(f"Perbandingan dengan tahun {last}", heads, rows, frozenset({1, 2, 3, 4}))


def no_comparison(sheet: Sheet) -> str:
    """Instead of a comparison, where there is none."""
    return f"Belum ada angka tahun {sheet.tahun - 1} dalam gudang data."


def no_slips(sheet: Sheet) -> str:
    """Instead of the review sheet, where it would be empty: nothing wrong, or nothing received."""
    if sheet.has_report:
        return "Tidak ada temuan terbuka dalam laporan satker ini."
    return "Laporan satker ini belum diterima, jadi tidak ada yang ditelaah."


def detail_grids(sheet: Sheet, item: Achievement) -> list[Grid]:
    """The tables beneath an IKK, ready for the LKIP: as letters have it, and as the report has it.

    The report's own table is given only where no letter has a figure to set against it.
    """
    letters = sheet.details_of(item, "surat")
    report = sheet.details_of(item, "laporan")
    grids = [_detail_grid(item, letters, "menurut surat")] if letters else []
    has_figures = any(row.nilai is not None or row.keadaan == "dihitung" for row in letters)
    if report and not has_figures:
        grids.append(_detail_grid(item, report, "menurut tabel LKIP"))
    return grids


def _detail_grid(item: Achievement, rows: Sequence[Detail], words: str) -> Grid:
    columns: list[tuple[str, Callable[[Detail], str]]] = [
        ("Uraian", lambda row: row.name or NOTHING)
    ]
    if any(row.target is not None for row in rows):
        columns.append(("Target", lambda row: number(row.target)))
    if any(row.nilai is not None for row in rows):
        columns.append(("Nilai", lambda row: number(row.nilai)))
    if any(row.kategori for row in rows):
        columns.append(("Kategori", lambda row: row.kategori or NOTHING))
    if any(_KEADAAN[row.keadaan] for row in rows):
        columns.append(("Keterangan", lambda row: _KEADAAN[row.keadaan] or NOTHING))
    columns.append(("Sumber", lambda row: row.source or NOTHING))
    heads = ("No", *(head for head, _ in columns))
    numeric = frozenset(i for i, head in enumerate(heads) if head in ("Target", "Nilai"))
    lines = [(str(order), *(show(row) for _, show in columns)) for order, row in enumerate(rows, 1)]
    return Grid(f"{item.name} ({words})", heads, lines, numeric)


def slip_grid(slips: Sequence[Slip]) -> Grid:
    """What the report gets wrong, worst first."""
    rows = [
        (
            SEVERITY[slip.severity],
            NOTHING if slip.page is None else str(slip.page),
            slip.name or NOTHING,
            slip.tercetak or NOTHING,
            slip.seharusnya or NOTHING,
            slip.other or NOTHING,
            slip.pesan,
        )
        for slip in slips
    ]
    heads = (
        *("Tingkat", "Hlm.", "Indikator", "Tercetak", "Seharusnya", "Menurut"),
        "Yang perlu diperiksa",
    )
    return Grid("Lembar telaah LKIP", heads, rows)
