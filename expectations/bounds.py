"""Limits of categories that a letter states, against the reference data or each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from expectations.check import angka, as_number
from expectations.control import Control, claim_finding
from expectations.reference import Bound, Reference
from extractors.model import Claim, Letter
from extractors.values import squash

_SIDES = {"batas_bawah": "lower", "batas_atas": "upper"}
_TABULATED = "klasifikasi"
_LOWEST = Decimal("-Infinity")

Stated = Mapping[str, Claim]
"""A category's limits by side."""


def bounds(letter: Letter, claims: Sequence[Claim], reference: Reference) -> list[Control]:
    """Every limit that can be checked; in a year without reference data, against its neighbours.

    Classes that a report tabulates of an indicator are compared where the indicator is known.
    """
    stated = [
        claim
        for claim in claims
        if claim.claim in _SIDES
        and claim.source != _TABULATED
        and as_number(claim.value) is not None
    ]
    known = {
        squash(bound.kategori): bound for bound in reference.bounds(letter.kind, letter.tahun or 0)
    }
    if known:
        return list(_known(letter, stated, known))
    categories: dict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in stated:
        categories[squash(claim.scope or "")].setdefault(_SIDES[claim.claim], claim)
    return list(_neighbours(letter, list(categories.values())))


def _known(
    letter: Letter, stated: Sequence[Claim], known: Mapping[str, Bound]
) -> Iterator[Control]:
    for claim in stated:
        bound = known.get(squash(claim.scope or ""))
        limit: Decimal | None = getattr(bound, _SIDES[claim.claim]) if bound else None
        if limit is not None:
            yield _control(letter, claim, limit, f"data acuan {angka(limit)}")


def _neighbours(letter: Letter, stated: Sequence[Stated]) -> Iterator[Control]:
    """Each category begins where the one below it ends, or one step of its decimals above."""
    ordered = sorted(stated, key=lambda sides: _limit(sides, "lower", _LOWEST))
    for below, above in pairwise(ordered):
        if "upper" not in below or "lower" not in above:
            continue
        end, start = (_limit(sides, side) for sides, side in ((below, "upper"), (above, "lower")))
        step = max(_step(end), _step(start)) if end != end.to_integral() else _step(start)
        right = start if end <= start <= end + step else end + step
        against = (
            f"kategori di bawahnya, {below['upper'].scope}, berakhir pada {below['upper'].printed}"
        )
        yield _control(letter, above["lower"], right, against)


def _limit(sides: Stated, side: str, missing: Decimal = Decimal(0)) -> Decimal:
    value = as_number(sides[side].value) if side in sides else None
    return missing if value is None else value


def _step(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(value.as_tuple().exponent))


def _control(letter: Letter, claim: Claim, limit: Decimal, against: str) -> Control:
    pesan = (
        f"Surat menulis {claim.claim.replace('_', ' ')} kategori {claim.scope} "
        f"{claim.printed}, {against}; tetapkan mana yang berlaku."
    )
    found = claim_finding(
        claim,
        "batas_kategori",
        "peringatan",
        table=letter.kind,
        seharusnya=angka(limit),
        pesan=pesan,
    )
    return Control(float(_limit({"own": claim}, "own")), float(limit), found)
