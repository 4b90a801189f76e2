"""What can keep a report from being written."""

from __future__ import annotations

from extractors.errors import CapaianError


class ReportError(CapaianError):
    """A report could not be written; files that were there are untouched."""


class UnknownSatkerError(CapaianError):
    """No satker of that name, or nothing of it in that year."""
