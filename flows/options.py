"""Options that several commands share, and what is checked of them."""

from __future__ import annotations

import argparse
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.errors import MisuseError

TIMEZONE = "Asia/Jakarta"
"""Where days begin and nights are scheduled."""


def add_warehouse_option(parser: argparse.ArgumentParser) -> None:
    """The published warehouse that a command reads."""
    parser.add_argument(
        "--warehouse", type=Path, required=True, metavar="FILE", help="gudang data yang diterbitkan"
    )


def add_out_option(parser: argparse.ArgumentParser) -> None:
    """The folder that a command writes to."""
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder tujuan; dibuat bila belum ada",
    )


def day(text: str) -> datetime:
    """The first moment of a day in Jakarta; argparse tells what is none."""
    try:
        return datetime.combine(date.fromisoformat(text), time(), ZoneInfo(TIMEZONE))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' bukan tanggal TTTT-BB-HH") from None


def check_folder(folder: Path | None, option: str) -> None:
    """Refuse something else that lies where a folder is to be written. Raises ``MisuseError``."""
    if folder and folder.exists() and not folder.is_dir():
        raise MisuseError(
            f"{folder} bukan folder", next_step=f"Sebutkan folder lain dengan {option}."
        )
