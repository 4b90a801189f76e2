"""Fonts that draw something else than a text says, or give its characters codes of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fontTools.ttLib import TTFont

from tests.typeset.engines.lab import FOLDER
from tests.typeset.frame import Typeset

SANS = "liberation/LiberationSans-{}.ttf"
PRIVATE = 0xE000
"""Where Unicode begins to leave the codes to whoever makes a font."""


def _face(name: str, path: Path, weight: str = "normal") -> str:
    return f"@font-face {{ font-family: {name}; src: url(file://{path}); font-weight: {weight} }}"


def _set_in(letter: Typeset, regular: Path, bold: Path) -> Typeset:
    faces = _face("Lain", regular) + _face("Lain", bold, "bold")
    return replace(letter, html=f"<style>{faces} body {{ font-family: Lain }}</style>{letter.html}")


def samples(fonts: Sequence[Path], path: Path) -> Path:
    """A page of words and all digits for each font file, printed."""
    words = " ".join(["Nilai", "1234567890", *["satuan kerja"] * 25])
    faces = "".join(_face(f"F{k}", font) for k, font in enumerate(fonts))
    pages = (f'<p style="font-family: F{k}">{words}</p>' for k in range(len(fonts)))
    parts = '<div class="new"></div>'.join(pages)
    return Typeset("", 0, f"<style>{faces}</style>{parts}", {}).write(path)


def drawing_others(letter: Typeset, others: dict[str, str], folder: Path) -> Typeset:
    """A letter whose characters are drawn as others; its text is the same as before."""
    paths = []
    for weight in ("Regular", "Bold"):
        font = TTFont(FOLDER / SANS.format(weight))
        names, glyphs = font.getBestCmap(), font["glyf"]
        outlines = {own: glyphs[names[ord(other)]] for own, other in others.items()}
        for own, outline in outlines.items():
            glyphs[names[ord(own)]] = outline
        paths.append(folder / f"{weight}-{''.join(others)}.ttf")
        font.save(paths[-1])
    return _set_in(letter, *paths)


def in_private_codes(letter: Typeset, folder: Path) -> Typeset:
    """A letter that looks as before, with a text of codes that only its font knows."""
    paths = []
    for weight in ("Regular", "Bold"):
        font = TTFont(FOLDER / SANS.format(weight))
        for part in font["cmap"].tables:
            if part.isUnicode():
                part.cmap = {
                    code + PRIVATE if 32 < code < 127 else code: name
                    for code, name in part.cmap.items()
                }
        paths.append(folder / f"{weight}-privat.ttf")
        font.save(paths[-1])
    inside, html = False, []
    for character in letter.html:
        inside = character == "<" or (inside and character != ">")
        is_text = not inside and character != ">" and 32 < ord(character) < 127
        html.append(chr(ord(character) + PRIVATE) if is_text else character)
    return _set_in(replace(letter, html="".join(html)), *paths)
