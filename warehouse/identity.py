"""Who a printed name is: one satker, or nobody and the nearest candidates.

A name is known by its letters and digits alone (case, spaces and punctuation are noise), in one of
the forms that letters print, or by a line of ``alias.csv``. A near miss is proposed to a person,
never taken. Source: reference tables ``satker``, ``wilayah``, ``ejaan_wilayah``, ``bnnp_wilayah``
and ``alias``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from rapidfuzz import fuzz, process

from expectations.reference import Record, Reference
from extractors.errors import SpecificationError
from extractors.values import fold, squash

Level = Literal["satker", "wilayah"]
How = Literal[
    "persis",
    "alias",
    "konteks",
    "provinsi",
    "ganda",
    "lain_provinsi",
    "tidak_dikenal",
]

CANDIDATE_COUNT = 5
CANDIDATE_SCORE = 60.0
"""Least likeness (0 to 100) of a name worth proposing."""
EXCHANGE_MALUS = 4.0
"""What likeness a name loses by printing 'kabupaten' for 'kota' or the other way round."""

_OFFICE = ("bnn", "badannarkotikanasional", "badannarkotikanasionalbnn")
_PROVINCE = ("provinsi", "propinsi", "prov")
_BNNP = ("bnnp", *(f"bnnp{word}" for word in _PROVINCE))
_OWN_ROW = ("indeksketahanandiri", "indeksketahanandiriremaja", "indeksdektari")
_AREA_WORDS = {"kabupaten": ("kabupaten", "kab"), "kota": ("kota", "kotamadya")}
_CITY = "kota"


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name was found to be. ``satker_code`` is empty where nobody can be named.

    ``how`` says by which rule, ``reason`` the same in an Indonesian sentence; ``candidates`` are
    (code, name, likeness 0 to 100), nearest first, for a person to choose from.
    """

    satker_code: str | None
    how: How
    reason: str
    candidates: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class _Satker:
    code: str
    name: str
    tingkat: str
    area: str | None
    province: str | None
    is_confirmed: bool
    source: str


