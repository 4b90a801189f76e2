"""Letters for the tests: extractions and verdicts as the rooms before the warehouse give them."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from expectations.verdict import Finding, RowVerdict, Verdict
from extractors.model import Cell, Claim, Extraction, Letter, Row
from extractors.registry import tables
from extractors.values import parse_cell
from warehouse.batch import Received

TRUTH = Path(__file__).parents[1] / "letters" / "truth"
Values = dict[str, str | None]


def truth(table: str) -> list[Values]:
    """The true rows of an annex table, in canonical text."""
    columns = tables()[table].columns
    with (TRUTH / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return [
            {
                column.name: parse_cell(column, record.get(column.name) or "").value
                for column in columns
            }
            for record in csv.DictReader(stream)
        ]


def dektari_rows(records: Iterable[Values]) -> list[Values]:
    """Dektari rows with their level, which the letter prints only through the name."""
    return [
        {
            **record,
            "tingkat": "provinsi" if (record["satker"] or "").startswith("INDEKS") else "satker",
        }
        for record in records
    ]


def document(
    *parts: tuple[Letter, Mapping[str, list[Values]], list[Claim]],
    path: str,
    content: str | None = None,
) -> Extraction:
    """A file of letters. Files of the same ``content`` have the same bytes."""
    digest = sha256((content or path).encode()).hexdigest()
    extraction = Extraction(digest, path, "terbaca", page_count=len(parts))
    for index, (facts, annexes, claims) in enumerate(parts, start=1):
        letter = replace(
            facts, document=digest, path=path, letter=index, page_first=index, page_last=index
        )
        extraction.letters.append(letter)
        extraction.claims += [replace(claim, letter=index, page=index) for claim in claims]
        for table, records in annexes.items():
            for number, record in enumerate(records, start=1):
                _add_row(extraction, letter, table, number, record)
    return extraction


def _add_row(
    extraction: Extraction, letter: Letter, table: str, number: int, record: Values
) -> None:
    values = {name: record.get(name) for name in tables()[table].column_names}
    top = 100.0 + 12 * number
    extraction.rows.append(
        Row(
            table,
            letter.letter,
            letter.nomor,
            number,
            letter.page_first,
            50.0,
            top,
            550.0,
            top + 12,
            values,
        )
    )
    for place, (column, value) in enumerate(values.items()):
        if value is not None:
            left = 50.0 + 40 * place
            extraction.cells.append(
                Cell(
                    table,
                    letter.letter,
                    number,
                    column,
                    1,
                    value.replace(".", ","),
                    value,
                    letter.page_first,
                    left,
                    top,
                    left + 40,
                    top + 12,
                )
            )


def part(
    kind: str,
    annexes: Mapping[str, list[Values]],
    *,
    tahun: int | None = 2023,
    nomor: str | None = None,
    satker: str | None = None,
    claims: Iterable[Claim] = (),
) -> tuple[Letter, Mapping[str, list[Values]], list[Claim]]:
    """One letter of a file, before its place in the file is known."""
    facts = Letter(
        document="",
        letter=0,
        path="",
        kind=kind,
        nomor=nomor,
        tanggal=f"{tahun}-12-20" if tahun else None,
        perihal=kind,
        tahun=tahun,
        tahun_source="tercetak" if tahun else None,
        penerbit="KEPALA BNN",
        satker=satker,
        page_first=0,
        page_last=0,
    )
    return facts, annexes, list(claims)


def statement(claim: str, scope: str, value: str, indikator: str, source: str = "kotak") -> Claim:
    """What a report states of an indicator outside its tables."""
    text = f"{claim} {value}"
    return Claim(0, None, claim, scope, value, text, 0, 10.0, 20.0, 30.0, 40.0, source, indikator)


def received(
    extraction: Extraction,
    order: float = 0.0,
    *,
    withheld: Iterable[tuple[str, int]] = (),
    findings: Iterable[Finding] = (),
) -> Received:
    """A file with verdicts that trust every row but those ``withheld`` (table, row)."""
    kept_back = set(withheld)
    verdicts = {}
    for letter in extraction.letters:
        rows = [row for row in extraction.rows if row.letter == letter.letter]
        verdicts[letter.letter] = Verdict(
            printed=dict(Counter(row.table for row in rows)),
            rows=[_judged(row, (row.table, row.row) in kept_back) for row in rows],
            findings=[finding for finding in findings if finding.page == letter.page_first],
        )
    return Received(extraction, verdicts, order)


def _judged(row: Row, is_withheld: bool) -> RowVerdict:
    if not is_withheld:
        return RowVerdict(row.table, row.row, "dimuat", [])
    return RowVerdict(row.table, row.row, "karantina", [a_finding(row)])


def a_finding(row: Row) -> Finding:
    """A failure on a row's own box."""
    return Finding(
        rule="uji_gagal",
        severity="gagal",
        table=row.table,
        row=row.row,
        column="nilai",
        page=row.page,
        x0=row.x0,
        top=row.top,
        x1=row.x1,
        bottom=row.bottom,
        tercetak="8O,5",
        seharusnya=None,
        pesan="Nilai bukan satu angka.",
    )
