"""The program ``capaian``. Exit codes: 0 published or nothing new, 1 nothing published, 2 misuse.

Heavy libraries are imported only once there is work for them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from extractors.errors import CapaianError
from flows.causes import cause_of
from flows.diskspace import let_go
from flows.errors import MisuseError
from flows.exporting import add_export, add_query
from flows.indonesian import Parser
from flows.options import check_folder, day
from flows.receiving import add_intake
from flows.reporting import add_report
from flows.restoring import add_restore
from flows.reviewing import add_accounts, add_review
from flows.scheduling import add_serve
from flows.standing import add_status

EXIT_DONE = 0
EXIT_NOTHING = 1
EXIT_MISUSE = 2
_DUCKDB_MARK = (b"DUCK", 8)
_EXIT_CODES = (
    "Kode keluar: 0 berhasil (temuan dan karantina termasuk), "
    "1 tidak ada yang dapat diterbitkan, 2 salah pemakaian."
)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = Parser(
        prog="capaian",
        description="Membaca surat BNN bertanda tangan dan menghitung capaian IKK setiap satker.",
        epilog=f"Mulailah dengan: capaian run --raw raw --warehouse capaian.duckdb. {_EXIT_CODES}",
    )
    commands = parser.add_subparsers(
        title="perintah", dest="command", required=True, metavar="PERINTAH"
    )
    _add_run(commands)
    add_intake(commands)
    _add_extract(commands)
    add_export(commands)
    add_query(commands)
    add_report(commands)
    add_review(commands)
    add_accounts(commands)
    add_restore(commands)
    add_serve(commands)
    add_status(commands)
    return parser


def _add_run(commands: argparse._SubParsersAction[Parser]) -> None:
    from flows.places import add_ledger_option

    run = commands.add_parser(
        "run",
        help="olah satu malam: baca surat baru, periksa, hitung, terbitkan gudang data",
        description="Membaca semua PDF di bawah DIR/<tahun>/, memeriksa, menghitung capaian, lalu "
        "menerbitkan gudang data dalam satu langkah. Bila masukan tidak berubah, tidak ada yang "
        "dikerjakan.",
        epilog="Sesudahnya: buka FILE dengan DuckDB dan baca mart.ikk_capaian; yang perlu dilihat "
        f"orang ada di mart.temuan dan mart.karantina. {_EXIT_CODES}",
    )
    run.add_argument(
        "--raw",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder surat; taruh setiap PDF di DIR/<tahun>/, misalnya raw/2023/",
    )
    run.add_argument(
        "--warehouse",
        type=Path,
        required=True,
        metavar="FILE",
        help="gudang data DuckDB yang diterbitkan; catatan kerjanya di FILE.state, boleh dihapus",
    )
    add_ledger_option(run)
    run.add_argument(
        "--since",
        type=day,
        metavar="TANGGAL",
        help="baca ulang hanya surat yang diterima sejak tanggal ini (TTTT-BB-HH); yang lain "
        "memakai bacaan yang sudah ada, sampai malam penuh berikutnya",
    )
    run.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="JENIS|POLA",
        help="baca ulang hanya surat jenis ini (misalnya dektari) atau berkas bernama begini "
        "(misalnya '2024/*'); boleh diulang. Surat yang belum pernah dibaca selalu dibaca",
    )
    run.add_argument(
        "--force",
        action="store_true",
        help="baca ulang juga surat yang sudah dibaca pembaca ini, meskipun tidak ada yang baru",
    )
    run.add_argument(
        "--tampilkan",
        action="store_true",
        help="sesudahnya cetak tabel capaian BNNP yang mempunyai perjanjian kinerja",
    )
    run.set_defaults(handler=_run)


def _add_extract(commands: argparse._SubParsersAction[Parser]) -> None:
    extract = commands.add_parser(
        "extract",
        help="tulis tabel beberapa surat sebagai CSV, tanpa menyentuh gudang data",
        description="Membaca setiap FILE dan menulis satu CSV per tabel lampiran, serta "
        "letters.csv, claims.csv dan cells.csv.",
        epilog="Sesudahnya: bandingkan DIR/<tabel>.csv dengan suratnya; kotak setiap sel ada di "
        f"DIR/cells.csv. {_EXIT_CODES}",
    )
    extract.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="surat PDF; berkas yang rusak disebut, yang lain tetap dibaca",
    )
    extract.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder tujuan CSV; dibuat bila belum ada, CSV bernama sama ditimpa",
    )
    extract.add_argument(
        "--debug",
        type=Path,
        metavar="DIR",
        help="gambar juga setiap halaman dengan apa yang dilihat pembaca (baris, kolom, sel, "
        "masalah) ke DIR; mulailah dari DIR/index.html",
    )
    extract.set_defaults(handler=_extract)


def _is_warehouse(path: Path) -> bool:
    mark, offset = _DUCKDB_MARK
    with path.open("rb") as stream:
        return stream.read(offset + len(mark))[offset:] == mark


def _check_warehouse(warehouse: Path) -> None:
    """Refuse to publish over what is no warehouse, before anything is written."""
    if warehouse.exists() and not (warehouse.is_file() and _is_warehouse(warehouse)):
        raise MisuseError(
            f"{warehouse} bukan gudang data DuckDB dan tidak akan ditimpa",
            next_step="Sebutkan berkas lain dengan --warehouse.",
        )


def _run(arguments: argparse.Namespace) -> int:
    from flows.failing import failures_told
    from flows.news import has_news, hint_of, nothing_new, require_letters
    from flows.places import Places
    from flows.selection import selection_of

    raw, places = arguments.raw.resolve(), Places(arguments.warehouse.resolve())
    ledger = arguments.ledger or places.ledger
    _check_warehouse(places.warehouse)
    with failures_told(places):
        require_letters(raw, places)
        if hint := hint_of(raw):
            print(f"capaian: {hint}", file=sys.stderr)
        selection = selection_of(raw, arguments.only, arguments.since, force=arguments.force)
        if selection.force or has_news(raw, places, ledger):
            from flows.conduct import conduct

            print("\n".join(conduct(raw, places, ledger, selection)))
        else:
            nothing_new(places)
            print("Tidak ada yang berubah sejak malam terakhir; gudang data tetap.")
    if arguments.tampilkan:
        from flows.showing import achievement_lines

        print("\n".join(["", *achievement_lines(places.warehouse), ""]))
    print(f"Gudang data: {places.warehouse}")
    return EXIT_DONE


def _extract(arguments: argparse.Namespace) -> int:
    from extractors.csv_export import write_tables
    from flows.drawings import finish_drawings, prepare_folders
    from flows.extracting import extract_files

    out: Path = arguments.out
    debug: Path | None = arguments.debug
    check_folder(out, "--out")
    check_folder(debug, "--debug")
    if not any(path.is_file() for path in arguments.files):
        raise MisuseError("Tidak ada FILE yang ditemukan", next_step="Periksa nama berkasnya.")
    folders = prepare_folders(debug, arguments.files) if debug else []
    answers = extract_files(arguments.files, folders)
    for answer in answers:
        if answer.trouble is not None:
            print(f"{answer.path}: {answer.trouble}", file=sys.stderr)
    if debug:
        drawn = zip(answers, folders, strict=True)
        print(finish_drawings(debug, [(a.path, folder, a.trouble) for a, folder in drawn]))
    extractions = [answer.extraction for answer in answers if answer.extraction]
    if not extractions:
        return EXIT_NOTHING
    for path in write_tables(extractions, out):
        print(path)
    return EXIT_DONE


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; errors are told, not traced."""
    arguments = build_parser().parse_args(argv)
    try:
        code: int = arguments.handler(arguments)
    except MisuseError as error:
        print(f"capaian: {error}", file=sys.stderr)
        return EXIT_MISUSE
    except CapaianError as error:
        print(f"capaian: {cause_of(error)}", file=sys.stderr)
        let_go(error)
        return EXIT_NOTHING
    except OSError as error:
        print(f"capaian: {cause_of(error)}", file=sys.stderr)
        return EXIT_NOTHING
    except KeyboardInterrupt:
        print("capaian: dihentikan; gudang data terakhir tetap ada.", file=sys.stderr)
        return EXIT_NOTHING
    return code


if __name__ == "__main__":
    sys.exit(main())