class Identity:
    """Resolves printed names by the reference data. Holds no state between names."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._satker = {satker.code: satker for satker in _all_satker(reference)}
        self._explicit: dict[str, set[str]] = defaultdict(set)
        self._bare: dict[str, set[str]] = defaultdict(set)
        self._aliases: set[str] = set()
        names = {row["wilayah_code"]: row for row in reference.records("wilayah")}
        provinces = frozenset(
            squash(row["wilayah_name"] or "")
            for row in names.values()
            if row["tingkat"] == "provinsi"
        )
        others = _other_spellings(reference)
        for satker in self._satker.values():
            self._explicit[squash(satker.name)].add(satker.code)
            if satker.area is not None:
                self._learn(satker, names[satker.area], provinces, others[satker.area])
        self._learn_aliases()
        self._spellings = {
            form: codes for table in (self._bare, self._explicit) for form, codes in table.items()
        }

    def resolve(
        self,
        printed: str,
        *,
        tahun: int | None,
        context: Collection[str] = (),
        provinsi: str | None = None,
        level: Level = "satker",
    ) -> Match:
        """The satker of a printed name.

        ``context`` are the names printed beside it in the same table, ``provinsi`` the province
        printed in its row. With ``level='wilayah'`` the column prints areas, so that a name without
        a word for its kind may be a province, a kabupaten or a kota; else it is first a province.
        """
        found = self._bearers(printed, tahun, level)
        if len(found) == 1:
            (code,) = found
            alias = self._alias(printed, tahun, level)
            if alias is None or found == self._lookup(printed, level):
                match = Match(code, "persis", "Nama tercetak persis setelah dirapikan")
            else:
                match = Match(code, "alias", f"Alias tercatat ({alias['source']})")
            return self._within(match, provinsi, tahun)
        if found:
            return self._choose(found, context, provinsi, tahun, level)
        return Match(
            None,
            "tidak_dikenal",
            "Nama tidak dikenal; pilih calon terdekat atau catat aliasnya",
            self._nearest(printed),
        )

    def open(self, match: Match) -> Match:
        """A name that is a province's, where no row is a province's own: perhaps its BNNP's."""
        code = match.satker_code or ""
        bnnp = f"bnnp-{code.removeprefix('prov-')}"
        candidates = tuple((c, self._satker[c].name, 100.0) for c in (bnnp, code))
        return Match(None, "ganda", "Nama provinsi saja tidak menyebut satkernya", candidates)

    def bnnp_of(self, satker_code: str, tahun: int | None) -> str | None:
        """The BNNP that a satker or province belongs to in a year, where a source says."""
        satker = self._satker[satker_code]
        if satker.tingkat == "bnnp":
            return satker_code
        return self._bnnp_of_province(satker.province, tahun)

    def _learn(
        self, satker: _Satker, area: Record, provinces: frozenset[str], others: set[str]
    ) -> None:
        """Add the forms in which letters print a satker that is tied to an area.

        ``others`` are further spellings of the area's name.
        'BNNK X' where X is a province too is one letter from 'BNNP X', so it may be either.
        """
        name = fold(area["wilayah_name"] or "").lower()
        if satker.tingkat in ("bnnp", "provinsi"):
            full, short = _province_names(name)
            full |= others
            if satker.tingkat == "bnnp":
                heads = [*_BNNP, *(o + p for o, p in product(_OFFICE, _PROVINCE))]
                self._add(self._explicit, heads, full | short, satker.code)
            else:
                self._add(self._explicit, _PROVINCE, full, satker.code)
                rows = [head + word for head, word in product(_OWN_ROW, ("", *_PROVINCE))]
                self._add(self._explicit, rows, full | short, satker.code)
                self._add(self._bare, ("",), full, satker.code)
            return
        kind, _, rest = name.partition(" ")
        spellings = _spellings(rest.removeprefix("administrasi ")) | others
        words = [
            word + suffix
            for word in _AREA_WORDS[kind]
            for suffix in (("", "adm", "administrasi") if "administrasi" in rest else ("",))
        ]
        heads = [head + word for head, word in product((*_OFFICE, "bnnk", ""), words)]
        self._add(self._explicit, heads, spellings, satker.code)
        self._add(self._bare, ("", "bnnk"), spellings, satker.code)
        if spellings & provinces:
            self._add(self._bare, ("bnnk",), spellings, f"bnnp-{satker.province}")

    @staticmethod
    def _add(
        table: dict[str, set[str]], heads: Iterable[str], names: Iterable[str], code: str
    ) -> None:
        for head, name in product(heads, names):
            table[head + name].add(code)

    def _learn_aliases(self) -> None:
        for row in self._reference.records("alias"):
            self._aliases.add(squash(row["printed"] or ""))
            if row["satker_code"] not in self._satker:
                raise SpecificationError(
                    f"Alias '{row['printed']}' menunjuk satker yang tidak ada",
                    file="alias.csv",
                    found=row["satker_code"],
                )

    def _alias(self, printed: str, tahun: int | None, level: Level) -> Record | None:
        """The alias line that holds for a printed name, if any."""
        if squash(printed) not in self._aliases:
            return None
        for row in self._reference.records("alias", tahun):
            is_same = squash(row["printed"] or "") == squash(printed)
            if is_same and row["level"] in (level, "semua"):
                return row
        return None

    def _bearers(self, printed: str, tahun: int | None, level: Level) -> set[str]:
        """Everyone a printed name may be, by its form or an alias.

        An alias tells which of several is meant. Beside the only one that the form names without
        a word for its kind, it says that another bears the name too: 'Batam', kota and UPT.
        """
        found = self._lookup(printed, level)
        alias = self._alias(printed, tahun, level)
        if alias is None or squash(printed) in self._explicit:
            return found
        code = alias["satker_code"] or ""
        return {*found, code} if len(found) == 1 else {code}

    def _lookup(self, printed: str, level: Level) -> set[str]:
        """Everyone whose forms a printed name is one of."""
        key = squash(printed)
        explicit = self._explicit.get(key, set())
        bare = self._bare.get(key, set())
        if explicit:
            return explicit
        if _reads_apart(printed):
            return set()
        provinces = {code for code in bare if self._satker[code].tingkat == "provinsi"}
        return provinces if provinces and level == "satker" else bare

    def _within(self, match: Match, provinsi: str | None, tahun: int | None) -> Match:
        """The match, unless its row prints another province: then one of the two is misprinted."""
        code = match.satker_code
        if code is None or provinsi is None or not self._provinces(provinsi):
            return match
        if self._satker[code].province is None or self._is_in(code, provinsi, tahun):
            return match
        return Match(
            None,
            "lain_provinsi",
            f"Satker bernama itu tidak berada di provinsi {fold(provinsi)}",
            ((code, self._satker[code].name, 100.0),),
        )

    def _choose(
        self,
        found: set[str],
        context: Collection[str],
        provinsi: str | None,
        tahun: int | None,
        level: Level,
    ) -> Match:
        """One of several bearers of a name, where the letter or a source tells them apart."""
        within = found
        if provinsi is not None:
            within = {code for code in found if self._is_in(code, provinsi, tahun)}
            if len(within) == 1:
                return Match(within.pop(), "provinsi", f"Satu-satunya di provinsi {fold(provinsi)}")
        taken = {
            code
            for other in context
            if len(hits := self._bearers(other, tahun, level)) == 1
            for code in hits
        }
        left = within - taken
        if len(left) == 1 and left != within:
            return Match(left.pop(), "konteks", "Penyandang nama yang lain tercetak tersendiri")
        names = sorted(left or found)
        return Match(
            None,
            "ganda",
            "Nama dapat berarti lebih dari satu satker; sebutkan kabupaten, kota atau provinsi",
            tuple((code, self._satker[code].name, 100.0) for code in names),
        )

    def _provinces(self, provinsi: str) -> set[str | None]:
        """Codes of the province that a printed name means; empty for an unknown one."""
        return {self._satker[hit].province for hit in self._lookup(provinsi, "satker")}

    def _is_in(self, code: str, provinsi: str, tahun: int | None) -> bool:
        """Whether a satker lies in a printed province, or under that province's BNNP at any time.

        A letter may go on printing the province that a regency was parted from.
        """
        provinces = self._provinces(provinsi)
        own = self._satker[code].province
        bnnp = {self.bnnp_of(code, tahun), self._bnnp_of_province(own, None)}
        return own in provinces or bool(bnnp & {f"bnnp-{province}" for province in provinces})

    def _bnnp_of_province(self, province: str | None, tahun: int | None) -> str | None:
        for row in self._reference.records("bnnp_wilayah", tahun):
            if row["provinsi_code"] == province:
                return row["bnnp_code"]
        return None

    def _nearest(self, printed: str) -> tuple[tuple[str, str, float], ...]:
        """The satker whose forms are most like a printed name; ties by code.

        'Kabupaten' for 'kota' or the other way round counts as little as a letter.
        """
        best: dict[str, float] = {}
        for key, malus in _exchanged(squash(printed)):
            hits = process.extract(
                key,
                self._spellings.keys(),
                scorer=fuzz.ratio,
                score_cutoff=CANDIDATE_SCORE,
                limit=60,
            )
            for form, score, _ in hits:
                for code in self._spellings[form]:
                    best[code] = max(best.get(code, 0.0), round(score - malus, 1))
        ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATE_COUNT]
        return tuple((code, self._satker[code].name, score) for code, score in ranked)


