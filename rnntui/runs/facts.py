"""What a spec is checked against, out of a series or of the event that describes one."""

from __future__ import annotations

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
