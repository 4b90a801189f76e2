"""IBM decree: the community-based intervention units of a year, and those of the year before.

Grain: decree x unit. The decree has two annexes, units formed in the year and units formed the
year before; the year stands in an annex's heading, else in the article that speaks of the annex.
Source: decree of the head of BNN 'Penetapan Unit Intervensi Berbasis Masyarakat'.
"""

import re

from extractors.claims import ClaimPattern
from extractors.columns import NO, SATKER
from extractors.contract import Column, Table
from extractors.grid import Grid
from extractors.kind import LetterKind
from extractors.page import Page
from extractors.table import GridReader, LetterPages
from extractors.values import fold

_HEADING = re.compile(r"(?:dibentuk|terbentuk)(?:\s+pada)?\s+tahun\s+(\d{4})", re.IGNORECASE)
_UNITS_OF = re.compile(
    r"unit\s+(?:IBM|intervensi\s+berbasis\s+masyarakat)(?:\s+\(IBM\))?\s+tahun\s+(\d{4})",
    re.IGNORECASE,
)
"""A year that a heading gives the units without saying that they were formed in it."""
_ANNEX = re.compile(r"\blampiran\s+(I{1,3})\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r"lampiran (I{1,3})\s+sebagai\s+unit\s+IBM\s+terbentuk\s+tahun\s+(\d{4})", re.IGNORECASE
)


def _year_formed(letter: LetterPages, page: Page, grid: Grid) -> dict[str, str | None]:
    """The year of the annex a table stands in."""
    annex, year, units_of = "I", None, set[str]()
    for earlier in letter.pages:
        if earlier.number > page.number:
            break
        for found in letter.grids_on(earlier):
            if earlier is page and found.ys[0] > grid.ys[0]:
                break
            heading = " ".join(line.text for line in letter.lines_above(earlier, found))
            if numerals := _ANNEX.findall(heading):
                annex, year, units_of = numerals[-1].upper(), None, set()
            if years := _HEADING.findall(heading):
                year = years[-1]
            if years := _UNITS_OF.findall(heading):
                units_of = {years[-1]}
    if year is None:
        text = fold(" ".join(line.text for _, line in letter.lines))
        told = {formed for numeral, formed in _ARTICLE.findall(text) if numeral.upper() == annex}
        # Of a scan a stroke of II may be lost: two years for one annex are none.
        told |= units_of
        year = told.pop() if len(told) == 1 else None
    return {"tahun_terbentuk": year}


TABLE = Table(
    name="ibm",
    comment="Unit Intervensi Berbasis Masyarakat (IBM), satu baris per unit yang ditetapkan",
    columns=(
        NO,
        Column("provinsi", "text", "Provinsi seperti tercetak", headers=(r"^(nama)?prov",)),
        Column(
            "satker",
            "text",
            "Satker pembina seperti tercetak",
            headers=(*SATKER.headers, r"^(satker|satuankerja|bnn)?(pembina|pelaksana)$"),
        ),
        Column(
            "desa_kelurahan",
            "text",
            "Desa atau kelurahan",
            headers=(r"^(nama|lokasi|ibm)*(desa|kelurahan|gampong|kampung|nagari)",),
        ),
        Column(
            "kecamatan",
            "text",
            "Kecamatan",
            headers=(r"^(nama|lokasi|ibm)*(kec(amatan|$)|distrik)",),
        ),
        Column(
            "kabupaten_kota",
            "text",
            "Kabupaten atau kota",
            headers=(r"^(nama|lokasi|ibm)*(kotakab|kab(upaten|kota)|kota)",),
        ),
        Column("tahun_terbentuk", "integer", "Tahun unit dibentuk", derived=True),
    ),
    keys=("no",),
)

KIND = LetterKind(
    name="ibm",
    title="Keputusan unit Intervensi Berbasis Masyarakat (IBM)",
    tables=(TABLE,),
    readers=(GridReader(TABLE, context=_year_formed),),
    subject=(r"unitintervensiberbasismasyarakat", r"unitibm"),
    claims=(
        *(
            ClaimPattern(
                rf"lampiran {annex} sebagai unit IBM terbentuk tahun (?P<tahun_terbentuk>\d{{4}})",
                scope=f"Lampiran {annex}",
            )
            for annex in ("I", "II")
        ),
    ),
)
