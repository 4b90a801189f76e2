"""Reference data: thresholds, weights, ranges, aliases, each with its source and years of validity.

Source: the CSV files of one directory, one per table of ``SCHEMA``. A year without a rule has no
rule: nothing is carried over from a neighbouring year. Errors: ``SpecificationError`` where a file
is missing, or its columns, types, years or sources are not what the schema says.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import pandas as pd

from expectations.villages import FILE, Villages
from extractors.errors import SpecificationError

FieldType = Literal["text", "integer", "decimal", "date", "flag", "strength"]
Record = Mapping[str, str | None]

STRENGTHS = ("surat", "laporan", "peraturan", "kedua")
"""How a rule is known: a letter, a report, a regulation, or a regulation quoted by someone else."""

_FLAGS = {"ya": True, "tidak": False}


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a reference table. ``is_key`` columns must be filled."""

    name: str
    type: FieldType = "text"
    is_key: bool = False


def _table(keys: str, others: tuple[Field, ...] = (), *, yearly: bool = True) -> tuple[Field, ...]:
    """Columns of a table: its keys, its own fields, its years where it has any, its source."""
    years = (Field("year_from", "integer"), Field("year_to", "integer")) if yearly else ()
    named = tuple(Field(name, is_key=True) for name in keys.split())
    return (*named, *others, *years, Field("source", is_key=True), Field("strength", "strength"))


SCHEMA: Mapping[str, tuple[Field, ...]] = MappingProxyType(
    {
        "category_bound": _table(
            "indikator kategori",
            (
                Field("rank", "integer", is_key=True),
                Field("lower", "decimal"),
                Field("upper", "decimal"),
                Field("is_lower_inclusive", "flag", is_key=True),
                Field("is_upper_inclusive", "flag", is_key=True),
            ),
        ),
        "category_order": _table(
            "indikator kategori", (Field("rank", "integer", is_key=True), Field("mutu"))
        ),
        "weight": _table(
            "subject component",
            (Field("weight", "decimal"), Field("is_deduction", "flag", is_key=True)),
        ),
        "value_range": _table(
            "table_name column_name",
            (Field("lower", "decimal", is_key=True), Field("upper", "decimal", is_key=True)),
        ),
        "tolerance": _table("rule", (Field("value", "decimal", is_key=True),)),
        "definition": _table("indikator", (Field("definisi", is_key=True),)),
        "indikator": _table(
            "indikator indikator_name satuan kind",
            (
                Field("induk"),
                Field("urutan", "integer", is_key=True),
                Field("is_utama", "flag", is_key=True),
            ),
            yearly=False,
        ),
        "surat_berkala": _table("kind lingkup tingkat"),
        "ikk": _table(
            "ikk_code ikk_name satuan direction source_table",
            (Field("indikator"), Field("min_kategori"), Field("computation", is_key=True)),
        ),
        "ikk_pattern": _table(
            "ikk_code pattern", (Field("priority", "integer", is_key=True),), yearly=False
        ),
        "unit_class": _table("pattern unit_class", yearly=False),
        "wilayah": (
            Field("wilayah_code", is_key=True),
            Field("wilayah_name", is_key=True),
            Field("tingkat", is_key=True),
            Field("provinsi_code", is_key=True),
            Field("source", is_key=True),
        ),
        "ejaan_wilayah": _table("wilayah_code ejaan", yearly=False),
        "bnnp_wilayah": _table("provinsi_code bnnp_code"),
        "satker": _table(
            "satker_code satker_name tingkat",
            (
                Field("provinsi_name"),
                Field("wilayah_code"),
                Field("is_confirmed", "flag", is_key=True),
            ),
            yearly=False,
        ),
        "satker_peristiwa": _table(
            "satker_code peristiwa",
            (
                Field("tanggal", "date", is_key=True),
                Field("asal_satker_code"),
                Field("keterangan", is_key=True),
            ),
            yearly=False,
        ),
        "alias": _table("level printed satker_code"),
    }
)


@dataclass(frozen=True, slots=True)
class Bound:
    """One category's interval of an indicator. ``rank`` 1 is the lowest category.

    ``lower`` or ``upper`` is ``None`` where the interval is open towards that side.
    """

    kategori: str
    rank: int
    lower: Decimal | None
    upper: Decimal | None
    source: str
    strength: str
    is_lower_inclusive: bool = True
    is_upper_inclusive: bool = True

    def contains(self, value: Decimal) -> bool:
        """Whether a value lies within the interval; a value between two intervals lies in none."""
        above = self.lower is None or (
            value >= self.lower if self.is_lower_inclusive else value > self.lower
        )
        below = self.upper is None or (
            value <= self.upper if self.is_upper_inclusive else value < self.upper
        )
        return above and below


