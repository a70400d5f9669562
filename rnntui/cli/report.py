"""What ``run`` and ``show`` write of a run that has ended: chart, scores, verdict, forecast, files."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from rich.text import Text

from rnntui.charts.forecast import forecast_chart
from rnntui.charts.tables import table_lines
from rnntui.cli.safe import name, safe
from rnntui.cli.terminal import Stream
from rnntui.runs.protocol import Finished, Summary
from rnntui.runs.tables import ForecastTable
from rnntui.runs.wording import explained
from rnntui.tui.scores import scores_texts, seeds_table, verdict_lines

_BAND = ("mean", "low", "high")
_AWAY = 1e9  # as in scores, nobody reads more digits


def show_numbers(out: Stream, finished: Finished, table: ForecastTable | None) -> None:
    """Write the scores of one run and its forecast to ``out``, and nothing else."""
    if any(finished.metrics.values()):
        out.print(*_scores(out, finished, table))
    show_future(out, finished)


def show_run(out: Stream, finished: Finished, table: ForecastTable | None, title: str) -> None:
    """Write everything about one run to ``out``."""
    if any(finished.metrics.values()):
        scores = _scores(out, finished, table)
        if table is not None:
            out.print(_heading(title, table), run_chart(out, table, out.chart_above(_rows(*scores))), "")
        out.print(*scores, "", *verdict_lines(finished.verdict))
    said = explained(finished)
    out.print(*([""] if any(finished.metrics.values()) and said else []), *said)
    show_future(out, finished)
    out.print(*finished.notes)
    if finished.files.get("dir"):
        out.print(f"Files: {finished.files['dir']}")


def _scores(out: Stream, finished: Finished, table: ForecastTable | None) -> list[Text]:
    return scores_texts(finished, int(table.rows("test").sum()) if table is not None else None, out.width)


def show_future(out: Stream, finished: Finished) -> None:
    """The forecast beyond the end of the data, a row a line."""
    forecast = finished.forecast
    if not forecast:
        return
    columns = forecast.get("targets") or {"forecast": forecast["values"]}
    out.print("", forecast_lines(forecast["index"], columns))


def forecast_lines(index: Sequence[str], columns: Mapping[str, Sequence[float | None]]) -> Text:
    """Labels and values in columns under their names."""
    index, heads = [name(row) for row in index], [name(head) for head in columns]
    label = max(len("row"), *(len(row) for row in index))
    widths = [max(len(head), 10) for head in heads]
    lines = [" " * label + "".join(f"  {head:>{width}}" for head, width in zip(heads, widths, strict=True))]
    form = _form(columns)
    for row, values in zip(index, zip(*columns.values(), strict=True), strict=True):
        said = ["–" if value is None else format(value, form) for value in values]
        cells = "".join(f"  {cell:>{width}}" for cell, width in zip(said, widths, strict=True))
        lines.append(f"{row:<{label}}{cells}")
    return Text("\n".join(lines), no_wrap=True)


def show_seeds(
    out: Stream,
    runs: Sequence[tuple[int, Finished]],
    table: ForecastTable | None,
    summary: Summary,
    title: str,
    *,
    quiet: bool = False,
) -> None:
    """Write what several seeds say together: the mean forecast in its band, and the spread of the scores.

    ``quiet`` writes the numbers alone.
    """
    scores = seeds_table(runs, summary, out.width)
    if table is not None and not quiet:
        size = out.chart_above(_rows(scores))
        out.print(_heading(title, table), run_chart(out, table, size, summary), "")
    out.print(scores)
    if not quiet:
        out.print("", *verdict_lines(summary.verdict), *summary.notes)
    _show_mean_future(out, summary)


def _show_mean_future(out: Stream, summary: Summary) -> None:
    band = summary.forecast or {}
    rows = [row for row, part in enumerate(band.get("part", ())) if part == "future"]
    if not rows:
        return
    index = [band["index"][row] for row in rows]
    for number, target in enumerate(summary.targets or ("",)):
        columns = {kind: [_of_target(band[kind][row], number) for row in rows] for kind in _BAND}
        heading = [Text(name(target), "bold")] if target else []
        out.print("", *heading, forecast_lines(index, columns))


def _heading(title: str, table: ForecastTable) -> Text:
    """The title of a chart; of several targets it draws the first, and says so."""
    drawn = f" (drawn: {name(table.targets[0])})" if len(table.targets) > 1 else ""
    return Text(safe(title) + drawn, "bold")


def _rows(*things: Text | str) -> int:
    """How many rows of a terminal these take, one below the other."""
    return sum(len(str(thing).split("\n")) for thing in things)


def run_chart(
    out: Stream, table: ForecastTable, size: tuple[int, int], summary: Summary | None = None
) -> Text:
    """The chart of a run's first target; with a summary, the mean of the seeds and their band.

    ``size`` is in columns and rows.
    """
    lines = table_lines(table)
    lines = replace(lines, labels=tuple(map(safe, lines.labels)))
    if summary and summary.forecast:
        place = {label: row for row, label in enumerate(table.index)}
        at = [place[label] for label in summary.forecast["index"]]
        band = {kind: np.full(len(table.index), np.nan) for kind in _BAND}
        for kind, line in band.items():
            line[at] = [_of_target(value, 0) for value in summary.forecast[kind]]
        # A one-step forecast would be one seed's alone.
        alone = np.full(len(table.index), np.nan)
        lines = replace(lines, one_step=alone, recursive=band["mean"], low=band["low"], high=band["high"])
    return forecast_chart(lines, size, out.palette)


def _of_target(value: float | Sequence[float], number: int) -> float:
    """One target's value where there are several."""
    return float(value[number]) if isinstance(value, Sequence) else float(value)


def _form(columns: Mapping[str, Sequence[float | None]]) -> str:
    """As many decimals as give the largest value five digits; the huge and the tiny have an exponent."""
    largest = max((abs(value) for values in columns.values() for value in values if value), default=1.0)
    if not 1 / _AWAY < largest < _AWAY:
        return ".4g"
    return f".{min(max(4 - math.floor(math.log10(largest)), 0), 12)}f"
