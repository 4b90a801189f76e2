"""What befalls a printed letter: laid over, turned, cut to a crop box with an offset.

Everything is done with pdfium on finished pages, so that it is the same for every engine.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from functools import cache
from io import BytesIO

import pypdfium2 as pdf
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Size = tuple[float, float]


def befall(
    data: bytes, *, turn: int = 0, crop: tuple[int, int] = (0, 0), overlay: Sequence[str] = ()
) -> bytes:
    """A letter's bytes after all that happens to it."""
    if not (turn or any(crop) or overlay):
        return data
    document = pdf.PdfDocument(data)
    sizes = [document[k].get_size() for k in range(len(document))]
    covers = [_cover(name, size, k) for k, size in enumerate(sizes, 1) for name in overlay]
    sources = [pdf.PdfDocument(cover) for cover in covers]
    for k in range(len(document)):
        page = document[k]
        for source in sources[k * len(overlay) : (k + 1) * len(overlay)]:
            page.insert_obj(_form(source, document))
        if overlay:
            page.gen_content()
        width, height = page.get_size()
        _turn(page, turn, width, height)
        if any(crop):
            _offset(page, crop)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _form(source: pdf.PdfDocument, document: pdf.PdfDocument) -> pdf.PdfObject:
    """A one-page document as an object for the pages of another."""
    form = pdfium.FPDF_NewXObjectFromPage(document, source, 0)
    raw = pdfium.FPDF_NewFormObjectFromXObject(form)
    pdfium.FPDF_CloseXObject(form)
    return pdf.PdfObject(raw, pdf=document)


def _transform(page: pdf.PdfPage, *matrix: float) -> None:
    own = pdfium.FS_MATRIX(*matrix)
    wide = pdfium.FS_RECTF(-5000, 5000, 5000, -5000)
    pdfium.FPDFPage_TransFormWithClip(page, ctypes.byref(own), ctypes.byref(wide))


def _turn(page: pdf.PdfPage, turn: int, width: float, height: float) -> None:
    """Turn the contents one way and the page the other: what is seen stays the same."""
    if turn == 1:
        _transform(page, 0, 1, -1, 0, height, 0)
    elif turn == 2:
        _transform(page, -1, 0, 0, -1, width, height)
    elif turn == 3:
        _transform(page, 0, -1, 1, 0, 0, width)
    if turn % 2:
        width, height = height, width
    page.set_mediabox(0, 0, width, height)
    page.set_rotation(90 * turn)


def _offset(page: pdf.PdfPage, crop: tuple[int, int]) -> None:
    """Move the contents and the box that shows them; paper around it that is not shown."""
    left, bottom, right, top = page.get_mediabox()
    dx, dy = crop
    _transform(page, 1, 0, 0, 1, dx, dy)
    page.set_mediabox(left + dx - 20, bottom + dy - 30, right + dx + 40, top + dy + 10)
    page.set_cropbox(left + dx, bottom + dy, right + dx, top + dy)


def _cover(name: str, size: Size, number: int) -> bytes:
    """One page of what is laid over a letter's page."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1)
    _DRAW[name](canvas, size, number)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _watermark(canvas: Canvas, size: Size, number: int) -> None:
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(40)
    canvas.setFillGray(0.85)
    canvas.setFont("Helvetica", 70)
    canvas.drawCentredString(0, 0, "DRAFT SALINAN")


def _lines(canvas: Canvas, size: Size, number: int) -> None:
    """Running lines in the margins, with the page's number."""
    canvas.setFont("Helvetica", 8)
    canvas.drawString(60, size[1] - 30, "Badan Narkotika Nasional")
    canvas.line(60, size[1] - 34, size[0] - 60, size[1] - 34)
    canvas.line(60, 32, size[0] - 60, 32)
    canvas.drawCentredString(size[0] / 2, 20, f"- {number} -")


