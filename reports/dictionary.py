"""The data dictionary: every published table and column, in the words of the warehouse itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.analyst import Table

_HEAD = """# Data dictionary

The tables of the schema `mart`, as the comments of the published warehouse describe them (in
Indonesian, as any client shows them). They are written down once, beside the models
(`warehouse/models/marts/_marts.yml`); this page is generated from a warehouse by `make docs`, and
the tests keep it true. Questions asked of them: [questions.md](questions.md).
"""


def dictionary(tables: Sequence[Table]) -> str:
    """The page, as Markdown: a table of columns for each mart."""
    parts = [_HEAD]
    for table in tables:
        rows = "".join(
            f"| `{column.name}` | {column.type} | {_cell(column.comment)} |\n"
            for column in table.columns
        )
        parts.append(
            f"## mart.{table.name}\n\n{table.comment}\n\n| column | type | meaning |\n"
            f"| --- | --- | --- |\n{rows}"
        )
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
