"""Which satker a person means: its name or code as written, never the nearest one."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from extractors.values import squash
from reports.errors import UnknownSatkerError
from warehouse.analyst import Connection

_PROPOSED = 5
_OWNER = """
    SELECT owner.satker_name FROM mart.satker AS satker
    INNER JOIN mart.satker AS owner
        ON satker.provinsi_name = owner.provinsi_name AND owner.tingkat = 'bnnp'
    WHERE satker.satker_code = ? AND satker.tingkat = 'bnnk'
"""


@dataclass(frozen=True, slots=True)
class Satker:
    """A satker as ``mart.satker`` names it."""

    code: str
    name: str


def find_satker(connection: Connection, name: str) -> Satker:
    """The satker of that name or code; letter case, spaces and punctuation aside.

    Errors: ``UnknownSatkerError`` with the names that are most like it.
    """
    rows = connection.execute(
        "SELECT satker_code, satker_name FROM mart.satker "
        "WHERE tingkat <> 'provinsi' ORDER BY satker_code"
    ).fetchall()
    satker = [Satker(*row) for row in rows]
    wanted = squash(name)
    for item in satker:
        if wanted and wanted in (squash(item.name), squash(item.code)):
            return item
    nearest = sorted(
        (item.name for item in satker),
        key=lambda known: (-LCSseq.similarity(wanted, squash(known)), len(known)),
    )
    raise UnknownSatkerError(
        f"Satker '{name}' tidak dikenal",
        next_step="Yang mirip: " + "; ".join(nearest[:_PROPOSED]) + ".",
    )


def check_year(connection: Connection, satker: Satker, tahun: int) -> None:
    """Errors: ``UnknownSatkerError`` where there is nothing of the satker in that year."""
    years = connection.execute(
        "SELECT DISTINCT tahun FROM mart.ikk_capaian WHERE satker_code = ? ORDER BY tahun",
        [satker.code],
    ).fetchall()
    known = [year for (year,) in years]
    if tahun not in known:
        listed = ", ".join(map(str, known)) or "belum ada"
        owner = connection.execute(_OWNER, [satker.code]).fetchone()
        raise UnknownSatkerError(
            f"Tidak ada capaian {satker.name} tahun {tahun}",
            next_step=f"Tahun yang ada: {listed}."
            + (f" Nilainya tercantum dalam rincian lembar {owner[0]}." if owner else ""),
        )
