"""Words that a scan gives once and in doubt, where the file prints one like it elsewhere for sure.

Of thin print the model loses a stroke: ``Sungat`` for ``Sungai``, ``8NN`` for ``BNN``, alike in
every reading. What a letter prints elsewhere is the better reading of such ink, but no proof of it:
the word stays as doubtful as contradicted readings are, so that it goes in only where reference
data knows the name it makes. No two names of provinces, kabupaten, kota or satker differ by one
such stroke (``tests/extractors/test_lexicon.py``); by one letter less, as Badung and Bandung,
many do, so that no letter is ever added.

A long word that its readings gave differently is legible where the file prints it elsewhere for
sure, twice, and none a letter off: other ink says the same. A lone figure under letters is the
letter that it looks like (a grade ``8`` is a ``B``), and as doubtful; so are upright strokes of
several sorts, which no word but a roman numeral has (``Ill`` is ``III``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from extractors.page import Page, Word
from extractors.scan.confirm import CONTRADICTED, READABLE
from extractors.scan.strokes import are_alike, shapes

SURE = 0.995
"""Confidence of a word that others may be read by; one that is less sure is read by others."""

MARGIN = 0.005
"""By how much the word elsewhere is surer, unless it is printed several times."""

FEWEST, OFTEN = 3, 3
"""Letters of a word at least, and how often one so short is printed that tells another."""

LONG = 5
"""Letters of a word at least that is told by its like elsewhere, so that it is no accident."""

TWICE = 2
"""How often a word is printed elsewhere for sure that makes a doubtful one legible."""

_STROKES = re.compile(r"(?=.*I)(?=.*[^I])[Il|!1]{2,3}")

ASIDE = 0.5
"""How far from a lone figure's middle those above and below it stand, in its widths."""


def settle_words(pages: Sequence[Page]) -> None:
    """Read doubtful words of scanned pages by those that the same file prints for sure."""
    scanned = [page for page in pages if page.method == "ocr"]
    known = _known(word for page in pages for word in page.words)
    if not scanned:
        return
    near = _by_shape(known)
    for page in scanned:
        lone = [word for word in page.words if len(word.text) == 1]
        page.words = [
            word
            if word.confidence >= SURE or page.is_coarse
            else _as_letter(word, lone)
            if len(word.text) == 1
            else _read(word, known, near)
            for word in page.words
        ]


def _read(word: Word, known: dict[str, list[float]], near: dict[str, list[str]]) -> Word:
    """A doubtful word as what else the file prints tells it."""
    if _STROKES.fullmatch(word.text):
        text = "I" * len(word.text)
        return word._replace(text=text, confidence=min(word.confidence, CONTRADICTED))
    if _core(word.text) in known:
        return _echoed(word, known)
    return _settled(word, known, near)


def _known(words: Iterable[Word]) -> dict[str, list[float]]:
    """Words of letters that are read for sure, with the confidence of each time."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for word in words:
        core = _core(word.text)
        if core.isalpha() and word.confidence >= SURE:
            found[core].append(word.confidence)
    return dict(found)


def _core(text: str) -> str:
    """A word without the marks around it."""
    return text.strip(" .,:;()\"'-–")


def _by_shape(known: Iterable[str]) -> dict[str, list[str]]:
    """Known words by what they have in common with those that differ by a stroke."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in known:
        for shape in shapes(word):
            found[shape].append(word)
    return dict(found)


def _echoed(word: Word, known: dict[str, list[float]]) -> Word:
    """A word that the file prints elsewhere: legible, if only its readings speak against it."""
    core = _core(word.text)
    if not CONTRADICTED <= word.confidence < READABLE or len(core) < LONG:
        return word
    is_alone = all(
        Levenshtein.distance(core.lower(), other.lower(), score_cutoff=1) != 1 for other in known
    )
    if len(known[core]) < TWICE or not is_alone:
        return word
    return word._replace(confidence=READABLE)


def _as_letter(word: Word, lone: Iterable[Word]) -> Word:
    """A doubtful figure as the letter of its shape, where its column prints letters alone."""
    if not word.text.isdigit():
        return word
    middle, reach = (word.x0 + word.x1) / 2, ASIDE * (word.x1 - word.x0)
    column = [
        other.text
        for other in lone
        if other.confidence >= SURE and abs((other.x0 + other.x1) / 2 - middle) <= reach
    ]
    alike = {text for text in column if are_alike(text, word.text)}
    if len(alike) != 1 or len(column) < OFTEN or not all(text.isalpha() for text in column):
        return word
    return word._replace(text=alike.pop(), confidence=min(word.confidence, CONTRADICTED))


def _settled(word: Word, known: dict[str, list[float]], near: dict[str, list[str]]) -> Word:
    core = _core(word.text)
    if len(core) < FEWEST:
        return word
    found = {
        other
        for shape in shapes(core)
        for other in near.get(shape, ())
        if _is_better(known[other], word, other)
    }
    if len({other.lower() for other in found}) != 1:
        return word
    text = word.text.replace(core, max(found, key=lambda other: (len(known[other]), other)))
    return word._replace(text=text, confidence=min(word.confidence, CONTRADICTED))


def _is_better(seen: list[float], word: Word, other: str) -> bool:
    if len(other) <= FEWEST:
        return len(seen) >= OFTEN
    return len(seen) > 1 or seen[0] - word.confidence >= MARGIN
