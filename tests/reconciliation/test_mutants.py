"""One right figure changed at a time: a finding names it. ``make mutasi`` changes every one."""

import pytest

from tests.reconciliation.bench import Bench
from tests.reconciliation.mutants import names, new


def test_the_report_has_many_figures_with_a_second_statement(bench: Bench) -> None:
    assert len(bench.figures) > 500


@pytest.mark.parametrize("turn", range(8))
def test_a_changed_figure_is_named(bench: Bench, turn: int) -> None:
    figure = bench.figures[7 + turn * len(bench.figures) // 8]
    found = bench.findings(figure)
    told = new(found, bench.before)
    assert names(found, bench.before, figure), (figure, figure.changed(), told)
    assert len(told) <= 3, [item["pesan"] for item in told]
