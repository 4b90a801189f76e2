"""Small letters with one oddity each, as a hostile reader found them."""

from __future__ import annotations

from collections.abc import Sequence

from tests.typeset.frame import Typeset, annex_heading, header, letter, printed_date, table

DATE = "2024-12-20"
NOMOR = "B/501/XII/DE/PC.00/2024/BNN"
TAHUN = 2024
DEKTARI_SUBJECT = (
    "Hasil Penghitungan Indeks Ketahanan Diri Remaja Terhadap Penyalahgunaan Narkoba (Dektari) "
    "Tahun 2024"
)
DEKTARA_SUBJECT = (
    "Hasil Penghitungan Indeks Ketahanan Keluarga terhadap Penyalahgunaan Narkoba (Dektara) "
    "Tahun 2024"
)
BODY = ["2. Sehubungan dengan rujukan tersebut di atas, disampaikan hasil sebagaimana terlampir."]
Rows = Sequence[Sequence[str]]


def two_pages(head: Sequence[str], first: Rows, second: Rows, *, repeat: bool = True) -> str:
    """A table that is broken by hand: its second half on the next page."""
    again = header(head) if repeat else ""
    page_break = '<div class="new"></div>'
    return table(header(head), first) + page_break + table(again, second)


def national(
    kind: str, subject: str, annex: str, *, nomor: str = NOMOR, body: Sequence[str] = BODY
) -> Typeset:
    """A letter about a year with an annex of its own making."""
    html = letter(nomor, subject, DATE, body) + annex_heading(nomor, DATE) + annex
    return Typeset(kind, TAHUN, html, {}, nomor, DATE)


def dektari(annex: str) -> Typeset:
    """A Dektari letter with an annex of its own making."""
    return national("dektari", DEKTARI_SUBJECT, annex)


def dektara(annex: str) -> Typeset:
    """A Dektara letter with an annex of its own making."""
    return national("dektara", DEKTARA_SUBJECT, annex)


def ikm(annex: str) -> Typeset:
    """A rehabilitation letter with an annex of its own making."""
    subject = (
        "Penyampaian Hasil Pengukuran IKM, IKR Dan Prosentase Peningkatan Kualitas Hidup T.A 2024"
    )
    return national("ikm_ikr", subject, annex)


def agreement(
    rows: Rows, *, title: str = "PERJANJIAN KINERJA TAHUN 2024<br>BNN PROVINSI BALI", tail: str = ""
) -> Typeset:
    """An agreement with rows of its own making."""
    head = header(("No", "Sasaran Kegiatan", "Indikator Kinerja", "Target"))
    html = f"<h1>{title}</h1>{table(head, rows)}{tail}<p>JAKARTA, {printed_date(DATE)}</p>"
    return Typeset("perjanjian_kinerja", TAHUN, html, {}, tanggal=DATE)


def card(*lines: str) -> Typeset:
    """A SMART card, line by line."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    html = f"<p>SMART DJA · Evaluasi Kinerja Anggaran TA 2024</p>{body}"
    return Typeset("smart", TAHUN, html, {})
