"""Numbers and dates as Indonesians write them: 1.234,5 and 18 Desember 2023.

What has no value is written as a dash, never as 0.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

LOCALE = "id_ID"
NOTHING = "–"
_ALL_DECIMALS = "#,##0.######"
WIB = timezone(timedelta(hours=7), "WIB")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_TWO_DECIMALS = "#,##0.00"


def number(value: Decimal | int | None) -> str:
    """A figure with all its decimals, none added: 97.690000 to 97,69."""
    if value is None:
        return NOTHING
    return format_decimal(value, format=_ALL_DECIMALS, locale=LOCALE, decimal_quantization=False)


def hundredths(value: Decimal | None) -> str:
    """A figure that is computed to two decimals, with both: 50.4 to 50,40."""
    if value is None:
        return NOTHING
    return format_decimal(value, format=_TWO_DECIMALS, locale=LOCALE, decimal_quantization=False)


def percent(value: Decimal | None) -> str:
    """An achievement with the two decimals it is computed with: 106.18 to 106,18 %."""
    return NOTHING if value is None else f"{hundredths(value)} %"


def day(value: date | None) -> str:
    """A date in words: 18 Desember 2023."""
    return NOTHING if value is None else format_date(value, format="long", locale=LOCALE)


def moment(time: datetime) -> str:
    """A time as people in Jakarta read it: ``25 Nov 2026 09.30 WIB``."""
    local = time.astimezone(WIB)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year} {local:%H.%M} WIB"