def _stamp(canvas: Canvas, size: Size, number: int) -> None:
    """A round stamp of vector paths, anywhere over the table."""
    x, y = size[0] * 0.6, size[1] * 0.45
    canvas.setStrokeColorRGB(0.4, 0.1, 0.6)
    for radius in (38, 42):
        canvas.circle(x, y, radius)
    canvas.line(x - 20, y, x + 20, y)
    canvas.rect(x - 22, y - 9, 44, 18)


def _signature(canvas: Canvas, size: Size, number: int) -> None:
    """A signature's strokes: curves, and slanted lines of many pieces."""
    canvas.setStrokeColorRGB(0, 0, 0.6)
    x, y = size[0] * 0.3, size[1] * 0.5
    path = canvas.beginPath()
    path.moveTo(x, y)
    for step in range(12):
        path.curveTo(x + 9 * step, y + 30, x + 9 * step + 4, y - 25, x + 9 * step + 9, y + step)
    path.lineTo(x + 140, y + 35)
    path.lineTo(x + 60, y - 20)
    canvas.drawPath(path)


@cache
def _picture_of_a_seal() -> Image.Image:
    picture = Image.new("RGBA", (160, 160), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((10, 10, 150, 150), outline=(120, 0, 160, 160), width=8)
    return picture


def _picture(canvas: Canvas, size: Size, number: int) -> None:
    """A seal as an image with clear ground."""
    seal = ImageReader(_picture_of_a_seal())
    canvas.drawImage(seal, size[0] * 0.4, size[1] * 0.4, 90, 90, mask="auto")


def _hidden(canvas: Canvas, size: Size, number: int) -> None:
    """Words that are not printed, over the whole page."""
    text = canvas.beginText(60, size[1] - 60)
    text.setTextRenderMode(3)
    text.setFont("Helvetica", 9)
    for line in range(int((size[1] - 120) / 11)):
        text.textLine(f"{line} 99,99 BNN KOTA HANTU 88,88 Sangat Tinggi 77,77 66,66 55,55")
    canvas.drawText(text)


def _outside(canvas: Canvas, size: Size, number: int) -> None:
    """Words beside the paper."""
    canvas.setFont("Helvetica", 9)
    canvas.drawString(size[0] + 15, size[1] * 0.5, "99,99 HANTU")
    canvas.drawString(size[0] * 0.5, -25, "88,88 HANTU")


_DRAW = {
    "watermark": _watermark,
    "lines": _lines,
    "stamp": _stamp,
    "signature": _signature,
    "picture": _picture,
    "hidden": _hidden,
    "outside": _outside,
}


def scanned(data: bytes, *, text: str, scale: float = 2.5) -> bytes:
    """Each page as a picture of itself, with words of a machine that read it wrong.

    ``text``: ``invisible`` (drawn in no ink, over the picture) or ``under`` (the picture covers
    it). The words are the page's own with other figures.
    """
    document = pdf.PdfDocument(data)
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1)
    for page in document:
        width, height = page.get_size()
        canvas.setPageSize((width, height))
        picture = ImageReader(page.render(scale=scale).to_pil())
        if text == "invisible":
            canvas.drawImage(picture, 0, 0, width, height)
        _words(canvas, page.get_textpage(), invisible=text == "invisible")
        if text == "under":
            canvas.drawImage(picture, 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


_MISREAD = str.maketrans("0123456789", "8914507263")


def _words(canvas: Canvas, textpage: pdf.PdfTextPage, *, invisible: bool) -> None:
    for k in range(textpage.count_rects()):
        left, bottom, right, top = textpage.get_rect(k)
        words = textpage.get_text_bounded(left, bottom, right, top)
        line = canvas.beginText(left, bottom)
        line.setTextRenderMode(3 if invisible else 0)
        line.setFont("Helvetica", max(top - bottom, 4))
        line.textOut(" ".join(words.translate(_MISREAD).split()))
        canvas.drawText(line)
