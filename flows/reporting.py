"""The command ``report``: a satker's achievement sheet, or the summary of the nation."""

from __future__ import annotations

import argparse

from flows.errors import MisuseError
from flows.indonesian import Parser
from flows.options import add_out_option, add_warehouse_option, check_folder


def add_report(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command ``report``."""
    report = commands.add_parser(
        "report",
        help="tulis lembar capaian satu satker, atau ringkasan nasional",
        description="Dengan --satker: lembar capaian satu satker (HTML, PDF, DOCX) dengan tabel "
        "capaian menurut perjanjian, diagram, rincian siap tempel, dan lembar telaah LKIP-nya "
        "sendiri, setiap angka dengan sumbernya. Dengan --nasional: ringkasan semua provinsi "
        "(HTML, PDF) dengan peta, kategori, perbandingan tahun, dan mutu data.",
        epilog="Sesudahnya: tempelkan tabel berkas DOCX ke LKIP, dan periksa lembar telaahnya.",
    )
    add_warehouse_option(report)
    about = report.add_mutually_exclusive_group(required=True)
    about.add_argument("--satker", metavar="NAMA", help="nama satker, misalnya 'BNNP Bali'")
    about.add_argument("--nasional", action="store_true", help="semua provinsi sekaligus")
    report.add_argument("--tahun", type=int, required=True, metavar="N", help="tahun yang diukur")
    add_out_option(report)
    report.set_defaults(handler=_report)


def _report(arguments: argparse.Namespace) -> int:
    from reports.errors import UnknownSatkerError
    from reports.national.writing import write_national
    from reports.sheet.writing import write_sheet

    check_folder(arguments.out, "--out")
    try:
        if arguments.nasional:
            written = write_national(arguments.warehouse, arguments.tahun, arguments.out)
        else:
            written = write_sheet(
                arguments.warehouse, arguments.satker, arguments.tahun, arguments.out
            )
    except UnknownSatkerError as error:
        raise MisuseError(error.message, next_step=error.next_step) from error
    for path in written:
        print(path)
    return 0
