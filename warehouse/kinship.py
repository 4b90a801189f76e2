"""Which files must be looked at together: those with copies or revisions of one letter.

Everything that is settled of a letter is settled among them, so that a night needs the rows of one
such group at a time, however many files it has.
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from extractors.model import UNKNOWN_KIND, Extraction
from warehouse.batch import Received
from warehouse.ruling import Rulings


def groups(batch: Iterable[Received], rulings: Rulings) -> list[list[Received]]:
    """The files by kinship, in the order of receipt of the first of each group.

    Their rows may be lacking. Files are akin that have the same bytes, or letters of the same key,
    which those of the same identity have; letters of no known kind have no rows to be settled.
    """
    files = sorted(batch, key=lambda item: item.arrival)
    kinship = nx.Graph()
    for place, item in enumerate(files):
        kinship.add_node(place)
        for bond in _bonds(item.extraction, rulings):
            kinship.add_edge(place, bond)
    found: list[list[int]] = [
        sorted(node for node in group if isinstance(node, int))
        for group in nx.connected_components(kinship)
    ]
    return [[files[place] for place in group] for group in sorted(found)]


def _bonds(extraction: Extraction, rulings: Rulings) -> Iterable[tuple[str, str]]:
    yield ("document", extraction.document)
    for letter in extraction.letters:
        if letter.kind != UNKNOWN_KIND:
            yield ("letter", rulings.key(letter))
