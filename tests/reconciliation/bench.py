"""The sample year with its report printed anew, changed or not."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.page import Page
from tests.reconciliation.models import Found, Models, received, reference
from tests.reconciliation.mutants import Printed, labelled, mutate
from tests.typeset.retype import pages_of, retype
from warehouse.batch import Received
from warehouse.identity import Identity
from warehouse.naming import Namer

RAW = Path(__file__).parents[2] / "raw"
BUNDLE = RAW / "2023" / "LKIP-2023-bnnp-kalbar.pdf"
READ = "terbaca.pickle"
AGREEMENT_PAGES = 3
"""Pages of the agreement that follow the report in the bundle."""


@dataclass(frozen=True)
class Bench:
    """The other letters of the year, the report's pages, and the models to run over them."""

    pages: Sequence[Page]
    last_page: int
    others: Sequence[Received]
    models: Models
    warehouse: Path
    folder: TemporaryDirectory[str]

    @classmethod
    def start(cls, home: Path) -> Bench:
        """Read everything and build the models, in a folder where other processes open it."""
        known = reference()
        namer = Namer(Identity(known))
        paths = sorted(path for path in (RAW / "2023").glob("*.pdf") if path != BUNDLE)
        others = [
            received(path, RAW, namer, known, order) for order, path in enumerate(paths, start=1)
        ]
        bundle = received(BUNDLE, RAW, namer, known, 0)
        report = next(item for item in bundle.extraction.letters if item.kind == "lkip")
        models = Models.build(home, [bundle, *others], known)
        pages = pages_of(BUNDLE)[: report.page_last + AGREEMENT_PAGES]
        kept = (pages, report.page_last, others, models.steps)
        (home / READ).write_bytes(pickle.dumps(kept))
        return cls.opened(home)

    @classmethod
    def opened(cls, home: Path) -> Bench:
        """What was started in a folder; the year's warehouse there is only read."""
        pages, last_page, others, steps = pickle.loads((home / READ).read_bytes())
        folder = TemporaryDirectory()
        (Path(folder.name) / "2023").mkdir()
        known = reference()
        models = Models(steps, known, Namer(Identity(known)))
        return cls(pages, last_page, others, models, home / "build.duckdb", folder)

    @cached_property
    def figures(self) -> list[Printed]:
        """Right figures of the report with a second statement."""
        return [item for item in labelled(self.pages[: self.last_page]) if item.label == "ya"]

    @cached_property
    def before(self) -> list[Found]:
        """Findings on the report as it is."""
        return self._findings(retype(self.pages))

    def findings(self, figure: Printed) -> list[Found]:
        """Findings on the report with one figure changed."""
        return self._findings(mutate(self.pages, figure))

    def _findings(self, content: bytes) -> list[Found]:
        root = Path(self.folder.name)
        path = root / "2023" / BUNDLE.name
        path.write_bytes(content)
        report = received(path, root, self.models.namer, self.models.reference, 99)
        return self.models.findings([*self.others, report])
