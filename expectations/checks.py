"""The checks that suites are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal

from expectations.check import Check, Subject, angka
from extractors.values import squash

IS_NULL = "ExpectColumnValuesToBeNull"
NOT_NULL = "ExpectColumnValuesToNotBeNull"
UNIQUE = "ExpectColumnValuesToBeUnique"
BETWEEN = "ExpectColumnValuesToBeBetween"


def read_right(
    rule: str,
    column: str,
    unknown: Callable[[Subject], list[str | None] | None],
    proof: Callable[[Subject], list[bool]],
    told: Callable[[Subject, int], str],
) -> Check:
    """What a scan gives for a column is something that reference data know, which also proves it.

    ``unknown`` gives what of a row's text nobody knows, ``told`` says so (Indonesian).
    """

    def message(subject: Subject, index: int) -> str:
        return (
            f"{subject.title(column)} terbaca {subject.printed(index, column)} dari gambar, tetapi "
            f"{told(subject, index)}; bandingkan dengan selnya."
        )

    return Check(rule, "gagal", column, unknown, IS_NULL, message, proves=(column,), proof=proof)


def readable(*columns: str) -> tuple[Check, ...]:
    """Each printed cell reads as its type: a number, a date, an amount."""

    def one(column: str) -> Check:
        def problems(subject: Subject) -> list[str | None]:
            cells = [subject.cell(index, column) for index in range(len(subject.rows))]
            return [cell.problem if cell else None for cell in cells]

        def message(subject: Subject, index: int) -> str:
            problem = problems(subject)[index]
            return f"{subject.title(column)} {problem}; periksa selnya dan catat angka yang benar."

        return Check("angka_terbaca", "gagal", column, problems, IS_NULL, message)

    return tuple(one(column) for column in columns)


def numbered(column: str = "no", unless: Callable[[Subject], list[bool]] | None = None) -> Check:
    """Each row of a table with running numbers prints one; a table may be printed without.

    ``unless`` says which rows may go without, under a row that has one.
    """

    def values(subject: Subject) -> list[str | None] | None:
        printed = _printed(column)(subject)
        for index, is_free in enumerate(unless(subject) if unless else ()):
            if is_free and index and not printed[index]:
                printed[index] = printed[index - 1]
        return printed if any(printed) else None

    return Check("wajib_terisi", "gagal", column, values, NOT_NULL, _not_printed(column))


def required(
    *columns: str, unless: Callable[[Subject], list[bool]] | None = None
) -> tuple[Check, ...]:
    """Each of the columns prints something; what cannot be read is another check's finding.

    ``unless`` says which rows may leave them empty.
    """

    def one(column: str) -> Check:
        def values(subject: Subject) -> list[str | None]:
            exempt = unless(subject) if unless else [False] * len(subject.rows)
            printed = _printed(column)(subject)
            return ["-" if free else text for free, text in zip(exempt, printed, strict=True)]

        return Check("wajib_terisi", "gagal", column, values, NOT_NULL, _not_printed(column))

    return tuple(one(column) for column in columns)


def expected_filled(column: str, beside: str | None = None) -> Check:
    """A value that may be missing on paper but is missed when it is.

    ``beside``: a column whose printing makes the gap another check's finding.
    """

    def values(subject: Subject) -> list[str | None]:
        printed = _printed(column)(subject)
        others = subject.text(beside) if beside else [None] * len(printed)
        return [own or other for own, other in zip(printed, others, strict=True)]

    return Check("sel_kosong", "peringatan", column, values, NOT_NULL, _missed(column))


def all_or_none(*columns: str) -> Check:
    """A row prints all of the columns, or none: a satker may have no result (Dektara names one)."""

    def halves(subject: Subject) -> list[str | None]:
        rows = zip(*(_printed(column)(subject) for column in columns), strict=True)
        return [None if all(row) or not any(row) else "separuh" for row in rows]

    def message(subject: Subject, _index: int) -> str:
        titles = " dan ".join(subject.title(column) for column in columns)
        return f"{titles} tidak tercetak keduanya; periksa halaman surat ini."

    return Check("hasil_lengkap", "gagal", columns[0], halves, IS_NULL, message)


def _printed(column: str) -> Callable[[Subject], list[str | None]]:
    """A column's values, or what is printed where it could not be read."""

    def values(subject: Subject) -> list[str | None]:
        cells = [subject.cell(index, column) for index in range(len(subject.rows))]
        return [
            text or (cell.printed or None if cell else None)
            for text, cell in zip(subject.text(column), cells, strict=True)
        ]

    return values


def _not_printed(column: str) -> Callable[[Subject, int], str]:
    return lambda subject, _index: (
        f"{subject.title(column)} tidak tercetak; periksa halaman surat ini."
    )


def _missed(column: str) -> Callable[[Subject, int], str]:
    return lambda subject, _index: (
        f"{subject.title(column)} tidak tercetak; mintalah angkanya kepada penerbit."
    )


