"""The bill of materials is of what is locked and installed, and holds no licence that bars us."""

from __future__ import annotations

import json
import re
from importlib.metadata import version

import pytest

from tests.supply.bill import BILL, LICENCES, components, licences_of, locked, plain

BARRED = re.compile(
    r"\bA?GPL|Affero|SSPL|Commons Clause|BUSL|Business Source|non-?commercial", re.I
)
LESSER = re.compile(r"LGPL|Lesser", re.I)
AS_IT_COMES = {"psycopg", "psycopg-binary"}
"""Under the LGPL: loaded as published and not changed, which it allows."""
CHOSEN = {"pyphen": "MPL-1.1", "text-unidecode": "Artistic License"}
"""Libraries that let one choose, and what is chosen."""

LIBRARIES = components(json.loads(BILL.read_text()))


def test_the_bill_lists_what_is_locked() -> None:
    assert {plain(item["name"]): item["version"] for item in LIBRARIES} == locked()


@pytest.mark.parametrize("item", LIBRARIES, ids=lambda item: item["name"])
def test_a_library_is_the_one_installed_and_under_a_licence_we_may_use(item: dict) -> None:  # type: ignore[type-arg]
    assert item["version"] == version(item["name"])
    licences = licences_of(item)
    assert licences, "no licence declared"
    chosen = CHOSEN.get(item["name"])
    assert chosen is None or any(chosen in licence for licence in licences)
    for licence in [chosen] if chosen else licences:
        assert not BARRED.search(LESSER.sub("", licence)), licence
        assert not LESSER.search(licence) or item["name"] in AS_IT_COMES, licence


def test_the_page_shows_every_library_once() -> None:
    _, rows_of = LICENCES.read_text().split("| --- | --- | --- |\n")
    rows = [line.split("|")[1].strip() for line in rows_of.splitlines()]
    assert rows == [item["name"] for item in LIBRARIES]
