"""The documents that say what a warehouse of the sample letters says; ``make docs`` writes them.

``python -m tests.reports.pages`` runs one night over the sample letters and writes both pages anew;
a person reads the diff.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from reports.dictionary import dictionary
from reports.export.answers import as_table
from tests.flows.conftest import PROJECT, RAW, run_program
from warehouse.analyst import answer, marts, opened

DICTIONARY = PROJECT / "docs" / "data-dictionary.md"
QUESTIONS = PROJECT / "docs" / "questions.md"
_WIDTH = 118
_BLOCK = re.compile(r"```sql\n(.*?)```\n\n```\n(.*?)```", re.DOTALL)


def dictionary_of(warehouse: Path) -> str:
    with opened(warehouse) as connection:
        return dictionary(marts(connection))


def questions() -> list[tuple[str, str]]:
    """Each question's SQL with the answer that the page shows."""
    return _BLOCK.findall(QUESTIONS.read_text(encoding="utf-8"))


def answer_to(question: str, warehouse: Path) -> str:
    return as_table(answer(warehouse, question, None), _WIDTH) + "\n"


def answered(warehouse: Path) -> str:
    """The page of questions with the answers of this warehouse."""

    def fill(block: re.Match[str]) -> str:
        return f"```sql\n{block[1]}```\n\n```\n{answer_to(block[1], warehouse)}```"

    return _BLOCK.sub(fill, QUESTIONS.read_text(encoding="utf-8"))


def sample_night(folder: Path) -> Path:
    """A warehouse of the sample letters."""
    warehouse = folder / "capaian.duckdb"
    done = run_program("run", "--raw", RAW, "--warehouse", warehouse)
    assert done.returncode == 0, done.stderr
    return warehouse


if __name__ == "__main__":
    with TemporaryDirectory() as scratch:
        night = sample_night(Path(scratch))
        DICTIONARY.write_text(dictionary_of(night), encoding="utf-8")
        QUESTIONS.write_text(answered(night), encoding="utf-8")
