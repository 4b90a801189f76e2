"""Copies of a report with one figure changed, and whether a finding names it.

``figures.csv`` lists every number printed on the report's own pages: its page, its place among the
page's words, its turn within the word, as printed, and by hand whether it is a figure with a second
statement anywhere (``ya``), one that contradicts its second statement already (``salah``), or one
that nothing else states (``tidak``): dates, law numbers, ordinals, addresses, values told once.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from extractors.page import Page
from tests.reconciliation.models import Found
from tests.typeset.retype import retype

LABELS = Path(__file__).parent / "figures.csv"
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number on a page: its place among the page's words, its span in the word."""

    page: int
    place: int
    turn: int
    start: int
    end: int
    text: str
    label: str

    def changed(self) -> str:
        """Another number of the same form, the same for the same place each time.

        A digit moves by two at least: a percentage one off in its last place may be right, rounded.
        """
        random = Random(f"{self.page} {self.place} {self.turn} {self.text}")
        digits = [k for k, letter in enumerate(self.text) if letter.isdigit()]
        spot = random.choice(digits[-2:] if "," in self.text else digits[-1:])
        others = [d for d in "123456789" if abs(int(d) - int(self.text[spot])) > 1]
        return self.text[:spot] + random.choice(others) + self.text[spot + 1 :]


def numbers(pages: Sequence[Page]) -> Iterator[tuple[Page, int, int, re.Match[str]]]:
    """Every number on the pages: page, place of its word, turn within it, match in its text."""
    for page in pages:
        for place, word in enumerate(page.words):
            for turn, match in enumerate(_NUMBER.finditer(word.text)):
                yield page, place, turn, match


def labelled(pages: Sequence[Page]) -> list[Printed]:
    """The pages' numbers with their labels. Raises where the list is not of these pages."""
    with LABELS.open(encoding="utf-8", newline="") as stream:
        rows = {
            (int(r["halaman"]), int(r["kata"]), int(r["giliran"])): r
            for r in csv.DictReader(stream)
        }
    found = []
    for page, place, turn, match in numbers(pages):
        row = rows[(page.number, place, turn)]
        if row["tercetak"] != match[0]:
            raise ValueError(f"halaman {page.number}: {row['tercetak']} bukan {match[0]}")
        span = match.span()
        found.append(Printed(page.number, place, turn, *span, match[0], row["pernyataan_kedua"]))
    return found


def mutate(pages: Sequence[Page], figure: Printed) -> bytes:
    """The report printed anew with one number changed."""
    page = next(page for page in pages if page.number == figure.page)
    word = page.words[figure.place].text
    text = word[: figure.start] + figure.changed() + word[figure.end :]
    return retype(pages, {(figure.page, figure.place): text})


def names(found: Sequence[Found], before: Sequence[Found], figure: Printed) -> list[Found]:
    """Findings that were not there before and print the changed number at its page."""
    return [
        item
        for item in new(found, before)
        if figure.page in _pages(item) and _says(item, figure.changed())
    ]


def new(found: Sequence[Found], before: Sequence[Found]) -> list[Found]:
    """Findings that were not there before."""
    known = {_key(item) for item in before}
    return [item for item in found if _key(item) not in known]


def _key(item: Found) -> tuple[object, ...]:
    return item["rule"], item["page"], item["tercetak"], item["pesan"]


def _pages(item: Found) -> set[int]:
    told = re.findall(r"\d+", " ".join(re.findall(r"halaman [\d, ]+", str(item["pesan"]))))
    return {int(page) for page in told} | {int(str(p)) for p in (item["page"], item["page_2"]) if p}


def _says(item: Found, number: str) -> bool:
    """Whether a finding prints a number, in any of the forms a message writes it."""
    forms = {number, number.replace(".", "")}
    forms |= {re.sub(r",?0+$", "", form) for form in forms if "," in form}
    text = f"{item['tercetak']} {item['seharusnya']} {item['pesan']}"
    told = re.findall(r"\d+(?:[.,]\d+)*", text)
    return bool(forms & {form.rstrip(".,") for form in told})