@dataclass(frozen=True, slots=True)
class CategoryOrder:
    """A category's place among its indicator's words, and its grade letter where it has one."""

    kategori: str
    rank: int
    mutu: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """All reference tables, read once and never changed; villages when they are first asked for."""

    tables: Mapping[str, tuple[Record, ...]]
    villages: Villages

    @classmethod
    def load(cls, directory: Path) -> Reference:
        """Read and check every table of ``SCHEMA`` from ``<directory>/<table>.csv``."""
        tables = {name: _read(directory, name) for name in SCHEMA}
        return cls(MappingProxyType(tables), Villages(directory / FILE))

    def records(self, name: str, tahun: int | None = None) -> tuple[Record, ...]:
        """A table's rows in the file's order; with ``tahun`` only those that hold in that year."""
        if name not in self.tables:
            raise SpecificationError(f"Tabel acuan {name} tidak ada")
        rows = self.tables[name]
        return rows if tahun is None else tuple(row for row in rows if _holds(row, tahun))

    def table(self, name: str) -> pd.DataFrame:
        """A table as printed in its file: all columns text, ``None`` for an empty field."""
        columns = [field.name for field in SCHEMA[name]] if name in SCHEMA else []
        rows = [dict(record) for record in self.records(name)]
        return pd.DataFrame(rows, columns=columns, dtype=object)

    def bounds(self, indikator: str, tahun: int) -> tuple[Bound, ...]:
        """Intervals of an indicator's categories, lowest first; empty where the year has none."""
        found = (
            Bound(
                kategori=_text(row, "kategori"),
                rank=int(_text(row, "rank")),
                lower=_decimal(row, "lower"),
                upper=_decimal(row, "upper"),
                source=_text(row, "source"),
                strength=_text(row, "strength"),
                is_lower_inclusive=_FLAGS[_text(row, "is_lower_inclusive")],
                is_upper_inclusive=_FLAGS[_text(row, "is_upper_inclusive")],
            )
            for row in self.records("category_bound", tahun)
            if row["indikator"] == indikator
        )
        return tuple(sorted(found, key=lambda bound: bound.rank))

    def category(self, indikator: str, value: Decimal, tahun: int) -> Bound | None:
        """The interval a value lies in; ``None`` between intervals or in a year without a rule."""
        found = (bound for bound in self.bounds(indikator, tahun) if bound.contains(value))
        return next(found, None)

    def order(self, indikator: str, tahun: int) -> tuple[CategoryOrder, ...]:
        """The indicator's category words, lowest first, whether or not their bounds are known."""
        found = (
            CategoryOrder(_text(row, "kategori"), int(_text(row, "rank")), row["mutu"])
            for row in self.records("category_order", tahun)
            if row["indikator"] == indikator
        )
        return tuple(sorted(found, key=lambda word: word.rank))

    def weights(self, subject: str, tahun: int) -> dict[str, Decimal]:
        """Weight of each component that has one; empty where the year has no rule.

        Unit: share of 1 for ``kotan``, per cent for ``ikpa``.
        """
        rows = self._components(subject, tahun)
        found = ((_text(row, "component"), _decimal(row, "weight")) for row in rows)
        return {component: weight for component, weight in found if weight is not None}

    def deductions(self, subject: str, tahun: int) -> frozenset[str]:
        """Components that are taken off the total and have no weight of their own."""
        rows = self._components(subject, tahun)
        return frozenset(
            _text(row, "component") for row in rows if _FLAGS[_text(row, "is_deduction")]
        )

    def value_range(self, table: str, column: str, tahun: int) -> tuple[Decimal, Decimal] | None:
        """Least and greatest possible value of a column, both inclusive."""
        for row in self.records("value_range", tahun):
            if (row["table_name"], row["column_name"]) == (table, column):
                return Decimal(_text(row, "lower")), Decimal(_text(row, "upper"))
        return None

    def tolerance(self, rule: str, tahun: int) -> Decimal:
        """Greatest difference that rounding alone explains, in the unit of the figure checked."""
        for row in self.records("tolerance", tahun):
            if row["rule"] == rule:
                return Decimal(_text(row, "value"))
        raise SpecificationError(
            f"Toleransi aturan {rule} untuk tahun {tahun} tidak ada",
            file="tolerance.csv",
            next_step="Tambahkan barisnya beserta sumbernya di tolerance.csv.",
        )

    def _components(self, subject: str, tahun: int) -> Iterator[Record]:
        return (row for row in self.records("weight", tahun) if row["subject"] == subject)


