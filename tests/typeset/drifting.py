"""Letters that drift: each kind's facts and figures, set into a table as a drift says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from random import Random

from tests.typeset.country import Province, provinces
from tests.typeset.drift import Drift
from tests.typeset.frame import Record, printed_date, roman
from tests.typeset.sheet import Align, Block, Break, Line, Look, Para, Ruled, Sheet, Slot, squares

PAPER = {False: 470.0, True: 700.0}
"""Points that a table may take, upright and across."""

NARROW = 0.4
"""How much narrower than comfortable a name's column is, so that names wrap."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed column: its contract name (none for one the contract lacks), how it may be headed.

    ``wordings``: what offices have called it. ``group``: what a merged header says above it.
    ``share``: of the table's width.
    """

    name: str | None
    wordings: tuple[str, ...]
    share: float = 1.0
    align: Align = "center"
    group: str = ""


OFFICE = (
    *("NAMA SAKTER", "NAMA SATKER", "SATUAN KERJA", "UNIT KERJA", "SATKER", "NAMA SATUAN KERJA"),
    *("Nama Unit Kerja", "BNNP/BNNK", "BNNP/Kab/Kota", "Satuan Kerja (Satker)"),
)
NUMBER = Heading("no", ("NO", "No.", "NOMOR", "No. Urut", "NO URUT"), 0.35)
REMARKS = Heading(None, ("KET", "KETERANGAN", "Ket."), 0.8)
CLASS = ("KATEGORI", "Kategori", "KLASIFIKASI", "KATEGORI CAPAIAN", "Klasifikasi")


@dataclass(frozen=True, slots=True)
class Annex:
    """One table before it is set: its headings in their usual order, its rows by column."""

    table: str
    headings: tuple[Heading, ...]
    rows: list[Record]
    title: str = ""


def facts(drift: Drift, code: str, random: Random) -> tuple[str, str]:
    """Number and date of a letter about a year, signed at its end or soon after."""
    month = random.choice((12, 1))
    year = drift.tahun + (month == 1)
    nomor = f"B/{random.randint(10, 9999)}/{roman(month)}/{code}/{year}/BNN"
    return nomor, f"{year}-{month:02d}-{random.randint(1, 28):02d}"


def figure(random: Random, drift: Drift, low: float, high: float, places: int = 2) -> str:
    """A printed figure; of both decimal marks each cell has its own."""
    value = Decimal(str(random.uniform(low, high))).quantize(Decimal(1).scaleb(-places))
    text = str(value.normalize() if random.random() < 0.1 else value)
    text = format(Decimal(text), "f")
    return text.replace(".", random.choice(drift.mark))


def country(drift: Drift) -> Iterator[tuple[Province, str, str]]:
    """Offices one after another from the first province on: province, kind of area, area."""
    every = provinces(0)
    turn = drift.first
    while True:
        province = every[turn % len(every)]
        yield province, "", province.name
        for office in province.offices:
            yield province, office.kind, office.area
        turn += 1


def cased(word: str, drift: Drift) -> str:
    """A category, in capitals where the drift says so."""
    return word.upper() if drift.upper else word


def _headings(annex: Annex, drift: Drift) -> list[Heading]:
    """The columns that are printed, in the order that they are printed in."""
    own = [heading for heading in annex.headings if heading.name != "no"]
    if drift.order:
        # The name stays in front of its figures: these change places among themselves.
        texts, figures = own[:1], own[1:]
        Random(drift.order).shuffle(figures)
        own = texts + figures
    number = next((h for h in annex.headings if h.name == "no"), replace(NUMBER, name=None))
    if drift.number == "first":
        own.insert(0, number)
    elif drift.number == "last":
        own.append(number)
    if drift.remarks:
        own.append(REMARKS)
    return own


def _head(headings: Sequence[Heading], annex: Annex, drift: Drift) -> list[Line]:
    """The header's lines: groups above their columns, a title above all, column numbers."""
    words = [
        h.wordings[(drift.words + k) % len(h.wordings) if drift.words else 0]
        for k, h in enumerate(headings)
    ]
    lines: list[Line] = []
    if drift.levels == 3 and annex.title:
        lines.append((Slot(annex.title, len(headings), 1, "center"),))
    if drift.levels >= 2 and any(h.group for h in headings):
        top: list[Slot] = []
        bottom: list[Slot] = []
        pairs = zip(headings, words, strict=True)
        for group, members in groupby(pairs, key=lambda pair: pair[0].group or pair[1]):
            run = list(members)
            if run[0][0].group:
                top.append(Slot(group, len(run), 1, "center"))
                bottom += [Slot(word, 1, 1, "center") for _, word in run]
            else:
                top += [Slot(word, 1, 2, "center") for _, word in run]
        lines += [tuple(top), tuple(bottom)]
    else:
        lines.append(tuple(Slot(word, 1, 1, "center") for word in words))
    if drift.counts:
        numbers = range(1, len(headings) + 1)
        texts = (drift.counts.replace("1", str(k)) for k in numbers)
        lines.append(tuple(Slot(text, 1, 1, "center") for text in texts))
    return lines


NOISE: dict[str, Callable[[str, Random], str]] = {
    "": lambda text, random: text,
    "nbsp": lambda text, random: text.replace(" ", "\u00a0", random.choice((0, 1))),
    "thin_space": lambda text, random: text.replace(" ", "\u2009", random.choice((0, 1))),
    "soft_hyphen": lambda text, random: " ".join(
        f"{word[:4]}\u00ad{word[4:]}" if len(word) > 7 and word.isalpha() else word
        for word in text.split(" ")
    ),
    "zero_width": lambda text, random: text.replace("/", "/\u200b").replace(" ", " \u200b"),
}


