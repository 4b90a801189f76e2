"""Every table, cell, box and claim of the sample letters, as a person last approved it."""

from pathlib import Path

import pytest

from tests.goldens import GOLDEN, SAMPLES, write


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_reading_gives_what_was_approved(sample: Path, tmp_path: Path) -> None:
    written = write(sample, tmp_path)
    approved = GOLDEN / sample.stem
    names = sorted(path.name for path in written.iterdir())
    assert names == sorted(path.name for path in approved.iterdir())
    for name in names:
        new, old = ((folder / name).read_text(encoding="utf-8") for folder in (written, approved))
        assert new.splitlines() == old.splitlines(), f"{name}: 'make goldens', then read the diff"


def test_every_golden_has_its_letter() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {path.stem for path in SAMPLES}
