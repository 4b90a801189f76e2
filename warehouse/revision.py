"""Which copy of a letter stands: copies, excerpts and revisions of the same letter.

A letter is the same letter when its kind, number and issuer are (and its year, where the number
names none); a document without a number (agreement, screen) when its kind, year and satker are.
Row by row, over all copies:

- a row that is printed alike in several copies counts once, in the fullest copy;
- a row that one copy lacks stands from the copy that has it (an excerpt replaces nothing);
- a row whose figures differ stands as last received; the older copy is ``digantikan`` and each
  differing figure is a finding with both figures and both places;
- a row of a part of the year (``periode_sebagian``) gives way to the year's, whenever received;
- an agreement and a letter whose year was corrected are replaced whole; rows that fall away are
  findings.

A letter of a kind that nobody declared is ``tidak_dikenal``. A letter of which no row stands is
``duplikat``. The same bytes under another name are the same
document: only the file received first stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from expectations.verdict import PART_OF_YEAR
from extractors.contract import Column, Table
from extractors.model import UNKNOWN_KIND
from extractors.values import squash
from warehouse.batch import LoadedFinding, LoadedLetter, LoadedRow
from warehouse.changes import RowKey, Rows, change, dropped, kept
from warehouse.keys import label_columns, letter_identity

_NAMES = ("satker", "wilayah")


def settle(letters: Iterable[LoadedLetter], tables: Mapping[str, Table]) -> list[LoadedFinding]:
    """Set status and standing rows of every letter; findings say what a revision changed."""
    groups: defaultdict[tuple[object, ...], list[LoadedLetter]] = defaultdict(list)
    findings: list[LoadedFinding] = []
    seen: dict[tuple[str, int], LoadedLetter] = {}
    for letter in sorted(letters, key=lambda item: item.arrival):
        place = (letter.letter.document, letter.letter.letter)
        if place in seen:
            _discard(letter, f"isi berkas sama persis dengan {seen[place].path}")
            continue
        seen[place] = letter
        if letter.letter.kind == UNKNOWN_KIND:
            letter.status = "tidak_dikenal"
            letter.alasan = (
                f"perihal surat ini tidak dikenal ({letter.letter.perihal or 'tidak tercetak'}); "
                "periksa apakah salah kirim, atau mintalah jenisnya ditambahkan"
            )
            continue
        groups[letter_identity(letter.letter, letter.satker_code)].append(letter)
    for copies in groups.values():
        _share_year(copies)
        findings += _settle_copies(copies, tables)
    return findings


def _share_year(copies: list[LoadedLetter]) -> None:
    """Copies that print no year measure what the last copy prints: a folder's year is no print."""
    printed = [copy.letter.tahun for copy in copies if copy.letter.tahun_source == "tercetak"]
    for copy in copies if printed else ():
        if copy.letter.tahun_source != "tercetak":
            copy.letter = replace(copy.letter, tahun=printed[-1], tahun_source="salinan")


def _settle_copies(copies: list[LoadedLetter], tables: Mapping[str, Table]) -> list[LoadedFinding]:
    """Settle the copies of one letter, given in order of receipt."""
    keyed = [_keyed(copy, tables) for copy in copies]
    findings: list[LoadedFinding] = []
    replaced_by = _replaced_whole(copies, keyed, tables)
    whole = set(replaced_by)
    for index, newest in replaced_by.items():
        findings += dropped(copies[index], keyed[index], copies[newest], keyed[newest])
    latest: dict[RowKey, int] = {}
    for index, rows in enumerate(keyed):
        for key, row in rows.items():
            if key not in latest or not _yields(row, keyed[latest[key]][key]):
                latest[key] = index
    for index, rows in enumerate(keyed):
        for key, row in rows.items():
            newest = latest[key]
            is_part = _yields(row, keyed[newest][key])
            differing = [] if is_part else _differences(row, keyed[newest][key], tables[key[0]])
            if differing or is_part or index in whole:
                replaced_by[index] = max(newest, replaced_by.get(index, newest))
                row.is_standing = False
                findings += [
                    change(copies[index], row, copies[newest], keyed[newest][key], column)
                    for column in differing
                ]
    findings += [
        finding
        for index, newest in replaced_by.items()
        if index not in whole
        for finding in kept(copies[index], keyed[index], copies[newest], keyed[newest])
    ]
    order = sorted(
        range(len(copies)), key=lambda i: (i in replaced_by, -len(keyed[i]), copies[i].arrival)
    )
    taken: dict[RowKey, int] = {}
    for index in order:
        for key, row in keyed[index].items():
            if row.is_standing:
                row.is_standing = key not in taken
                taken.setdefault(key, index)
    for index, copy in enumerate(copies):
        _conclude(copy, copies, replaced_by.get(index), [taken.get(key) for key in keyed[index]])
    return findings


