"""Rows of text in columns."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from rnntui.cli.safe import one_line

_GAP = "  "


def aligned(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[int] = (),
    *,
    width: int | None = None,
    spare: Sequence[str] = (),
) -> Text:
    """A table with bold heads; the columns numbered in ``right`` are flush right. Lines are not wrapped.

    Where it is wider than ``width`` it does without the columns named in ``spare``, as many of the first of
    them as it takes.
    """
    rows = [[one_line(cell) for cell in row] for row in rows]
    widths = [max(cell_len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    shown = _fitting(heads, widths, width, spare)

    def line(row: Sequence[str]) -> str:
        cells = []
        for column in shown:
            cell = row[column]
            blank = " " * (widths[column] - cell_len(cell))
            cells.append(blank + cell if column in right else cell + blank)
        return _GAP.join(cells).rstrip()

    table = Text(no_wrap=True, overflow="ellipsis")
    table.append(line(heads), "bold")
    for row in rows:
        table.append("\n" + line(row))
    return table


def _fitting(
    heads: Sequence[str], widths: Sequence[int], width: int | None, spare: Sequence[str]
) -> list[int]:
    """The places of the columns that are shown."""
    shown = list(range(len(heads)))
    for head in spare:
        if width is None or sum(widths[column] + len(_GAP) for column in shown) - len(_GAP) <= width:
            break
        shown.remove(heads.index(head))
    return shown
