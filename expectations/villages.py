"""Every kecamatan, desa and kelurahan by kabupaten, for names that a scan gives in doubt.

Source: Kemendagri's codes (idn-area-data), ``desa/desa.csv`` of the reference data: 91,000 lines,
so that they are read when a scan first asks and are no table of the warehouse. The list is of one
day: a village that was founded or renamed since is not in it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from extractors.errors import SpecificationError
from extractors.values import squash

FILE = "desa/desa.csv"
COLUMNS = ("wilayah_code", "wilayah_name")

_FORMS = frozenset(
    {"desa", "kelurahan", "kel", "kecamatan", "kec", "nagari", "gampong", "kampung"}
    | {"pekon", "negeri", "lembang", "distrik"}
)
"""What precedes a village's or kecamatan's own name (UU 6/2014 pasal 1, 6; UU 21/2001)."""

_REGENCY = len("11.01")
"""Length of the code of a kabupaten, with which the codes of all its parts begin."""


@dataclass(frozen=True)
class Villages:
    """Names of villages and kecamatan. Errors: ``SpecificationError`` for a broken file."""

    path: Path

    def has_word(self, word: str) -> bool:
        """Whether a word (small letters) is part of any village's or kecamatan's name."""
        return word in self._words

    def tells(self, regency: str, text: str) -> bool:
        """Whether a text is the name of one part of a kabupaten, and no other's is nearly the same:
        a letter off, or the same with words before or after it.

        ``regency``: the kabupaten's code. The word for a part's form may stand before its name.
        """
        names, ends = self._names.get(regency, (frozenset(), frozenset()))
        forms = _forms(text)
        return any(
            own not in ends
            and all(Levenshtein.distance(own, other, score_cutoff=1) > 1 for other in names - forms)
            for own in forms & names
        )

    @cached_property
    def _names(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        """By the code of their kabupaten the squashed names, and what they begin and end with."""
        names: defaultdict[str, set[str]] = defaultdict(set)
        ends: defaultdict[str, set[str]] = defaultdict(set)
        for code, name in self._lines:
            regency, forms = code[:_REGENCY], _forms(name)
            names[regency] |= forms
            ends[regency] |= _ends(name) - forms
        return {code: (frozenset(names[code]), frozenset(ends[code])) for code in names}

    @cached_property
    def _words(self) -> frozenset[str]:
        return _FORMS | {word for _, name in self._lines for word in words(name)}

    @cached_property
    def _lines(self) -> tuple[tuple[str, str], ...]:
        try:
            with self.path.open(encoding="utf-8", newline="") as stream:
                header, *lines = csv.reader(stream, strict=True)
                if tuple(header) == COLUMNS:
                    return tuple((code, name) for code, name in lines)
        except (OSError, ValueError, csv.Error) as error:
            found = str(error)
        else:
            found = ", ".join(header)
        raise SpecificationError(
            f"Berkas acuan {FILE} tidak terbaca",
            file=str(self.path),
            expected=", ".join(COLUMNS),
            found=found,
            next_step="Pulihkan berkas itu dari repositori.",
        )


def words(text: str) -> list[str]:
    """A name's words in small letters, without the marks around them."""
    return [word for word in re.split(r"[\s.,()]+", text.lower()) if word]


def _forms(text: str) -> frozenset[str]:
    """A name squashed, with and without the word for its form: ``Desa Balida`` is ``balida``."""
    form, *own = words(text) or ("",)
    names = {squash(text), squash("".join(own))} if form in _FORMS else {squash(text)}
    return frozenset(names - {""})


def _ends(text: str) -> frozenset[str]:
    """What is left of a name, squashed, that loses words at its end or beginning."""
    parts = words(text)
    return frozenset(
        squash("".join(part))
        for place in range(1, len(parts))
        for part in (parts[:place], parts[place:])
    )
