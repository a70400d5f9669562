"""Upright bars as text: one for each lag, month or weight, above and below a zero line."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from rnntui.charts.palette import Palette, Role
from rnntui.figures.base import Size

SMALLEST_ROWS = 3


def bars(
    values: Sequence[float],
    names: Sequence[str],
    size: Size,
    palette: Palette,
    *,
    limits: tuple[float, float],
    marked: int | None = None,
    role: Role = "actual",
) -> Text:
    """One bar for each value, ``size`` (columns, rows) with the names below, as many as have room.

    ``limits`` hold zero; values beyond them are cut. The bar with index ``marked`` is drawn in other
    characters and its name stands in brackets.
    """
    low, high = limits
    ends = [f"{high:.3g}", f"{low:.3g}"]
    margin = max(len(end) for end in ends) + 1
    columns, rows = max(size[0] - margin, 1), max(size[1] - 1, 1)
    slot = max(columns // max(len(values), 1), 1)
    shown = min(len(values), columns // slot)
    grid = [[" "] * columns for _ in range(rows)]
    for place in range(shown):
        column = _bar(values[place], low, high, rows, palette, place == marked)
        for across in range(min(max(slot - 1, 1), 6)):
            for row in range(rows):
                grid[row][place * slot + across] = column[row]
    text = Text(no_wrap=True, end="")
    zero = round(high / ((high - low) or 1.0) * rows)  # the row below the line at zero
    for row, line in enumerate(grid):
        label = ends[0] if row == 0 else ends[1] if row == rows - 1 else "0" if row == zero else ""
        text.append(f"{label:>{margin - 1}} ")
        for column_at, character in enumerate(line):
            chosen = column_at // slot == marked
            text.append(character, palette.style("one_step" if chosen else role) or None)
        text.append("\n")
    return text.append(" " * margin + _names(names[:shown], slot, columns, marked))


def _bar(value: float, low: float, high: float, rows: int, palette: Palette, marked: bool) -> list[str]:
    """One bar's characters from the top row down, in half rows where the terminal has half blocks."""
    span = (high - low) or 1.0
    unit = 2 if palette.marker == "ascii" else 1  # whole rows only
    halves = 2 * rows // unit
    zero = unit * round((min(max(0.0, low), high) - low) / span * halves)
    end = unit * round((min(max(value, low), high) - low) / span * halves)
    if end == zero:
        line = "-" if palette.marker == "ascii" else "─"
        at = min(zero // 2, rows - 1)
        return [line if rows - 1 - row == at else " " for row in range(rows)]
    bottom, top = min(zero, end), max(zero, end)
    found = []
    for row in range(rows):
        under = 2 * (rows - 1 - row)
        lower, upper = bottom <= under < top, bottom <= under + 1 < top
        found.append(_cell(lower, upper, palette, marked))
    return found


def _cell(lower: bool, upper: bool, palette: Palette, marked: bool) -> str:
    if palette.marker == "ascii":
        return ("@" if marked else "#") if lower or upper else " "
    if marked and not palette.style("one_step"):
        return "▒" if lower or upper else " "
    return " ▄▀█"[lower + 2 * upper]


def _names(names: Sequence[str], slot: int, columns: int, marked: int | None) -> str:
    """The names under their bars, the marked one always, the others where they have room."""
    line = [" "] * columns
    order = [] if marked is None or marked >= len(names) else [marked]
    for place in [*order, *range(len(names))]:
        name = f"[{names[place]}]" if place == marked else names[place]
        start = min(max(place * slot - (place == marked), 0), columns - len(name))
        around = line[max(start - 1, 0) : start + len(name) + 1]
        if start >= 0 and not "".join(around).strip():
            line[start : start + len(name)] = name
    return "".join(line)
