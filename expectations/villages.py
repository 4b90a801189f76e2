"""Every kecamatan, desa and kelurahan by kabupaten, for names that a scan gives in doubt.

Source: Kemendagri's codes (idn-area-data), ``desa/desa.csv`` of the reference data: 91,000 lines,
so that they are read when a scan first asks and are no table of the warehouse. The list is of one
day: a village that was founded or renamed since is not in it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

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

_REGENCY, _DISTRICT = len("11.01"), len("11.01.01")
"""Length of the code of a kabupaten and of a kecamatan; those of their parts begin with it."""


class _Names(NamedTuple):
    """Squashed names of parts of one area, and what is left of them without some of their words."""

    names: frozenset[str]
    ends: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str]) -> _Names:
        forms = [(name, _forms(name)) for name in names]
        return cls(
            frozenset().union(*(own for _, own in forms)),
            frozenset().union(*(_ends(name) - own for name, own in forms)),
        )

    def tell(self, text: str) -> bool:
        """Whether a text is one of the names, and no other one is nearly the same."""
        forms = _forms(text)
        return any(
            own not in self.ends
            and all(
                Levenshtein.distance(own, other, score_cutoff=1) > 1 for other in self.names - forms
            )
            for own in forms & self.names
        )


class _District(NamedTuple):
    """A kecamatan's name, and its villages'."""

    name: str
    villages: _Names


@dataclass(frozen=True)
class _Regency:
    """The codes and names of a kabupaten's parts; a letter asks for those of a few of them."""

    parts: list[tuple[str, str]]

    @cached_property
    def names(self) -> _Names:
        """Those of all its parts."""
        return _Names.of(name for _, name in self.parts)

    @cached_property
    def districts(self) -> list[_District]:
        """All its kecamatan."""
        villages: defaultdict[str, list[str]] = defaultdict(list)
        for code, name in self.parts:
            if len(code) > _DISTRICT:
                villages[code[:_DISTRICT]].append(name)
        return [
            _District(name, _Names.of(villages[code]))
            for code, name in self.parts
            if len(code) == _DISTRICT
        ]


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
        found = self._regency(regency)
        return found is not None and found.names.tell(text)

    def tell_together(self, regency: str, district: str, village: str) -> tuple[bool, bool]:
        """Whether the names of a kecamatan and of a village in it tell the one, and the other.

        A kecamatan's, if no other one that has such a village is nearly the same; a village's, if
        no other one of that kecamatan is. Alone (``tells``) it must be so in the whole kabupaten.
        """
        found = self._regency(regency)
        forms = _forms(village)
        districts = found.districts if found else ()
        around = [one for one in districts if forms & one.villages.names]
        named = [one for one in around if _forms(district) & _forms(one.name)]
        return (
            bool(named) and _Names.of(one.name for one in around).tell(district),
            any(one.villages.tell(village) for one in named),
        )

    def _regency(self, code: str) -> _Regency | None:
        """A kabupaten by its code; without one the list is not read."""
        return self._regencies.get(code) if code else None

    @cached_property
    def _regencies(self) -> Mapping[str, _Regency]:
        """By their code."""
        parts: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for code, name in self._lines:
            parts[code[:_REGENCY]].append((code, name))
        return {code: _Regency(found) for code, found in parts.items()}

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
