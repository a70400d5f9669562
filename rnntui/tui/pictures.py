"""The lines of a run that is under way, and lines in the units that the network sees: pure functions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rnntui.charts.forecast import ForecastLines, Other
from rnntui.charts.strokes import Floats
from rnntui.runs.facts import SeenSeries
from rnntui.series.scale import Scaler, fit_scaler
from rnntui.series.transform import Transform
from rnntui.series.windows import split_rows
from rnntui.spec.records import SeriesSource
from rnntui.spec.sizes import sizes
from rnntui.tui.run_state import RunState


def series_lines(series: SeenSeries, source: SeriesSource, state: RunState | None = None) -> ForecastLines:
    """The first target in its parts, and the live recursive forecast of a run that is under way."""
    facts, rows = series.facts, series.rows
    target = (source.target or facts.target)[0]
    actual = series.values[:, facts.columns.index(target)]
    split = split_rows(facts.n, source.split, source.validation)
    nothing = np.full(len(rows), np.nan)
    recursive = nothing.copy()
    if state is not None and len(state.recursive):
        step = rows - sizes(source, facts).test_from
        reached = (step >= 0) & (step < len(state.recursive))
        recursive[reached] = state.recursive[step[reached]]
    parts = np.where(rows < split.n_fit, "train", np.where(rows < split.n_train, "validation", "test"))
    numbers = None if series.whole else rows.astype(float)
    return ForecastLines(series.labels, tuple(parts.tolist()), actual, nothing, recursive, rows=numbers)


def early_lines(lines: ForecastLines, recursive: Floats) -> ForecastLines:
    """With this forecast of the test part in place of a run's own; the axes stay as they are."""
    drawn = np.full(len(lines.recursive), np.nan)
    here = np.flatnonzero(np.asarray(lines.parts, dtype=object) == "test")[: len(recursive)]
    drawn[here] = recursive[: len(here)]
    return replace(lines, one_step=np.full(len(drawn), np.nan), recursive=drawn, room=lines.recursive)


def scaled_lines(lines: ForecastLines, source: SeriesSource) -> tuple[ForecastLines, str]:
    """The lines as the network sees them, transformed and scaled, and what the y axis says then.

    One-step forecasts stand on the true rows before them, paths on their own; so do differences.
    """
    transform = Transform(source.transform)
    known = sum(part == "train" for part in lines.parts)
    scaler = _scaler(lines.actual, known, transform, source)

    def path(values: Floats) -> Floats:
        """Rows of a recursive forecast behind the true ones."""
        here = np.isfinite(values)
        moved = _moved(np.where(here, values, lines.actual), transform, scaler)
        return np.where(here, moved, np.nan)

    actual = _moved(lines.actual, transform, scaler)
    size = scaler.factor[0]
    one_step = actual + (_level(lines.one_step, transform) - _level(lines.actual, transform)) / size
    others = tuple(Other(one.role, path(one.y), one.label) for one in lines.others)
    room = None if lines.room is None else path(lines.room)
    moved = replace(
        lines, actual=actual, one_step=one_step, recursive=path(lines.recursive), others=others, room=room
    )
    return moved, _axis(transform, scaler)


def _scaler(actual: Floats, known: int, transform: Transform, source: SeriesSource) -> Scaler:
    """Fitted on the part that is trained on, as training does it."""
    seen = len(actual) if "scale-on-everything" in source.mistakes else known
    fitted = _moved(actual, transform, None)[transform.lost : seen]
    return fit_scaler(source.scale, fitted[:, None])


def _moved(values: Floats, transform: Transform, scaler: Scaler | None) -> Floats:
    """Values (N,) transformed and scaled; NaN where the transform has nothing to stand on."""
    level = _level(values, transform)
    for lag in transform.lags:
        level = np.concatenate([np.full(lag, np.nan), level[lag:] - level[:-lag]])
    return level if scaler is None else scaler.apply(level[:, None])[:, 0]


def _level(values: Floats, transform: Transform) -> Floats:
    """What differences are taken of: the values or their logarithms, NaN where there is none."""
    if not transform.logs:
        return values
    return np.log(values, out=np.full(len(values), np.nan), where=np.isfinite(values) & (values > 0))


def _axis(transform: Transform, scaler: Scaler) -> str:
    """What a scaled axis is called."""
    before = "".join(f"{step}, " for step in transform.steps)
    if scaler.kind == "none":
        return f"{before}not scaled"
    if before:
        return f"{before}scaled"
    zero, one = scaler.offset[0], scaler.offset[0] + scaler.factor[0]
    return f"scaled: 0 is {zero:.4g}, 1 is {one:.4g}"
