"""Indonesian numerals in words: ``dua belas`` is 12, ``sembilan miliar`` 9,000,000,000."""

from __future__ import annotations

_ONES = {
    word: number
    for number, word in enumerate(
        ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
    )
}
_WHOLE = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}
_SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
_UNITS = frozenset({"rupiah"})


def parse_spelled(text: str) -> int | None:
    """The whole number that words say; ``None`` where they are not just a number.

    A unit of money after it is allowed. Words out of order (``belas dua``) are no number.
    """
    words = text.lower().split()
    if words and words[-1] in _UNITS:
        words = words[:-1]
    total, below = 0, 10**15
    group: list[str] = []
    for word in words:
        if word in _SCALES:
            scale, count = _SCALES[word], _below_thousand(group)
            if count in (None, 0) or scale >= below:
                return None
            total, below, group = total + (count or 0) * scale, scale, []
        elif word == "seribu":
            if group or below <= 10**3:
                return None
            total, below = total + 10**3, 10**3
        else:
            group.append(word)
    if not group:
        return total or None
    rest = _below_thousand(group)
    return None if rest is None or (rest == 0 and total) else total + rest


def _below_thousand(words: list[str]) -> int | None:
    """A number from 0 to 999; ``None`` where the words say none."""
    total, last = 0, 1000
    place = 0
    while place < len(words):
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else ""
        if word in _WHOLE and word != "seribu":
            value, size = _WHOLE[word], 100 if word == "seratus" else 1
        elif word in _ONES:
            value, size = _ONES[word], 1
            if following in ("belas", "puluh", "ratus") and value > 1:
                size = {"belas": 1, "puluh": 10, "ratus": 100}[following]
                value = value + 10 if following == "belas" else value * size
                place += 1
        else:
            return None
        if size >= last or (value == 0 and len(words) > 1):
            return None
        if value >= 10 and size == 1 and last <= 10:
            return None
        total, last = total + value, size
        place += 1
    return total if words else None
