"""Which decisions hold, and which the published warehouse does not carry yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from warehouse.decisions import Decision


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nobody took back, in the order given."""
    found = list(decisions)
    undone = {decision.undoes for decision in found}
    return [
        decision
        for decision in found
        if decision.verb != "batal" and decision.decision_id not in undone
    ]


def waiting(decisions: Sequence[Decision], published: Collection[int]) -> frozenset[str]:
    """Keys of items of which other decisions stand than those in the published warehouse."""
    by_item: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_item[decision.item_key].append(decision)
    return frozenset(
        key
        for key, entries in by_item.items()
        if standing(entries)
        != standing(entry for entry in entries if entry.decision_id in published)
    )


def not_published(decisions: Sequence[Decision], published: Collection[int]) -> list[Decision]:
    """The entries that change what the published warehouse says, oldest first.

    One that was taken back before it was ever applied changes nothing, nor does its undoing.
    """
    keys = waiting(decisions, published)
    return [
        decision
        for decision in decisions
        if decision.item_key in keys and decision.decision_id not in published
    ]
