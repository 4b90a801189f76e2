"""The sample letters, each read once."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from extractors.kind import all_kinds
from extractors.model import Extraction
from extractors.reader import read_document

RAW = Path(__file__).parents[2] / "raw"
TRUTH = Path(__file__).parents[1] / "letters" / "truth"
SAMPLES = sorted(RAW.rglob("*.pdf"))


@cache
def extraction_of(path: Path) -> Extraction:
    return read_document(path)


@pytest.fixture(params=SAMPLES, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Extraction:
    return extraction_of(request.param)


@pytest.fixture
def bundle() -> Extraction:
    return max((extraction_of(path) for path in SAMPLES), key=lambda e: len(e.letters))


@pytest.fixture
def fresh_kinds() -> Iterator[None]:
    """The kinds are looked for once a process; a test that adds one starts and leaves anew."""
    all_kinds.cache_clear()
    yield
    all_kinds.cache_clear()
