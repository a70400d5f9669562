"""What the lab's chart shows of a run, as lines: pure functions of the series, the state and the table."""

from __future__ import annotations

import numpy as np

from rnntui.charts.forecast import ForecastLines
from rnntui.runs.facts import facts_of
from rnntui.series.records import Series
from rnntui.series.windows import split_rows
from rnntui.spec.records import SeriesSource
from rnntui.spec.sizes import sizes
from rnntui.tui.run_state import RunState


def series_lines(series: Series, source: SeriesSource, state: RunState | None = None) -> ForecastLines:
    """The first target in its parts, and the live recursive forecast of a run that is under way."""
    target = (source.target or series.target)[0]
    actual = series.values[:, series.columns.index(target)]
    n = len(actual)
    split = split_rows(n, source.split, source.validation)
    nothing = np.full(n, np.nan)
    recursive = nothing.copy()
    if state is not None and len(state.recursive):
        start = sizes(source, facts_of(series)).test_from
        steps = min(len(state.recursive), n - start)
        recursive[start : start + steps] = state.recursive[:steps]
    parts = np.full(n, "test", dtype=object)
    parts[: split.n_train] = "validation"
    parts[: split.n_fit] = "train"
    return ForecastLines(series.labels, tuple(parts), actual, nothing, recursive)