def in_range(*columns: str) -> tuple[Check, ...]:
    """Each number lies within the column's possible values of that year."""

    def one(column: str) -> Check:
        def excess(subject: Subject) -> list[float | None] | None:
            limits = subject.reference.value_range(subject.table, column, subject.tahun)
            if limits is None:
                return None
            return [_excess(value, *limits) for value in subject.number(column)]

        def limits_text(subject: Subject, _index: int) -> str | None:
            limits = subject.reference.value_range(subject.table, column, subject.tahun)
            return f"{angka(limits[0])} s.d. {angka(limits[1])}" if limits else None

        def message(subject: Subject, index: int) -> str:
            value, limits = subject.printed(index, column), limits_text(subject, index)
            return f"{subject.title(column)} {value} di luar rentang {limits}; periksa selnya."

        return Check(
            "rentang_nilai",
            "gagal",
            column,
            excess,
            BETWEEN,
            message,
            (("min_value", 0), ("max_value", 0)),
            limits_text,
            rule_needed=True,
        )

    return tuple(one(column) for column in columns)


def _excess(value: Decimal | None, lower: Decimal, upper: Decimal) -> float | None:
    if value is None:
        return None
    return float(min(value - lower, Decimal(0)) + max(value - upper, Decimal(0)))


def unique(*columns: str) -> Check:
    """No two rows speak of the same thing; a named satker counts by who it is."""

    def keys(subject: Subject) -> list[str | None]:
        found: list[str | None] = []
        for index, row in enumerate(subject.rows):
            name = subject.names[index] if columns[-1] in {"satker", "wilayah"} else None
            parts = [squash(row.values.get(column) or "") for column in columns]
            if name and name.satker_code:
                parts[-1] = name.satker_code
            found.append("|".join(parts) if any(parts) else None)
        return found

    def message(subject: Subject, index: int) -> str:
        key = keys(subject)
        twins = [
            str(subject.rows[i].row) for i, k in enumerate(key) if k == key[index] and i != index
        ]
        return (
            f"baris {subject.rows[index].row} tercetak lagi pada baris {', '.join(twins)}; "
            "tentukan mana yang berlaku."
        )

    return Check("tidak_ganda", "gagal", columns[-1], keys, UNIQUE, message)


def in_sequence(column: str = "no", restart: str | None = None) -> Check:
    """Row numbers run without a gap; they begin anew where ``restart`` changes.

    A number in a cell of several rows is one number.
    """

    def steps(subject: Subject) -> list[float | None]:
        numbers = subject.number(column)
        groups = subject.text(restart) if restart else [None] * len(numbers)
        found: list[float | None] = [None] * len(numbers)
        for i in range(1, len(numbers)):
            before, now = numbers[i - 1], numbers[i]
            if before is None or now is None or groups[i] != groups[i - 1]:
                continue
            if not _is_one_cell(subject, i - 1, i, column):
                found[i] = float(now - before)
        return found

    def message(subject: Subject, index: int) -> str:
        before, now = subject.text(column)[index - 1], subject.text(column)[index]
        return (
            f"nomor urut {now} tercetak sesudah {before}; bila halaman di antaranya ada, "
            "mintalah salinan lengkapnya."
        )

    def expected(subject: Subject, index: int) -> str | None:
        before = subject.number(column)[index - 1]
        return str(before + 1) if before is not None else None

    def proof(subject: Subject) -> list[bool]:
        found = steps(subject)
        return [1.0 in pair for pair in zip(found, [*found[1:], None], strict=True)]

    limits = (("min_value", 1), ("max_value", 1))
    return Check(
        "urutan_no",
        "peringatan",
        column,
        steps,
        BETWEEN,
        message,
        limits,
        expected,
        proves=(column,),
        proof=proof,
        proof_needed=True,
    )


def _is_one_cell(subject: Subject, first: int, second: int, column: str) -> bool:
    """Whether two rows have the same printed cell in a column."""
    cells = [subject.cell(index, column) for index in (first, second)]
    places = {(cell.page, cell.x0, cell.top, cell.bottom) for cell in cells if cell}
    return all(cells) and len(places) == 1


def known_satker(column: str = "satker") -> Check:
    """The printed name is a satker of the reference data, or a recorded alias of one."""

    def codes(subject: Subject) -> list[str | None]:
        return ["tak tercetak" if name is None else name.satker_code for name in subject.names]

    def candidates(subject: Subject, index: int) -> str | None:
        name = subject.names[index]
        return ", ".join(name.candidates[:3]) or None if name else None

    def message(subject: Subject, index: int) -> str:
        name = subject.names[index]
        return name.message(subject.text(column)[index]) if name else ""

    return Check("satker_dikenal", "gagal", column, codes, NOT_NULL, message, (), candidates)


def counts(values: Sequence[str | None]) -> Counter[str]:
    """How often each word is printed, spelling noise aside."""
    return Counter(squash(value) for value in values if value)
