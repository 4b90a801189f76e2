"""Schedules are understood as Prefect does, before it does."""

import pytest
from prefect.schedules import Cron

from flows.cron import check_cron
from flows.errors import MisuseError

RIGHT = (
    "0 1 * * *",
    "*/15 0-6,22 1,15 jan-mar Mon-fri",
    "5/10 * 29 2 *",
    "0 1 31 2 1",
    "0 0 * * 7",
)
WRONG = (
    *("99 1 * * *", "0 24 * * *", "0 1 0 * *", "0 1 * 13 *", "0 1 * * 8", "tiap malam x y z"),
    *("0 5-x * * *", "*/0 * * * *", "1- * * * *", ", * * * *"),
)


@pytest.mark.parametrize("text", RIGHT)
def test_what_prefect_takes_is_taken(text: str) -> None:
    check_cron(text)
    assert Cron(text)


@pytest.mark.parametrize("text", WRONG)
def test_what_prefect_refuses_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Cron(text)
    with pytest.raises(MisuseError, match=r"bukan jadwal cron: .+ tidak ada"):
        check_cron(text)


@pytest.mark.parametrize("text", ["", "0 1 * *", "0 1 * * * *", "0 1 31 2 *", "0 1 31 4,6 *"])
def test_what_would_never_come_is_refused(text: str) -> None:
    with pytest.raises(MisuseError, match="bukan jadwal cron"):
        check_cron(text)
