"""Whether a schedule can be meant, before anything is started that would find out too late."""

from __future__ import annotations

from datetime import UTC, datetime

from cronsim import CronSim, CronSimError

from flows.errors import MisuseError

_FIELDS = 5
"""Libraries read a sixth field of seconds, one in front and another behind the others."""


def check_cron(text: str) -> None:
    """Errors: ``MisuseError`` for what is no schedule of five fields, or one that never comes."""
    try:
        next(CronSim(text, datetime.now(UTC)))
    except (CronSimError, StopIteration) as error:
        raise _wrong(text) from error
    if len(text.split()) != _FIELDS:
        raise _wrong(text)


def _wrong(text: str) -> MisuseError:
    return MisuseError(
        f"'{text}' bukan jadwal cron, atau tanggalnya tidak pernah ada",
        next_step="Contoh: '0 1 * * *' (menit, jam, tanggal, bulan, hari) untuk pukul 01.00.",
    )
