"""What the pages share: settings, ledger, warehouse, pictures, and how decisions are applied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from review.applying import Applier
from review.ledger import Ledger
from review.mart.published import outcomes
from review.pictures import Pictures
from review.settings import Settings
from review.standing import not_published, waiting
from warehouse.decisions import Decision
from warehouse.mart import Mart, Row


class Outcome(NamedTuple):
    """What became of a decision, and why."""

    status: str
    alasan: str = ""


@dataclass(frozen=True)
class State:
    """The ledger set beside the published warehouse, at one moment."""

    decisions: Sequence[Decision]
    outcomes: dict[int, Row]

    @cached_property
    def waiting(self) -> frozenset[str]:
        """Keys of items decided otherwise than published."""
        return waiting(self.decisions, self.outcomes)

    def outcome_of(self, entry: Decision) -> Outcome:
        """What became of a decision: as published, else waiting or taken back before it counted."""
        published = self.outcomes.get(entry.decision_id)
        if published:
            return Outcome(published["status"], published["alasan"] or "")
        if any(other.undoes == entry.decision_id for other in self.decisions):
            return Outcome("dibatalkan")
        return Outcome("menunggu" if entry.item_key in self.waiting else "")

    @cached_property
    def not_published(self) -> list[Decision]:
        """The entries that the published warehouse does not carry."""
        return not_published(self.decisions, self.outcomes)


@dataclass(frozen=True, slots=True)
class Room:
    """One running application."""

    settings: Settings
    ledger: Ledger
    mart: Mart
    pictures: Pictures
    applier: Applier

    def satker_name(self, code: str) -> str:
        """The name of a satker; its code where nobody knows it."""
        rows = self.mart.rows(
            "SELECT satker_name FROM warehouse.raw.reference_satker WHERE satker_code = $code",
            {"code": code},
        )
        return str(rows[0]["satker_name"]) if rows else code

    def state(self) -> State:
        """The ledger beside the warehouse, now."""
        return State(self.ledger.decisions(), outcomes(self.mart))


def room_of(request: Request) -> Room:
    """The application that a request came to."""
    room: Room = request.app.state.room
    return room


InRoom = Annotated[Room, Depends(room_of)]
