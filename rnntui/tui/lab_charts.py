"""What the lab's chart shows: a run's forecast or losses, alone or with earlier runs. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, TypeAlias

import numpy as np
from rich.text import Text

from rnntui.charts.forecast import ForecastLines, Other, forecast_chart
from rnntui.charts.losses import losses_chart
from rnntui.charts.palette import Palette, Role
from rnntui.charts.strokes import Floats
from rnntui.charts.tables import table_lines
from rnntui.runs.facts import SeenSeries
from rnntui.runs.tables import ForecastTable
from rnntui.runs.wording import selection_text
from rnntui.series.verdict import error_text
from rnntui.spec.records import SeriesSource
from rnntui.tui.changes import told_apart
from rnntui.tui.earlier import COMPARED, NONE_EARLIER, Compare, Earlier, PastRun
from rnntui.tui.pictures import early_lines, scaled_lines, series_lines
from rnntui.tui.run_state import RunState
from rnntui.tui.trained import trained

Drawing: TypeAlias = Callable[[tuple[int, int], Palette], Text]
Kind: TypeAlias = Literal["forecast", "log losses", "linear losses"]
KINDS: tuple[Kind, ...] = ("forecast", "log losses", "linear losses")
_BESIDE: tuple[Role, ...] = ("run_2", "run_3", "run_4")


@dataclass(frozen=True, slots=True)
class View:
    """How a learner looks at runs: which chart, beside which earlier ones, in which units."""

    kind: Kind = "forecast"
    compare: Compare = "before"
    scaled: bool = False

    def next_kind(self) -> View:
        """Forecast, losses on a logarithmic and on a linear scale, round and round."""
        return replace(self, kind=KINDS[(KINDS.index(self.kind) + 1) % len(KINDS)])

    def in_other_units(self) -> View:
        """The forecast in the series' own units, or as the network sees it."""
        return replace(self, kind="forecast", scaled=not self.scaled)

    def next_compared(self) -> View:
        """With the run before, with all of the lesson, alone, round and round."""
        return replace(self, compare=COMPARED[(COMPARED.index(self.compare) + 1) % len(COMPARED)])


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """The newest run, what it forecast once it has ended, and what it can be seen beside.

    ``early`` is a recursive forecast after some epochs, with their number, to be seen in place of the last.
    """

    state: RunState | None = None
    table: ForecastTable | None = None
    earlier: Earlier = NONE_EARLIER
    early: tuple[int, Floats] | None = None


def lab_chart(
    runs: Runs, source: SeriesSource | None, series: SeenSeries | None, view: View
) -> Drawing | None:
    """The chart; None where there is nothing to draw yet.

    ``source`` is of the run or, before there is one, of the text in the editor; ``series`` what it names.
    """
    if view.kind != "forecast" and runs.state is not None and len(runs.state.loss):
        return _losses(runs.state, runs.earlier, view)
    lines = _lines(runs, source, series)
    return None if lines is None else _forecast(lines, runs, source, series, view)


def _lines(runs: Runs, source: SeriesSource | None, series: SeenSeries | None) -> ForecastLines | None:
    if runs.table is not None:
        lines = table_lines(runs.table)
        return lines if runs.early is None else early_lines(lines, runs.early[1])
    if series is None or source is None or not _reads(source, series):
        return None
    return series_lines(series, source, runs.state)


def _reads(source: SeriesSource, series: SeenSeries) -> bool:
    """Whether the series has the column that is to be drawn, and the split is one."""
    target = (source.target or series.facts.target)[0]
    return target in series.facts.columns and 0 < source.split < 1 and 0 <= source.validation < 1