def component_code(printed: str) -> str:
    """A printed component's name as ``weight.csv`` writes it: ``Revisi DIPA``, ``revisi_dipa``."""
    return re.sub(r"[^a-z0-9]+", "_", printed.lower()).strip("_")


def _holds(row: Record, tahun: int) -> bool:
    """Whether a row holds in a year; empty years are open ends."""
    start, end = row.get("year_from"), row.get("year_to")
    return (start is None or int(start) <= tahun) and (end is None or tahun <= int(end))


def _text(row: Record, column: str) -> str:
    """A field that the schema says is filled."""
    value = row[column]
    if value is None:
        raise SpecificationError(f"Kolom {column} kosong pada baris acuan {dict(row)}")
    return value


def _decimal(row: Record, column: str) -> Decimal | None:
    value = row[column]
    return None if value is None else Decimal(value)


def _read(directory: Path, name: str) -> tuple[Record, ...]:
    """One checked table; fields without surrounding blanks, empty ones as ``None``."""
    path = directory / f"{name}.csv"
    fields = SCHEMA[name]
    expected = [field.name for field in fields]
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            lines = list(csv.reader(stream, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SpecificationError(
            f"Berkas acuan {path.name} tidak terbaca",
            file=str(path),
            found=str(error),
            next_step="Pulihkan berkas itu dari repositori.",
        ) from error
    header = lines[0] if lines else []
    if header != expected:
        raise SpecificationError(
            f"Kolom berkas acuan {path.name} tidak sesuai",
            file=str(path),
            expected=", ".join(expected),
            found=", ".join(header) or "berkas kosong",
        )
    rows = []
    seen: set[tuple[str | None, ...]] = set()
    for number, line in enumerate(lines[1:], start=2):
        row = _checked(path, number, fields, line)
        if tuple(row.values()) in seen:
            raise _wrong(path, number, "baris yang belum ada", "baris ganda")
        seen.add(tuple(row.values()))
        rows.append(MappingProxyType(row))
    if not rows:
        raise SpecificationError(f"Berkas acuan {path.name} tidak berisi baris", file=str(path))
    return tuple(rows)


def _checked(
    path: Path, number: int, fields: tuple[Field, ...], line: list[str]
) -> dict[str, str | None]:
    """One row, every field of its type, its years in order."""
    if len(line) != len(fields):
        raise _wrong(path, number, f"{len(fields)} kolom", f"{len(line)} kolom")
    row = {field.name: value.strip() or None for field, value in zip(fields, line, strict=True)}
    for field in fields:
        value = row[field.name]
        if value is None:
            if field.is_key or field.type == "strength":
                raise _wrong(path, number, f"kolom {field.name} terisi", "kosong")
        elif not _is_valid(field.type, value):
            raise _wrong(path, number, f"kolom {field.name} bertipe {field.type}", value)
    start, end = row.get("year_from"), row.get("year_to")
    if start is not None and end is not None and int(start) > int(end):
        raise _wrong(path, number, "year_from tidak melewati year_to", f"{start} sampai {end}")
    return row


def _is_valid(kind: FieldType, value: str) -> bool:
    """Whether a field's text is of its type."""
    if kind == "integer":
        return value.isascii() and value.isdigit()
    if kind == "decimal":
        try:
            return Decimal(value).is_finite()
        except InvalidOperation:
            return False
    if kind == "date":
        return _is_date(value)
    if kind == "flag":
        return value in _FLAGS
    return kind != "strength" or value in STRENGTHS


def _is_date(value: str) -> bool:
    """Whether a text is a day as 2022-07-25."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _wrong(path: Path, number: int, expected: str, found: str) -> SpecificationError:
    return SpecificationError(
        f"Berkas acuan {path.name} baris {number} tidak sah",
        file=str(path),
        expected=expected,
        found=found,
    )
