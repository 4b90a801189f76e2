"""The commands ``review`` and ``akun``: the stewards' application and who may use it."""

from __future__ import annotations

import argparse
import os
import sys
from getpass import getpass
from pathlib import Path
from urllib.parse import urlsplit

from flows.errors import MisuseError
from flows.indonesian import Parser
from flows.options import add_warehouse_option
from flows.places import Places, add_ledger_option

PASSWORD_VARIABLE = "CAPAIAN_SANDI"  # noqa: S105 - the name of a variable
_ROLES = {
    "viewer": "membaca",
    "steward": "membaca dan memutuskan",
    "admin": "juga mengurus akun dan melihat catatan",
}
_MAX_PORT = 65535


def add_review(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command ``review``."""
    review = commands.add_parser(
        "review",
        help="buka tinjauan: halaman web tempat petugas memutuskan temuan dan karantina",
        description="Menjalankan halaman web untuk meninjau temuan dan baris karantina gudang data "
        "FILE. Keputusan disimpan di buku keputusan, terpisah dari data.",
        epilog="Sesudahnya: buka http://127.0.0.1:N di peramban; buat akun dengan 'capaian akun "
        "buat'. Berhenti dengan Ctrl-C.",
    )
    add_warehouse_option(review)
    review.add_argument("--port", type=int, required=True, metavar="N", help="nomor port")
    review.add_argument(
        "--raw",
        type=Path,
        default=Path("raw"),
        metavar="DIR",
        help="folder surat, untuk menampilkan halamannya dan menerapkan keputusan; bawaannya raw",
    )
    add_ledger_option(review)
    review.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="H",
        help="alamat yang didengarkan; bawaannya 127.0.0.1, hanya dari komputer ini. Dengan "
        "0.0.0.0 sebutkan juga --url, sebab nama server lain tidak dijawab",
    )
    review.add_argument(
        "--url",
        metavar="URL",
        help="alamat yang dipakai peramban bila ada proksi di depannya, misalnya "
        "https://tinjauan.contoh.go.id; kuki lalu hanya dikirim lewat https",
    )
    review.set_defaults(handler=_review)


def add_accounts(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command ``akun`` and what it does."""
    accounts = commands.add_parser(
        "akun",
        help="urus akun tinjauan: buat, ganti sandi atau peran, matikan",
        description="Mengurus akun orang yang memakai tinjauan. Sandi ditanyakan, atau diambil "
        f"dari variabel {PASSWORD_VARIABLE}; tidak pernah dari baris perintah.",
        epilog="Sesudahnya: masuk di halaman yang dibuka 'capaian review'.",
    )
    actions = accounts.add_subparsers(
        title="tindakan",
        dest="action",
        required=True,
        metavar="TINDAKAN",
        help="lihat 'capaian akun TINDAKAN --help'",
    )
    for name, words in (
        ("buat", "buat akun baru"),
        ("sandi", "ganti sandi; semua sesi akun itu berakhir"),
        ("peran", "ganti peran; semua sesi akun itu berakhir"),
        ("matikan", "tutup akun; keputusannya tetap"),
        ("hidupkan", "buka lagi akun yang ditutup"),
        ("daftar", "tampilkan semua akun"),
    ):
        action = actions.add_parser(name, help=words, description=f"{words.capitalize()}.")
        if name != "daftar":
            action.add_argument("name", metavar="NAMA", help="nama akun")
        if name in ("buat", "peran"):
            action.add_argument(
                "--peran",
                required=True,
                choices=sorted(_ROLES),
                help="; ".join(f"{role}: {words}" for role, words in _ROLES.items()),
            )
        action.add_argument(
            "--warehouse", type=Path, metavar="FILE", help="gudang data yang ditinjau"
        )
        add_ledger_option(action)
        action.set_defaults(handler=_accounts)


def _review(arguments: argparse.Namespace) -> int:
    from review.app import serve
    from review.ledger import Ledger
    from review.settings import Settings

    places = Places(arguments.warehouse.resolve())
    if not places.warehouse.is_file():
        raise MisuseError(
            f"Gudang data {places.warehouse} tidak ada",
            next_step="Jalankan 'capaian run' lebih dahulu.",
        )
    if not 0 < arguments.port <= _MAX_PORT:
        raise MisuseError(f"--port: {arguments.port} bukan nomor port")
    if arguments.url and urlsplit(arguments.url).scheme not in ("http", "https"):
        raise MisuseError("--url: tulis seperti https://tinjauan.contoh.go.id")
    settings = Settings(
        warehouse=places.warehouse,
        raw=arguments.raw.resolve(),
        ledger=arguments.ledger or places.ledger,
        pictures=places.state / "pages",
        host=arguments.host,
        port=arguments.port,
        url=arguments.url,
    )

    def apply_now() -> None:
        from flows.applying import apply

        apply(settings.raw, places, Ledger(settings.ledger))

    print(f"Tinjauan: {arguments.url or sorted(settings.origins)[0]} (berhenti dengan Ctrl-C)")
    sys.stdout.flush()
    serve(settings, apply_now)
    return 0


def _accounts(arguments: argparse.Namespace) -> int:
    from review.ledger import Ledger

    if not (arguments.ledger or arguments.warehouse):
        raise MisuseError(
            "Buku keputusan belum disebut", next_step="Sebutkan --warehouse atau --ledger."
        )
    ledger = Ledger(arguments.ledger or Places(arguments.warehouse.resolve()).ledger)
    accounts, by = ledger.accounts, f"perintah ({os.environ.get('USER') or 'sistem'})"[:40]
    match arguments.action:
        case "buat":
            accounts.create(arguments.name, arguments.peran, _password(), by=by)
        case "sandi":
            accounts.set_password(arguments.name, _password(), by=by)
        case "peran":
            accounts.set_role(arguments.name, arguments.peran, by=by)
        case "matikan" | "hidupkan":
            accounts.set_disabled(arguments.name, arguments.action == "matikan", by=by)
    for account in accounts.all():
        state = "mati" if account.is_disabled else "aktif"
        print(f"{account.name:<24}  {account.role:<8}  {state}")
    print(f"Buku keputusan: {ledger.name}")
    return 0


def _password() -> str:
    """The password, typed twice, or from the environment for programs that set up a server."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise MisuseError(
            "Sandi tidak dapat ditanyakan di sini",
            next_step=f"Isikan lewat variabel {PASSWORD_VARIABLE}.",
        )
    first = getpass("Sandi: ")
    if getpass("Sandi sekali lagi: ") != first:
        raise MisuseError("Kedua sandi tidak sama")
    return first
