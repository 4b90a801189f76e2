"""Build the areas from the npm package idn-area-data, and complete ``satker.csv`` with them.

Grain of ``wilayah.csv``: one province or regency by Kemendagri code; of ``desa/desa.csv``: one
kecamatan, desa or kelurahan. Source: directory ``data`` of idn-area-data (Open Database License).
Lines that ``satker.csv`` already has are kept as they are.

Use: ``python warehouse/reference/build_wilayah.py <package>/data warehouse/reference``.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

from expectations.villages import COLUMNS as DESA_COLUMNS
from expectations.villages import FILE as DESA

SATKER_COLUMNS = (
    "satker_code",
    "satker_name",
    "tingkat",
    "provinsi_name",
    "wilayah_code",
    "is_confirmed",
    "source",
    "strength",
)
WILAYAH_COLUMNS = ("wilayah_code", "wilayah_name", "tingkat", "provinsi_code", "source")
UPPER = frozenset({"DKI"})
LOWER = frozenset({"DAN"})
KEMENDAGRI = "Kode Kemendagri (idn-area-data)"


def title(name: str) -> str:
    """``KABUPATEN PANGKAJENE DAN KEPULAUAN`` as names are written."""
    words = (word.capitalize() if word not in UPPER else word for word in name.upper().split())
    return " ".join(word.lower() if word.upper() in LOWER else word for word in words)


def wilayah(data: Path) -> list[dict[str, str]]:
    """Provinces and regencies, by code."""
    rows = []
    for province in read(data / "provinces.csv"):
        code = province["code"]
        rows.append((code, title(province["name"]), "provinsi", code, KEMENDAGRI))
    for regency in read(data / "regencies.csv"):
        name = title(regency["name"])
        kind = name.split()[0].lower()
        rows.append((regency["code"], name, kind, regency["province_code"], KEMENDAGRI))
    return [dict(zip(WILAYAH_COLUMNS, row, strict=True)) for row in sorted(rows)]


def desa(data: Path) -> list[dict[str, str]]:
    """Every kecamatan, desa and kelurahan, by code."""
    rows = sorted(
        (row["code"], row["name"])
        for name in ("districts.csv", "villages.csv")
        for row in read(data / name)
    )
    return [dict(zip(DESA_COLUMNS, row, strict=True)) for row in rows]


def satker(areas: list[dict[str, str]], kept: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """The identities that areas give rise to, under the lines kept of the file as it was."""
    provinces = {row["wilayah_code"]: row["wilayah_name"] for row in areas}
    rows: dict[str, dict[str, str]] = {}
    for area in areas:
        name = area["wilayah_name"]
        digits = area["wilayah_code"].replace(".", "")
        if area["tingkat"] == "provinsi":
            made = [(f"bnnp-{digits}", f"BNNP {name}", "bnnp")]
            made.append((f"prov-{digits}", f"Provinsi {name}", "provinsi"))
        else:
            made = [(f"bnnk-{digits}", f"BNN {name.replace(' Administrasi', '')}", "bnnk")]
        for code, label, tingkat in made:
            place = (provinces[area["provinsi_code"]], area["wilayah_code"])
            confirmed = "ya" if tingkat == "provinsi" else "tidak"
            values = (code, label, tingkat, *place, confirmed, KEMENDAGRI, "kedua")
            rows[code] = dict(zip(SATKER_COLUMNS, values, strict=True))
    rows.update({row["satker_code"]: row for row in kept})
    return [rows[code] for code in sorted(rows)]


def read(path: Path) -> list[dict[str, str]]:
    """All lines of a CSV file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write(path: Path, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """A CSV file with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(data: Path, reference: Path) -> None:
    """Write the three files."""
    areas = wilayah(data)
    target = reference / "satker.csv"
    write(reference / "wilayah.csv", WILAYAH_COLUMNS, areas)
    (reference / DESA).parent.mkdir(exist_ok=True)
    write(reference / DESA, DESA_COLUMNS, desa(data))
    write(target, SATKER_COLUMNS, satker(areas, read(target) if target.exists() else ()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
