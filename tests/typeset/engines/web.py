"""A sheet as HTML, printed by WeasyPrint."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from weasyprint import HTML

from tests.typeset.sheet import NIGHT, Block, Break, Line, Look, Para, Ruled, Sheet, letters

FACES = {
    "sans": "'Liberation Sans'",
    "serif": "'Liberation Serif'",
    "narrow": "'Liberation Sans Narrow'",
    "condensed": "'DejaVu Sans Condensed'",
}
RULES = {
    "normal": "border: 0.7pt solid black",
    "hairline": "border: 0.1pt solid black",
    "thick": "border: 2.25pt solid black",
    "double": "border: 3pt double black",
    "filled": "border: 1pt solid #333",
    "gaps": "background: white",
    "apart": "border: 0.7pt solid black",
}
TABLES = {
    "gaps": "border-collapse: separate; border-spacing: 0.8pt; background: black",
    "apart": "border-collapse: separate; border-spacing: 1.5pt; border: 0.7pt solid black",
}


def _css(look: Look) -> str:
    spread = f"letter-spacing: {look.spread}em;" if look.spread else ""
    # Chromium joins characters of elements of their own into one ligature, and tells half of it.
    spread += "font-variant-ligatures: none;" if look.by_char else ""
    caps = "font-variant: small-caps;" if look.small_caps else ""
    broken = "tr { break-inside: avoid }" if look.whole_rows else ""
    shade = "th { background: #ccc } tbody tr:nth-child(even) td { background: #eee }"
    night = f"th {{ background: {NIGHT}; color: white; border-color: white }}"
    return f"""
    @page {{ size: A4{" landscape" if look.landscape else ""}; margin: 2cm }}
    @page across {{ size: A4 landscape; margin: 1.5cm }}
    @page upright {{ size: A4; margin: 2cm }}
    body {{ font: {max(look.size, 9)}pt {FACES[look.face]}; line-height: 1.25; margin: 0 }}
    p {{ margin: 0 0 4pt; white-space: pre-wrap }}
    .across {{ page: across; break-before: page }} .upright {{ page: upright; break-before: page }}
    table {{ {TABLES.get(look.rule, "border-collapse: collapse")}; width: 100%; margin: 6pt 0;
      font-size: {look.size}pt; {spread} table-layout: fixed }}
    td, th {{ {RULES[look.rule]}; padding: {look.padding}pt; vertical-align: {look.valign} }}
    td {{ {caps} }}
    {broken} {shade if look.shaded else ""} {night if look.reversed else ""}
    .pair {{ display: flex; justify-content: space-between }}
    """


def _text(text: str, look: Look) -> str:
    if look.by_char:
        return "".join(f"<i style='font-style:normal'>{escape(char)}</i>" for char in letters(text))
    return escape(text)


def _line(line: Line, tag: str, look: Look) -> str:
    cells = (
        f'<{tag} colspan="{slot.columns}" rowspan="{slot.rows}" style="text-align:{slot.align}">'
        f"{_text(slot.text, look)}</{tag}>"
        for slot in line
    )
    return f"<tr>{''.join(cells)}</tr>"


def _table(block: Ruled, look: Look) -> str:
    columns = "".join(f'<col style="width:{100 * share:.2f}%">' for share in block.shares)
    head = "".join(_line(line, "th", look) for line in block.head)
    body = "".join(_line(line, "td", look) for line in block.body)
    group = "thead" if block.repeat else "tbody"
    return (
        f'<table style="width:{100 * block.width:.0f}%"><colgroup>{columns}</colgroup>'
        f"<{group}>{head}</{group}><tbody>{body}</tbody></table>"
    )


def _para(block: Para) -> str:
    weight = "bold" if block.bold else "normal"
    style = f"text-align:{block.align};font-weight:{weight};margin-left:{block.shift}pt"
    if block.beside:
        pair = f"<span>{escape(block.text)}</span><span>{escape(block.beside)}</span>"
        return f'<p class="pair" style="{style}">{pair}</p>'
    return f'<p style="{style}">{escape(block.text)}</p>'


def html(sheet: Sheet) -> str:
    """The whole letter as an HTML document."""
    parts: list[str] = []
    is_open = False
    for block in sheet.blocks:
        if isinstance(block, Break):
            parts.append("</div>" if is_open else "")
            parts.append(f'<div class="{"across" if block.landscape else "upright"}">')
            is_open = True
        else:
            parts.append(_block(block, sheet.look))
    parts.append("</div>" if is_open else "")
    head = f"<meta charset=utf-8><style>{_css(sheet.look)}</style>"
    return f"<!doctype html><html lang=id><head>{head}</head><body>{''.join(parts)}</body></html>"


def _block(block: Block, look: Look) -> str:
    return _table(block, look) if isinstance(block, Ruled) else _para(block)  # type: ignore[arg-type]


def weasyprint(sheets: Sequence[Sheet]) -> list[bytes]:
    """Each letter as a PDF of WeasyPrint."""
    return [HTML(string=html(sheet)).write_pdf() for sheet in sheets]
