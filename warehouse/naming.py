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


@dataclass(frozen=True, slots=True)
class Namer:
    """Names of satker in their tables."""

    identity: Identity

    def name(
        self,
        table: str,
        values: Mapping[str, str | None],
        *,
        tahun: int | None,
        context: Collection[str] = (),
    ) -> Match | None:
        """Who a row names; ``None`` where its table has no column of names or the cell is empty.

        ``context`` are the names that the same table of the letter prints.
        """
        for column, level in NAME_COLUMNS.items():
            printed = values.get(column)
            if printed:
                match = self.identity.resolve(
                    printed,
                    tahun=tahun,
                    context=context,
                    provinsi=values.get("provinsi"),
                    level="wilayah" if table in _BARE_NAMES else level,
                )
                return match if _may_name(table, values, match) else self.identity.open(match)
        return None

    def resolver(self, tahun: int | None) -> Resolve:
        """Who a printed row of a letter about a year names, in the form that validation asks."""

        def resolve(
            table: str, values: Mapping[str, str | None], context: Collection[str]
        ) -> NameResult:
            return result_of(self.name(table, values, tahun=tahun, context=context))

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
