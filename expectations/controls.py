"""Control totals: what a letter says of its own annex, set beside what the annex prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from expectations.bounds import bounds
from expectations.check import Subject, angka, as_number
from expectations.checks import counts
from expectations.control import Control, claim_finding
from expectations.reference import Reference, component_code
from expectations.sayings import sayings
from expectations.verdict import Severity
from extractors.model import Claim, Letter
from extractors.values import squash

_TOTAL = "total_"
_READABLE = 12
"""Addends that a message shows one by one."""
_AREAS = {
    "jumlah_provinsi": (("prov-", "bnnp-"), "provinsi"),
    "jumlah_kabupaten_kota": (("bnnk-",), "kabupaten/kota"),
}
_OFFICES = {"jumlah_satker_total": (("bnnp-", "bnnk-", "upt-"), "satuan kerja")}
"""Counts of what is named: how the codes of their rows begin, and what is counted."""


def controls(
    letter: Letter,
    subjects: Mapping[str, Subject],
    claims: Sequence[Claim],
    reference: Reference,
) -> list[Control]:
    """Every control total of a letter that its rows and the reference data can answer."""
    return [
        *_counts(letter, subjects, claims),
        *_measured(letter, subjects, claims),
        *_printed_totals(subjects, claims),
        *_aspects(letter, subjects, claims, reference),
        *_national(letter, claims, reference),
        *bounds(letter, claims, reference),
        *sayings(claims, reference.tolerance("keyakinan_pernyataan", letter.tahun or 0)),
    ]


def _counts(
    letter: Letter, subjects: Mapping[str, Subject], claims: Sequence[Claim]
) -> Iterator[Control]:
    """Stated counts, where the annex is whole; an excerpt may only not exceed them."""
    subject = subjects.get(letter.kind)
    if subject is None:
        return
    unfinished = sum(
        _whole(claim)
        for claim in claims
        if claim.claim == "jumlah_satker" and _is_unfinished(claim)
    )
    is_told = False
    groups = [
        (rows, stated, _total(stated, unfinished))
        for rows, stated in (
            _by_category(subject, claims),
            _by_name(subject, claims, _AREAS),
            _by_name(subject, claims, _OFFICES),
        )
        if stated
    ]
    is_whole = any(rows >= total - unfinished for rows, _, total in groups)
    for rows, stated, total in groups:
        is_excerpt = not is_whole and rows < total - unfinished
        if is_excerpt and not is_told:
            is_told = True
            yield _excerpt(subject, stated[0].claim, total, rows)
        for count in stated:
            control = _count(subject, count, unfinished, is_excerpt=is_excerpt)
            yield from [control] if control else []


def counts_agree(letter: Letter, subjects: Mapping[str, Subject], claims: Sequence[Claim]) -> bool:
    """Whether the letter states counts of its rows, and each is the number of its rows."""
    subject = subjects.get(letter.kind)
    if subject is None:
        return False
    stated = [
        *_by_category(subject, claims)[1],
        *_by_name(subject, claims, _AREAS)[1],
        *_by_name(subject, claims, _OFFICES)[1],
    ]
    return bool(stated) and all(_whole(count.claim) == count.seen for count in stated)


@dataclass(frozen=True, slots=True)
class _Count:
    """A stated count, how many rows are of it, and what is counted (Indonesian)."""

    claim: Claim
    seen: int
    what: str


def _whole(claim: Claim) -> int:
    value = as_number(claim.value)
    return int(value) if value is not None else 0


def _total(stated: Sequence[_Count], unfinished: int) -> int:
    """What a group of counts adds up to, those of satker without a row included."""
    total = sum(_whole(count.claim) for count in stated)
    return total + (unfinished if stated[0].claim.scope else 0)


def _is_unfinished(claim: Claim) -> bool:
    """Whether a count is of satker that have no row."""
    return squash(claim.scope or "").startswith("tidak")


def _by_category(subject: Subject, claims: Sequence[Claim]) -> tuple[int, list[_Count]]:
    """Rows of satker, and the stated number of each category."""
    own = [row for row in subject.rows if row.values.get("tingkat") != "provinsi"]
    printed = counts([row.values.get("kategori") for row in own])
    return len(own), [
        _Count(claim, printed[squash(claim.scope)], f"satker berkategori {claim.scope}")
        for claim in claims
        if claim.claim == "jumlah_satker" and claim.scope and not _is_unfinished(claim)
    ]


def _by_name(
    subject: Subject, claims: Sequence[Claim], counted: Mapping[str, tuple[tuple[str, ...], str]]
) -> tuple[int, list[_Count]]:
    """Rows of what is counted or of nobody known, and the stated number of each."""
    codes = [name.satker_code or "" for name in subject.names if name]
    every = tuple(prefix for prefixes, _ in counted.values() for prefix in prefixes)
    return sum(not code or code.startswith(every) for code in codes), [
        _Count(
            claim,
            sum(code.startswith(counted[claim.claim][0]) for code in codes),
            counted[claim.claim][1],
        )
        for claim in claims
        if claim.claim in counted
    ]


def _measured(
    letter: Letter, subjects: Mapping[str, Subject], claims: Sequence[Claim]
) -> Iterator[Control]:
    """Offices that the letter lists as measured, beside those that its annex has a row of."""
    subject = subjects.get(letter.kind)
    listed = [claim for claim in claims if claim.claim == "satker_terukur" and claim.value]
    if subject is None or not listed:
        return
    told = [subject.resolve(subject.table, {"satker": c.value}, ()).satker_code for c in listed]
    rows = {name.satker_code for name in subject.names if name}
    seen = sum(code in rows for code in told if code)
    if seen < len(listed):
        yield _excerpt(subject, listed[0], len(listed), seen)


def _aspects(
    letter: Letter,
    subjects: Mapping[str, Subject],
    claims: Sequence[Claim],
    reference: Reference,
) -> Iterator[Control]:
    """A screen's aspect is the mean of its indicators, deductions aside."""
    subject = subjects.get("ikpa_indikator")
    stated = [claim for claim in claims if claim.claim == "nilai_aspek"]
    if subject is None or not stated:
        return
    off = reference.deductions("ikpa", letter.tahun or 0)
    allowed = reference.tolerance("ikpa_aspek", letter.tahun or 0)
    for claim in stated:
        code = (claim.scope or "").partition(" ")[0]
        names = {squash(name) for name in (claim.indikator or "").split("; ")}
        values = [
            as_number(row.values["nilai"])
            for row in subject.rows
            if row.values["kode_satker"] == code
            and squash(row.values["indikator"] or "") in names
            and (
                as_number(row.values["bobot"])
                or component_code(row.values["indikator"] or "") not in off
            )
        ]
        known = [value for value in values if value is not None]
        printed = as_number(claim.value)
        if printed is None or not known or len(known) < len(values):
            continue
        mean = sum(known, Decimal(0)) / len(known)
        right = printed if abs(printed - mean) <= allowed else mean.quantize(Decimal("0.01"))
        pesan = (
            f"Nilai aspek {claim.scope} tercetak {claim.printed}, padahal rata-rata indikatornya "
            f"{angka(right)}; periksa layarnya."
        )
        found = claim_finding(
            claim,
            "ikpa_aspek",
            "peringatan",
            table=subject.table,
            seharusnya=angka(right),
            pesan=pesan,
        )
        yield Control(float(printed), float(right), found)


