"""Lines as characters: every cell of a canvas collects the dots of all lines that pass it.

plotext would let a later line blot out an earlier one cell by cell; with a forecast that follows its target
that hides the target. Here the dots of both stay, and the line with most of them gives its colour, where
a sparse line's dots weigh more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from rnntui.charts.palette import LOOKS, Palette, Role
from rnntui.charts.strokes import DASHES, DOTS, SOLID, Floats, finite, sample, thin

_PATTERNS = {"solid": SOLID, "dashes": DASHES, "dots": DOTS}
# How much a dot counts when lines share a cell; a line of dots has a third of a solid one's.
_WEIGHTS = {"solid": 1.0, "dashes": 1.5, "dots": 2.0, "marks": 1.0}
# Bit of each dot of a braille cell, [row from the top][column] (Unicode 1.1, U+2800).
_BRAILLE = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
_HALF_BLOCKS = np.array([ord(character) for character in " ▀▄█"])
ROLES: tuple[Role, ...] = tuple(LOOKS)
_FAR = 2  # heights of the canvas above and below it
_TAG_EVERY = 12  # columns between two marks of a line that is tagged in colours as well
_TAGGED: tuple[Role, ...] = tuple(role for role, look in LOOKS.items() if look.tagged)
# Of others: columns along the line, where a row counts as two, and where the first one is.
_TAG_ALONG = 8.0
_FIRST_TAGS: dict[Role, float] = {"recursive": 4.0, "ghost": 2.0}
_Marks: TypeAlias = tuple[Role, NDArray[np.int_], NDArray[np.int_]]  # columns and rows
# How many dots a cell has, across and down.
_DOTS_IN_CELL = {"braille": (2, 4), "half-block": (1, 2), "dot": (1, 1), "ascii": (1, 1)}


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One line of a chart: ``y`` over increasing ``x``, NaN where there is nothing to draw.

    With ``upto`` it is a band instead: what lies between ``y`` and ``upto``, filled sparsely.
    """

    role: Role
    x: Floats
    y: Floats
    label: str = ""
    upto: Floats | None = None


@dataclass(frozen=True, slots=True)
class Canvas:
    """``columns`` by ``rows`` characters, and the data coordinates of its outermost dots."""

    columns: int
    rows: int
    x_limits: tuple[float, float]
    y_limits: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """What stands on a canvas, from its bottom row: code points, 0 where nothing does, and roles.

    ``roles`` are indices into ``ROLES``, -1 where nothing stands. Both have the shape (rows, columns).
    """

    codes: NDArray[np.uint32]
    roles: NDArray[np.int8]


