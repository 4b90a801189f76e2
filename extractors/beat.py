"""A sign of life from long work, for who waits to know that it goes on."""

from __future__ import annotations

from collections.abc import Callable

Beat = Callable[[], None]
"""Called whenever a page or a letter is done."""


def silent() -> None:
    """The beat where nobody waits."""
