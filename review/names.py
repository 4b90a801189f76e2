"""Whose a printed name may be: proposals for a steward, never taken by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from warehouse.mart import Row

_MANY = 5
_LIKENESS = 60


def candidates(satkers: Sequence[Row], printed: str, proposed: str | None) -> list[Row]:
    """The satker most like a printed name, best first; ``proposed`` by the warehouse leads."""
    names = {row["satker_code"]: row["satker_name"] for row in satkers}
    alike = process.extract(
        printed,
        names,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        limit=_MANY,
        score_cutoff=_LIKENESS,
    )
    codes = dict.fromkeys([code for code in (proposed,) if code in names])
    codes |= dict.fromkeys(str(code) for _, _, code in alike)
    by_code = {row["satker_code"]: row for row in satkers}
    return [by_code[code] for code in list(codes)[:_MANY]]
