"""What decisions do to printed rows, and what became of each decision in the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from extractors.contract import Table
from extractors.model import Cell
from warehouse.batch import Corrected, LoadedFinding, LoadedLetter, LoadedRow, RowFailure
from warehouse.decisions import Decision, Outcome
from warehouse.errors import InvariantError
from warehouse.findings import UNKNOWN_SATKER
from warehouse.keys import Place, names_row, unnumbered

if TYPE_CHECKING:
    from warehouse.ruling import Rulings

LAPSED = "keputusan_gugur"
"""Rule of the finding that a decision was made on something else than what is printed now."""
REJECTED = "ditolak_petugas"
"""Rule that withholds a trusted row which a steward rejected."""
_NEEDED = (UNKNOWN_SATKER, "tahun_dikenal", "nilai_tersimpan_utuh")
"""Rules that no acceptance overrides: without them a row has no place to be stored in."""

Ruled = tuple[Decision, Outcome | None]


def unread_cells(cells: Iterable[Cell]) -> dict[Place, list[str]]:
    """Per row what of it could not be read as a value, in words."""
    unread: defaultdict[Place, list[str]] = defaultdict(list)
    for cell in cells:
        if cell.problem:
            unread[cell.table, cell.row].append(
                f"Kolom {cell.column} tidak terbaca ({cell.problem}); koreksilah nilainya."
            )
    return unread


def dispose(
    item: LoadedRow,
    decisions: Sequence[Decision],
    corrected: Corrected,
    *,
    unread: Sequence[str],
    refused: dict[int, str],
) -> None:
    """Accept or reject a row as decided; an acceptance that lacks something is ``refused``.

    ``unread``: what of the row could not be read. Errors: ``InvariantError`` where a correction was
    not validated.
    """
    place = (item.row.table, item.row.row)
    for decision in decisions:
        if decision.verb == "koreksi":
            if place in corrected.rows:
                item.corrections = {**item.corrections, decision.column or "": decision}
            elif decision.decision_id not in corrected.refused:
                raise InvariantError(
                    "Koreksi petugas belum diperiksa",
                    found=f"keputusan {decision.decision_id} pada {decision.item_key}",
                )
        elif decision.verb == "tolak":
            item.disposition = decision
            if item.status == "dimuat":
                pesan = f"Ditolak oleh {decision.decided_by}: {decision.reason}"
                item.failures = [RowFailure(REJECTED, "gagal", pesan), *item.failures]
                item.status = "karantina"
        elif decision.verb == "terima":
            missing = [f.pesan for f in item.failures if f.rule in _NEEDED] + list(unread)
            if item.status == "karantina" and missing:
                refused[decision.decision_id] = " ".join(missing)
                continue
            item.disposition = decision
            item.status = "dimuat"


def conclude(
    rulings: Rulings,
    letters: Sequence[LoadedLetter],
    refused: Mapping[int, str],
    tables: Mapping[str, Table],
) -> tuple[list[Ruled], list[LoadedFinding]]:
    """Every decision with what became of it, and a finding for each that lapsed.

    ``letters`` are those, at least, that decisions speak of. Nothing became of a decision on a
    finding so far: only the models know the findings.
    """
    outcomes = dict(rulings.outcomes)
    for item in (row.item for letter in letters for row in letter.rows):
        outcomes |= rulings.replaced(item)
    rows = sorted(
        (
            (letter, row)
            for letter in letters
            for row in letter.rows
            if row.is_standing or row.is_rejected
        ),
        key=lambda pair: pair[1].item.key,
    )
    now: defaultdict[str, list[tuple[LoadedLetter, LoadedRow]]] = defaultdict(list)
    for letter, row in rows:
        now[unnumbered(row.item.key)].append((letter, row))
        for decision in rulings.of(row.item):
            is_done = decision is row.disposition or decision in row.corrections.values()
            outcomes[decision.decision_id] = (
                Outcome("berlaku")
                if is_done
                else Outcome("ditolak_pemeriksaan", refused.get(decision.decision_id))
            )
    lapses = []
    for decision in rulings.standing:
        if decision.decision_id in outcomes:
            continue
        if names_row(decision.item_key, tables):
            lapse = _lapse(decision, now[unnumbered(decision.item_key)], letters)
            outcomes[decision.decision_id] = Outcome("gugur", lapse.pesan)
            lapses.append(lapse)
        elif decision.verb == "tolak" or decision.column is not None:
            outcomes[decision.decision_id] = Outcome(
                "ditolak_pemeriksaan", "Keputusan ini hanya dapat dibuat atas barisnya."
            )
    return [(item, outcomes.get(item.decision_id)) for item in rulings.decisions], lapses


def _lapse(
    decision: Decision,
    now: Sequence[tuple[LoadedLetter, LoadedRow]],
    letters: Sequence[LoadedLetter],
) -> LoadedFinding:
    """The finding that a decision on a row lapsed: what was printed then, and what is now."""
    done = {
        "koreksi": f"koreksi {decision.column} menjadi {decision.value}",
        "petakan": f"pemetaan nama ke {decision.satker_code}",
        "terima": "penerimaan baris",
        "tolak": "penolakan baris",
    }[decision.verb]
    told = (
        f"Keputusan {decision.decision_id} ({done} oleh {decision.decided_by}, "
        f"{decision.decided_at[:10]}) gugur: waktu itu tercetak '{decision.tercetak}', kini "
    )
    told_then = f"{decision.tercetak} (keputusan {decision.decision_id})"
    if not now:
        key = decision.item_key.split("|")[0]
        letter = next((item for item in letters if item.key == key), None)
        return LoadedFinding(
            rule=LAPSED,
            severity="peringatan",
            pesan=f"{told}barisnya tidak tercetak lagi; periksa suratnya atau batalkan keputusan.",
            document=letter.letter.document if letter else None,
            letter=letter.letter.letter if letter else None,
            page=letter.letter.page_first if letter else None,
            column=decision.column,
            seharusnya=told_then,
            tahun=letter.letter.tahun if letter else None,
            satker_code=letter.satker_code if letter else None,
        )
    letter, loaded = next((pair for pair in now if pair[1].item.key == decision.item_key), now[0])
    row = loaded.row
    texts = [loaded.cells.get(decision.column)] if decision.column else loaded.cells.values()
    printed = "; ".join(text for text in texts if text) or "kosong"
    return LoadedFinding(
        rule=LAPSED,
        severity="peringatan",
        pesan=f"{told}'{printed}'; putuskan lagi atas barisnya atau batalkan keputusan itu.",
        document=letter.letter.document,
        letter=letter.letter.letter,
        table=row.table,
        row=row.row,
        column=decision.column,
        page=row.page,
        x0=row.x0,
        top=row.top,
        x1=row.x1,
        bottom=row.bottom,
        tercetak=printed,
        seharusnya=told_then,
        tahun=letter.letter.tahun,
        satker_code=loaded.satker_code,
    )
