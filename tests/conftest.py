"""What tests of several rooms share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.registry import tables
from tests.sharing import made_once
from warehouse.transform import PARSED, dbt

BEFORE_THE_WAREHOUSE = ("extractors", "expectations", "typeset")
"""Folders whose tests build none."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name not in BEFORE_THE_WAREHOUSE:
            item.add_marker(pytest.mark.usefixtures("parsed_models"))


@pytest.fixture(scope="session")
def parsed_models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """dbt's parse of the models, made once: a fifth of each build, as a night keeps its own.

    dbt takes it only for files, settings and variables that are the same.
    """

    def make(folder: Path) -> Path:
        dbt(("parse",), folder / "build.duckdb", folder, tables())
        return folder / PARSED

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DBT_PARTIAL_PARSE_FILE_PATH", str(made_once(tmp_path_factory, "dbt", make)))
        yield
