"""What a spec is checked against, out of a series or of the event that describes one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnntui.runs.protocol import Described
from rnntui.series.records import Series
from rnntui.spec.records import DataFacts


@dataclass(frozen=True, slots=True, eq=False)
class SeenSeries:
    """A series as far as the interface has it: its facts, and rows to draw, all of them or a selection.

    ``rows`` (R,) are the numbers of the rows that are here, from 0 and in order; ``labels`` are their
    names, and ``values`` (R, C) what stands in them, NaN in a column that was not sent.
    """

    facts: DataFacts
    units: str
    rows: NDArray[np.int64]
    labels: Sequence[str]
    values: NDArray[np.float64]

    @property
    def whole(self) -> bool:
        """Whether every row is here."""
        return len(self.rows) == self.facts.n


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


def seen(series: Series) -> SeenSeries:
    """A series that was loaded here."""
    return SeenSeries(
        facts_of(series), series.units, np.arange(len(series.values)), series.labels, series.values
    )


def seen_described(event: Described) -> SeenSeries:
    """A series that a worker has described: the rows of the first target that it sent, and no others."""
    values = np.full((len(event.rows), len(event.columns)), np.nan)
    values[:, event.columns.index(event.target[0])] = event.values
    rows = np.asarray(event.rows, dtype=np.int64)
    return SeenSeries(facts_described(event), event.units, rows, event.labels, values)
