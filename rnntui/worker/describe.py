"""The description job: a series read, checked and thinned for a chart, without TensorFlow."""

from __future__ import annotations

from rnntui.runs.facts import facts_of
from rnntui.runs.protocol import Describe, Described
from rnntui.series.describe import describe as description_of
from rnntui.series.describe import thin_rows
from rnntui.series.open import open_series
from rnntui.series.records import DataProblem
from rnntui.worker.channel import Channel
from rnntui.worker.refusal import Refusal


def describe(request: Describe, channel: Channel) -> None:
    """Read the series that the request names and send what it is."""
    try:
        series = open_series(
            request.name,
            cwd=request.cwd,
            columns=request.columns,
            target=request.target,
            date_column=request.date_column,
            season=request.season,
        )
    except DataProblem as problem:
        raise Refusal.of_data(problem) from problem
    facts = facts_of(series)
    values = series.values[:, series.columns.index(series.target[0])]
    rows = thin_rows(values)
    channel.send(
        Described(
            run=request.run,
            name=series.name,
            title=series.title,
            n=facts.n,
            columns=facts.columns,
            target=facts.target,
            season=facts.season,
            frequency=facts.frequency,
            minimum=float(values.min()),
            maximum=float(values.max()),
            first=series.labels[0],
            last=series.labels[-1],
            units=series.units,
            notes=series.notes,
            rows=tuple(rows.tolist()),
            values=tuple(values[rows].tolist()),
            labels=tuple(str(series.labels[row]) for row in rows.tolist()),
            description=description_of(series).to_json(),
        )
    )
