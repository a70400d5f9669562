"""What a spec is checked against, out of a series or of the event that describes one."""

from __future__ import annotations

import numpy as np

from rnntui.runs.protocol import Described
from rnntui.series.records import Series
from rnntui.spec.records import DataFacts


def facts_of(series: Series, scaled_targets: tuple[float, float] | None = None) -> DataFacts:
    """The facts of a loaded series; minimum and maximum are of its first target."""
    values = series.values[:, series.columns.index(series.target[0])]
    return DataFacts(
        name=series.name,
        n=len(values),
        columns=series.columns,
        target=series.target,
        season=series.season,
        frequency=series.frequency,
        minimum=float(values.min()),
        maximum=float(values.max()),
        scaled_targets=scaled_targets,
    )


def facts_described(event: Described) -> DataFacts:
    """The facts of a series that a worker has described."""
    return DataFacts(
        name=event.name,
        n=event.n,
        columns=event.columns,
        target=event.target,
        season=event.season,
        frequency=event.frequency,
        minimum=event.minimum,
        maximum=event.maximum,
    )


def series_described(event: Described) -> Series:
    """A series that a worker has described, good for a chart and for checking specs.

    It has the first target alone; what was thinned out of it is filled in between its neighbours.
    """
    rows = np.asarray(event.rows, dtype=np.int64)
    every = np.arange(event.n)
    values = np.full((event.n, len(event.columns)), np.nan)
    values[:, event.columns.index(event.target[0])] = np.interp(every, rows, event.values)
    known = np.maximum(np.searchsorted(rows, every, side="right") - 1, 0)
    return Series(
        name=event.name,
        title=event.title,
        values=values,
        columns=event.columns,
        labels=tuple(event.labels[at] for at in known.tolist()),
        target=event.target,
        units=event.units,
        frequency=event.frequency,
        season=event.season,
        notes=event.notes,
    )
