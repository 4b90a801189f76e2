"""Whether a schedule can be meant, before anything is started that would find out too late."""

from __future__ import annotations

import calendar
import re

from flows.errors import MisuseError

_MONTHS = [name.lower() for name in calendar.month_abbr]
_DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
_FIELDS: tuple[tuple[str, range, list[str]], ...] = (
    ("menit", range(60), []),
    ("jam", range(24), []),
    ("tanggal", range(1, 32), []),
    ("bulan", range(1, 13), _MONTHS),
    ("hari", range(8), _DAYS),
)
_PART = re.compile(r"(?:(\*)|(\w+)(?:-(\w+))?)(?:/(\d+))?")
_LEAP = 2024


def check_cron(text: str) -> None:
    """Errors: ``MisuseError`` for what is no schedule of five fields, or one that never comes."""
    fields = text.split()
    if len(fields) != len(_FIELDS):
        raise _wrong(text, "sebutkan lima bagian")
    values = []
    for field, (title, allowed, names) in zip(fields, _FIELDS, strict=True):
        found = [_values(part, allowed, names) for part in field.split(",")]
        if not all(found):
            raise _wrong(text, f"{title} '{field}' tidak ada")
        values.append(set().union(*found))
    _, _, days, months, _ = values
    if fields[4] == "*" and all(min(days) > calendar.monthrange(_LEAP, m)[1] for m in months):
        raise _wrong(text, "tanggal itu tidak pernah ada")


def _values(part: str, allowed: range, names: list[str]) -> set[int]:
    """What one part of a field stands for; nothing where it is none."""
    found = _PART.fullmatch(part.lower())
    if found is None or found[4] == "0":
        return set()
    first, last = (_number(found[group], names) for group in (2, 3))
    if found[1]:
        first, last = allowed[0], allowed[-1]
    elif found[3] is None:
        last = allowed[-1] if found[4] else first
    if first is None or last is None or not allowed[0] <= first <= last <= allowed[-1]:
        return set()
    return set(range(first, last + 1, int(found[4] or 1)))


def _number(text: str | None, names: list[str]) -> int | None:
    if text in names:
        return names.index(text)
    return int(text) if text is not None and text.isdecimal() else None


def _wrong(text: str, why: str) -> MisuseError:
    return MisuseError(
        f"'{text}' bukan jadwal cron: {why}",
        next_step="Contoh: '0 1 * * *' (menit, jam, tanggal, bulan, hari) untuk pukul 01.00.",
    )
