"""Characters that thin print turns into one another, by losing or gaining a stroke."""

from __future__ import annotations

from collections.abc import Iterator

_ALIKE = ("iIl1!|tjrf", "B8", "O0oQ", "hnbu", "ceo", "S5s", "Z2z", "gq9", "vy")

_CLASS = {char: number for number, chars in enumerate(_ALIKE) for char in chars}


def are_alike(one: str, other: str) -> bool:
    """Whether a stroke turns one character into the other; a character is like itself."""
    return one == other or (one in _CLASS and _CLASS[one] == _CLASS.get(other))


def shapes(word: str) -> Iterator[str]:
    """What a word and any that differs from it by one stroke have in common."""
    for place, char in enumerate(word):
        if char in _CLASS:
            yield f"{word[:place]}\0{_CLASS[char]}{word[place + 1 :]}"


def spellings(word: str) -> Iterator[str]:
    """All that a word may have been before one stroke of it changed, itself left out."""
    for place, char in enumerate(word):
        if char in _CLASS:
            for other in _ALIKE[_CLASS[char]]:
                if other != char:
                    yield f"{word[:place]}{other}{word[place + 1 :]}"
