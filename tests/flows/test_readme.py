"""What the README promises is what the program does."""

import re
from pathlib import Path

import pytest

from flows.cli import build_parser
from tests.flows.conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
DOCS = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", DOCS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_target_of_the_makefile_that_is_named_exists() -> None:
    targets = set(re.findall(r"^(\w+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make (\w+)`", README)) <= targets
    assert {"run", "test", "setup"} <= targets


def test_commands_in_the_docs_are_commands_of_the_program() -> None:
    listed = build_parser().format_help()
    for page in DOCS:
        for command in re.findall(r"`capaian (\w+)", page.read_text(encoding="utf-8")):
            assert command in listed, f"{page.name}: {command}"