def _yields(row: LoadedRow, other: LoadedRow) -> bool:
    """Whether a row is of a part of the year and the other of all of it, whenever received."""
    parts = [any(f.rule == PART_OF_YEAR for f in item.failures) for item in (row, other)]
    return parts == [True, False]


def _replaced_whole(
    copies: list[LoadedLetter],
    keyed: list[dict[RowKey, LoadedRow]],
    tables: Mapping[str, Table],
) -> dict[int, int]:
    """Older copies of which no row may stand, each with the copy that replaces it.

    A letter whose year was corrected, and a document of one satker without a number (agreement),
    which is never an excerpt: what its revision does not print no longer holds.
    """
    newest = len(copies) - 1
    last = copies[newest]
    replaced = {}
    for index, copy in enumerate(copies[:newest]):
        is_own = bool(last.letter.satker and keyed[newest] and not last.letter.nomor)
        if copy.letter.tahun != last.letter.tahun or (
            is_own and not _prints_alike(keyed[index], keyed[newest], tables)
        ):
            replaced[index] = newest
    return replaced


def _prints_alike(older: Rows, newer: Rows, tables: Mapping[str, Table]) -> bool:
    return older.keys() == newer.keys() and not any(
        _differences(row, newer[key], tables[key[0]]) for key, row in older.items()
    )


def _conclude(
    copy: LoadedLetter,
    copies: list[LoadedLetter],
    replaced_by: int | None,
    taken: list[int | None],
) -> None:
    """Set the status of a letter whose rows are settled."""
    if replaced_by is not None:
        later = copies[replaced_by]
        why = "revisi yang diterima kemudian" if later.arrival > copy.arrival else "angka setahun"
        copy.status = "digantikan"
        copy.alasan = f"digantikan oleh {why}: {later.place}"
    elif copy.rows and not any(row.is_standing for row in copy.rows):
        other = next(copies[index] for index in taken if index is not None)
        _discard(copy, f"surat yang sama sudah dimuat dari {other.place}")
    elif not copy.rows:
        copy.status = "sebagian"
        copy.alasan = "tidak ada baris lampiran yang terbaca"
    else:
        withheld = sum(row.status == "karantina" for row in copy.rows)
        if withheld:
            copy.status = "sebagian"
            copy.alasan = (
                f"{withheld} dari {len(copy.rows)} baris dikarantina; lihat mart.karantina"
            )


def _discard(letter: LoadedLetter, why: str) -> None:
    """Count a letter as a copy of one that stands."""
    letter.status = "duplikat"
    letter.alasan = why
    for row in letter.rows:
        row.is_standing = False


def _keyed(copy: LoadedLetter, tables: Mapping[str, Table]) -> dict[RowKey, LoadedRow]:
    """A letter's rows by what they speak of; a second row of the same is told by its turn."""
    turns: defaultdict[tuple[str, tuple[str | None, ...]], int] = defaultdict(int)
    keyed: dict[RowKey, LoadedRow] = {}
    for loaded in copy.rows:
        table = tables[loaded.row.table]
        labels = (table.name, tuple(_label(loaded, column) for column in label_columns(table)))
        turns[labels] += 1
        keyed[(*labels, turns[labels])] = loaded
    return keyed


def _label(loaded: LoadedRow, column: Column) -> str | None:
    if column.name in _NAMES and loaded.satker_code:
        return loaded.satker_code
    return squash(loaded.printed.values.get(column.name) or "")


def _differences(older: LoadedRow, newer: LoadedRow, table: Table) -> list[str]:
    """Columns whose figures or words differ as printed; running numbers and labels are no figures.

    What a steward corrected does not change which copy stands.
    """
    labels = {column.name for column in label_columns(table)}
    return [
        column.name
        for column in table.columns
        if column.name not in labels and column.name != "no" and not _same(older, newer, column)
    ]


def _same(older_row: LoadedRow, newer_row: LoadedRow, column: Column) -> bool:
    """Whether two rows print the same in a column; what could not be read is told by its print."""
    older, newer = (row.printed.values.get(column.name) for row in (older_row, newer_row))
    if older is None and newer is None:
        texts = {squash(row.cells.get(column.name) or "") for row in (older_row, newer_row)}
        return len(texts) == 1
    if older is None or newer is None:
        return False
    if column.type == "text":
        return squash(older) == squash(newer)
    try:
        return Decimal(older) == Decimal(newer)
    except InvalidOperation:
        return older == newer
