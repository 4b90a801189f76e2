"""The command ``restore``: an earlier warehouse in place of the one that stands."""

from __future__ import annotations

import argparse
from datetime import UTC
from decimal import Decimal

from flows.errors import MisuseError
from flows.indonesian import Parser
from flows.options import add_warehouse_option


def add_restore(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command ``restore``."""
    restore = commands.add_parser(
        "restore",
        help="pulihkan gudang data yang diterbitkan sebelumnya",
        description="Tanpa --nama: menyebut gudang data terdahulu yang masih disimpan, yang "
        "terbaru lebih dahulu. Dengan --nama: menerbitkannya kembali dalam satu langkah; yang "
        "sekarang ikut disimpan.",
        epilog="Sesudahnya: perbaiki dahulu penyebabnya (surat, keputusan), sebab capaian run "
        "berikutnya menerbitkan lagi dari masukan yang ada.",
    )
    add_warehouse_option(restore)
    restore.add_argument("--nama", metavar="NAMA", help="nama dari daftarnya")
    restore.set_defaults(handler=_restore)


def _restore(arguments: argparse.Namespace) -> int:
    from flows.places import Places
    from reports.formats import moment, number
    from warehouse.archive import kept_in, restore
    from warehouse.publish import is_whole

    places = Places(arguments.warehouse.resolve())
    kept = kept_in(places.archive)
    if arguments.nama is None:
        for item in kept:
            size = number(round(Decimal(item.path.stat().st_size) / 1_000_000, 1))
            damaged = "" if is_whole(item.path) else "  rusak, tidak dapat dipulihkan"
            print(f"{item.name}  {moment(item.published.replace(tzinfo=UTC))}  {size} MB{damaged}")
        if not kept:
            print("Belum ada gudang data terdahulu yang disimpan.")
        return 0
    chosen = next((item for item in kept if item.name == arguments.nama), None)
    if chosen is None:
        raise MisuseError(
            f"Tidak ada gudang data terdahulu bernama {arguments.nama}",
            next_step="Lihat daftarnya dengan capaian restore tanpa --nama.",
        )
    with places.locked():
        restore(chosen, places.warehouse, places.archive)
        words = f"seperti diterbitkan {moment(chosen.published.replace(tzinfo=UTC))}"
        places.journal.restored(words)
    print(f"{places.warehouse}: dipulihkan {words}")
    return 0
