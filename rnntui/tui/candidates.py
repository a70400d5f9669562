"""The list of what can be written: a pure function from an offer to text, and where the list stands."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from rnntui.spec.completion import Candidate

MOST = 6  # candidates that show at once
FRAME = 2  # rows, and columns, that the frame takes


def list_text(candidates: tuple[Candidate, ...], chosen: int, width: int, *, unicode: bool = True) -> Text:
    """At most six candidates about the chosen one, each on a line of at most ``width`` columns."""
    first = min(max(chosen - MOST // 2, 0), max(len(candidates) - MOST, 0))
    shown = candidates[first : first + MOST]
    names = max(cell_len(one.label) for one in shown)
    text = Text(no_wrap=True)
    for at, one in enumerate(shown, first):
        mark = ("▸" if unicode else ">") if at == chosen else " "
        line = Text(f"{mark} {one.label}")
        if one.meaning:
            line.append(" " * (names - cell_len(one.label) + 2)).append(one.meaning, "dim")
        line.truncate(width, overflow="ellipsis" if unicode else "crop")
        line.plain = set_cell_size(line.plain, width)
        if at == chosen:
            line.stylize("bold")
        text.append("\n" if at > first else "").append_text(line)
    return text


def list_width(candidates: tuple[Candidate, ...], room: int) -> int:
    """How many columns the lines need, of those that there are."""
    names = max(cell_len(one.label) for one in candidates)
    meanings = max(cell_len(one.meaning) for one in candidates)
    return min(2 + names + (2 + meanings if meanings else 0) + 1, room)


def hint(candidates: tuple[Candidate, ...], chosen: int, width: int, *, unicode: bool = True) -> str:
    """What stands in the frame: the keys, and which of how many it is, as far as there is room."""
    arrows = "↑↓" if unicode else "up, down"
    parts = ["Tab takes it"]
    if len(candidates) > 1:
        parts += [f"{chosen + 1} of {len(candidates)}", f"{arrows} choose"]
    parts.append("Esc closes")
    while len(parts) > 1 and cell_len(", ".join(parts)) > width - 2:
        parts.pop()
    return ", ".join(parts)


def place(cursor: tuple[int, int], size: tuple[int, int], screen: tuple[int, int]) -> tuple[int, int]:
    """The upper left corner (column, row) of a list of ``size``: under the cursor's line, else over it."""
    (x, y), (width, height), (columns, rows) = cursor, size, screen
    top = y + 1 if y + 1 + height <= rows else max(y - height, 0)
    return max(min(x, columns - width), 0), top
