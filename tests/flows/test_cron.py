"""A schedule is checked before anything is started, and Prefect takes what is taken."""

import pytest
from prefect.schedules import Cron

from flows.cron import check_cron
from flows.errors import MisuseError


@pytest.mark.parametrize(
    "text", ["0 1 * * *", "*/15 0-6,22 1,15 jan-mar Mon-fri", "0 1 29 2 *", "0 0 * * 7"]
)
def test_a_schedule_is_taken(text: str) -> None:
    check_cron(text)
    assert Cron(text)


@pytest.mark.parametrize(
    "text",
    [
        *("99 1 * * *", "0 24 * * *", "0 1 0 * *", "0 1 * 13 *", "tiap malam x y z", "*/0 * * * *"),
        *("", "0 1 * *", "0 1 * * * *", "0 1 31 2 *", "0 1 31 4,6 *"),
    ],
)
def test_what_is_none_or_never_comes_is_refused(text: str) -> None:
    with pytest.raises(MisuseError, match=f"^'{text}' bukan jadwal cron".replace("*", r"\*")):
        check_cron(text)
