"""The lines of a run's chart out of its table of forecasts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from rnntui.charts.forecast import ForecastLines
from rnntui.charts.strokes import Floats


class Forecasts(Protocol):
    """A table of R rows, T targets and H leads: `rnntui.runs.tables.ForecastTable` is one."""

    @property
    def index(self) -> Sequence[str]: ...
    @property
    def part(self) -> Sequence[str]: ...
    @property
    def actual(self) -> Floats: ...
    @property
    def one_step(self) -> Floats: ...
    @property
    def recursive(self) -> Floats: ...
    @property
    def direct(self) -> Floats: ...


def table_lines(table: Forecasts) -> ForecastLines:
    """The first target: what happened, one-step and recursive forecast, and what lies beyond the end.

    Beyond the end a model that can't be fed back says lead 1, 2, … of its last window.
    """
    future = np.asarray(table.part, dtype=object) == "future"
    one_step, recursive = table.one_step[:, 0], table.recursive[:, 0]
    if not np.isfinite(recursive[future]).any():
        ahead = one_step.copy()
        for lead, row in enumerate(np.flatnonzero(future)[: table.direct.shape[1]]):
            ahead[row] = table.direct[row, lead, 0]
        recursive = np.where(future, ahead, recursive)
    return ForecastLines(table.index, table.part, table.actual[:, 0], one_step, recursive)
