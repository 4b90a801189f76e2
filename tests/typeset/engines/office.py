"""LibreOffice Writer: a sheet as a flat OpenDocument text, many converted in one call."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from tests.typeset.sheet import NIGHT, Break, Line, Look, Para, Ruled, Sheet, Slot, letters, squares

FACES = {
    "sans": "Liberation Sans",
    "serif": "Liberation Serif",
    "narrow": "Liberation Sans Narrow",
    "condensed": "DejaVu Sans Condensed",
}
RULES = {
    "hairline": "0.05pt solid #000000",
    "thick": "2.25pt solid #000000",
    "double": "3pt double #000000",
}
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(
    f'xmlns:{short}="{OPEN_DOCUMENT}:{name}:1.0"'
    for short, name in (
        *((name, name) for name in ("office", "style", "text", "table")),
        ("fo", "xsl-fo-compatible"),
    )
)
PAGES = {"upright": ("21cm", "29.7cm"), "across": ("29.7cm", "21cm")}
MARGIN = 2.0
TIMEOUT = 180


def _width(page: str) -> float:
    """Centimetres between a page's margins."""
    return float(PAGES[page][0].removesuffix("cm")) - 2 * MARGIN


def _paragraph_styles(look: Look) -> str:
    spread = f' fo:letter-spacing="{look.spread * look.size:.2f}pt"' if look.spread else ""
    caps = ' fo:font-variant="small-caps"' if look.small_caps else ""
    white = ' fo:color="#ffffff"'
    kinds = {
        "P": (max(look.size, 9), ""),
        "B": (max(look.size, 9), ' fo:font-weight="bold"'),
        "H": (look.size, f'{spread} fo:font-weight="bold"{white if look.reversed else ""}'),
        "C": (look.size, spread + caps),
    }
    return "".join(
        f'<style:style style:name="{kind}{align}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="{align}"><style:tab-stops>'
        f'<style:tab-stop style:position="{_width("upright")}cm" style:type="right"/>'
        f"</style:tab-stops></style:paragraph-properties><style:text-properties "
        f'fo:font-family="{FACES[look.face]}" fo:font-size="{points}pt"{extra}/></style:style>'
        for kind, (points, extra) in kinds.items()
        for align in ("left", "center", "right")
    )


def _styles(look: Look) -> str:
    rule = RULES.get(look.rule, "0.7pt solid #000000")
    cell = f'fo:border="{rule}" fo:padding="{look.padding}pt" style:vertical-align="{look.valign}"'
    ground = NIGHT if look.reversed else "#cccccc"
    shade = f' fo:background-color="{ground}"' if look.shaded or look.reversed else ""
    keep = "always" if look.whole_rows else "auto"
    breaks = "".join(
        f'<style:style style:name="to-{name}" style:family="paragraph" style:master-page-name='
        f'"{name}"><style:text-properties fo:font-size="2pt"/></style:style>'
        for name in PAGES
    )
    shades = "".join(
        f'<style:style style:name="ink{k}" style:family="text"><style:text-properties '
        f'fo:color="#0{k}0000"/></style:style>'
        for k in range(2)
    )
    return (
        f'<style:style style:name="C" style:family="table-cell"><style:table-cell-properties '
        f'{cell}/></style:style><style:style style:name="H" style:family="table-cell">'
        f"<style:table-cell-properties {cell}{shade}/></style:style>"
        f'<style:style style:name="row" style:family="table-row"><style:table-row-properties '
        f'fo:keep-together="{keep}"/></style:style>{_paragraph_styles(look)}{breaks}{shades}'
    )


def _pages() -> tuple[str, str]:
    layouts = "".join(
        f'<style:page-layout style:name="L{name}"><style:page-layout-properties fo:page-width='
        f'"{width}" fo:page-height="{height}" fo:margin="{MARGIN}cm"/></style:page-layout>'
        for name, (width, height) in PAGES.items()
    )
    masters = "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="L{name}"/>'
        for name in PAGES
    )
    return layouts, masters


def _text(text: str, look: Look) -> str:
    if look.by_char:
        # Spans of two inks are never joined into one run.
        return "".join(
            f'<text:span text:style-name="ink{k % 2}">{escape(char)}</text:span>'
            if char != " "
            else "<text:s/>"
            for k, char in enumerate(letters(text))
        )
    return escape(text)


