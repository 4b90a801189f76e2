"""The night's last steps over one more report, without starting dbt anew for each.

dbt builds the models once; their compiled SQL, in its order, is then run on any other ``raw``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from expectations import validate
from expectations.reference import Reference
from extractors.model import Extraction
from extractors.reader import read_document
from extractors.registry import tables
from flows.judging import REFERENCE
from warehouse.batch import Received
from warehouse.builder import build, fill
from warehouse.identity import Identity
from warehouse.naming import Namer
from warehouse.ruling import rule

Found = dict[str, object]


@dataclass(frozen=True)
class Models:
    """Compiled models in the order they depend on each other: name with schema, SQL."""

    steps: tuple[tuple[str, str], ...]
    reference: Reference
    namer: Namer

    @classmethod
    def build(cls, state: Path, batch: Iterable[Received], reference: Reference) -> Models:
        """Let the warehouse build ``batch``, and keep the SQL that dbt compiled for it."""
        build(list(batch), reference, state)
        manifest = json.loads((state / "dbt" / "manifest.json").read_text(encoding="utf-8"))
        nodes = {k: v for k, v in manifest["nodes"].items() if v["resource_type"] == "model"}
        ordered: list[str] = []

        def visit(key: str) -> None:
            if key in nodes and key not in ordered:
                for parent in nodes[key]["depends_on"]["nodes"]:
                    visit(parent)
                ordered.append(key)

        for key in nodes:
            visit(key)
        compiled = state / "dbt" / "compiled" / "capaian"
        steps = tuple(
            (
                f'"{nodes[key]["schema"]}"."{nodes[key]["name"]}"',
                (compiled / nodes[key]["original_file_path"])
                .read_text(encoding="utf-8")
                .replace(f'"{nodes[key]["database"]}".', ""),
            )
            for key in ordered
        )
        return cls(steps, reference, Namer(Identity(reference)))

    def findings(self, batch: Iterable[Received]) -> list[Found]:
        """``mart.temuan`` of a night over these files."""
        files = list(batch)
        with duckdb.connect() as connection:
            rulings = rule([], [item.extraction for item in files], self.reference, tables())
            with TemporaryDirectory() as scratch:
                fill(connection, files, rulings, Path(scratch))
            for schema in {name.split(".")[0] for name, _ in self.steps}:
                connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            for name, sql in self.steps:
                connection.execute(f"CREATE TABLE {name} AS {sql}")
            answer = connection.execute("SELECT * FROM mart.temuan")
            names = [column[0] for column in answer.description]
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def received(path: Path, root: Path, namer: Namer, reference: Reference, order: int) -> Received:
    """A file as the night reads and judges it."""
    extraction = read_document(path)
    extraction.path = str(path.relative_to(root))
    return judged(extraction, namer, reference, order)


def judged(extraction: Extraction, namer: Namer, reference: Reference, order: int) -> Received:
    """An extraction with a verdict for each of its letters."""
    verdicts = {
        letter.letter: validate(
            letter,
            [row for row in extraction.rows if row.letter == letter.letter],
            [cell for cell in extraction.cells if cell.letter == letter.letter],
            [claim for claim in extraction.claims if claim.letter == letter.letter],
            reference=reference,
            resolve=namer.resolver(letter.tahun),
        )
        for letter in extraction.letters
    }
    return Received(extraction, verdicts, float(order))


def reference() -> Reference:
    """The project's own reference data."""
    return Reference.load(REFERENCE)
