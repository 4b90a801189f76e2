"""One tree of errors for the whole pipeline.

Every error carries the facts an operator needs (file, page, row, column, expected, found) and
the next step. Errors of libraries are translated where they enter; nothing above this module
catches a library's own exception.
"""

from __future__ import annotations


class CapaianError(Exception):
    """Base of all errors that capaian raises on purpose. ``str()`` is one Indonesian sentence."""

    def __init__(
        self,
        message: str,
        *,
        file: str | None = None,
        page: int | None = None,
        expected: str | None = None,
        found: str | None = None,
        next_step: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.page = page
        self.expected = expected
        self.found = found
        self.next_step = next_step

    def __str__(self) -> str:
        """The message, then what is known of the place and what to do."""
        parts = [self.message]
        if self.page is not None:
            parts.append(f"halaman {self.page}")
        if self.expected is not None:
            parts.append(f"diharapkan {self.expected}")
        if self.found is not None:
            parts.append(f"ditemukan {self.found}")
        text = "; ".join(parts)
        return f"{text}. {self.next_step}" if self.next_step else text


class UnreadableDocumentError(CapaianError):
    """The file is no PDF, is damaged, encrypted or empty."""


class SpecificationError(CapaianError):
    """A declaration (kind of letter, reference table) contradicts itself."""