def _rows(lines: Sequence[Line], width: int, look: Look, style: str) -> str:
    def cell(slot: Slot | None) -> str:
        if slot is None:
            return "<table:covered-table-cell/>"
        return (
            f'<table:table-cell table:style-name="{style}" '
            f'table:number-columns-spanned="{slot.columns}" '
            f'table:number-rows-spanned="{slot.rows}">'
            f'<text:p text:style-name="{style}{slot.align}">{_text(slot.text, look)}</text:p>'
            "</table:table-cell>"
        )

    return "".join(
        f'<table:table-row table:style-name="row">{"".join(map(cell, row))}</table:table-row>'
        for row in squares(lines, width)
    )


class _Writer:
    """The document's parts; each table has column styles of its own."""

    def __init__(self, sheet: Sheet) -> None:
        self.look = sheet.look
        self.page = "across" if sheet.look.landscape else "upright"
        self.styles = [_styles(sheet.look)]
        self.body = [f'<text:p text:style-name="to-{self.page}"/>']
        self.tables = 0
        for block in sheet.blocks:
            if isinstance(block, Break):
                self.page = "across" if block.landscape else "upright"
                self.body.append(f'<text:p text:style-name="to-{self.page}"/>')
            elif isinstance(block, Ruled):
                self._table(block)
            else:
                self._para(block)

    def _para(self, block: Para) -> None:
        style = f"{'B' if block.bold else 'P'}{block.align}"
        beside = f"<text:tab/>{escape(block.beside)}" if block.beside else ""
        if block.shift:
            name = f"S{len(self.styles)}"
            self.styles.append(
                f'<style:style style:name="{name}" style:family="paragraph" '
                f'style:parent-style-name="{style}"><style:paragraph-properties '
                f'fo:margin-left="{block.shift}pt"/></style:style>'
            )
            style = name
        self.body.append(f'<text:p text:style-name="{style}">{escape(block.text)}{beside}</text:p>')

    def _table(self, block: Ruled) -> None:
        self.tables += 1
        name = f"T{self.tables}"
        width = _width(self.page) * block.width
        self.styles.append(
            f'<style:style style:name="{name}" style:family="table"><style:table-properties '
            f'style:width="{width:.2f}cm" table:align="left" fo:margin-top="6pt" '
            'table:border-model="collapsing"/></style:style>'
        )
        columns = ""
        for k, share in enumerate(block.shares):
            self.styles.append(
                f'<style:style style:name="{name}.{k}" style:family="table-column"><style:table-'
                f'column-properties style:column-width="{share * width:.3f}cm"/></style:style>'
            )
            columns += f'<table:table-column table:style-name="{name}.{k}"/>'
        # Characters drawn for themselves have inks of their own, which are dark.
        head_look = replace(self.look, by_char=self.look.by_char and not self.look.reversed)
        head = _rows(block.head, len(block.shares), head_look, "H")
        if block.repeat and head:
            head = f"<table:table-header-rows>{head}</table:table-header-rows>"
        body = _rows(block.body, len(block.shares), self.look, "C")
        self.body.append(
            f'<table:table table:style-name="{name}">{columns}{head}{body}</table:table>'
        )


def document(sheet: Sheet) -> str:
    """The whole letter as a flat OpenDocument text."""
    writer = _Writer(sheet)
    layouts, masters = _pages()
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{layouts}{''.join(writer.styles)}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
        f"<office:body><office:text>{''.join(writer.body)}</office:text></office:body>"
        "</office:document>"
    )


def libreoffice(sheets: Sequence[Sheet]) -> list[bytes]:
    """Each letter as a PDF of LibreOffice Writer."""
    with tempfile.TemporaryDirectory(prefix="writer-") as folder:
        home = Path(folder)
        sources = [home / f"{k:03}.fodt" for k in range(len(sheets))]
        for source, sheet in zip(sources, sheets, strict=True):
            source.write_text(document(sheet), encoding="utf-8")
        profile = f"-env:UserInstallation=file://{home}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run(
            [*command, *map(str, sources)], check=True, capture_output=True, timeout=TIMEOUT
        )
        return [source.with_suffix(".pdf").read_bytes() for source in sources]
