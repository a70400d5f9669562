"""Rows of text in columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from rnntui.cli.safe import one_line

_GAP = "  "


def aligned(heads: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> Text:
    """A table with bold heads; the columns numbered in ``right`` are flush right. Lines are not wrapped."""
    rows = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(cell_len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]

    def line(row: Sequence[str]) -> str:
        cells = []
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            blank = " " * (width - cell_len(cell))
            cells.append(blank + cell if column in right else cell + blank)
        return _GAP.join(cells).rstrip()

    table = Text(no_wrap=True, overflow="ellipsis")
    table.append(line(heads), "bold")
    for row in rows:
        table.append("\n" + line(row))
    return table
