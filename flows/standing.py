"""The command ``status``: how the last nights went, and what waits for a steward."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from flows.errors import MisuseError
from flows.indonesian import Parser
from flows.journal import NightLog
from flows.options import add_warehouse_option
from flows.places import Places
from flows.summary import brief_lines

_NIGHTS = 7
_WAITING = (
    ("baris dikarantina", "SELECT count(*) FROM mart.karantina"),
    ("temuan gagal", "SELECT count(*) FROM mart.temuan WHERE severity = 'gagal' AND {open}"),
    ("temuan lain", "SELECT count(*) FROM mart.temuan WHERE severity <> 'gagal' AND {open}"),
)
_OPEN = "status = 'terbuka'"


def add_status(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command ``status``."""
    status = commands.add_parser(
        "status",
        help="bagaimana malam-malam terakhir, dan apa yang menunggu petugas",
        description="Menyebut malam-malam terakhir dengan hasilnya, gudang data yang berlaku, dan "
        "yang menunggu keputusan petugas.",
        epilog="Sesudahnya: rincian malam terakhir ada di FILE.state/malam.html. "
        "Kode keluar: 0 malam terakhir berhasil, 1 gagal atau mati, 2 salah pemakaian.",
    )
    add_warehouse_option(status)
    status.add_argument(
        "--malam", type=int, default=_NIGHTS, metavar="N", help=f"berapa malam; bawaannya {_NIGHTS}"
    )
    status.set_defaults(handler=_status)


def _status(arguments: argparse.Namespace) -> int:
    places = Places(arguments.warehouse.resolve())
    if places.warehouse.is_dir():
        raise MisuseError(
            f"{places.warehouse} adalah folder", next_step="Sebutkan berkas gudang datanya."
        )
    if arguments.malam < 1:
        raise MisuseError(
            f"--malam {arguments.malam}: bukan banyaknya malam", next_step="Sebutkan 1 atau lebih."
        )
    nights = places.journal.nights() if places.state.is_dir() else []
    if any(night.outcome == "running" for night in nights) and not places.is_held:
        for night in nights:
            night.outcome = "dead" if night.outcome == "running" else night.outcome
    for night in nights[-arguments.malam :]:
        print("\n    ".join(_lines(night)))
    if not nights:
        print("Belum ada malam yang tercatat.")
    print("\n".join([*_standing(places), *_gone(nights)]))
    last = next((night.outcome for night in reversed(nights) if night.outcome != "restored"), None)
    return 1 if last in {"failed", "dead"} else 0


def _lines(night: NightLog) -> list[str]:
    """One night: when, how it ended, what it did, and who could not be told."""
    from reports.formats import moment
    from reports.night.page import OUTCOMES, duration

    words = OUTCOMES[night.outcome] + (f" {night.note}" if night.note else "")
    lasted = "" if night.seconds is None else f" ({duration(night.seconds)})"
    return [
        f"{moment(night.started)}  {words}{lasted}",
        *([night.error] if night.error else []),
        *(brief_lines(night.numbers) if night.numbers else []),
        *(f"pemberitahuan gagal: {way}" for way in night.untold),
    ]


def _gone(nights: Sequence[NightLog]) -> Iterator[str]:
    """Letters that are missed, until they are back or nobody expects them any more."""
    published = next((night for night in reversed(nights) if night.numbers), None)
    for path in published.numbers.get("gone", ()) if published else ():
        yield f"Tidak ada lagi di folder surat: {path}"


def _standing(places: Places) -> Iterator[str]:
    """What is published, and what waits in it."""
    if not places.warehouse.is_file():
        yield f"Gudang data {places.warehouse} belum ada."
        return
    from datetime import UTC

    from reports.formats import moment
    from warehouse.analyst import opened, published_at

    published = moment(published_at(places.warehouse).replace(tzinfo=UTC))
    yield f"Gudang data {places.warehouse}, diterbitkan {published}"
    with opened(places.warehouse) as connection:
        counts = [
            f"{count} {words}"
            for words, query in _WAITING
            for (count,) in connection.execute(query.format(open=_OPEN)).fetchall()
        ]
    yield f"Menunggu petugas: {', '.join(counts)}"
