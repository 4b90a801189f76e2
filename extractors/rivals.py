"""Which of several columns is meant, where a header's words may mean more than one.

The values beneath decide where only some columns print a contract column's kind of values. Where
that leaves several, all are shown and none is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.beneath import is_of_kind
from extractors.contract import Table
from extractors.grid import Grid, GridCell
from extractors.labels import Label

Rivals = dict[str, tuple[int, ...]]
"""By contract name: further leaf columns that may be meant as well as the one assigned."""


class Match(NamedTuple):
    """What a header of ``depth`` rows names: ``assigned`` is leaf column index to contract name."""

    depth: int
    labels: list[Label]
    assigned: dict[int, str]
    rivals: Rivals

    def names_more(self, other: Match, lowest: Sequence[GridCell]) -> bool:
        """Whether it names more columns than one of fewer rows, or parts merged cells of it.

        ``lowest``: the last row of the other one.
        """
        if len(self.assigned) != len(other.assigned):
            return len(self.assigned) > len(other.assigned)
        first_of = {name: j for j, name in other.assigned.items()}
        return len(self.rivals) < len(other.rivals) and all(
            lowest[k] is lowest[first_of[name]] for name, ks in other.rivals.items() for k in ks
        )


def settled(match: Match, table: Table, grid: Grid, end: int) -> tuple[dict[int, str], Rivals]:
    """The columns, and the rivals that are left; ``end``: the first row beneath the header."""
    assigned, rivals = _of_a_kind(match, table, grid, end)
    taken = {j for others in rivals.values() for j in others} | set(assigned)
    for column in table.columns:
        if column.rivals is None or column.name not in assigned.values():
            continue
        others = [
            j
            for j, label in enumerate(match.labels)
            if j not in taken
            and re.search(column.rivals, label.own)
            and is_of_kind(grid, j, column, end)
        ]
        if others:
            rivals[column.name] = (*rivals.get(column.name, ()), *others)
    return assigned, rivals


def _of_a_kind(match: Match, table: Table, grid: Grid, end: int) -> tuple[dict[int, str], Rivals]:
    """Of columns that the same words name only those that print its kind of values, if any do."""
    columns = {column.name: column for column in table.columns}
    places = {name: j for j, name in match.assigned.items()}
    assigned, rivals = dict(match.assigned), {}
    for name, others in match.rivals.items():
        every = (places[name], *others)
        fitting = [j for j in every if is_of_kind(grid, j, columns[name], end)] or list(every)
        del assigned[places[name]]
        assigned[fitting[0]] = name
        if fitting[1:]:
            rivals[name] = tuple(fitting[1:])
    return assigned, rivals
