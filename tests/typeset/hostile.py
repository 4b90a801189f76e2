"""Files made to harm who reads them: small, and each of one sort. ``make_hostile`` writes them."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{extra}>>"
MEBI = 1 << 20


def pdf(objects: dict[int, bytes | str], root: int = 1) -> bytes:
    """A PDF of these objects, with a table of where they are."""
    out, places = io.BytesIO(), {}
    out.write(b"%PDF-1.7\n")
    for number, body in objects.items():
        places[number] = out.tell()
        data = body if isinstance(body, bytes) else body.encode()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, data))
    begin, count = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % count)
    for number in range(1, count):
        out.write(b"%010d 00000 n \n" % places.get(number, 0))
    out.write(b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, root, begin))
    return out.getvalue()


def stream(data: bytes, extra: str = "", *, packed: bool = True) -> bytes:
    """A stream object, flate-coded unless ``data`` is coded already."""
    body = zlib.compress(data, 9) if packed else data
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (
        len(body),
        extra.encode(),
        body,
    )


def packed_zeros(size: int, fill: bytes = b" ") -> bytes:
    """``size`` bytes of one value, flate-coded, without ever being held."""
    coder, out = zlib.compressobj(9), []
    for _ in range(size // MEBI):
        out.append(coder.compress(fill * MEBI))
    return b"".join([*out, coder.flush()])


def one_page(extra: str, more: dict[int, bytes | str] | None = None) -> bytes:
    """A PDF of one page."""
    return pdf(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: PAGE.format(extra=extra),
            **(more or {}),
        }
    )


def many_pages(count: int) -> bytes:
    """Blank pages, each an object of its own."""
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    pages = {number: PAGE.format(extra="") for number in range(3, count + 3)}
    return pdf(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
            **pages,
        }
    )


def locked() -> bytes:
    """A letter behind a password."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("rahasia"), invariant=True)
    canvas.drawString(72, 720, "Surat terkunci")
    canvas.save()
    return out.getvalue()


def _large_page() -> bytes:
    box = "/MediaBox[0 0 14400 14400]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R"
    image = (
        "/Type/XObject/Subtype/Image/Width 64/Height 64/ColorSpace/DeviceGray/BitsPerComponent 8"
    )
    return one_page(
        box,
        {4: stream(b"q 14400 0 0 14400 0 0 cm /I Do Q"), 5: stream(bytes(range(64)) * 64, image)},
    )


def _endless_page() -> bytes:
    return one_page("/MediaBox[0 0 1e30 1e30]/Contents 4 0 R", {4: stream(b"0 0 m 9 9 l S")})


def _contents_bomb() -> bytes:
    return one_page("/Contents 4 0 R", {4: stream(packed_zeros(3000 * MEBI), packed=False)})


def _image_bomb() -> bytes:
    image = (
        "/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray"
        "/BitsPerComponent 8"
    )
    return one_page(
        "/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R",
        {
            4: stream(b"q 595 0 0 842 0 0 cm /I Do Q"),
            5: stream(packed_zeros(3600 * MEBI, b"\x80"), image, packed=False),
        },
    )


def _own_form() -> bytes:
    form = "/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>"
    return one_page(
        "/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R",
        {4: stream(b"/F Do"), 5: stream(b"/F Do /F Do", form)},
    )


def _tree_of_forms() -> bytes:
    """Thirty forms, each of which draws the next one ten times."""
    more: dict[int, bytes | str] = {4: stream(b"/F Do")}
    for number in range(5, 35):
        names = f"/Resources<</XObject<</F {number + 1} 0 R>>>>" if number < 34 else ""
        form = f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]{names}"
        more[number] = stream(b"/F Do " * 10 if number < 34 else b"0 0 m 9 9 l S", form)
    return one_page("/Resources<</XObject<</F 5 0 R>>>>/Contents 4 0 R", more)


def _own_parent() -> bytes:
    return pdf(
        {
            1: "<</Type/Catalog/Pages 2 0 R>>",
            2: "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2000000000>>",
            3: "<</Type/Pages/Kids[2 0 R]/Count 1000000/Parent 2 0 R>>",
        }
    )


def _own_table() -> bytes:
    """A table of objects that says it goes on where it begins."""
    whole = one_page("")
    at = whole.rindex(b"xref\n", 0, whole.rindex(b"startxref"))
    return whole.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % at)


def _own_length() -> bytes:
    return one_page(
        "/Contents 4 0 R",
        {4: b"<</Length 4 0 R/Filter[/FlateDecode/FlateDecode/FlateDecode]>>stream\nx\nendstream"},
    )


def _deep() -> bytes:
    return one_page("/Contents 4 0 R/A " + "[" * 200_000 + "]" * 200_000, {4: stream(b"n")})


def _deep_text() -> bytes:
    return one_page("/Contents 4 0 R", {4: stream(b"q " * 3_000_000 + b"[" * 3_000_000)})


def _many_lines() -> bytes:
    return one_page("/Contents 4 0 R", {4: stream(b"0 0 m 500 800 l S\n" * 300_000)})


def _many_words() -> bytes:
    font = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    text = b"BT /F 6 Tf 1 0 0 1 20 20 Tm " + b"(1,0 ) Tj " * 300_000 + b"ET"
    return one_page(f"{font}/Contents 4 0 R", {4: stream(text)})


def _scripts() -> bytes:
    action = "<</S/JavaScript/JS(while (true) { app.alert('x'); })>>"
    launch = "<</S/Launch/F(/bin/sh)>>"
    return pdf(
        {
            1: f"<</Type/Catalog/Pages 2 0 R/OpenAction {action}/AA<</WC {launch}>>>>",
            2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: PAGE.format(extra=f"/AA<</O {action}>>/Contents 4 0 R"),
            4: stream(b"n"),
        }
    )


def _nested() -> bytes:
    """A letter that holds another file, which holds another."""
    inner = one_page("")
    for _ in range(5):
        inner = pdf(
            {
                1: "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>>>",
                2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                3: PAGE.format(extra=""),
                4: "<</Type/Filespec/F(a.pdf)/EF<</F 5 0 R>>>>",
                5: stream(inner, "/Type/EmbeddedFile"),
            }
        )
    return inner


HOSTILE: dict[str, Callable[[], bytes]] = {
    "kosong": lambda: b"",
    "bukan_pdf": lambda: b"MZ" + bytes(range(256)) * 64,
    "terkunci": locked,
    "terpotong": lambda: many_pages(50)[:2000],
    "busuk": lambda: one_page("").replace(b"Pages", b"Pag\xff\x00"),
    "bersarang": _nested,
    "sepuluh_ribu_halaman": lambda: many_pages(10_000),
    "halaman_raksasa": _large_page,
    "halaman_tak_hingga": _endless_page,
    "bom_isi": lambda: one_page(
        "/Contents 4 0 R", {4: stream(packed_zeros(3000 * MEBI), packed=False)}
    ),
    "bom_gambar": _image_bomb,
    "bentuk_memanggil_diri": _own_form,
    "pohon_bentuk": _tree_of_forms,
    "pohon_halaman_melingkar": _own_parent,
    "tabel_melingkar": _own_table,
    "panjang_melingkar": _own_length,
    "kurung_dalam": _deep,
    "isi_dalam": _deep_text,
    "terlalu_banyak_garis": _many_lines,
    "terlalu_banyak_kata": _many_words,
    "skrip": _scripts,
}


def make_hostile(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write every hostile file into ``folder``."""
    for name, make in HOSTILE.items():
        path = folder / f"{name}.pdf"
        path.write_bytes(make())
        yield name, path
