"""The engines that print letters: each takes sheets and gives a PDF's bytes for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.typeset.engines.chromium import chromium
from tests.typeset.engines.lab import reportlab
from tests.typeset.engines.office import libreoffice
from tests.typeset.engines.web import weasyprint
from tests.typeset.sheet import Sheet

Engine = Callable[[Sequence[Sheet]], list[bytes]]

ENGINES: dict[str, Engine] = {
    "weasyprint": weasyprint,
    "chromium": chromium,
    "libreoffice": libreoffice,
    "reportlab": reportlab,
}
