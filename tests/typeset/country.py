"""The offices that the typeset letters speak of: a country of 34 BNNP and 173 BNNK."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import warehouse

REFERENCE = Path(warehouse.__file__).parent / "reference"
BNNK_COUNT = 173


@dataclass(frozen=True, slots=True)
class Office:
    """A BNNK: its code, the kind of its area (``Kabupaten``, ``Kota``) and the area's name."""

    code: str
    kind: str
    area: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province with its BNNP and BNNK."""

    code: str
    name: str
    bnnp: str
    offices: tuple[Office, ...]


def _rows(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def bearers(name: str) -> frozenset[str]:
    """Codes of all areas that bear a name: a kabupaten, a kota, a province."""
    return frozenset(
        row["wilayah_code"]
        for row in _rows("wilayah")
        if name in (row["wilayah_name"], row["wilayah_name"].partition(" ")[2])
    )


@cache
def provinces(seed: int) -> tuple[Province, ...]:
    """All provinces with a BNNP; the BNNK are those that are known to exist, others by lot."""
    satker = _rows("satker")
    own = [row for row in satker if row["tingkat"] == "bnnp" and row["is_confirmed"] == "ya"]
    codes = {row["wilayah_code"] for row in own}
    bnnk = [
        row
        for row in satker
        if row["tingkat"] == "bnnk" and row["wilayah_code"].split(".")[0] in codes
    ]
    known = [row for row in bnnk if row["is_confirmed"] == "ya"]
    others = [row for row in bnnk if row["is_confirmed"] != "ya"]
    chosen = known + Random(seed).sample(others, BNNK_COUNT - len(known))
    return tuple(
        Province(
            row["wilayah_code"],
            row["provinsi_name"],
            row["satker_code"],
            tuple(
                Office(one["satker_code"], *one["satker_name"].split(" ", 2)[1:])
                for one in sorted(chosen, key=lambda item: item["satker_code"])
                if one["wilayah_code"].split(".")[0] == row["wilayah_code"]
            ),
        )
        for row in sorted(own, key=lambda item: item["satker_code"])
    )
