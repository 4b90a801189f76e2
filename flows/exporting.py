"""The commands ``export`` and ``query``: what analysts take away, and what they ask."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from flows.errors import MisuseError
from flows.indonesian import Parser
from flows.options import add_out_option, add_warehouse_option, check_folder
from reports.export import FORMATS

_ROWS = 100


def add_export(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command ``export``."""
    export = commands.add_parser(
        "export",
        help="tulis semua tabel mart sebagai buku kerja Excel, Parquet dan CSV",
        description="Menulis tabel mart gudang data FILE ke DIR: capaian.xlsx, parquet/<tabel>."
        "parquet dan csv/<tabel>.csv. Berkas lama diganti hanya oleh berkas yang utuh.",
        epilog="Sesudahnya: buka DIR/capaian.xlsx; lembar Sampul menjelaskan isi dan warnanya.",
    )
    add_warehouse_option(export)
    add_out_option(export)
    export.add_argument(
        "--format",
        default=",".join(FORMATS),
        metavar="F,F",
        help=f"format yang ditulis, dipisah koma; bawaannya {','.join(FORMATS)}",
    )
    export.set_defaults(handler=_export)


def add_query(commands: argparse._SubParsersAction[Parser]) -> None:
    """The command ``query``."""
    query = commands.add_parser(
        "query",
        help="ajukan pertanyaan SQL kepada gudang data",
        description="Menjalankan SQL (DuckDB) atas tabel mart dan mencetak jawabannya sebagai "
        "tabel. Tidak dapat mengubah apa pun.",
        epilog="Sesudahnya: simpan jawabannya dengan --csv. Contoh: capaian query "
        '"SELECT satker_name, ikk_code, status FROM ikk_capaian". '
        "Nama tabel dan kolom ada di docs/data-dictionary.md, contoh di docs/questions.md.",
    )
    query.add_argument("question", metavar="SQL", help="pertanyaan; '-' membacanya dari masukan")
    query.add_argument(
        "--warehouse",
        type=Path,
        metavar="FILE",
        help="gudang data; bawaannya variabel CAPAIAN_WAREHOUSE, lalu capaian.duckdb",
    )
    query.add_argument(
        "--baris",
        type=int,
        default=_ROWS,
        metavar="N",
        help=f"banyaknya baris yang ditampilkan; bawaannya {_ROWS}, 0 berarti semua",
    )
    query.add_argument("--csv", action="store_true", help="cetak semua baris sebagai CSV")
    query.set_defaults(handler=_query)


def _export(arguments: argparse.Namespace) -> int:
    wanted = [name.strip().lower() for name in arguments.format.split(",") if name.strip()]
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise MisuseError(
            f"--format: {', '.join(unknown) or 'kosong'} tidak dikenal",
            next_step=f"Pilih dari {', '.join(FORMATS)}.",
        )
    check_folder(arguments.out, "--out")
    from reports.export.exporting import export

    for path in export(arguments.warehouse, arguments.out, wanted):
        print(path)
    return 0


def _query(arguments: argparse.Namespace) -> int:
    if arguments.baris < 0:
        raise MisuseError(f"--baris: {arguments.baris} kurang dari 0")
    from reports.export.answers import as_csv, as_table
    from warehouse.analyst import answer

    question = sys.stdin.read() if arguments.question == "-" else arguments.question
    limit = None if arguments.csv or not arguments.baris else arguments.baris
    found = answer(arguments.warehouse, question, limit)
    print(as_csv(found) if arguments.csv else as_table(found), end="" if arguments.csv else "\n")
    return 0
