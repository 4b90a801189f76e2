"""How letters drift: what offices change from year to year, as values that Hypothesis draws.

The first value of each choice is the plainest, so that shrinking leaves only what matters.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from hypothesis import strategies as st

from tests.typeset.sheet import Look

FOLDER_YEAR = 2024
PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Drift:
    """One way in which a letter may differ from the sample letters.

    What it says: ``tahun`` measured, ``first`` province, number of ``rows``, ``seed`` of names and
    figures. How its table is made: where the running ``number`` stands, a remarks column
    (``remarks``), which ``words`` name each column, the columns' ``order``, decimal ``mark``,
    ``upper`` case categories, how many header lines (``levels``), column ``counts``, whether the
    header is repeated (``repeat``), ``borders``. Where it stands: on the letter's own last page
    (``own_page``), the annex across (``landscape``), ``signed`` below. How it is set: see ``Look``.
    What befalls the pages afterwards: ``turn`` (quarter turns of /Rotate), a ``crop`` box with an
    offset, and ``overlay``: names of what is laid over or under them. ``noise``: how blanks and
    words are spelt in the cells.
    """

    tahun: int = FOLDER_YEAR
    first: int = 0
    rows: int = 3
    seed: int = 0
    number: str = "first"
    remarks: bool = False
    words: int = 0
    order: int = 0
    mark: str = ","
    upper: bool = False
    levels: int = 1
    counts: str = ""
    repeat: bool = True
    borders: str = "ruled"
    own_page: bool = True
    heading: bool = True
    landscape: bool = False
    beside: bool = False
    signed: bool = False
    narrow: bool = False
    tight: bool = False
    look: Look = PLAIN
    turn: int = 0
    crop: tuple[int, int] = (0, 0)
    overlay: tuple[str, ...] = ()
    noise: str = ""

    def __str__(self) -> str:
        """Only what differs from the plainest letter."""
        plain = Drift()
        changed = (
            f"{field.name}={getattr(self, field.name)!r}"
            for field in fields(self)
            if getattr(self, field.name) != getattr(plain, field.name)
        )
        return f"Drift({', '.join(changed)})"


FACES = ("sans", "serif", "narrow", "condensed")
RULES = ("normal", "hairline", "thick", "double", "filled", "gaps", "apart")
OVERLAYS = ("watermark", "lines", "stamp", "signature", "picture", "hidden", "outside")
NOISES = ("", "nbsp", "soft_hyphen", "zero_width", "thin_space")
MARKS = (",", ".", ",.")
COUNTS = ("", "1", "(1)")
NUMBERS = ("first", "last", "none")

looks = st.builds(
    Look,
    face=st.sampled_from(FACES),
    size=st.sampled_from((9.0, 10.0, 11.0, 12.0, 8.0, 7.0, 6.0)),
    rule=st.sampled_from(RULES),
    padding=st.sampled_from((2.0, 4.0, 6.0, 1.0, 0.0)),
    valign=st.sampled_from(("middle", "top", "bottom")),
    spread=st.sampled_from((0.0, 0.03, 0.06)),
    by_char=st.booleans(),
    small_caps=st.booleans(),
    shaded=st.booleans(),
    whole_rows=st.booleans(),
)

drifts = st.builds(
    Drift,
    tahun=st.sampled_from((FOLDER_YEAR, 2023, 2022, 2021, 2020, 2019, 2025, 2026, 2027)),
    first=st.integers(0, 33),
    rows=st.integers(1, 75),
    seed=st.integers(0, 999),
    number=st.sampled_from(NUMBERS),
    remarks=st.booleans(),
    words=st.integers(0, 40),
    order=st.integers(0, 20),
    mark=st.sampled_from(MARKS),
    upper=st.booleans(),
    levels=st.integers(1, 3),
    counts=st.sampled_from(COUNTS),
    repeat=st.booleans(),
    own_page=st.booleans(),
    heading=st.booleans(),
    landscape=st.booleans(),
    beside=st.booleans(),
    signed=st.booleans(),
    narrow=st.booleans(),
    tight=st.booleans(),
    look=looks,
    turn=st.sampled_from((0, 1, 2, 3)),
    crop=st.sampled_from(((0, 0), (17, 31), (-40, 12), (300, 500))),
    overlay=st.lists(st.sampled_from(OVERLAYS), unique=True, max_size=3).map(tuple),
    noise=st.sampled_from(NOISES),
)
