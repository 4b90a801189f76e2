"""What a report says of its indicators: boxes and executive summary."""

from extractors.model import Claim, Extraction


def stated(bundle: Extraction, source: str, scope: str) -> dict[str, str | None]:
    return {c.claim: c.value for c in bundle.claims if c.source == source and c.scope == scope}


def test_every_box_is_a_claim_with_its_indicators_number(bundle: Extraction) -> None:
    boxes = [claim for claim in bundle.claims if claim.source == "kotak"]
    numbers = list(dict.fromkeys(claim.scope for claim in boxes))
    assert numbers == [
        "1.1",
        "2.1",
        "3.1",
        "4.1",
        "6.1",
        "6.2",
        "8.1",
        "10.1",
        "11.1",
        "12.1",
        "13.1",
    ]
    assert stated(bundle, "kotak", "6.2") == {
        "target": "16",
        "satuan": "Unit IBM",
        "realisasi": "18",
        "capaian": "112.5",
    }
    assert stated(bundle, "kotak", "13.1")["realisasi"] == "98.87"
    wordings = {claim.scope: claim.indikator for claim in boxes}
    assert (wordings["12.1"] or "").startswith("Nilai Kinerja Anggaran BNN Provinsi")


def test_the_summary_states_twenty_indicators(bundle: Extraction) -> None:
    summary = [claim for claim in bundle.claims if claim.source == "ringkasan"]
    by_indicator: dict[str | None, list[Claim]] = {}
    for claim in summary:
        by_indicator.setdefault(claim.indikator, []).append(claim)
    assert len(by_indicator) == 20
    for claims in by_indicator.values():
        assert {claim.claim for claim in claims} == {"target", "realisasi", "kategori", "capaian"}
        assert len(claims) == 4
    pages = {claim.page for claim in summary}
    report = next(letter for letter in bundle.letters if letter.kind == "lkip")
    assert min(pages) >= report.page_first
    assert max(pages) <= report.page_last


def test_printed_totals_are_claims_not_rows(bundle: Extraction) -> None:
    totals = {(c.scope, c.claim): c.value for c in bundle.claims if c.source == "tabel"}
    assert totals[("5.1", "total_target")] == totals[("5.1", "total_nilai")] == "80"
    assert totals[("9.1", "total_nilai")] == "18"
    assert all(value is not None for value in totals.values())
    assert not any("TOTAL" in (row.values.get("satker") or "").upper() for row in bundle.rows)


def test_the_plan_is_not_taken_for_the_achievements(bundle: Extraction) -> None:
    pages = {row.page for row in bundle.rows if row.table == "lkip_capaian"}
    plan_pages = {page - 1 for page in pages} - pages
    agreements = {row.page for row in bundle.rows if row.table == "perjanjian_kinerja"}
    assert not agreements & (pages | plan_pages)