def _national(letter: Letter, claims: Sequence[Claim], reference: Reference) -> Iterator[Control]:
    """The word that a letter gives its national index, by the bounds of that year."""
    words = {c.page: c for c in claims if c.claim == "kategori_nasional" and c.value}
    for claim in claims:
        value, word = as_number(claim.value), words.get(claim.page)
        if claim.claim != "indeks_nasional" or value is None or word is None:
            continue
        bound = reference.category(letter.kind, value, letter.tahun or 0)
        if bound is None:
            continue
        is_right = squash(bound.kategori) == squash(word.value or "")
        pesan = (
            f"Indeks nasional {claim.printed} disebut berkategori {word.printed}, padahal menurut "
            f"batas tahun itu {bound.kategori}; tanyakan penerbit mana yang benar."
        )
        found = claim_finding(
            word,
            "kategori_nasional",
            "peringatan",
            table=letter.kind,
            seharusnya=bound.kategori,
            pesan=pesan,
        )
        yield Control(1.0, 1.0 if is_right else 0.0, found)


def _excerpt(subject: Subject, claim: Claim, total: int, rows: int) -> Control:
    pesan = (
        f"Lampiran ini tidak lengkap: {rows} dari {total} baris yang disebut surat, sehingga "
        "jumlahnya tidak dapat dipastikan; mintalah lampiran yang utuh."
    )
    found = claim_finding(
        claim, "cuplikan", "info", table=subject.table, seharusnya=str(rows), pesan=pesan
    )
    return Control(total, rows, replace(found, tercetak=str(total)))


def _count(subject: Subject, count: _Count, unfinished: int, *, is_excerpt: bool) -> Control | None:
    """A stated count beside its rows; rows of nobody known may be any of them."""
    said, seen = _whole(count.claim), count.seen
    is_named = count.claim.scope is None
    unnamed = sum(name is None or name.satker_code is None for name in subject.names)
    missing = said - seen
    if missing >= 0 and (is_excerpt or (is_named and missing <= unfinished + unnamed)):
        return None
    pesan = (
        f"Surat menyebut {said} {count.what}, lampirannya mencetak {seen}; "
        "tanyakan penerbit mana yang benar."
    )
    rule: tuple[str, Severity] = (
        ("jumlah_terukur", "peringatan") if is_named else ("jumlah_per_kategori", "gagal")
    )
    found = claim_finding(
        count.claim, *rule, table=subject.table, seharusnya=str(seen), pesan=pesan
    )
    return Control(said, seen, found)


def _printed_totals(subjects: Mapping[str, Subject], claims: Sequence[Claim]) -> Iterator[Control]:
    """A table's printed totals against the sum of its rows."""
    for claim in claims:
        column = claim.claim.removeprefix(_TOTAL)
        stated = as_number(claim.value)
        if claim.source != "tabel" or column == claim.claim or stated is None:
            continue
        for subject in subjects.values():
            if column not in (subject.rows[0].values if subject.rows else {}):
                continue
            rows = [
                row
                for row in subject.rows
                if claim.scope in {subject.table, row.values.get("indikator")}
            ]
            values = [as_number(row.values.get(column)) for row in rows]
            known = [value for value in values if value is not None]
            if not known or len(known) < len(values) or column == "pencapaian":
                continue
            total = sum(known, Decimal(0))
            pages = ", ".join(str(page) for page in sorted({row.page for row in rows}))
            pesan = (
                f"Jumlah {subject.title(column)} tercetak {claim.printed}, padahal jumlah "
                f"barisnya (halaman {pages}: {_addends(known)}) {angka(total)}; periksa tabelnya."
            )
            found = claim_finding(
                claim,
                "jumlah_tercetak",
                "gagal",
                table=subject.table,
                seharusnya=angka(total),
                pesan=pesan,
            )
            yield Control(float(stated), float(total), found)


def _addends(values: Sequence[Decimal]) -> str:
    """What is added up, where it is short enough to be read."""
    if len(values) > _READABLE:
        return f"{len(values)} baris"
    return " + ".join(angka(value) for value in values)
