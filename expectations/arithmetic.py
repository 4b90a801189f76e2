"""Checks of printed numbers against what their parts give, exactly, in decimals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from expectations.check import Check, Subject, angka
from expectations.checks import BETWEEN
from expectations.verdict import Severity

SHOWN = Decimal("0.0001")
"""How finely a computed number is shown."""

Numbers = Sequence[Decimal | None]
Compute = Callable[[Subject], Numbers | None]
Shown = Callable[[Subject, int], str]


def beside(sign: str, *columns: str) -> Shown:
    """The row's printed figures of some columns with a sign between them."""
    return lambda subject, index: sign.join(subject.printed(index, name) for name in columns)


def agrees_with(
    rule: str,
    column: str,
    compute: Compute,
    *,
    meaning: str,
    severity: Severity = "gagal",
    tolerance: str | None = None,
    rule_needed: bool = False,
    proves: tuple[str, ...] = (),
    shown: Shown | None = None,
) -> Check:
    """A printed number is what its parts give, within the rule's tolerance (exactly, if none).

    ``proves``: the columns that are read right where the two are exactly one. ``shown`` writes the
    parts for the message.
    """

    def residuals(subject: Subject) -> list[float | None] | None:
        computed = compute(subject)
        if computed is None:
            return None
        allowed = subject.reference.tolerance(tolerance, subject.tahun) if tolerance else Decimal(0)
        return [
            None if a is None or b is None else float(max(abs(a - b) - allowed, Decimal(0)))
            for a, b in zip(subject.number(column), computed, strict=True)
        ]

    def expected(subject: Subject, index: int) -> str | None:
        computed = compute(subject)
        value = computed[index] if computed else None
        return None if value is None else angka(_shortened(value))

    def message(subject: Subject, index: int) -> str:
        printed, right = subject.printed(index, column), expected(subject, index)
        title = subject.title(column)
        parts = f" ({shown(subject, index)})" if shown else ""
        return (
            f"{title} tercetak {printed}, padahal {meaning}{parts} adalah {right}; periksa selnya."
        )

    def proof(subject: Subject) -> list[bool]:
        computed = compute(subject) or [None] * len(subject.rows)
        pairs = zip(subject.number(column), computed, strict=True)
        return [a is not None and a == b for a, b in pairs]

    limits = (("min_value", 0), ("max_value", 0))
    return Check(
        rule,
        severity,
        column,
        residuals,
        BETWEEN,
        message,
        limits,
        expected,
        rule_needed,
        proves,
        proof if proves else None,
    )


def _shortened(value: Decimal) -> Decimal:
    """A computed number as a person reads it: four decimals at most."""
    return value.quantize(SHOWN) if value != value.quantize(SHOWN) else value


def rounds_to(printed: Decimal, exact: Decimal) -> bool:
    """Whether a printed figure is the exact one, rounded or cut off at its decimals."""
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    return printed in {exact.quantize(step, ROUND_HALF_UP), exact.quantize(step, ROUND_DOWN)}


def ratio(rule: str, column: str, part: str, whole: str, *, severity: Severity = "gagal") -> Check:
    """A printed percentage is part / whole x 100, rounded or cut off at its own decimals."""

    def exact(subject: Subject) -> list[Decimal | None]:
        return [
            None if a is None or not b else a / b * 100
            for a, b in zip(subject.number(part), subject.number(whole), strict=True)
        ]

    def compute(subject: Subject) -> Numbers:
        return [
            None
            if shown is None or right is None
            else shown
            if rounds_to(shown, right)
            else right.quantize(SHOWN)
            for shown, right in zip(subject.number(column), exact(subject), strict=True)
        ]

    return agrees_with(
        rule,
        column,
        compute,
        meaning=f"{part} / {whole} x 100",
        severity=severity,
        shown=beside(" / ", part, whole),
    )


def sums_of(subject: Subject, *columns: str) -> list[Decimal | None]:
    """Row by row, the sum of some columns; nothing where one is missing."""
    rows = zip(*(subject.number(column) for column in columns), strict=True)
    return [
        None if None in row else sum((v for v in row if v is not None), Decimal(0)) for row in rows
    ]
