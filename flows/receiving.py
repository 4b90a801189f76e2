"""The command ``intake``: letters that have arrived."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flows.errors import MisuseError
from flows.indonesian import Parser

_ORIGIN = "capaian intake"


def add_intake(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command ``intake``."""
    intake = commands.add_parser(
        "intake",
        help="masukkan surat yang baru diterima ke folder tahunnya",
        description="Membaca setiap FILE, menaruh salinannya di DIR/<tahun>/ menurut tahun yang "
        "diukur suratnya, dan mencatat sidik isi, ukuran, waktu terima dan asalnya di "
        "manifest.csv folder itu. Yang bukan surat, sudah ada, atau namanya terpakai ditolak "
        "dengan alasannya; FILE sendiri tidak disentuh.",
        epilog="Sesudahnya: capaian run mengolahnya. Kode keluar: 0 semua masuk, 1 ada yang "
        "ditolak, 2 salah pemakaian.",
    )
    intake.add_argument("files", nargs="+", type=Path, metavar="FILE", help="surat PDF")
    intake.add_argument("--raw", type=Path, required=True, metavar="DIR", help="folder surat")
    intake.add_argument(
        "--tahun", type=int, metavar="N", help="folder tahun, bila suratnya tidak menyebut satu"
    )
    intake.add_argument(
        "--asal", default=_ORIGIN, metavar="TEKS", help="dari siapa atau bagaimana diterima"
    )
    intake.set_defaults(handler=_intake)


def _intake(arguments: argparse.Namespace) -> int:
    from extractors.kind import all_kinds
    from flows.intake import YEARS, Intake

    raw: Path = arguments.raw
    if not raw.is_dir():
        raise MisuseError(
            f"Folder surat {raw} tidak ada", next_step="Sebutkan folder lain dengan --raw."
        )
    if arguments.tahun is not None and arguments.tahun not in YEARS:
        raise MisuseError(
            f"--tahun {arguments.tahun}: bukan tahun surat",
            next_step=f"Sebutkan {YEARS.start} sampai {YEARS.stop - 1}.",
        )
    titles = {kind.name: kind.title for kind in all_kinds()}
    refused = 0
    for taken in Intake(raw, arguments.asal, arguments.tahun).take_in(arguments.files):
        if taken.place is None:
            refused += 1
            print(f"{taken.source}: {taken.trouble}", file=sys.stderr)
        else:
            kinds = ", ".join(titles.get(kind, "surat tidak dikenal") for kind in taken.kinds)
            print(f"{taken.place}: {kinds}")
    return 1 if refused else 0
