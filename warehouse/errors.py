"""What can stop a night in the warehouse. Nothing is published then; the last warehouse stays."""

from __future__ import annotations

from extractors.errors import CapaianError


class ModelsError(CapaianError):
    """The SQL models could not be built, or one of their tests failed."""


class InvariantError(CapaianError):
    """The built warehouse contradicts itself: rows are missing or a key is not unique."""


class PublicationError(CapaianError):
    """The built warehouse could not be put in place."""


class NoWarehouseError(CapaianError):
    """There is no published warehouse at the given place, or it is none of ours."""


class QuestionError(CapaianError):
    """A question in SQL that the warehouse cannot answer."""
