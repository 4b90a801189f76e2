"""Names of files as text. A system keeps them as bytes, which need not be UTF-8: archives packed on
Windows bring such names, which no manifest, database or message can hold. Standard library only.
"""

from __future__ import annotations

NOT_TEXT = (
    "Nama berkas atau foldernya memuat huruf yang bukan UTF-8 (sering dari arsip zip Windows). "
    "Ganti namanya; isinya tidak perlu diubah."
)
"""What is said of a file whose name cannot be written down."""


def is_text(name: str) -> bool:
    """Whether a name, as Python gives it, can be written down as it is."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown(name: str) -> str:
    r"""A name as it can be written down: bytes that are no UTF-8 as ``\xff``."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
