"""Whether a schedule can be meant, before anything is started that would find out too late."""

from __future__ import annotations

from datetime import UTC, datetime

from cronsim import CronSim, CronSimError

from flows.errors import MisuseError


def check_cron(text: str) -> None:
    """Errors: ``MisuseError`` for what is no schedule of five fields, or one that never comes."""
    try:
        next(CronSim(text, datetime.now(UTC)))
    except (CronSimError, StopIteration) as error:
        raise MisuseError(
            f"'{text}' bukan jadwal cron, atau tanggalnya tidak pernah ada",
            next_step="Contoh: '0 1 * * *' (menit, jam, tanggal, bulan, hari) untuk pukul 01.00.",
        ) from error
