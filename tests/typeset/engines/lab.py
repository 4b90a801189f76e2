"""ReportLab: paragraphs and tables as flowables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path

from reportlab.lib.colors import HexColor, black, lightgrey, white
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.pagesizes import landscape as across
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    LongTable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
)

from tests.typeset.sheet import (
    NIGHT,
    Align,
    Block,
    Break,
    Look,
    Para,
    Ruled,
    Sheet,
    letters,
    squares,
)

FOLDER = Path("/usr/share/fonts/truetype")
FILES = {
    "sans": "liberation/LiberationSans-Regular.ttf",
    "serif": "liberation/LiberationSerif-Regular.ttf",
    "narrow": "liberation/LiberationSansNarrow-Regular.ttf",
    "condensed": "dejavu/DejaVuSansCondensed.ttf",
}
ALIGNS: dict[Align, int] = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
MARGIN = 50
Command = tuple[object, ...]


@cache
def _font(face: str) -> str:
    pdfmetrics.registerFont(TTFont(face, FOLDER / FILES[face]))
    return face


class _Spread(Paragraph):
    """A paragraph whose characters have room between them."""

    room = 0.0

    def draw(self) -> None:
        self.canv._code.append(f"{self.room:.3f} Tc")
        super().draw()
        self.canv._code.append("0 Tc")


def _paragraph(
    text: str,
    look: Look,
    size: float,
    align: Align,
    *,
    shift: float = 0,
    width: float = 0,
    is_white: bool = False,
) -> Paragraph:
    # ReportLab prints a blank for a place where a word may be broken.
    text = text.replace("\u200b", "")
    style = ParagraphStyle(
        "p",
        fontName=_font(look.face),
        fontSize=size,
        leading=size * 1.2,
        alignment=ALIGNS[align],
        leftIndent=shift,
        # ReportLab does not count the room between characters.
        rightIndent=2 * look.spread * width,
        splitLongWords=0,
        textColor=white if is_white else black,
    )
    if look.by_char and not is_white:
        # A colour of its own for each character makes ReportLab draw it for itself.
        shades = ("#000000", "#010101")
        marked = "".join(
            f'<font color="{shades[k % 2]}">{escape(char)}</font>' if char != " " else " "
            for k, char in enumerate(letters(text))
        )
        return Paragraph(marked, style)
    marked = escape(text)
    if look.spread:
        spread = _Spread(marked, style)
        spread.room = look.spread * size
        return spread
    return Paragraph(marked, style)


def _rules(look: Look) -> list[Command]:
    every = ((0, 0), (-1, -1))
    if look.rule == "gaps":
        return [("BACKGROUND", *every, black), ("INNERGRID", *every, 0.8, black)]
    if look.rule == "filled":
        return [("BOX", *every, 1, black), ("INNERGRID", *every, 0.5, black)]
    if look.rule == "double":
        return [("GRID", *every, 0.5, black, None, None, None, 2, 1.5)]
    thickness = {"hairline": 0.1, "thick": 2.25}.get(look.rule, 0.7)
    return [("GRID", *every, thickness, black)]


def _table(block: Ruled, look: Look, width: float) -> Table:
    matrix = squares((*block.head, *block.body), len(block.shares))
    commands = [*_rules(look), ("VALIGN", (0, 0), (-1, -1), look.valign.upper())]
    side = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
    commands += [(name, (0, 0), (-1, -1), look.padding) for name in side]
    if look.rule == "gaps":
        commands.append(("BACKGROUND", (0, 0), (-1, -1), white))
    head = ((0, 0), (-1, len(block.head) - 1))
    if look.shaded:
        commands.append(("BACKGROUND", *head, lightgrey))
    if look.reversed:
        commands += [("BACKGROUND", *head, HexColor(NIGHT)), ("INNERGRID", *head, 0.7, white)]
    cells: list[list[object]] = []
    for i, row in enumerate(matrix):
        cells.append([])
        for j, slot in enumerate(row):
            if slot is None:
                cells[-1].append("")
                continue
            own = block.shares[j] * width - 2 * look.padding if slot.columns == 1 else 0
            is_white = look.reversed and i < len(block.head)
            cells[-1].append(
                _paragraph(slot.text, look, look.size, slot.align, width=own, is_white=is_white)
            )
            if slot.columns > 1 or slot.rows > 1:
                end = (j + slot.columns - 1, i + slot.rows - 1)
                commands.append(("SPAN", (j, i), end))
    return LongTable(
        cells,
        colWidths=[share * width * block.width for share in block.shares],
        repeatRows=len(block.head) if block.repeat else 0,
        style=commands,
        splitByRow=1,
        spaceBefore=6,
        # ReportLab loses a line where it leaves an empty half of a row behind.
        splitInRow=1 if look.valign == "top" and not look.whole_rows else 0,
    )


def _flowables(block: Block, look: Look, width: float) -> list[Flowable]:
    if isinstance(block, Break):
        return [NextPageTemplate("across" if block.landscape else "upright"), PageBreak()]
    if isinstance(block, Ruled):
        return [_table(block, look, width)]
    return [_para(block, look, width)]


def _para(block: Para, look: Look, width: float) -> Flowable:
    size = max(look.size, 9)
    left = _paragraph(block.text, look, size, block.align, shift=block.shift)
    if not block.beside:
        return left
    pair = [[left, _paragraph(block.beside, look, size, "right")]]
    return Table(pair, colWidths=[width * 0.55, width * 0.45])


def _print(sheet: Sheet) -> bytes:
    stream = BytesIO()
    own = across(A4) if sheet.look.landscape else A4
    document = BaseDocTemplate(stream, pagesize=own, invariant=1)
    sizes = {"first": own, "upright": A4, "across": across(A4)}
    document.addPageTemplates(
        [
            PageTemplate(
                name,
                [Frame(MARGIN, MARGIN, size[0] - 2 * MARGIN, size[1] - 2 * MARGIN)],
                pagesize=size,
            )
            for name, size in sizes.items()
        ]
    )
    size = own
    story: list[Flowable] = []
    for block in sheet.blocks:
        if isinstance(block, Break):
            size = sizes["across" if block.landscape else "upright"]
        story += _flowables(block, sheet.look, size[0] - 2 * MARGIN - 12)
    document.build(story)
    return stream.getvalue()


def reportlab(sheets: Sequence[Sheet]) -> list[bytes]:
    """Each letter as a PDF of ReportLab."""
    return [_print(sheet) for sheet in sheets]
