"""Shows how far a night is: a moving bar on a terminal, plain lines elsewhere. On stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Advance = Callable[[], None]


@contextmanager
def stage(title: str, total: int = 1) -> Iterator[Advance]:
    """One stage of the night; the yielded function is called once per finished piece."""
    if not sys.stderr.isatty():
        count = f" ({total})" if total > 1 else ""
        print(f"{title}{count} ...", file=sys.stderr, flush=True)
        yield lambda: None
        return
    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task(title, total=total)
        yield lambda: progress.advance(bar)
