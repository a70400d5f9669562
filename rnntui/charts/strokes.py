"""Lines before they are drawn: thinned to what a terminal can show, cut into dashes or dots."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Lengths in dots: how much of a line is drawn, and after how much it starts again.
SOLID = (1.0, 1.0)
DASHES = (7.0, 12.0)
DOTS = (1.0, 3.0)
_STEP = 0.5  # how closely a line is sampled, in dots


def finite(y: Floats) -> Floats:
    """``y`` with infinities as NaN: a gap."""
    return np.where(np.isfinite(y), y, np.nan)


def thin(x: Floats, y: Floats, columns: int) -> tuple[Floats, Floats]:
    """At most two points a column: the smallest and the largest of its stretch, in their order.

    ``x`` increases. A stretch that is all NaN stays as one NaN, so that a gap stays a gap.
    """
    if len(x) <= 2 * columns:
        return x, y
    size, larger = divmod(len(x), columns)  # of a stretch; so many have one point more
    stretch = np.arange(columns)
    starts = stretch * size + np.minimum(stretch, larger)
    place = starts[:, None] + np.arange(size + (larger > 0))
    within = place < np.append(starts[1:], len(x))[:, None]
    values = np.where(within, y[np.minimum(place, len(x) - 1)], np.nan)
    known = ~np.isnan(values)
    low = starts + np.argmin(np.where(known, values, np.inf), axis=1)
    high = starts + np.argmax(np.where(known, values, -np.inf), axis=1)
    empty = ~known.any(axis=1)
    kept = np.unique(np.concatenate([np.where(empty, starts, low), np.where(empty, starts, high)]))
    return x[kept], y[kept]


def sample(column: Floats, row: Floats, pattern: tuple[float, float]) -> tuple[Floats, Floats]:
    """The points of a line, in fractional dots, that a pattern of (drawn, period) lengths leaves.

    The pattern runs along the line itself, so that steep stretches are dashed as well. NaN parts
    lines; a point between two gaps is drawn alone.
    """
    length = np.hypot(np.diff(column), np.diff(row))
    whole = np.isfinite(length)
    single = np.isfinite(row) & ~np.append(whole, False) & ~np.append(False, whole)
    if not whole.any():
        return column[single], row[single]
    start, end = np.flatnonzero(whole), np.flatnonzero(whole) + 1
    length = length[whole]
    before = np.concatenate([[0.0], np.cumsum(length)])
    drawn, period = pattern
    at = np.arange(0.0, before[-1], _STEP)
    at = np.append(at[at % period < drawn], before[-1])
    piece = np.clip(np.searchsorted(before, at, side="right") - 1, 0, len(length) - 1)
    share = np.divide(at - before[piece], length[piece], out=np.zeros_like(at), where=length[piece] > 0)
    from_, to = start[piece], end[piece]
    return (
        np.append(column[from_] + share * (column[to] - column[from_]), column[single]),
        np.append(row[from_] + share * (row[to] - row[from_]), row[single]),
    )
