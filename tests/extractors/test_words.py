"""Words of a text page, where cells meet, overlap or are drawn in another order than read."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.page import read_page
from extractors.pdf.shapes import Shapes

SIZE, Y = 10, 700


def words_of(draw: Callable[[Canvas], None]) -> list[str]:
    """What is read of a page that is drawn so, in 10 pt Helvetica."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.setFont("Helvetica", SIZE)
    draw(canvas)
    canvas.save()
    with pypdfium2.PdfDocument(stream.getvalue()) as document, closing(Shapes(document)) as shapes:
        return [word.text for word in read_page(document, 0, shapes).words]


def rules(canvas: Canvas, *xs: float) -> None:
    for x in xs:
        canvas.line(x, Y - 10, x, Y + 20)


def by_character(canvas: Canvas, x: float, text: str, room: float = 0.0) -> float:
    """Draw each character for itself; gives where the last one ends."""
    for character in text:
        canvas.drawString(x, Y, character)
        x += canvas.stringWidth(character, "Helvetica", SIZE) + room
    return x - room


@pytest.mark.parametrize("by_char", [False, True])
def test_a_word_over_the_end_of_another_is_a_word_of_its_own(by_char: bool) -> None:
    def draw(canvas: Canvas) -> None:
        end = 100 + canvas.stringWidth("KEWILAYAHAN", "Helvetica", SIZE)
        for x, word in ((100.0, "KEWILAYAHAN"), (end - 15, "NILAI")):
            if by_char:
                by_character(canvas, x, word)
            else:
                canvas.drawString(x, Y, word)
        rules(canvas, end - 17)

    assert words_of(draw) == ["KEWILAYAHAN", "NILAI"]


def test_cells_that_are_drawn_from_the_right_stay_cells() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(160, Y, "90,12 BAIK")
        canvas.drawString(100, Y, "12")
        left = 100 + canvas.stringWidth("12", "Helvetica", SIZE) + 2.2
        canvas.drawString(left, Y, "87,65")
        rules(canvas, left - 1.1, 170)

    assert words_of(draw) == ["12", "87,65", "90,12", "BAIK"]


def test_a_figure_whose_digits_are_drawn_from_the_right_is_one() -> None:
    def draw(canvas: Canvas) -> None:
        x = 100 + canvas.stringWidth("87,65", "Helvetica", SIZE)
        for character in reversed("87,65"):
            x -= canvas.stringWidth(character, "Helvetica", SIZE)
            canvas.drawString(x, Y, character)
        rules(canvas, 110)

    assert words_of(draw) == ["87,65"]


def test_spread_figures_of_two_cells_are_two() -> None:
    def draw(canvas: Canvas) -> None:
        end = by_character(canvas, 100, "87,65", 1.5)
        by_character(canvas, end + 2.2, "12,34", 1.5)
        rules(canvas, end + 1.1)

    assert words_of(draw) == ["87,65", "12,34"]
