"""Annexes printed as one block of labelled rows per record, as OM-SPAN's screen is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Levenshtein

from extractors.contract import Column, Table
from extractors.draft import Part, RowDraft, TableDraft, grid_part
from extractors.grid import Grid, GridCell, cell_text
from extractors.header import Header, match_header
from extractors.model import Claim, Notice
from extractors.table import LetterPages, Reading, row_draft
from extractors.values import parse_decimal, squash

LABEL = "label"
"""Pseudo-column: which of a block's rows this is."""

MISREAD = 2
"""Letters of a label that a scan may give wrong: no two labels of a block are as near."""


@dataclass(frozen=True, slots=True)
class BlockReader:
    """Reads identity and totals once per block, and each further column as an item of ``detail``.

    ``label_headers``: header patterns of the column that prints the labels. ``labels``: a label's
    squashed words and the column of ``detail`` that its row fills; the first begins a block.
    ``item``: the column of ``detail`` that takes a further column's header words. ``groups``: the
    label of a row that prints one figure for each merged header over the items, and the statement
    it makes. A block may run over a page break; a page without a header follows the header before.
    """

    table: Table
    detail: Table
    item: str
    label_headers: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    groups: tuple[str, str] | None = None

    @property
    def annexes(self) -> tuple[Table, ...]:
        """The table it reads, with its labels."""
        return (self._printed,)

    def confirms(self, letter: LetterPages) -> bool:
        """Whether any grid of the pages carries this table's header."""
        return any(
            match_header(grid, self._printed)
            for page in letter.pages
            for grid in letter.grids_on(page)
        )

    @property
    def _printed(self) -> Table:
        label = Column(LABEL, "text", "", headers=self.label_headers)
        return replace(self.table, columns=(*self.table.columns, label))

    def read(self, letter: LetterPages) -> Reading:
        """One row of ``table`` per block, one of ``detail`` per block and item."""
        blocks = _Blocks(self)
        for page in letter.pages:
            for grid in letter.grids_on(page):
                header = match_header(grid, self._printed)
                if header and LABEL not in header.columns.values():
                    blocks.columns, header = {}, None
                if header:
                    blocks.begin(grid, header)
                if blocks.columns and blocks.width == grid.column_count:
                    letter.read.add(id(grid))
                    for i in range(header.rows if header else 0, grid.row_count):
                        blocks.add(grid, i)
        return Reading([blocks.masters, blocks.details], blocks.notices, stated=blocks.stated)


@dataclass(slots=True)
class _Blocks:
    """The reader's state between rows and pages."""

    reader: BlockReader
    columns: dict[int, str] = field(default_factory=dict)
    items: dict[int, Part] = field(default_factory=dict)
    heads: dict[int, str] = field(default_factory=dict)
    width: int = 0
    notices: list[Notice] = field(default_factory=list)
    stated: list[Claim] = field(default_factory=list)
    masters: TableDraft = field(init=False)
    details: TableDraft = field(init=False)
    current: dict[int, RowDraft] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.masters = TableDraft(self.reader.table)
        self.details = TableDraft(self.reader.detail)

    def begin(self, grid: Grid, header: Header) -> None:
        """Take over the columns of a header; unnamed ones between named ones are items."""
        self.columns, self.width = header.columns, grid.column_count
        named = sorted(header.columns)
        self.items = {
            j: grid_part(grid, grid.cells[header.rows - 1][j])
            for j in range(named[0], named[-1])
            if j not in header.columns and header.labels[j]
        }
        self.heads = {j: grid.cells[0][j].text for j in self.items}

    def add(self, grid: Grid, i: int) -> None:
        """One grid row: a block's first, or one more of its labels."""
        label_at = next(j for j, name in self.columns.items() if name == LABEL)
        label = self._label(grid, grid.cells[i][label_at])
        named = {j: name for j, name in self.columns.items() if name != LABEL}
        if label == self.reader.labels[0][0] or not self.masters.rows:
            self.masters.rows.append(row_draft(grid, i, named, {}))
            self._open_items(grid, i)
        else:
            fresh = {j: name for j, name in named.items() if grid.cells[i][j].row == i}
            self.masters.rows[-1].absorb(row_draft(grid, i, fresh, {}))
        target = dict(self.reader.labels).get(label)
        if target:
            for j, row in self.current.items():
                row.cells[target] = [grid_part(grid, grid.cells[i][j])]
        elif self.reader.groups and label == self.reader.groups[0]:
            self._state(grid, i, self.reader.groups[1])
        elif label:
            self.notices.append(_unknown_label(self.reader.table, grid, grid.cells[i][label_at]))

    def _label(self, grid: Grid, cell: GridCell) -> str:
        """A row's label, squashed; on a scan the one that is printed where just one is as near."""
        label = squash(cell.text)
        known = [text for text, _ in (*self.reader.labels, *filter(None, (self.reader.groups,)))]
        if grid.page.method != "ocr" or not label or label in known:
            return label
        near = [
            text
            for text in known
            if Levenshtein.distance(label, text, score_cutoff=MISREAD) <= MISREAD
        ]
        return near[0] if len(near) == 1 else label

    def _state(self, grid: Grid, i: int, claim: str) -> None:
        """What a row prints for each group of items: its scope is the block's key and the group."""
        key = self.reader.table.keys[0]
        column = next(c for c in self.reader.table.columns if c.name == key)
        for j in self.items:
            cell = grid.cells[i][j]
            if cell.column != j or not cell.words:
                continue
            x0, top, x1, bottom = grid.page.displayed((cell.x0, cell.top, cell.x1, cell.bottom))
            own = [k for k in self.items if cell.column <= k < cell.column_end]
            self.stated.append(
                Claim(
                    0,
                    None,
                    claim,
                    f"{self.masters.rows[-1].printed(column)} {self.heads[j]}",
                    parse_decimal(cell.text).value,
                    cell.text,
                    grid.page.number,
                    x0=x0,
                    top=top,
                    x1=x1,
                    bottom=bottom,
                    source="tabel",
                    indikator="; ".join(cell_text(list(self.items[k].words)) for k in own),
                    printed=cell.text,
                )
            )

    def _open_items(self, grid: Grid, i: int) -> None:
        master = self.masters.rows[-1]
        shared = [key for key in self.reader.detail.keys if key != self.reader.item]
        self.current = {}
        for j, head in self.items.items():
            # The master's parts are shared on purpose: a key broken over pages stays one key.
            cells = {key: master.cells.setdefault(key, []) for key in shared}
            box = (grid.xs[j], grid.ys[i], grid.xs[j + 1], grid.ys[i + 1])
            self.current[j] = RowDraft(grid.page, box, {**cells, self.reader.item: [head]})
        self.details.rows.extend(self.current.values())


def _unknown_label(table: Table, grid: Grid, cell: GridCell) -> Notice:
    return Notice(
        None,
        table.name,
        "baris_tidak_dikenal",
        f"Baris '{cell.text}' pada tabel {table.name} tidak dikenal dan tidak dibaca; "
        "periksa halaman ini.",
        grid.page.number,
    )
