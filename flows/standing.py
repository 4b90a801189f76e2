"""The command ``status``: how the last nights went, and what waits for a steward."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from flows.indonesian import Parser
from flows.options import add_warehouse_option
from flows.places import Places

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
    nights = places.journal.nights() if places.state.is_dir() else []
    is_running = places.state.is_dir() and places.is_held
    outcomes = [
        "dead" if night.outcome == "running" and not is_running else night.outcome
        for night in nights
    ]
    from reports.formats import moment
    from reports.night.page import OUTCOMES, duration

    for night, outcome in list(zip(nights, outcomes, strict=True))[-max(arguments.malam, 1) :]:
        words = OUTCOMES[outcome] + (f": {night.error}" if night.error else "")
        print(f"{moment(night.started)}  {words}  ({duration(night.seconds)})")
    if not nights:
        print("Belum ada malam yang tercatat.")
    print("\n".join(_standing(places)))
    return 1 if outcomes and outcomes[-1] in {"failed", "dead"} else 0


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
