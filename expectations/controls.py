"""Control totals: what a letter says of its own annex, set beside what the annex prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from expectations.check import Subject, as_number
from expectations.checks import counts
from expectations.reference import Reference
from expectations.verdict import Finding, Severity
from extractors.model import Claim, Letter
from extractors.values import squash

_BOUNDS = {"batas_bawah": "lower", "batas_atas": "upper"}
_TOTAL = "total_"


@dataclass(frozen=True, slots=True)
class Control:
    """Two figures that should be one; the finding is raised when they are not."""

    stated: float
    counted: float
    finding: Finding


def controls(
    letter: Letter,
    subjects: Mapping[str, Subject],
    claims: Sequence[Claim],
    reference: Reference,
) -> list[Control]:
    """Every control total of a letter that its rows and the reference data can answer."""
    found = [*_counts(letter, subjects, claims), *_printed_totals(subjects, claims)]
    found.extend(_bounds(letter, claims, reference))
    return found


def _finding(
    claim: Claim, rule: str, severity: Severity, *, table: str, seharusnya: str, pesan: str
) -> Finding:
    box = (claim.x0, claim.top, claim.x1, claim.bottom)
    return Finding(
        rule, severity, table, None, None, claim.page, *box, claim.value, seharusnya, pesan
    )


def _counts(
    letter: Letter, subjects: Mapping[str, Subject], claims: Sequence[Claim]
) -> Iterator[Control]:
    """Satker per category, where the annex is whole; an excerpt may only not exceed them."""
    subject = subjects.get(letter.kind)
    stated = [c for c in claims if c.claim == "jumlah_satker" and c.scope and c.value]
    if subject is None or not stated:
        return
    own = [row for row in subject.rows if row.values.get("tingkat") != "provinsi"]
    printed = counts([row.values.get("kategori") for row in own])
    known = [c for c in stated if not squash(c.scope or "").startswith("tidak")]
    total = sum(int(c.value or 0) for c in known)
    if len(own) < total:
        pesan = (
            f"Lampiran ini tidak lengkap: {len(own)} dari {total} baris yang disebut surat; "
            "jumlah per kategori tidak dapat dipastikan."
        )
        yield Control(
            total,
            len(own),
            _finding(
                known[0],
                "cuplikan",
                "info",
                table=subject.table,
                seharusnya=str(len(own)),
                pesan=pesan,
            ),
        )
    for claim in known:
        seen, said = printed[squash(claim.scope or "")], int(claim.value or 0)
        counted = said if len(own) < total and seen <= said else seen
        pesan = (
            f"Surat menyebut {said} satker berkategori {claim.scope}, lampirannya mencetak {seen}; "
            "tanyakan penerbit mana yang benar."
        )
        yield Control(
            said,
            counted,
            _finding(
                claim,
                "jumlah_per_kategori",
                "gagal",
                table=subject.table,
                seharusnya=str(seen),
                pesan=pesan,
            ),
        )


def _printed_totals(subjects: Mapping[str, Subject], claims: Sequence[Claim]) -> Iterator[Control]:
    """A table's printed totals against the sum of its rows."""
    for claim in claims:
        column = claim.claim.removeprefix(_TOTAL)
        stated = as_number(claim.value)
        if claim.source != "tabel" or column == claim.claim or stated is None:
            continue
        for subject in subjects.values():
            if column not in (subject.rows[0].values if subject.rows else {}):
                continue
            rows = [
                row
                for row in subject.rows
                if claim.scope in {subject.table, row.values.get("indikator")}
            ]
            values = [as_number(row.values.get(column)) for row in rows]
            known = [value for value in values if value is not None]
            if not known or len(known) < len(values) or column == "pencapaian":
                continue
            total = sum(known, Decimal(0))
            pesan = (
                f"Jumlah {column} tercetak {claim.value}, padahal jumlah barisnya {total}; "
                "periksa tabelnya."
            )
            found = _finding(
                claim,
                "jumlah_tercetak",
                "gagal",
                table=subject.table,
                seharusnya=str(total),
                pesan=pesan,
            )
            yield Control(float(stated), float(total), found)


def _bounds(letter: Letter, claims: Sequence[Claim], reference: Reference) -> Iterator[Control]:
    """Category limits that a letter states against those of the reference data."""
    known = {
        squash(bound.kategori): bound for bound in reference.bounds(letter.kind, letter.tahun or 0)
    }
    for claim in claims:
        side = _BOUNDS.get(claim.claim)
        bound = known.get(squash(claim.scope or ""))
        stated = as_number(claim.value)
        if side is None or bound is None or stated is None:
            continue
        limit: Decimal | None = getattr(bound, side)
        if limit is None:
            continue
        pesan = (
            f"Surat menulis {claim.claim.replace('_', ' ')} kategori {claim.scope} {claim.value}, "
            f"data acuan {limit}; tetapkan mana yang berlaku."
        )
        yield Control(
            float(stated),
            float(limit),
            _finding(
                claim,
                "batas_kategori",
                "peringatan",
                table=letter.kind,
                seharusnya=str(limit),
                pesan=pesan,
            ),
        )
