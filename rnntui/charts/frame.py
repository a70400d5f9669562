"""The one place that draws with plotext: the axes of a chart, with their ticks and labels.

plotext keeps one global figure, clips to 80x24 until told otherwise and costs what the figure has of
characters. So each axis is drawn alone, in a strip just large enough, and kept: from one picture of a run
to the next most axes stay.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TypeAlias

import plotext

CellTicks: TypeAlias = tuple[tuple[int, str], ...]
"""Which column or row of the canvas a tick stands at, counted from the left or the bottom; its label."""

_LOCK = threading.Lock()
_KEPT = 64  # axes: a handful of bytes each


@lru_cache(maxsize=_KEPT)
def left_axis(ticks: CellTicks, rows: int) -> tuple[str, ...]:
    """The y axis with its labels, one text for each row of the canvas, from the top."""
    wide = label_columns(ticks)
    # One tick a row: of several plotext draws any, another one each time it is started.
    inside = {row: f"{label:>{wide}}" for row, label in reversed(ticks) if 0 <= row < rows}
    drawn = _built((), tuple(inside.items()), (2, rows))
    return tuple(f"{line[: wide + 1]:>{wide + 1}}" for line in drawn[:rows])


@lru_cache(maxsize=_KEPT)
def lower_axis(ticks: CellTicks, columns: int, beside: int) -> tuple[str, ...]:
    """The x axis and its labels below a canvas of ``columns``, right of y labels ``beside`` columns wide.

    A tick whose label does not fit beside the ones left of it is left out.
    """
    labels, starts = " " * (beside + 1 + columns), []
    for at, label in ticks:
        start = _start(at + beside + 1, len(label), len(labels))
        end = start + len(label)
        if start >= 0 and end <= len(labels) and not labels[max(start - 1, 0) : end + 1].strip():
            labels = f"{labels[:start]}{label}{labels[end:]}"
            starts.append((at, " "))
    axis = _built(tuple(starts), ((0, " " * beside),) if beside else (), (columns, 1))[1]
    return (axis, labels) if ticks else (axis,)


def _start(at: int, length: int, columns: int) -> int:
    """Where a label begins: in the middle below its tick, near an end of the line drawn inwards."""
    left, right = max(at - length + 1, 0), min(at + length, columns - 1)
    return (left + right - length) // 2 if left < right else at


def label_columns(ticks: CellTicks) -> int:
    """How wide the labels of a y axis are."""
    return max((len(label) for _, label in ticks), default=0)


def _built(x_ticks: CellTicks, y_ticks: CellTicks, canvas: tuple[int, int]) -> list[str]:
    """The lines of an empty figure around a ``canvas`` of (columns, rows)."""
    columns, rows = canvas
    below = 2 if x_ticks else 1
    with _LOCK:
        plotext.clear_figure()
        plotext.limit_size(False, False)
        plotext.theme("clear")
        plotext.plot_size(label_columns(y_ticks) + 1 + columns, rows + below)
        plotext.xaxes(True, False)
        plotext.yaxes(True, False)
        plotext.xlim(0, columns - 1)
        plotext.ylim(0, max(rows - 1, 1))
        plotext.xticks([at for at, _ in x_ticks], [label for _, label in x_ticks])
        plotext.yticks([at for at, _ in y_ticks], [label for _, label in y_ticks])
        plotext.scatter([], [])
        built = plotext.uncolorize(plotext.build())
        plotext.clear_figure()
    return str(built).rstrip("\n").split("\n")