class Raster:
    """A canvas of dots; add lines from the back to the front, then take its cells."""

    def __init__(self, canvas: Canvas, palette: Palette) -> None:
        """An empty canvas in the finest dots that the palette has."""
        self._canvas = canvas
        self._palette = palette
        self._across, self._down = _DOTS_IN_CELL[palette.marker]
        self._shape = (canvas.rows * self._down, canvas.columns * self._across)
        self._dots: dict[Role, NDArray[np.bool_]] = {}  # in the order of drawing
        self._marks: list[_Marks] = []
        self._tags: list[_Marks] = []

    def add(self, line: Line) -> None:
        """Draw one line over what is there."""
        x, y = np.asarray(line.x, dtype=np.float64), finite(np.asarray(line.y, dtype=np.float64))
        if line.upto is not None:
            self._fill(line.role, x, y, finite(np.asarray(line.upto, dtype=np.float64)))
            return
        stroke = self._palette.stroke(line.role)
        x, y = thin(x, y, self._canvas.columns)
        column, row = self._to_dots(x, y)
        if stroke == "marks":
            self._mark(self._marks, line.role, column, row)
            return
        if LOOKS[line.role].tagged:
            self._tag(line.role, column, row)
        elif self._palette.tagged(line.role):
            self._tag_along(line.role, column, row)
        column, row = sample(column, row, _PATTERNS[stroke])
        self._set(line.role, np.rint(column), np.rint(row))

    def cells(self) -> Cells:
        """What was drawn: dots, over them marks, over those tags."""
        cells = self._dot_cells()
        for role, column, row in [*self._marks, *self._tags]:
            cells.codes[row, column] = ord(LOOKS[role].mark)
            cells.roles[row, column] = ROLES.index(role)
        return cells

    # ------------------------------------------------------------ drawing
    def _to_dots(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        rows, columns = self._shape
        (left, right), (low, high) = self._canvas.x_limits, self._canvas.y_limits
        row = (y - low) / (high - low) * (rows - 1)
        # A line is followed dot by dot: one that runs away is so only as far as it can be told from there.
        return (x - left) / (right - left) * (columns - 1), np.clip(row, -_FAR * rows, (1 + _FAR) * rows)

    def _set(self, role: Role, column: Floats, row: Floats) -> None:
        rows, columns = self._shape
        inside = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        dots = self._dots.setdefault(role, np.zeros(self._shape, dtype=np.bool_))
        dots[row[inside].astype(int), column[inside].astype(int)] = True

    def _mark(self, marks: list[_Marks], role: Role, column: Floats, row: Floats) -> None:
        """A role's mark in the cells where these dots are."""
        column, row = np.rint(column) // self._across, np.rint(row) // self._down
        inside = (column >= 0) & (column < self._canvas.columns) & (row >= 0) & (row < self._canvas.rows)
        marks.append((role, column[inside].astype(int), row[inside].astype(int)))

    def _tag(self, role: Role, column: Floats, row: Floats) -> None:
        """A role's mark every so many columns, each role's in columns of its own."""
        column, row = sample(column, row, SOLID)
        cells, at = np.unique(np.rint(column) // self._across, return_index=True)
        chosen = cells % _TAG_EVERY == _TAG_EVERY * _TAGGED.index(role) // len(_TAGGED)
        self._mark(self._tags, role, column[at[chosen]], row[at[chosen]])

    def _tag_along(self, role: Role, column: Floats, row: Floats) -> None:
        """A role's mark at equal distances along its line, so that steep stretches have some as well."""
        column, row = sample(column, row, SOLID)
        far = np.hypot(np.diff(column) / self._across, 2 * np.diff(row) / self._down)
        passed = np.concatenate([[0.0], np.cumsum(far)])[: len(column)] + _TAG_ALONG
        at = np.flatnonzero(np.diff((passed - _FIRST_TAGS.get(role, 0.0)) // _TAG_ALONG, prepend=0.0))
        self._mark(self._tags, role, column[at], row[at])

    def _fill(self, role: Role, x: Floats, low: Floats, high: Floats) -> None:
        """Every second dot of every second column between two lines; whole columns where dots are cells."""
        column, bottom = self._to_dots(x, low)
        _, top = self._to_dots(x, high)
        known = np.isfinite(bottom) & np.isfinite(top)
        if not known.any():
            return
        columns = np.arange(int(column[known][0]), int(column[known][-1]) + 1, 2)
        lowest = np.rint(np.interp(columns, column[known], bottom[known]))
        highest = np.rint(np.interp(columns, column[known], top[known]))
        for at, start, end in zip(columns, lowest, highest, strict=True):
            rows = np.arange(start, end + 1, 2.0)
            self._set(role, np.full(len(rows), float(at)), rows)

    # ------------------------------------------------------------ cells
    def _dot_cells(self) -> Cells:
        size = (self._canvas.rows, self._canvas.columns)
        if not self._dots:
            return Cells(np.zeros(size, dtype=np.uint32), np.full(size, -1, dtype=np.int8))
        roles = list(self._dots)
        # Dots of all lines by cell: (roles, rows, down, columns, across).
        shape = (len(roles), self._canvas.rows, self._down, self._canvas.columns, self._across)
        dots = np.stack(list(self._dots.values())).reshape(shape)
        weights = np.array([_WEIGHTS[self._palette.stroke(role)] for role in roles])[:, None, None]
        weighed = dots.sum(axis=(2, 4)) * weights  # (roles, rows, columns)
        # The last of the lines with most dots: reversed, because argmax takes the first.
        winner = len(roles) - 1 - np.argmax(weighed[::-1], axis=0)
        here = weighed.any(axis=0)
        together: NDArray[np.bool_] = np.logical_or.reduce(dots, axis=0)
        codes = self._codes(
            together, np.array([ord(self._palette.character(role)) for role in roles])[winner]
        )
        index = np.array([ROLES.index(role) for role in roles])[winner]
        return Cells(np.where(here, codes, 0).astype(np.uint32), np.where(here, index, -1).astype(np.int8))

    def _codes(self, dots: NDArray[np.bool_], plain: NDArray[np.int_]) -> NDArray[np.int_]:
        """The cells' code points; ``dots`` (rows, down, columns, across) count from the bottom.

        ``plain`` are those where every cell is one character.
        """
        if self._palette.marker == "braille":
            bits: NDArray[np.int_] = (dots * _BRAILLE[::-1, None, :]).sum(axis=(1, 3))
            return bits + 0x2800
        if self._palette.marker == "half-block":
            return _HALF_BLOCKS[dots[:, 1, :, 0] + 2 * dots[:, 0, :, 0]]
        return plain
