"""Who a printed row speaks of, and which IKK a printed indicator is.

The same answers serve validation and loading. Source: the reference tables ``satker``, ``alias``
and ``ikk_pattern``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

from expectations.reference import Reference
from expectations.verdict import NameResult, Resolve
from extractors.model import Letter, Row
from extractors.values import squash
from warehouse.identity import Identity, Match

Level = Literal["satker", "wilayah"]
NAME_COLUMNS: Mapping[str, Level] = {"satker": "satker", "wilayah": "wilayah"}
_PROVINCE_ROWS = frozenset({"ikm_ikr", "kotan", "lkip_rincian"})
"""Tables in which a province's name alone is the province (rules of the domain, Names)."""
_BARE_NAMES = frozenset({"lkip_rincian"})
"""Tables that print regencies under the heading of a satker."""


def _may_name(table: str, values: Mapping[str, str | None], match: Match) -> bool:
    """Whether a row may be a province's own: where the table has such rows, and this is one."""
    if not (match.satker_code or "").startswith("prov-"):
        return True
    return table in _PROVINCE_ROWS or values.get("tingkat") == "provinsi"


def result_of(match: Match | None) -> NameResult:
    """A match as validation sees it."""
    if match is None:
        return NameResult(None, reason="Satker tidak tercetak; periksa halamannya")
    names = tuple(name for _, name, _ in match.candidates)
    return NameResult(match.satker_code, names, match.reason)


def level_of(table: str, column: str) -> Level:
    """How a column of names is read: as satker, or as areas."""
    return "wilayah" if table in _BARE_NAMES else NAME_COLUMNS[column]


@dataclass(frozen=True, slots=True)
class DecidedName:
    """An alias that a steward decided: whose a printed name of a year is, at a level.

    ``letter`` is the key of the letter it was decided on, ``provinsi`` the province printed beside
    it. Texts are squashed.
    """

    printed: str
    level: Level
    tahun: int | None
    letter: str
    provinsi: str
    satker_code: str
    source: str


@dataclass(frozen=True, slots=True)
class Namer:
    """Names of satker in their tables. ``decided`` names what nothing else could tell."""

    identity: Identity
    decided: tuple[DecidedName, ...] = ()

    def name(
        self,
        table: str,
        values: Mapping[str, str | None],
        *,
        tahun: int | None,
        context: Collection[str] = (),
        letter: str = "",
    ) -> Match | None:
        """Who a row names; ``None`` where its table has no column of names or the cell is empty.

        ``context`` are the names that the same table of the letter prints, ``letter`` is its key.
        """
        for column in NAME_COLUMNS:
            printed = values.get(column)
            if printed:
                match = self.identity.resolve(
                    printed,
                    tahun=tahun,
                    context=context,
                    provinsi=values.get("provinsi"),
                    level=level_of(table, column),
                )
                if not _may_name(table, values, match):
                    match = self.identity.open(match)
                if match.satker_code is not None:
                    return match
                wanted = DecidedName(
                    squash(printed),
                    level_of(table, column),
                    tahun,
                    letter,
                    squash(values.get("provinsi") or ""),
                    satker_code="",
                    source="",
                )
                return self._decided(wanted, match)
        return None

    def _decided(self, wanted: DecidedName, match: Match) -> Match:
        """What stewards decided of a name that is nobody's; the match itself where they did not.

        A name nobody knows is known wherever that year prints it. One that several may bear, or
        that its province contradicts, was decided for its letter and province alone. Stewards who
        disagree decide nothing.
        """
        told = [
            name
            for name in self.decided
            if (name.printed, name.level, name.tahun)
            == (wanted.printed, wanted.level, wanted.tahun)
        ]
        own = [
            name
            for name in told
            if (name.letter, name.provinsi) == (wanted.letter, wanted.provinsi)
        ]
        if match.how != "tidak_dikenal":
            told = own
        chosen = own or told
        if len({name.satker_code for name in chosen}) != 1:
            return match
        return Match(chosen[-1].satker_code, "alias", f"Alias menurut {chosen[-1].source}")

    def resolver(self, tahun: int | None, letter: str = "") -> Resolve:
        """Who a printed row of a letter about a year names, in the form that validation asks.

        ``letter`` is the letter's key.
        """

        def resolve(
            table: str, values: Mapping[str, str | None], context: Collection[str]
        ) -> NameResult:
            return result_of(self.name(table, values, tahun=tahun, context=context, letter=letter))

        return resolve

    def issuer(self, letter: Letter) -> Match | None:
        """Whose document a letter is, where it speaks of one satker."""
        if not letter.satker:
            return None
        return self.identity.resolve(letter.satker, tahun=letter.tahun)


def names_of(rows: Collection[Row], table: str) -> list[str]:
    """The names that a letter's table prints, in its order."""
    return [
        printed
        for row in rows
        if row.table == table
        for column in NAME_COLUMNS
        if (printed := row.values.get(column))
    ]


@dataclass(frozen=True, slots=True)
class IkkWording:
    """Indicators' wordings to IKK codes: each pattern with its priority, the lowest first."""

    patterns: tuple[tuple[int, re.Pattern[str], str], ...] = field(default=())

    @classmethod
    def of(cls, reference: Reference) -> IkkWording:
        """From the reference table ``ikk_pattern``."""
        return cls(
            tuple(
                (
                    int(record["priority"] or 0),
                    re.compile(record["pattern"] or ""),
                    record["ikk_code"] or "",
                )
                for record in reference.records("ikk_pattern")
            )
        )

    def codes(self, printed: str | None) -> tuple[str, ...]:
        """IKK whose wording an indicator has: those of the first priority at which any matches.

        One code is a match; none or several are for a person to decide.
        """
        text = squash(printed or "")
        hits = [(rank, code) for rank, pattern, code in self.patterns if pattern.search(text)]
        first = min((rank for rank, _ in hits), default=None)
        return tuple(sorted({code for rank, code in hits if rank == first}))

    def code(self, printed: str | None) -> str | None:
        """The one IKK of a printed indicator, if there is just one."""
        codes = self.codes(printed)
        return codes[0] if len(codes) == 1 else None
