"""The bill of materials of what runs: all of ``requirements.lock``, and nothing of the tests.

``licences_of`` reads CycloneDX; ``write`` is what ``make supply`` calls with the bill that
cyclonedx-py made of the whole environment.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parents[2]
LOCK = PROJECT / "requirements.lock"
BILL = PROJECT / "docs" / "supply" / "sbom.cdx.json"
LICENCES = PROJECT / "docs" / "supply" / "licences.md"
NEWEST = {"python_version": "3.12", "python_full_version": "3.12.0"}
"""The Python that the bill is for, wherever it is made: older ones need a library more."""

_PINNED = re.compile(r"^([A-Za-z0-9._-]+(?:\[[^]]*\])?==[^\\\n]+)", re.MULTILINE)
_TEXT = 60
"""Characters of a licence that is printed whole instead of named; its first line tells."""

_HEAD = """# What runs, and under which licences

Written by `make supply` from what is installed; `sbom.cdx.json` beside it is the same as CycloneDX
says it. Every library that a night, a report or the stewards' application loads is here;
what only tests and benchmarks need is not (Python 3.11.2 and older has async-timeout besides,
Apache-2.0). A test holds both files true to `requirements.lock` and
lets no licence in that a public body could not use (no AGPL, no GPL but for programs).

| Library | Version | Licence |
| --- | --- | --- |
"""


def plain(name: str) -> str:
    """A distribution's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: Path = LOCK) -> dict[str, str]:
    """Versions that the lock file pins for this system, by name."""
    pins = map(Requirement, _PINNED.findall(lock.read_text()))
    return {
        plain(pin.name): next(iter(pin.specifier)).version
        for pin in pins
        if pin.marker is None or pin.marker.evaluate(NEWEST)
    }


def licences_of(component: Mapping[str, Any]) -> list[str]:
    """What a component says of its licence: SPDX expressions, identifiers or names, each once."""
    found = []
    for entry in component.get("licenses", ()):
        licence = entry.get("license", {})
        text = entry.get("expression") or licence.get("id") or licence.get("name") or ""
        first = text.strip().splitlines()[0] if text.strip() else ""
        found.append(first if len(first) <= _TEXT else f"{first[:_TEXT]} ...")
    return list(dict.fromkeys(name for name in found if name))


def declared(name: str) -> str:
    """What a distribution says of its licence in words of its own; empty where it says nothing."""
    found = metadata(name)
    return str(found.get("License-Expression") or found.get("License") or "")


def components(bill: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The libraries of a bill, by name."""
    found: Sequence[dict[str, Any]] = bill["components"]
    return sorted(found, key=lambda item: plain(item["name"]))


def runtime_bill(whole: Mapping[str, Any]) -> dict[str, Any]:
    """The bill without what only tests and benchmarks need."""
    wanted = locked()
    kept = [item for item in components(whole) if plain(item["name"]) in wanted]
    for item in kept:
        if not licences_of(item) and (words := declared(item["name"])):
            item["licenses"] = [{"license": {"name": words, "acknowledgement": "declared"}}]
    refs = {item["bom-ref"] for item in kept} | {whole["metadata"]["component"]["bom-ref"]}
    links = [
        {**link, "dependsOn": [ref for ref in link.get("dependsOn", ()) if ref in refs]}
        for link in whole.get("dependencies", ())
        if link["ref"] in refs
    ]
    return {**whole, "components": kept, "dependencies": links}


def write(whole: Path) -> None:
    """Write the bill and the page of licences from a bill of the whole environment."""
    bill = runtime_bill(json.loads(whole.read_text()))
    BILL.write_text(json.dumps(bill, indent=1, ensure_ascii=False, sort_keys=True) + "\n")
    lines = [
        f"| {item['name']} | {item['version']} | {'; '.join(licences_of(item)) or 'not declared'} |"
        for item in components(bill)
    ]
    LICENCES.write_text(_HEAD + "\n".join(lines) + "\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