def breadth(word: str) -> float:
    """At most how wide a word is, in em."""
    return sum(0.8 if char.isupper() or char in "mw%" else 0.66 for char in word)


def widths(
    count: int, lines: Sequence[Line], wished: Sequence[float], drift: Drift
) -> tuple[list[float], float]:
    """Shares of the columns, and the type size at which no word of these lines is broken."""
    size = drift.look.size
    paper = PAPER[drift.landscape]
    matrix = squares(lines, count)
    slots = [[row[j] for row in matrix] for j in range(count)]
    longest = [
        max(
            breadth(word)
            for slot in own
            if slot and slot.columns == 1
            for word in slot.text.split(" ")
        )
        for own in slots
    ]
    while True:
        room = 2 * drift.look.padding + 4
        wide = size * (1 + 2 * drift.look.spread)
        needed = [length * wide + room for length in longest]
        if sum(needed) <= paper or size <= 4:
            break
        size -= 0.5
    spare = max(paper - sum(needed), 0)
    widths = [need + spare * wish / sum(wished) for need, wish in zip(needed, wished, strict=True)]
    return [width / sum(widths) for width in widths], size


def ruled(annex: Annex, drift: Drift) -> tuple[Ruled, list[Record], Look]:
    """The table as it is printed, its rows' cells as printed, and the look that it fits in."""
    random = Random(f"ruled {drift.seed}")
    # A word that is drawn character by character is never broken at a soft hyphen.
    noise = "" if drift.look.by_char and drift.noise == "soft_hyphen" else drift.noise
    headings = _headings(annex, drift)
    body: list[Line] = []
    printed: list[Record] = []
    for number, row in enumerate(annex.rows, start=1):
        texts = [
            row[h.name] if h.name else "" if h.wordings == REMARKS.wordings else str(number)
            for h in headings
        ]
        noisy = [NOISE[noise](text, random) for text in texts]
        printed.append({h.name: text for h, text in zip(headings, noisy, strict=True) if h.name})
        body.append(
            tuple(Slot(text, 1, 1, h.align) for text, h in zip(noisy, headings, strict=True))
        )
    head = _head(headings, annex, drift)
    wished = [h.share * (NARROW if drift.narrow and h.align == "left" else 1) for h in headings]
    # Header words that do not fit are broken or overflow, as the engine has it.
    shares, size = widths(len(headings), body if drift.tight else [*head, *body], wished, drift)
    table = Ruled(
        tuple(head),
        tuple(body),
        tuple(shares),
        repeat=drift.repeat,
    )
    return table, printed, replace(drift.look, size=size)


def letterhead(
    nomor: str, subject: str, date: str, drift: Drift, body: Sequence[str]
) -> list[Block]:
    """Head and body of a letter."""
    place = f"Jakarta, {printed_date(date)}"
    blocks: list[Block] = [
        Para("BADAN NARKOTIKA NASIONAL REPUBLIK INDONESIA", "center", True),
        Para("Jl. MT. Haryono No. 11 Cawang Jakarta Timur", "center"),
        Para(f"Nomor : {nomor}", beside=place if drift.beside else ""),
        Para("Klasifikasi : Biasa"),
        Para("Lampiran : 1 (satu) berkas"),
        Para(f"Perihal : {subject}"),
    ]
    if not drift.beside:
        blocks.append(Para(place, shift=250))
    blocks += [Para("Kepada"), Para("Yth. Para Kepala BNN Provinsi"), Para("di"), Para("Tempat")]
    blocks += [
        Para("1. Rujukan :"),
        Para("a. Undang-Undang Nomor 35 Tahun 2009 tentang Narkotika;"),
        Para("b. Peraturan Presiden Nomor 47 Tahun 2019 tentang Badan Narkotika Nasional."),
        *(Para(paragraph) for paragraph in body),
        Para("3. Demikian untuk menjadi maklum, atas perhatiannya diucapkan terima kasih."),
        Para("a.n. Kepala Badan Narkotika Nasional", shift=250),
    ]
    return blocks


def annexed(nomor: str, date: str, whose: str, drift: Drift) -> list[Block]:
    """What stands between a letter's body and its table: a page's end, the annex's heading."""
    blocks: list[Block] = []
    if drift.own_page or drift.landscape:
        blocks.append(Break(drift.landscape))
    if drift.heading:
        lines = (
            "LAMPIRAN",
            f"SURAT {whose}",
            f"NOMOR : {nomor}",
            f"TANGGAL : {printed_date(date)}",
        )
        blocks += [Para(line, shift=250) for line in lines]
    return blocks


def signature(drift: Drift) -> list[Block]:
    """What stands below a signed table."""
    if not drift.signed:
        return []
    lines = ("a.n. KEPALA BADAN NARKOTIKA NASIONAL", "DEPUTI", "ttd.", "Nama Pejabat")
    return [Para(line, shift=250) for line in lines]


def national(
    kind: str,
    annex: Annex,
    drift: Drift,
    *,
    code: str,
    subject: str,
    body: Sequence[str],
    whose: str = "KEPALA BNN",
) -> Sheet:
    """A letter with one annex table."""
    nomor, date = facts(drift, code, Random(f"{kind} {drift.seed}"))
    table, printed, look = ruled(annex, drift)
    blocks = [
        *letterhead(nomor, subject, date, drift, body),
        *annexed(nomor, date, whose, drift),
        table,
        *signature(drift),
    ]
    lacks = {h.name for h in annex.headings if h.name} - set(printed[0])
    return Sheet(
        kind,
        drift.tahun,
        blocks,
        look,
        {annex.table: printed},
        nomor,
        date,
        lacks=frozenset(lacks),
    )
