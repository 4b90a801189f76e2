"""Letters however they drift, printed by four engines: each printed row once, each cell right."""

from __future__ import annotations

import os
import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.contract import Column
from extractors.model import Extraction
from extractors.reader import read_document
from extractors.registry import tables
from extractors.values import fold
from tests.typeset.afterwards import befall, scanned
from tests.typeset.drift import Drift, drifts
from tests.typeset.drifting_kinds import KINDS
from tests.typeset.engines import ENGINES
from tests.typeset.scan import GREY_200, PHOTOGRAPH_140, Scanning, scan
from tests.typeset.sheet import Look, Sheet

EXAMPLES = int(os.environ.get("CAPAIAN_DRIFT", "0"))
"""How many drifts each property sees (``make drift``); 0 for the few of the everyday run."""

FEW = {"weasyprint": 1, "chromium": 3, "reportlab": 4}
BATCH = 9
"""Letters that an office suite converts in one call, which takes as long as one."""

TOLD = {"kolom_hilang"}
"""What a reader says of a column that is not printed."""


def everyday(count: int) -> settings:
    return settings(
        max_examples=EXAMPLES or count,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


def is_printed_as(printed: str, read: str, drift: Drift) -> bool:
    """Whether a text is what stands on paper, but for what paper does not tell.

    Paper does not tell a soft hyphen at a line's end from a hard one.
    """
    plain = fold(printed.replace("\u200b", ""))
    pattern = "-?".join(re.escape(part) for part in plain.split("\u00ad"))
    return bool(re.fullmatch(pattern, read, re.IGNORECASE if drift.look.small_caps else 0))


def value_of(column: Column, printed: str) -> Decimal | str | None:
    """A printed figure's value; nothing for an empty cell."""
    if column.type == "text" or not printed:
        return printed or None
    figure = re.match(r"(?:Rp[. ]*)?([\d.,]+)", printed)
    text = figure[1] if figure else printed
    text = text.replace(".", "") if column.type == "money" else text.replace(",", ".")
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def check(sheet: Sheet, drift: Drift, read: Extraction) -> int:
    """That all of a letter is read; gives how many cells were compared.

    Where header words run into the next column (``tight``) nobody can tell for certain which
    column is which: then a cell may be doubted instead, but never wrong.
    """
    assert read.status == "terbaca", read.alasan
    found = [(one.kind, one.nomor, one.tanggal, one.tahun) for one in read.letters]
    assert found == [(sheet.kind, sheet.nomor, sheet.tanggal, sheet.tahun)]
    if sheet.satker:
        assert read.letters[0].satker == sheet.satker
    problems = [cell for cell in read.cells if cell.problem]
    if not drift.tight:
        assert {notice.code for notice in read.notices} <= TOLD, read.notices
        assert not problems, problems[0]
        assert {row.table for row in read.rows} == set(sheet.printed)
    elif any(cell.column.startswith("kolom_") for cell in problems):
        return 1
    texts: dict[tuple[str, int, str], str] = {}
    for cell in read.cells:
        key = (cell.table, cell.row, cell.column)
        texts[key] = texts.get(key, "") + cell.printed
    return sum(
        _check_table(name, records, drift, read, texts) for name, records in sheet.printed.items()
    )


def _check_table(
    name: str,
    records: list[dict[str, str]],
    drift: Drift,
    read: Extraction,
    texts: dict[tuple[str, int, str], str],
) -> int:
    columns = {column.name: column for column in tables()[name].columns}
    rows = [row for row in read.rows if row.table == name]
    compared = 0
    names = [next(iter(record.values())) for record in records]
    assert len(rows) == len(records), ([row.values for row in rows], names)
    for row, record in zip(rows, records, strict=True):
        for key, printed in record.items():
            column, value = columns[key], row.values[key]
            where = (name, row.row, key, printed, value)
            if drift.tight and value is None:
                continue
            if column.type == "text":
                assert is_printed_as(printed, value or "", drift), where
            else:
                got = Decimal(value) if value is not None else None
                assert got == value_of(column, printed.replace("\u00ad", "")), where
                if not column.derived:
                    cell = "".join(texts[name, row.row, key].split())
                    assert is_printed_as("".join(printed.split()), cell, drift), where
            compared += 1
    return compared


def read_bytes(data: bytes, folder: Path) -> Extraction:
    path = folder / "surat.pdf"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return read_document(path)


def read_sheet(sheet: Sheet, drift: Drift, data: bytes) -> Extraction:
    after = befall(data, turn=drift.turn, crop=drift.crop, overlay=drift.overlay)
    with TemporaryDirectory() as folder:
        return read_bytes(after, Path(folder) / str(sheet.tahun))


@pytest.mark.parametrize("engine", FEW)
@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_of_a_drifting_letter_is_read(kind: str, engine: str) -> None:
    @everyday(FEW[engine])
    @given(drifts)
    def every_cell(drift: Drift) -> None:
        sheet = KINDS[kind](drift)
        (data,) = ENGINES[engine]([sheet])
        assert check(sheet, drift, read_sheet(sheet, drift, data))

    every_cell()


@everyday(3)
@given(st.lists(st.tuples(st.sampled_from(sorted(KINDS)), drifts), min_size=1, max_size=BATCH))
def test_every_cell_of_letters_from_an_office_suite_is_read(
    letters: list[tuple[str, Drift]],
) -> None:
    sheets = [KINDS[kind](drift) for kind, drift in letters]
    printed = ENGINES["libreoffice"](sheets)
    for sheet, (_, drift), data in zip(sheets, letters, printed, strict=True):
        assert check(sheet, drift, read_sheet(sheet, drift, data))


@pytest.mark.parametrize("engine", ENGINES)
def test_six_hundred_rows_are_read_once_each_over_page_breaks(engine: str) -> None:
    drift = Drift(rows=600, narrow=True, counts="1", look=Look(size=11, valign="top"))
    sheet = KINDS["dektara"](drift)
    (data,) = ENGINES[engine]([sheet])
    read = read_sheet(sheet, drift, data)
    assert check(sheet, drift, read) == 600 * 4
    assert [row.values["no"] for row in read.rows] == [str(k) for k in range(1, 601)]
    assert len({row.page for row in read.rows}) > 10


SEEN = [
    ("kotan", Drift(tight=True)),
    ("kotan", Drift(tight=True, levels=3, counts="1", remarks=True, seed=74, rows=22)),
    ("kotan", Drift(number="none", words=9, levels=2, rows=40)),
    ("dektara", Drift(number="none", counts="(1)")),
    ("dektari", Drift(rows=48, overlay=("stamp", "signature"), look=Look(size=6, padding=6))),
    ("dektari", Drift(overlay=("watermark", "hidden", "outside", "picture"), rows=30)),
    ("ibm", Drift(number="none", rows=60, look=Look(valign="top", padding=0))),
    ("perjanjian_kinerja", Drift(number="none", overlay=("lines",), rows=20)),
    ("zi", Drift(rows=20, turn=3, look=Look(small_caps=True, face="serif", spread=0.06))),
    ("zi", Drift(rows=30, turn=1, crop=(300, 500), look=Look(rule="apart", by_char=True))),
    ("ikm_ikr", Drift(rows=30, noise="zero_width", look=Look(rule="gaps", shaded=True))),
    ("ikpa", Drift(rows=12, repeat=False, turn=2, look=Look(padding=0))),
    ("dektara", Drift(rows=1, noise="thin_space")),
    ("dektara", Drift(first=32, rows=35, seed=714, noise="thin_space")),
    ("dektari", Drift(rows=6, seed=210, look=Look(face="serif", size=12))),
    ("dektara", Drift(first=18, rows=48, landscape=True, look=Look(spread=0.06, small_caps=True))),
    ("zi", Drift(first=3, rows=73, landscape=True, look=Look(spread=0.06, small_caps=True))),
    (
        "kotan",
        Drift(
            *(2025, 27, 54, 1, "none", True, 27, 1),
            tight=True,
            crop=(-40, 12),
            overlay=("stamp",),
            look=Look(size=12, rule="double", padding=4, valign="bottom"),
        ),
    ),
    (
        "ibm",
        Drift(
            *(2024, 27, 6, 0, "none", True, 27, 1),
            tight=True,
            look=Look(size=12, rule="double", padding=4),
        ),
    ),
    (
        "ibm",
        Drift(
            *(2027, 16, 33, 112, "none", True, 0, 4),
            upper=True,
            narrow=True,
            look=Look(*("sans", 8, "gaps", 0, "bottom", 0.06), by_char=True, small_caps=True),
        ),
    ),
    (
        "zi",
        Drift(first=2, landscape=True, rows=39, look=Look(size=6, spread=0.03, small_caps=True)),
    ),
]
"""What was once read wrong, as small as it may be."""


@pytest.mark.parametrize("engine", ["reportlab", "chromium"])
@pytest.mark.parametrize(("kind", "drift"), SEEN, ids=str)
def test_what_was_once_read_wrong_is_read(kind: str, drift: Drift, engine: str) -> None:
    sheet = KINDS[kind](drift)
    (data,) = ENGINES[engine]([sheet])
    assert check(sheet, drift, read_sheet(sheet, drift, data))


def test_a_spread_word_that_may_be_broken_is_one_word() -> None:
    """A soft hyphen that prints nothing is spread like a letter: the room there is double."""
    drift = Drift(rows=3, noise="soft_hyphen", look=Look(face="narrow", size=8, spread=0.06))
    sheet = KINDS["dektari"](drift)
    (data,) = ENGINES["weasyprint"]([sheet])
    assert check(sheet, drift, read_sheet(sheet, drift, data))


@pytest.mark.parametrize("text", ["invisible", "under"])
@pytest.mark.parametrize("kind", ["dektara", "zi"])
def test_a_picture_of_a_letter_is_not_read_by_a_machines_words(
    kind: str, text: str, tmp_path: Path
) -> None:
    """The words under or over the picture print other figures than the picture shows."""
    drift = Drift(rows=6)
    sheet = KINDS[kind](drift)
    (data,) = ENGINES["reportlab"]([sheet])
    read = read_bytes(scanned(data, text=text), tmp_path / "2024")
    assert {row.method for row in read.rows} == {"ocr"}
    assert check(sheet, drift, read)


@pytest.mark.parametrize(
    ("kind", "engine", "levels", "how"),
    [
        ("dektara", "chromium", 1, GREY_200),
        ("kotan", "reportlab", 2, GREY_200),
        ("zi", "libreoffice", 2, GREY_200),
        ("ikm_ikr", "weasyprint", 1, PHOTOGRAPH_140),
    ],
)
def test_a_header_in_white_on_dark_is_read_from_a_scan(
    kind: str, engine: str, levels: int, how: Scanning, tmp_path: Path
) -> None:
    """Its rules are white or, by LibreOffice, black on the dark ground."""
    drift = Drift(rows=12, levels=levels, look=Look(reversed=True))
    sheet = KINDS[kind](drift)
    printed = tmp_path / f"{kind}.pdf"
    (data,) = ENGINES[engine]([sheet])
    printed.write_bytes(data)
    read = read_document(scan(printed, tmp_path / str(sheet.tahun) / printed.name, how))
    assert check(sheet, drift, read)
