"""A series with a cursor that reads values, shuffled, on a logarithmic axis, or scaled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values
from rnntui.figures.correlation import autocorrelation
from rnntui.figures.data import Array, Column, column, month
from rnntui.figures.drawing import chart, cursor, fit, point
from rnntui.series.labels import RowLabels
from rnntui.series.scale import fit_scaler


@cache
def _order(n: int, seed: int) -> NDArray[np.int64]:
    """Rows 0 … n − 1 in the order of that seed."""
    return np.random.default_rng(seed).permutation(n)


@dataclass(frozen=True)
class SeriesFigure(FigureBase):
    """``cursor`` counts rows from 1; ``seed`` is the order that ``shuffled`` gives them.

    ``scaled`` moves the training part's smallest value to 0 and its largest to 1. ``neighbours`` says how
    strongly each row correlates with the next.
    """

    series: str = "airline"
    cursor: int = 1
    shuffled: bool = False
    log: bool = False
    scaled: bool = False
    neighbours: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if self.log and not self._can_log:
            raise FigureError(f"log needs values above 0, and {self.series} has others.")

    @property
    def controls(self) -> tuple[Control, ...]:
        log = (Control("log", "logarithm", "toggle", self.log),) if self._can_log else ()
        return (
            Control("cursor", "cursor", "slider", self.cursor, 1, len(self._data.values)),
            Control("shuffled", "shuffle", "toggle", self.shuffled),
            *log,
            Control("scaled", "scaled units", "toggle", self.scaled),
        )

    def press(self, key: str) -> SeriesFigure | None:
        if key == "space":
            return self.with_control("shuffled", not self.shuffled)
        return self.stepped(key, "cursor", self._data.season if self._data.season > 1 else 10)

    def draw(self, size: Size, palette: Palette) -> Text:
        shown, at = self._shown(), self.cursor - 1
        rows = np.arange(len(shown), dtype=np.float64)
        limits = value_limits([shown])
        lines = [
            cursor(at, limits),
            Line("actual", rows, shown, self.series),
            point(at, shown[at], "cursor"),
        ]
        labels = RowLabels(len(shown)) if self.shuffled else self._data.labels
        drawn = chart(lines, size, palette, labels=labels, y_limits=limits, axis=self._axis)
        return fit([drawn], size, palette)

    def values(self) -> Values:
        data, at = self._data, self.cursor - 1
        return {
            "cursor": self.cursor,
            "label": data.labels[self._row(at)],
            "value": float(data.values[self._row(at)]),
            "shown": float(self._shown()[at]),
            "place_in_season": self._row(at) % data.season + 1,
            "peaks": self._peaks(),
            "neighbours": float(autocorrelation(self._shown())[1]),
        }

    def caption(self) -> str:
        data, at = self._data, self.cursor - 1
        row = self._row(at)
        value = f"{data.values[row]:.6g} {data.units}".rstrip()
        shown = f", here {self._number(self._shown()[at])}" if self.log or self.scaled else ""
        order = f"shuffled, place {self.cursor} of {len(data.values)}: " if self.shuffled else ""
        together = f"; neighbours correlate {self.values()['neighbours']:.2f}" if self.neighbours else ""
        return f"{order}{self._label(at)}: {value}{shown}{together}"

    @property
    def _data(self) -> Column:
        return column(self.series)

    @property
    def _can_log(self) -> bool:
        return bool(self._data.values.min() > 0)

    @property
    def _axis(self) -> str:
        if self.scaled:
            return "scaled logarithm" if self.log else "scaled"
        return "logarithm" if self.log else self._data.units

    def _row(self, place: int) -> int:
        """The row of the series that stands in a place."""
        return int(_order(len(self._data.values), self.seed)[place]) if self.shuffled else place

    def _label(self, place: int) -> str:
        return month(self._data.labels[self._row(place)])

    def _number(self, value: float) -> str:
        return f"{value:.3f}" if self.log or self.scaled else f"{value:.6g}"

    def _shown(self) -> Array:
        """What the y axis shows, in the order of the x axis."""
        data = self._data
        values = np.log(data.values) if self.log else data.values
        if self.scaled:
            values = fit_scaler("minmax", values[: data.n_train, None]).apply(values[:, None])[:, 0]
        return np.asarray(values[_order(len(values), self.seed)] if self.shuffled else values)

    def _peaks(self) -> tuple[int, ...]:
        """The places within a season, counted from 1, at which whole seasons have their largest value."""
        season = self._data.season
        whole = len(self._data.values) // season * season
        return tuple(sorted(set((self._data.values[:whole].reshape(-1, season).argmax(axis=1) + 1).tolist())))
