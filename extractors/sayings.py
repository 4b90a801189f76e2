"""What any letter may say in words that can be checked by itself.

A number beside its spelling, a letter's number beside its date, a stated count beside the list it
opens. Read from every kind of letter; whether they agree is not this room's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extractors.claims import Prose
from extractors.draft import LetterRef
from extractors.model import Claim
from extractors.spelled import parse_spelled
from extractors.statement import Figure, Statement, figure_in, statement_claims
from extractors.values import parse_date, parse_decimal

_SPELLED = re.compile(
    r"(?P<angka>(?<![\w.,/])(?:Rp\.?\s*)?\d{1,3}(?:\.\d{3})*)(?:,-)?\s*\((?P<kata>[A-Za-z][A-Za-z\s]{2,150})\)"
)
_REFERENCE = re.compile(
    r"\bNomor\s*:?\s*(?P<nomor>\S+/\s?[IVX]+\s?/\S+)\s+tanggal\s+(?P<tanggal>\d{1,2}\s+[A-Za-z]+\s+\d{4})",
    re.IGNORECASE,
)
_NUMERAL = "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh"
_LIST = re.compile(
    rf"\b(?P<cacah>\d{{1,2}}(?=\s*\()|{_NUMERAL})(?:\s*\([a-z ]+\))?\s+[a-z][a-z ,/]{{2,80}}?"
    r"\b(?:yaitu|yakni)\s*(?:terkait\s+)?:?\s*(?P<daftar>[^.:]{8,400})\.",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?<!\w)\(?\d{1,2}\)")
_DECIMAL = r"\d+(?:,\d+)?"
_PARTS = re.compile(
    rf"(?P<jumlah>{_DECIMAL})\s+(?P<satuan>[a-z]+(?:\s[a-z]+)?),?\s+(?:di\s?mana|terdiri\s+"
    rf"(?:dari|atas))\s+(?P<bagian>{_DECIMAL}\s(?:(?!\.\s)[^;]){{5,200}})",
    re.IGNORECASE,
)
"""A whole and its parts, all in one unit: '5,41 juta jiwa, di mana 2,78 juta jiwa … dan 2,63 …'."""
_NEXT_NUMBER = re.compile(r"[;,]?\s+\d{1,2}$")
"""The number of the item that follows a list."""
_BRACKETS = re.compile(r"\([^)]*\)")


def common_claims(
    prose: Prose, cells: Iterable[Prose], ref: LetterRef, own: tuple[str, str] | None
) -> list[Claim]:
    """The sayings of a letter's text as claims, numbered within the letter.

    ``cells``: the texts of its tables' cells. ``own``: the letter's own number and date, where both
    are printed.
    """
    found = [*_spelled(prose), *_references(prose, own), *_lists(prose), *_parts(prose)]
    found += [statement for cell in cells for statement in _spelled(cell)]
    return [
        claim
        for number, statement in enumerate(found, start=1)
        for claim in statement_claims(statement, -number, ref)
    ]


def _spelled(prose: Prose) -> Iterator[Statement]:
    for match in _SPELLED.finditer(prose.text):
        spelled = parse_spelled(match["kata"])
        if spelled is None:
            continue
        digits = re.sub(r"\D", "", match["angka"])
        figures = [
            figure_in(prose, match, "angka", "angka", value=str(int(digits))),
            figure_in(prose, match, "kata", "terbilang", value=str(spelled)),
        ]
        yield Statement("kalimat", figures, match[0])


def _references(prose: Prose, own: tuple[str, str] | None) -> Iterator[Statement]:
    if own and (at := prose.text.find(own[0])) >= 0:
        place = prose.place(at, at + len(own[0]))
        yield Statement(
            "kalimat",
            [
                Figure("nomor_surat", own[0], place, value=own[0]),
                Figure("tanggal_surat", own[1], place, value=own[1]),
            ],
            own[0],
        )
    for match in _REFERENCE.finditer(prose.text):
        if date := parse_date(match["tanggal"]):
            figures = [
                figure_in(prose, match, "nomor", "nomor_surat", value=match["nomor"]),
                figure_in(prose, match, "tanggal", "tanggal_surat", value=date),
            ]
            yield Statement("kalimat", figures, match[0])


def _lists(prose: Prose) -> Iterator[Statement]:
    for match in _LIST.finditer(prose.text):
        stated = parse_spelled(match["cacah"]) or int(parse_decimal(match["cacah"]).value or 0)
        text = _NEXT_NUMBER.sub("", match["daftar"]).strip()
        listed = count_items(text)
        if stated and listed > 1:
            figures = [
                figure_in(prose, match, "cacah", "cacah", value=str(stated)),
                figure_in(prose, match, "daftar", "isi_daftar", printed=text, value=str(listed)),
            ]
            yield Statement("kalimat", figures, match[0])


def _parts(prose: Prose) -> Iterator[Statement]:
    for match in _PARTS.finditer(prose.text):
        each = re.compile(
            rf"(?<![\d,.])({_DECIMAL})\s+{re.escape(match['satuan'])}\b", re.IGNORECASE
        )
        parts = list(each.finditer(prose.text, match.start("bagian"), match.end("bagian")))
        if len(parts) > 1:
            whole = figure_in(prose, match, "jumlah", "jumlah")
            told = [figure_in(prose, part, 1, "bagian") for part in parts]
            yield Statement("kalimat", [whole, *told], match[0])


def count_items(listed: str) -> int:
    """How many things a list names: by its numbers, else its semicolons, else commas and 'dan'."""
    text = _BRACKETS.sub("", listed) if not _NUMBERED.search(listed) else listed
    if numbers := _NUMBERED.findall(text):
        return len(numbers)
    mark = ";" if ";" in text else ","
    parts = [part.strip() for part in text.split(mark) if part.strip()]
    if mark == ";" or not parts:
        return len(parts)
    closing = parts[-1]
    runs_on = " dan " in closing and not closing.startswith("dan ")
    return len(parts) + runs_on
