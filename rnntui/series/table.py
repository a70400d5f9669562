"""The values of a CSV file whose layout is known, read row by row into arrays of their final size."""

from __future__ import annotations

from itertools import islice

import numpy as np
from numpy.typing import NDArray

from rnntui.series.layout import Layout
from rnntui.series.numbers import parse_numbers
from rnntui.series.records import DataProblem
from rnntui.series.roles import Roles
from rnntui.series.rowproblem import RowProblem
from rnntui.series.rows import placed, rows_of

_BATCH = 4096
_MOST_VALUES = 20_000_000  # 160 MB


class Table:
    """The columns that ``roles`` wants: text becomes numbers batch by batch, so that only the arrays grow.

    A column that isn't needed and has a bad value is left out, with a note.

    Raises:
        DataProblem: with the line, ``ragged-line``, ``blank-line``, ``quote``, ``missing-value``,
            ``text-value``, ``nan``, ``infinite``, ``mixed-decimals``, ``thousands-separator``,
            ``missing-date``, ``bad-date``; or ``too-many-values``.
    """

    def __init__(self, layout: Layout, roles: Roles) -> None:
        self._layout, self._roles = layout, roles
        most = layout.file.most_rows
        if most * len(roles.numeric) > _MOST_VALUES:
            size = f"about {most:,} rows of {len(roles.numeric)} columns of numbers"
            message = f"{layout.file.path.name} has {size}; rnntui reads 20 million values at most."
            raise DataProblem(
                "too-many-values", message, "Read fewer columns (--column), or cut the file down."
            )
        self._values = np.empty(
            (most, len(roles.numeric))
        )  # the system gives memory only as rows are written
        self._dates = np.empty(most if roles.date_format else 0, "datetime64[us]")
        self._broken: dict[int, str] = {}
        self._rows = 0
        rows = rows_of(layout)
        while batch := list(islice(rows, _BATCH)):
            self._add([line for line, _ in batch], [row for _, row in batch])

    @property
    def kept(self) -> tuple[int, ...]:
        """The places in the file of the columns that were read."""
        return tuple(place for place in self._roles.numeric if place not in self._broken)

    @property
    def values(self) -> NDArray[np.float64]:
        """(N, K), a column for each of ``kept``."""
        if not self._broken:
            return self._values[: self._rows]
        return self._values[: self._rows, [self._roles.numeric.index(place) for place in self.kept]]

    @property
    def dates(self) -> NDArray[np.datetime64] | None:
        """The moment of each row, where there is a column of dates."""
        return self._dates[: self._rows] if self._roles.date_format else None

    @property
    def notes(self) -> tuple[str, ...]:
        """Which columns were left out for a bad value, a sentence each."""
        return tuple(self._broken.values())

    def _add(self, lines: list[int], rows: list[list[str]]) -> None:
        part = slice(self._rows, self._rows + len(rows))
        self._rows += len(rows)
        date, date_format = self._roles.date, self._roles.date_format
        if date is not None and date_format is not None:
            try:
                self._dates[part] = date_format.parse([row[date] for row in rows])
            except RowProblem as problem:
                raise placed(self._layout, lines[problem.row], date, problem) from problem
        for column, place in enumerate(self._roles.numeric):
            if place in self._broken:
                continue
            try:
                self._values[part, column] = parse_numbers([row[place] for row in rows], self._layout.decimal)
            except RowProblem as problem:
                found = placed(self._layout, lines[problem.row], place, problem)
                if place in self._roles.needed:
                    raise found from problem
                self._broken[place] = f"{self._layout.names[place]!r} is left out: {found.message}"
