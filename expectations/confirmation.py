"""What confirms that a letter's annex is complete: running numbers, stated counts, sums, means.

A confirmation is positive evidence: something was there to be checked, and all of it held. A letter
without any is not wrong; nothing on paper says whether its annex is whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from expectations.check import Check, Subject
from expectations.control import Control
from expectations.controls import counts_agree
from expectations.verdict import Finding
from extractors.model import Claim, Letter

NUMBERS = "nomor urut"
COUNTS = "jumlah klaim"
SUMS = "penjumlahan"
MEANS = "rata-rata provinsi"

_BY_RULE = {
    "jumlah_tercetak": SUMS,
    "zi_jumlah": SUMS,
    "kotan_indeks": SUMS,
    "ikpa_nilai_total": SUMS,
    "rata_rata_provinsi": MEANS,
}
"""Rules that hold only where no row or part is missing, and what they confirm."""


def confirmations(
    letter: Letter,
    subjects: Mapping[str, Subject],
    suites: Mapping[str, Sequence[Check]],
    claims: Sequence[Claim],
    controls: Sequence[Control],
    *,
    findings: Sequence[Finding],
) -> tuple[str, ...]:
    """Which of a letter's checks confirm its annex, in a fixed order.

    ``suites``: the checks of each table; ``findings``: all that failed, of rows and letter.
    """
    subject = subjects.get(letter.kind)
    if subject is None:
        return ()
    failed = {finding.rule for finding in findings}
    held = {
        _BY_RULE[rule]
        for rule in {check.rule for check in suites[letter.kind] if _has_values(check, subject)}
        | {control.finding.rule for control in controls}
        if rule in _BY_RULE
    }
    held -= {label for rule, label in _BY_RULE.items() if rule in failed}
    if _numbers_run(subject):
        held.add(NUMBERS)
    if counts_agree(letter, subjects, claims):
        held.add(COUNTS)
    return tuple(label for label in (NUMBERS, COUNTS, SUMS, MEANS) if label in held)


def _has_values(check: Check, subject: Subject) -> bool:
    values = check.values(subject) if check.rule in _BY_RULE else None
    return values is not None and any(value is not None for value in values)


def _numbers_run(subject: Subject) -> bool:
    """Whether every row prints its number and they run from 1, anew for each year of a decree."""
    if not any(column.name == "no" for column in subject.columns):
        return False
    last: dict[str | None, Decimal] = {}
    for row, number in zip(subject.rows, subject.number("no"), strict=True):
        group = row.values.get("tahun_terbentuk")
        if number is None or number != last.get(group, Decimal(0)) + 1:
            return False
        last[group] = number
    return bool(last)
