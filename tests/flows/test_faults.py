"""A few nights struck at their system calls; ``make faults`` strikes hundreds."""

from __future__ import annotations

from pathlib import Path

from tests.faults.strike import CALLS, FULL, KILL, Fault, faults
from tests.faults.world import World

FAULTS = (
    Fault("fsync", 3, KILL),
    Fault("pwrite64", 90, FULL),
)


def test_nobody_sees_an_error_or_half_a_night_and_the_next_is_as_if_nothing_had_happened(
    tmp_path: Path,
) -> None:
    world, left = World(tmp_path), list(FAULTS)
    assert world.before != world.after
    struck = []
    while left:
        struck.append(world.struck(left, f"malam-{len(left)}"))
    for item in struck:
        assert item.is_equal, item
        assert not item.look.errors
        assert item.look.halves == 0
        assert item.look.looks > 5
    nights = [night for item in struck for night in item.nights]
    assert [fault for fault, _, _ in nights] == list(FAULTS[::-1])
    assert sum(has_struck for _, _, has_struck in nights) == len(FAULTS)
    assert any(code != 0 for _, code, _ in nights)


def test_faults_are_drawn_over_all_calls_and_the_same_again_from_the_same_seed() -> None:
    most = dict.fromkeys(CALLS, 10)
    drawn = faults(most, 200, seed=3)
    assert drawn == faults(most, 200, seed=3)
    assert {fault.call for fault in drawn} == set(CALLS)
    assert all(1 <= fault.turn <= 10 for fault in drawn)
