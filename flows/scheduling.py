"""The command ``serve``: nights on a schedule."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flows.cron import check_cron
from flows.errors import MisuseError
from flows.indonesian import Parser
from flows.options import add_warehouse_option
from flows.places import Places, add_ledger_option

_CRON = "0 1 * * *"
_PORT = 4200
_PORTS = range(1, 65536)


def add_serve(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command ``serve``."""
    serve = commands.add_parser(
        "serve",
        help="jalankan malam menurut jadwal, tanpa dijaga",
        description="Menjalankan capaian run menurut jadwal cron (waktu Jakarta), satu malam pada "
        "satu waktu; malam yang terlewat dikejar sekali. Server Prefect dijalankan dan dijaga "
        "sendiri, halamannya di http://127.0.0.1:N, kecuali PREFECT_API_URL menyebut yang lain.",
        epilog="Sesudahnya: lihat keadaannya dengan capaian status; berhenti dengan Ctrl-C.",
    )
    serve.add_argument("--raw", type=Path, required=True, metavar="DIR", help="folder surat")
    add_warehouse_option(serve)
    add_ledger_option(serve)
    serve.add_argument(
        "--cron", default=_CRON, help=f"jadwal, waktu Jakarta; bawaannya '{_CRON}' (pukul 01.00)"
    )
    serve.add_argument(
        "--port", type=int, default=_PORT, metavar="N", help=f"port halaman; bawaannya {_PORT}"
    )
    serve.set_defaults(handler=_serve)


def _serve(arguments: argparse.Namespace) -> int:
    from flows.news import hint_of
    from flows.notifying import check_settings
    from flows.serving import Service

    raw, places = arguments.raw.resolve(), Places(arguments.warehouse.resolve())
    if not raw.is_dir():
        raise MisuseError(
            f"Folder surat {raw} tidak ada", next_step="Sebutkan folder lain dengan --raw."
        )
    check_cron(arguments.cron)
    if hint := hint_of(raw):
        print(f"capaian: {hint}", file=sys.stderr)
    if arguments.port not in _PORTS:
        raise MisuseError(
            f"--port {arguments.port}: bukan nomor port",
            next_step=f"Sebutkan {_PORTS.start} sampai {_PORTS.stop - 1}.",
        )
    check_settings()
    ledger = arguments.ledger or places.ledger
    Service(raw, places, ledger, arguments.cron, arguments.port).run()
    return 0
