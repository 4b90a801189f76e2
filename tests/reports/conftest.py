"""One night over the sample letters, and marts of three years, for all that reads them."""

from pathlib import Path

import pytest

from tests.reports.pages import sample_night
from tests.sharing import made_once
from tests.warehouse.conftest import built, published, reference

__all__ = ["built", "published", "reference"]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "malam", sample_night)
