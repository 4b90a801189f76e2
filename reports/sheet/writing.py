"""Writes one satker's sheet: HTML, PDF and DOCX."""

from __future__ import annotations

from pathlib import Path

from reports.page import write_pdf
from reports.sheet.charts import charts_of
from reports.sheet.data import read_sheet
from reports.sheet.document import write_document
from reports.sheet.page import page_of
from reports.sheet.satker import check_year, find_satker
from reports.writing import file_name, whole
from warehouse.analyst import opened


def write_sheet(warehouse: Path, name: str, tahun: int, out: Path) -> list[Path]:
    """``capaian-<satker>-<tahun>`` as ``.html``, ``.pdf`` and ``.docx`` under ``out``.

    Errors: ``UnknownSatkerError``, ``NoWarehouseError``, ``ReportError``.
    """
    with opened(warehouse) as connection:
        satker = find_satker(connection, name)
        check_year(connection, satker, tahun)
        sheet = read_sheet(connection, warehouse, satker, tahun)
    charts = charts_of(sheet)
    page = page_of(sheet, charts)
    base = f"capaian-{file_name(satker.name)}-{tahun}"
    targets = [out / f"{base}.{suffix}" for suffix in ("html", "pdf", "docx")]
    with whole(targets[0]) as beside:
        beside.write_text(page, encoding="utf-8")
    with whole(targets[1]) as beside:
        write_pdf(page, beside)
    with whole(targets[2]) as beside:
        write_document(sheet, charts, beside)
    return targets