def _exchanged(key: str) -> Iterator[tuple[str, float]]:
    """A squashed name, and the same with the other word for its kind of area, at a malus."""
    if not key:
        return
    yield key, 0.0
    for words, other in ((_AREA_WORDS["kabupaten"], "kota"), (_AREA_WORDS["kota"], "kabupaten")):
        word = next((word for word in words if word in key), None)
        if word is not None:
            yield key.replace(word, other, 1), EXCHANGE_MALUS


def _all_satker(reference: Reference) -> Iterator[_Satker]:
    """The lines of ``satker.csv``, typed."""
    for row in reference.records("satker"):
        area = row["wilayah_code"]
        yield _Satker(
            code=row["satker_code"] or "",
            name=row["satker_name"] or "",
            tingkat=row["tingkat"] or "",
            area=area,
            province=area.split(".")[0] if area else None,
            is_confirmed=row["is_confirmed"] == "ya",
            source=row["source"] or "",
        )


def _other_spellings(reference: Reference) -> defaultdict[str, set[str]]:
    """Squashed spellings and abbreviations of ``ejaan_wilayah.csv``, by the area's code."""
    known = {row["wilayah_code"] for row in reference.records("wilayah")}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in reference.records("ejaan_wilayah"):
        if row["wilayah_code"] not in known:
            raise SpecificationError(
                f"Ejaan '{row['ejaan']}' menunjuk wilayah yang tidak ada",
                file="ejaan_wilayah.csv",
                found=row["wilayah_code"],
            )
        found[row["wilayah_code"] or ""] |= _spellings(fold(row["ejaan"] or "").lower())
    return found


def _spellings(name: str) -> frozenset[str]:
    """The squashed spellings of an area's name: abbreviated words, 'dan' left out."""
    words = [(word, *_SHORT.get(word, ())) for word in name.split()]
    return frozenset(squash("".join(choice)) for choice in product(*words))


_SHORT = {"kepulauan": ("kep",), "dan": ("",)}
_REGION = {
    "dki": ("dki", "daerahkhususibukota", "daerahkhusus", "dk"),
    "daerahistimewa": ("daerahistimewa", "di"),
}


def _province_names(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """A province's squashed spellings, and those that need a word like BNNP to be its own.

    A special region is printed with its rank in full, abbreviated, or (after BNNP) left out.
    """
    squashed = squash(name)
    for rank, spellings in _REGION.items():
        if squashed.startswith(rank):
            rest = squashed.removeprefix(rank)
            return frozenset(spelling + rest for spelling in spellings), frozenset({rest})
    return _spellings(name), frozenset()


def _reads_apart(printed: str) -> bool:
    """Whether a name prints 'kota' as a word of its own: then the rest must be a kota's name.

    'Kotabaru' is a kabupaten, 'Kota Baru' may as well be a misspelt 'Kota Batu'.
    """
    words = "".join(char if char.isalnum() else " " for char in fold(printed).lower()).split()
    return _CITY in words[:-1] and not any(word in words for word in _AREA_WORDS["kabupaten"])
