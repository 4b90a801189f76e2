"""Words that a scan gives once and in doubt, where the file prints one like it elsewhere for sure.

Of thin print the model loses a stroke: ``Sungat`` for ``Sungai``, ``8NN`` for ``BNN``, alike in
every reading. What a letter prints elsewhere is the better reading of such ink, but no proof of it:
the word stays as doubtful as contradicted readings are, so that it goes in only where reference
data knows the name it makes. No two names of provinces, kabupaten, kota or satker differ by one
such stroke (``tests/extractors/test_lexicon.py``); by one letter less, as Badung and Bandung,
many do, so that no letter is ever added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from extractors.page import Page, Word
from extractors.scan.confirm import CONTRADICTED

SURE = 0.995
"""Confidence of a word that others may be read by; one that is less sure is read by others."""

MARGIN = 0.005
"""By how much the word elsewhere is surer, unless it is printed several times."""

FEWEST, OFTEN = 3, 3
"""Letters of a word at least, and how often one so short is printed that tells another."""

_ALIKE = ("iIl1!|tjrf", "B8", "O0oQ", "hnbu", "ceo", "S5s", "Z2z", "gq9", "vy")
"""Characters of which one becomes another when thin print loses or gains a stroke."""

_CLASS = {char: number for number, chars in enumerate(_ALIKE) for char in chars}


def settle_words(pages: Sequence[Page]) -> None:
    """Read doubtful words of scanned pages by those that the same file prints for sure."""
    scanned = [page for page in pages if page.method == "ocr"]
    known = _known(word for page in pages for word in page.words)
    if not scanned or not known:
        return
    near = _by_shape(known)
    for page in scanned:
        page.words = [_settled(word, known, near) for word in page.words]


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


def shapes(word: str) -> Iterator[str]:
    """What a word and any that differs from it by one stroke have in common."""
    for place, char in enumerate(word):
        if char in _CLASS:
            yield f"{word[:place]}\0{_CLASS[char]}{word[place + 1 :]}"


def _settled(word: Word, known: dict[str, list[float]], near: dict[str, list[str]]) -> Word:
    core = _core(word.text)
    if word.confidence >= SURE or len(core) < FEWEST or core in known:
        return word
    found = {
        other
        for shape in shapes(core)
        for other in near.get(shape, ())
        if _is_better(known[other], word, other)
    }
    if len(found) != 1:
        return word
    text = word.text.replace(core, found.pop())
    return word._replace(text=text, confidence=min(word.confidence, CONTRADICTED))


def _is_better(seen: list[float], word: Word, other: str) -> bool:
    if len(other) <= FEWEST:
        return len(seen) >= OFTEN
    return len(seen) > 1 or seen[0] - word.confidence >= MARGIN
