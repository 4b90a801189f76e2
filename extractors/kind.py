"""What a kind of letter declares about itself, and the kinds there are.

A kind is one module in ``extractors/kinds`` with a ``KIND``. It is recognised by printed words
(its subject line, its heading), never by a file's name or a page's number.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Protocol

from extractors import kinds
from extractors.claims import ClaimPattern
from extractors.contract import Table
from extractors.draft import LetterRef
from extractors.errors import SpecificationError
from extractors.model import Claim
from extractors.table import LetterPages, Reading
from extractors.values import squash

_APART = re.compile(r"[^\w%]+")

_asked: ContextVar[set[str] | None] = ContextVar("asked", default=None)


class Reader(Protocol):
    """Reads one annex of a letter."""

    @property
    def annexes(self) -> tuple[Table, ...]:
        """Tables whose headers it looks for, for those that print no lines."""
        ...

    def confirms(self, letter: LetterPages) -> bool:
        """Whether the pages show this annex for certain."""
        ...

    def read(self, letter: LetterPages) -> Reading:
        """All its rows."""
        ...


class ClaimReader(Protocol):
    """Reads statements that no single pattern can."""

    def __call__(self, letter: LetterPages, ref: LetterRef) -> list[Claim]:
        """All statements of the letter's pages."""
        ...


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter.

    ``subject``: patterns on the squashed subject (Perihal, TENTANG). ``heading``: patterns on the
    squashed first lines of a document that has no subject (agreement, screens, report).
    ``readers``: its annexes. ``tables``: what they yield. ``claims``: what its body says of them.
    ``penerbit``: who issues it where the document does not say. ``unit``: patterns on the prose
    whose group ``satker`` is the unit the document speaks of; ``year``: whose group ``tahun`` is
    the year it measures. ``is_report``: a report begins where no other document has begun, is known
    by any words of its page together with one of its tables, and may itself show headings of other
    kinds, which only a matching annex table then confirms.
    """

    name: str
    title: str
    tables: tuple[Table, ...]
    readers: tuple[Reader, ...]
    subject: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    claims: tuple[ClaimPattern, ...] = ()
    claim_reader: ClaimReader | None = None
    penerbit: str | None = None
    unit: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    is_report: bool = False

    @property
    def annexes(self) -> tuple[Table, ...]:
        """Tables that a letter's annexes may print without lines; among a report's prose, none."""
        if self.is_report:
            return ()
        return tuple(table for reader in self.readers for table in reader.annexes)

    def confirms(self, pages: LetterPages) -> bool:
        """Whether pages show one of its annexes for certain; see ``asked_kinds``."""
        names = _asked.get()
        if names is not None:
            names.add(self.name)
        return any(reader.confirms(pages) for reader in self.readers)

    def has_subject(self, text: str) -> bool:
        """Whether a subject line is this kind's."""
        return any(_names(pattern, text) for pattern in self.subject)

    def has_heading(self, text: str) -> bool:
        """Whether a document's first lines are this kind's."""
        squashed = squash(text)
        return any(re.search(pattern, squashed) for pattern in self.heading)


def _names(pattern: str, text: str) -> bool:
    """Whether a pattern on squashed words names whole words of a text.

    Words that a scan ran together may hold it, but it may not begin or end within one of several
    words: 'Kota Nasional' is no 'KOTAN'.
    """
    words = [squash(word) for word in _APART.split(text)]
    edges = {0, *accumulate(map(len, words))}
    return any(
        {match.start(), match.end()} <= edges
        or not any(match.start() < edge < match.end() for edge in edges)
        for match in re.finditer(pattern, "".join(words))
    )


@contextmanager
def asked_kinds() -> Iterator[set[str]]:
    """Names of the kinds whose annexes are looked for within: what is read depends on them."""
    names: set[str] = set()
    token = _asked.set(names)
    try:
        yield names
    finally:
        _asked.reset(token)


@cache
def all_kinds() -> tuple[LetterKind, ...]:
    """Every kind declared in ``extractors/kinds``, by name."""
    found = []
    for info in pkgutil.iter_modules(kinds.__path__):
        kind = importlib.import_module(f"{kinds.__name__}.{info.name}").KIND
        if kind.name != info.name:
            raise SpecificationError(f"Jenis surat {kind.name} harus berada di {kind.name}.py")
        found.append(kind)
    return tuple(sorted(found, key=lambda kind: kind.name))