# ---------------------------------------------------------------- forecasts
def _forecast(
    lines: ForecastLines, runs: Runs, source: SeriesSource | None, series: SeenSeries | None, view: View
) -> Drawing:
    names: dict[Role, str] = {}
    before, lesson = runs.earlier.before, runs.earlier.lesson
    if runs.state is not None and view.compare == "before" and before is not None:
        kind, y = _forecast_of(before)
        said = f"{kind.replace('_', '-')} before"
        lines = replace(lines, others=_comparable(lines, [(before, Other("ghost", y, said))]))
    elif runs.state is not None and view.compare == "all" and lesson:
        labels = _labels(runs.state, lesson, "recursive")
        others = [
            (past, Other(role, _forecast_of(past)[1], label))
            for past, role, label in zip(lesson, _BESIDE, labels[1:], strict=False)
        ]
        own = np.isfinite(lines.recursive).any()
        names["recursive" if own else "one_step"] = labels[0]
        nothing = np.full(len(lines.labels), np.nan)
        lines = replace(lines, one_step=nothing if own else lines.one_step, others=_comparable(lines, others))
    title = series.units if series is not None else ""
    if lines.rows is not None and series is not None:
        axis = "own units until it is trained" if view.scaled else title  # scaling takes every row
        title = ", ".join(filter(None, [axis, selection_text(len(lines.rows), series.facts.n)]))
    elif view.scaled and source is not None:
        lines, title = scaled_lines(lines, source)
    if runs.early is not None and runs.state is not None:
        title = f"after {runs.early[0]} of {runs.state.epochs} epochs"
    return partial(_drawn_forecast, lines, title, names)


def _drawn_forecast(
    lines: ForecastLines, title: str, names: dict[Role, str], size: tuple[int, int], palette: Palette
) -> Text:
    return forecast_chart(lines, size, palette, title=title, names=names)


def _forecast_of(past: PastRun) -> tuple[str, Floats]:
    """The forecast that tells runs apart best: the recursive one, where there is one."""
    lines = table_lines(past.table)
    fed_back = np.isfinite(lines.recursive).any()
    return ("recursive", lines.recursive) if fed_back else ("one_step", lines.one_step)


def _comparable(lines: ForecastLines, others: list[tuple[PastRun, Other]]) -> tuple[Other, ...]:
    """Those that forecast the same rows; a run may have read another series, or another version of it."""
    rows = tuple(lines.labels)
    return tuple(other for past, other in others if tuple(past.table.index) == rows)


# ---------------------------------------------------------------- losses
def _losses(state: RunState, earlier: Earlier, view: View) -> Drawing:
    names: dict[Role, str] = {}
    others: list[Other] = []
    loss, val_loss = state.loss, state.val_loss
    if view.compare == "before" and earlier.before is not None:
        name, values = _loss_of(earlier.before)
        others = [Other("ghost", values, f"{name} before")]
    elif view.compare == "all" and earlier.lesson:
        labels = _labels(state, earlier.lesson, "one_step")
        others = [
            Other(role, _loss_of(past)[1], label)
            for past, role, label in zip(earlier.lesson, _BESIDE, labels[1:], strict=False)
        ]
        if len(val_loss):
            loss = np.zeros(0)
        names = {"val_loss": f"val_loss, {labels[0]}", "loss": f"loss, {labels[0]}"}
    return partial(_drawn_losses, (loss, val_loss), tuple(others), names, view.kind == "log losses")


def _drawn_losses(
    curves: tuple[Floats, Floats],
    others: tuple[Other, ...],
    names: dict[Role, str],
    log: bool,
    size: tuple[int, int],
    palette: Palette,
) -> Text:
    return losses_chart(*curves, size, palette, log=log, others=others, names=names)


def _loss_of(past: PastRun) -> tuple[str, Floats]:
    """The watched loss, where there is one."""
    return ("val_loss", past.val_loss) if len(past.val_loss) else ("loss", past.loss)


# ---------------------------------------------------------------- words
def _labels(state: RunState, lesson: tuple[PastRun, ...], kind: str) -> list[str]:
    """What to call this run and the earlier ones: what tells them apart, and the score."""
    apart = told_apart([(state.spec, state.seed), *((past.spec, past.seed) for past in lesson)])
    own = ((state.finished.metrics.get(kind) or {}).get("rmse")) if state.finished is not None else None
    scores = [own, *(past.score(kind) for past in lesson)]
    said, measure = [], f"{kind.replace('_', '-')} RMSE "
    for name, score in zip(apart, scores, strict=True):
        said.append(name if score is None else f"{name}: {measure}{error_text(score)}")
        measure = measure if score is None else ""  # named once, with the first score
    return [f"now {said[0]}".strip(), *said[1:]]


def source_of(state: RunState | None, text: SeriesSource | None) -> SeriesSource | None:
    """The data of the run that is shown or, where none has anything to show, of the text in the editor."""
    return text if state is None or state.shows_nothing else trained(state.spec).source
