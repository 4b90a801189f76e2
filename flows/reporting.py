"""The command ``report``: a satker's achievement sheet."""

from __future__ import annotations

import argparse

from flows.errors import MisuseError
from flows.indonesian import Parser
from flows.options import add_out_option, add_warehouse_option, check_folder


def add_report(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command ``report``."""
    report = commands.add_parser(
        "report",
        help="tulis lembar capaian satu satker sebagai HTML, PDF dan DOCX",
        description="Menulis lembar capaian satker: tabel capaian menurut perjanjian, diagram, "
        "rincian siap tempel, dan lembar telaah LKIP-nya sendiri, setiap angka dengan sumbernya.",
        epilog="Sesudahnya: tempelkan tabel berkas DOCX ke LKIP, dan periksa lembar telaahnya.",
    )
    add_warehouse_option(report)
    report.add_argument(
        "--satker", required=True, metavar="NAMA", help="nama satker, misalnya 'BNNP Bali'"
    )
    report.add_argument("--tahun", type=int, required=True, metavar="N", help="tahun yang diukur")
    add_out_option(report)
    report.set_defaults(handler=_report)


def _report(arguments: argparse.Namespace) -> int:
    from reports.errors import UnknownSatkerError
    from reports.sheet.writing import write_sheet

    check_folder(arguments.out, "--out")
    try:
        written = write_sheet(arguments.warehouse, arguments.satker, arguments.tahun, arguments.out)
    except UnknownSatkerError as error:
        raise MisuseError(error.message, next_step=error.next_step) from error
    for path in written:
        print(path)
    return 0
