"""Sayings that can be checked by themselves: spelled numbers, letters' numbers, lists, weights.

Each is a control of two figures that one saying states, or of one against what it lists. What is
printed alike in several places is told once, at the first, with how often.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from expectations.check import angka, as_number
from expectations.control import Control, claim_finding
from expectations.verdict import Severity
from extractors.model import Claim

_MONTHS = {
    "I": "Januari",
    "II": "Februari",
    "III": "Maret",
    "IV": "April",
    "V": "Mei",
    "VI": "Juni",
    "VII": "Juli",
    "VIII": "Agustus",
    "IX": "September",
    "X": "Oktober",
    "XI": "November",
    "XII": "Desember",
}
_WHOLE = Decimal(100)
_ROUNDING = Decimal("0.1")
"""Per cent by which listed weights may miss the whole, as each is rounded."""

Told = Mapping[str, Sequence[Claim]]


def sayings(claims: Sequence[Claim], certain: Decimal) -> list[Control]:
    """Every saying of a letter that states two figures of one thing.

    ``certain``: the least confidence of a figure that is compared at all.
    """
    statements: dict[int, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.statement is not None and claim.confidence >= certain:
            statements[claim.statement][claim.claim].append(claim)
    found = [
        control
        for told in statements.values()
        for read in (_spelled, _number_and_date, _list, _parts, _weights, _product)
        for control in read(told)
    ]
    return _once(found)


def _control(
    claim: Claim,
    stated: Decimal,
    right: Decimal,
    rule: str,
    *,
    seharusnya: str,
    pesan: str,
    severity: Severity = "peringatan",
) -> Control:
    finding = claim_finding(claim, rule, severity, table=None, seharusnya=seharusnya, pesan=pesan)
    return Control(float(stated), float(right), finding)


def _pair(told: Told, one: str, other: str) -> tuple[Claim, Claim, Decimal, Decimal] | None:
    """Two claims of a saying with their numbers."""
    if not told.get(one) or not told.get(other):
        return None
    first, second = told[one][0], told[other][0]
    a, b = as_number(first.value), as_number(second.value)
    return None if a is None or b is None else (first, second, a, b)


def _spelled(told: Told) -> Iterator[Control]:
    pair = _pair(told, "angka", "terbilang")
    if pair:
        digits, words, number, spelled = pair
        pesan = (
            f"Tertulis {digits.printed} ({words.printed}), padahal {words.printed} adalah "
            f"{angka(spelled)}; perbaiki salah satunya."
        )
        shown = replace(digits, printed=f"{digits.printed} ({words.printed})")
        yield _control(
            shown, number, spelled, "terbilang_berbeda", seharusnya=angka(spelled), pesan=pesan
        )


def _number_and_date(told: Told) -> Iterator[Control]:
    """The Roman month in a letter's number is the month of its date."""
    if not told.get("nomor_surat") or not told.get("tanggal_surat"):
        return
    claim, date = told["nomor_surat"][0], told["tanggal_surat"][0].value or ""
    parts = [part.strip() for part in (claim.value or "").split("/")]
    numerals = [part for part in parts if part in _MONTHS]
    if len(numerals) != 1 or not date:
        return
    numeral, right = numerals[0], list(_MONTHS)[int(date[5:7]) - 1]
    pesan = (
        f"Nomor {claim.value} menunjuk bulan {_MONTHS[numeral]} ({numeral}), tanggalnya "
        f"bulan {_MONTHS[right]}; tanyakan penerbit mana yang benar."
    )
    stated, told_month = (Decimal(list(_MONTHS).index(month)) for month in (numeral, right))
    yield _control(
        claim,
        stated,
        told_month,
        "bulan_nomor_berbeda",
        seharusnya=right,
        pesan=pesan,
        severity="info",
    )


def _list(told: Told) -> Iterator[Control]:
    pair = _pair(told, "cacah", "isi_daftar")
    if pair:
        claim, listed, stated, counted = pair
        pesan = (
            f"Disebut {claim.printed}, padahal yang didaftar {angka(counted)}: "
            f"{listed.printed}; perbaiki cacah atau daftarnya."
        )
        yield _control(
            claim, stated, counted, "cacah_daftar_berbeda", seharusnya=angka(counted), pesan=pesan
        )


def _parts(told: Told) -> Iterator[Control]:
    """A whole is the sum of its parts, each rounded at its own decimals."""
    wholes, parts = told.get("jumlah", ()), told.get("bagian", ())
    numbers = [as_number(claim.value) for claim in (*wholes, *parts)]
    known = [number for number in numbers if number is not None]
    if not wholes or not parts or len(known) < len(numbers):
        return
    whole, total = known[0], sum(known[1:], Decimal(0))
    allowed = sum(Decimal(1).scaleb(int(n.as_tuple().exponent)) for n in known) / 2
    right = whole if abs(whole - total) < allowed and total != total.to_integral() else total
    listed = " + ".join(claim.printed or "" for claim in parts)
    pesan = (
        f"Disebut {wholes[0].printed}, padahal bagiannya ({listed}) berjumlah {angka(total)}; "
        "periksa angkanya."
    )
    yield _control(
        wholes[0], whole, right, "jumlah_bagian_berbeda", seharusnya=angka(total), pesan=pesan
    )


def _weights(told: Told) -> Iterator[Control]:
    """Listed weights are the whole of something."""
    weights = told.get("bobot", ())
    numbers = [as_number(claim.value) for claim in weights]
    known = [number for number in numbers if number is not None]
    total = sum(known, Decimal(0))
    if len(known) < 2 or len(known) < len(numbers):
        return
    right = total if abs(total - _WHOLE) < _ROUNDING else _WHOLE
    shown = replace(weights[0], printed=" + ".join(claim.printed or "" for claim in weights))
    pesan = (
        f"Bobot {weights[0].text} ({shown.printed} persen) berjumlah {angka(total)}, bukan 100; "
        "periksa bobotnya."
    )
    yield _control(shown, total, right, "jumlah_bobot", seharusnya="100", pesan=pesan)


def _product(told: Told) -> Iterator[Control]:
    """An aspect's score times its weight in per cent."""
    pair = _pair(told, "nilai_aspek", "bobot_aspek")
    if not pair or not told.get("nilai_berbobot"):
        return
    claim = told["nilai_berbobot"][0]
    printed = as_number(claim.value)
    if printed is None:
        return
    exact = pair[2] * pair[3] / 100
    step = Decimal(1).scaleb(int(printed.as_tuple().exponent))
    right = printed if abs(printed - exact) < step else exact
    pesan = (
        f"Nilai berbobot {claim.indikator} tercetak {claim.printed}, padahal {pair[0].printed} x "
        f"{pair[1].printed} persen adalah {angka(exact)}; periksa tabelnya."
    )
    yield _control(claim, printed, right, "nilai_berbobot", seharusnya=angka(right), pesan=pesan)


def _once(found: Sequence[Control]) -> list[Control]:
    """What is printed alike several times, told once with the other pages."""
    alike: dict[tuple[str, str | None], list[Control]] = {}
    for control in found:
        alike.setdefault((control.finding.rule, control.finding.tercetak), []).append(control)
    return [_with_pages(group) for group in alike.values()]


def _with_pages(group: Sequence[Control]) -> Control:
    first, *others = group
    pages = ", ".join(dict.fromkeys(str(other.finding.page) for other in others))
    if not others:
        return first
    pesan = f"{first.finding.pesan.removesuffix('.')} (juga halaman {pages})."
    return replace(first, finding=replace(first.finding, pesan=pesan))
