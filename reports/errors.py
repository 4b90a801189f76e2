"""What can keep a report from being written."""

from __future__ import annotations

from extractors.errors import CapaianError


class ReportError(CapaianError):
    """A report could not be written; files that were there are untouched."""
