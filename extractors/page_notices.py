"""What is told of a page itself: how it had to be read, and how well it could be."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.model import Notice
from extractors.page import Page

_COARSE = (
    "resolusi_rendah",
    "Gambar halaman ini terlalu kasar untuk dibaca dengan pasti; mintalah pindaian yang lebih "
    "halus (sekurangnya 150 dpi).",
)
_CONTRADICTED = (
    "teks_lain_dari_gambar",
    "Teks berkas pada halaman ini lain daripada yang tampak (hurufnya menggambar angka lain, "
    "atau teksnya tak terbaca); halaman dibaca dari gambarnya. Mintalah berkas yang dibuat "
    "ulang dari aslinya.",
)
_PASTED = (
    "tabel_dalam_gambar",
    "Halaman ini memuat tabel yang ditempel sebagai gambar; seluruh halaman dibaca dari gambarnya, "
    "seperti hasil pindai. Mintalah tabelnya sebagai teks bila ada yang tertahan.",
)


def page_notices(page: Page, letter: int) -> Iterator[Notice]:
    """The notices of a page of a letter, of its file's as many."""
    told = (
        (page.is_coarse, _COARSE),
        (page.is_contradicted, _CONTRADICTED),
        (page.is_pasted, _PASTED),
    )
    for is_so, (code, message) in told:
        if is_so:
            yield Notice(letter, None, code, message, page.number)
