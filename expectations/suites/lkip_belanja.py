"""The report's budget table: rest, percentages and the printed total."""

from collections.abc import Callable
from decimal import Decimal

from expectations.arithmetic import Numbers, Shown, agrees_with, beside, ratio
from expectations.check import Subject
from expectations.checks import readable, required, unique
from extractors.values import squash


def rest(subject: Subject) -> Numbers:
    """Ceiling less what was spent."""
    pairs = zip(subject.number("pagu"), subject.number("realisasi"), strict=True)
    return [None if pagu is None or spent is None else pagu - spent for pagu, spent in pairs]


def addends(column: str) -> Shown:
    """The figures that a total's row adds up, as printed."""

    def shown(subject: Subject, index: int) -> str:
        return " + ".join(subject.printed(above, column) for above in range(index))

    return shown


def total_of(column: str) -> Callable[[Subject], Numbers]:
    """For a total's row, the sum of the rows above it."""

    def compute(subject: Subject) -> Numbers:
        found: list[Decimal | None] = []
        above: list[Decimal | None] = []
        for label, value in zip(subject.text("jenis"), subject.number(column), strict=True):
            is_total = squash(label or "").startswith(("total", "jumlah"))
            known = [number for number in above if number is not None]
            found.append(sum(known, Decimal(0)) if is_total and len(known) == len(above) else None)
            if not is_total:
                above.append(value)
        return found

    return compute


SUITE = (
    *readable("pagu", "realisasi", "persen", "sisa", "persen_sisa"),
    *required("jenis", "pagu", "realisasi"),
    unique("jenis"),
    agrees_with(
        "lkip_sisa",
        "sisa",
        rest,
        meaning="pagu dikurangi realisasi",
        shown=beside(" - ", "pagu", "realisasi"),
    ),
    ratio("lkip_persen", "persen", "realisasi", "pagu", severity="peringatan"),
    ratio("lkip_persen_sisa", "persen_sisa", "sisa", "pagu", severity="peringatan"),
    *(
        agrees_with(
            "lkip_total",
            column,
            total_of(column),
            meaning="jumlah baris di atasnya",
            shown=addends(column),
        )
        for column in ("pagu", "realisasi", "sisa")
    ),
)
