"""All pages of a file drawn into a folder, with an index."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from extractors.beat import Beat, silent
from extractors.drawing.columns import grid_marks
from extractors.drawing.findings import page_findings
from extractors.drawing.index import INDEX, file_page, image_name
from extractors.drawing.picture import open_document, page_picture
from extractors.drawing.sheet import draw_page
from extractors.model import Extraction
from extractors.page import Page


def draw_document(
    extraction: Extraction, pages: list[Page], folder: Path, beat: Beat = silent
) -> Path:
    """Draw what an extraction says of its pages; returns the index written into ``folder``.

    ``pages`` are those that the extraction was read from, in the file's order. The file is opened
    once more for its pictures; ``beat`` is called for each page. Raises ``OSError`` where the
    folder cannot be written.
    """
    drawn = [(findings, grid_marks(findings)) for findings in page_findings(extraction, pages)]
    with closing(open_document(Path(extraction.path).read_bytes())) as document:
        for findings, grids in drawn:
            picture = page_picture(document, findings.page)
            target = folder / image_name(findings.page.number)
            draw_page(findings, grids, picture).save(target)
            beat()
    index = folder / INDEX
    index.write_text(file_page(extraction, drawn), encoding="utf-8", errors="replace")
    return index
