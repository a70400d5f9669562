"""From a series to what a network trains on: transformed, scaled, split in time, windows by index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rnntui.series.feasible import check_numbers, check_single_precision, check_spread, check_windows
from rnntui.series.mistakes import NONE, Mistakes, WindowOrder, check_places
from rnntui.series.records import Series
from rnntui.series.scale import Scaler, fit_scaler
from rnntui.series.select import resolve, with_target
from rnntui.series.transform import Transform
from rnntui.series.windows import Split, Starts, split_rows, starts_between

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A series ready for training. N original rows, ``lost`` of them taken by the transform: n' = N − lost.

    ``inputs`` (n', F) and ``targets`` (n', T) are float32, transformed and scaled; window i reads
    inputs[i : i+look_back] and has targets[i+look_back : i+look_back+horizon]. Windows are never
    materialised: ``train_starts``, ``validation_starts`` and ``test_starts`` say where they begin.
    ``n_train`` counts the original rows of the training part, ``n_fit`` those less validation:
    what scalers are fitted on. ``history`` (N, T) holds the targets in their own units. ``mistakes``
    are made on purpose; ``order`` is how the rows inside a window are scrambled, None where they are not.
    """

    series: Series
    columns: tuple[str, ...]
    target: tuple[str, ...]
    lost: int
    n_train: int
    n_fit: int
    inputs: NDArray[np.float32]
    targets: NDArray[np.float32]
    history: Array
    look_back: int
    horizon: int
    stride: int
    season: int | None
    train_starts: Starts
    validation_starts: Starts
    test_starts: Starts
    scaler_inputs: Scaler
    scaler_targets: Scaler
    transform: Transform
    mistakes: Mistakes
    order: WindowOrder | None

    @property
    def input_shape(self) -> tuple[int, int]:
        """(look_back, F); (1, look_back·F) with the one-step reshape."""
        if self.mistakes.one_step_reshape:
            return 1, self.look_back * len(self.columns)
        return self.look_back, len(self.columns)

    @property
    def test_rows(self) -> range:
        """The original rows that test windows forecast, from the first one's target to the last one's."""
        first = self.n_train + (self.look_back if self.mistakes.split_first else 0)
        return range(first, len(self.history) - self.mistakes.off_by_one)

    def windows(self, starts: NDArray[np.integer]) -> NDArray[np.float32]:
        """The windows at ``starts`` as the network is shown them, (n, *input_shape)."""
        within = np.arange(self.look_back) if self.order is None else self.order.offsets(starts)
        rows = np.asarray(starts)[:, None] + within
        return np.asarray(self.inputs[rows].reshape(len(starts), *self.input_shape))

    @property
    def target_shape(self) -> tuple[int, ...]:
        """(H,) for one target; (T,) for several and one step; (H, T) else."""
        if len(self.target) == 1:
            return (self.horizon,)
        return (len(self.target),) if self.horizon == 1 else (self.horizon, len(self.target))

    @property
    def recursive(self) -> bool:
        """Whether forecasts can be fed back: the targets are the inputs, in the same order."""
        return self.target == self.columns

    @property
    def recursive_reason(self) -> str:
        """Why forecasts can't be fed back; empty where they can."""
        if self.recursive:
            return ""
        missing = [name for name in self.columns if name not in self.target]
        if missing:
            return f"no recursive forecast: the model reads {', '.join(missing)} but does not forecast it"
        return "no recursive forecast: the targets are not the input columns in the same order"

    def origins(self, starts: NDArray[np.integer]) -> NDArray[np.int64]:
        """The original row that each window knows last."""
        return np.asarray(starts, dtype=np.int64) + (self.lost + self.look_back - 1)

    def to_units(self, scaled: NDArray[np.floating], starts: NDArray[np.integer]) -> Array:
        """Scaled predictions (n, H, T) of the windows at ``starts`` (n,), in the series' own units."""
        return self.transform.invert(self.history, self.origins(starts), self.scaler_targets.invert(scaled))

    def path_to_units(self, scaled: NDArray[np.floating], origin_start: int) -> Array:
        """A recursive path (steps, T) in the series' own units.

        ``origin_start`` is the start of the window whose first target is the path's first step;
        n' − look_back for a path beyond the end.
        """
        path = self.to_units(np.asarray(scaled)[None], np.array([origin_start]))
        return np.asarray(path[0])

    def actuals(self, starts: NDArray[np.integer]) -> Array:
        """The actual values (n, H, T) that the windows at ``starts`` forecast, in their own units."""
        return np.asarray(self.history[self.origins(starts)[:, None] + np.arange(1, self.horizon + 1)])

    def scaled_target_range(self) -> tuple[float, float]:
        """Smallest and largest scaled target, test part included."""
        return float(self.targets.min()), float(self.targets.max())

    def with_everything(self) -> Prepared:
        """The same, fitted on every row: all windows train, and nothing is left to score."""
        rows = len(self.series.values)
        asked = _Asked(
            self.columns,
            self.target,
            self.look_back,
            self.horizon,
            self.stride,
            self.season,
            self.scaler_targets.kind,
            self.transform,
            self.mistakes,
            self.order.kind if self.order else None,
        )
        return _assemble(self.series, asked, Split(rows, rows, rows))


def prepare(
    series: Series,
    *,
    look_back: int,
    horizon: int = 1,
    split: float = 0.7,
    validation: float = 0.0,
    stride: int = 1,
    scale: str = "minmax",
    transform: Sequence[str] = (),
    columns: Sequence[str] = (),
    target: Sequence[str] = (),
    season: int | None = None,
    mistakes: Mistakes = NONE,
    order: str | None = None,
) -> Prepared:
    """Transform, scale, split and window a series.

    ``season`` None is the series' own, 0 or 1 none. The transform needs nothing fitted; scalers are
    fitted on the training part less validation. Test windows are all those whose targets lie at or
    after row n_train; they may look back into the training part. ``mistakes`` and ``order`` (one of
    ``mistakes.ORDERS``) undo some of that on purpose.

    Raises:
        DataProblem: for everything that makes windows or scaling impossible.
    """
    check_numbers(look_back, horizon, split, validation, stride, season)
    inputs, chosen = resolve(series, columns, target)
    steps = Transform(tuple(transform))
    used = tuple(dict.fromkeys((*inputs, *chosen)))
    steps.check(_pick(series, used), used, series.labels)
    parts = split_rows(len(series.values), split, validation)
    check_windows(series.name, parts, steps, look_back, horizon, split, validation, mistakes)
    check_places(order, parts.rows, look_back)
    repeats = series.season if season is None else season
    season = repeats if (repeats or 0) > 1 else None
    asked = _Asked(inputs, chosen, look_back, horizon, stride, season, scale, steps, mistakes, order)
    return _assemble(with_target(series, chosen), asked, parts)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for, checked."""

    columns: tuple[str, ...]
    target: tuple[str, ...]
    look_back: int
    horizon: int
    stride: int
    season: int | None
    scale: str
    transform: Transform
    mistakes: Mistakes
    order: str | None


def _assemble(series: Series, asked: _Asked, parts: Split) -> Prepared:
    """Fit the scalers on the fitted part, scale everything, and say where each part's windows begin."""
    steps = asked.transform
    inputs, scaler_inputs = _scaled(series, asked.columns, asked, parts)
    targets, scaler_targets = inputs, scaler_inputs
    if asked.target != asked.columns:
        targets, scaler_targets = _scaled(series, asked.target, asked, parts)
    n_fit, n_train, rows = (count - steps.lost for count in (parts.n_fit, parts.n_train, parts.rows))
    window = (asked.look_back, asked.horizon)
    apart = asked.look_back if asked.mistakes.split_first else 0
    early = int(asked.mistakes.off_by_one)
    return Prepared(
        series=series,
        columns=asked.columns,
        target=asked.target,
        lost=steps.lost,
        n_train=parts.n_train,
        n_fit=parts.n_fit,
        inputs=inputs,
        targets=targets,
        history=_pick(series, asked.target),
        look_back=asked.look_back,
        horizon=asked.horizon,
        stride=asked.stride,
        season=asked.season,
        train_starts=starts_between(0, n_fit - early, *window, asked.stride),
        validation_starts=starts_between(n_fit + apart, n_train - early, *window),
        test_starts=starts_between(n_train + apart, rows - early, *window),
        scaler_inputs=scaler_inputs,
        scaler_targets=scaler_targets,
        transform=steps,
        mistakes=asked.mistakes,
        order=WindowOrder(asked.order, asked.look_back, n_train - asked.look_back) if asked.order else None,
    )


def _scaled(
    series: Series, columns: tuple[str, ...], asked: _Asked, parts: Split
) -> tuple[NDArray[np.float32], Scaler]:
    """Columns transformed and scaled (n', F), and the scaler, fitted on what it may see."""
    values = _pick(series, columns)
    transformed = asked.transform.apply(values)
    seen = parts.rows if asked.mistakes.scale_on_everything else parts.n_fit
    fitted = transformed[: seen - asked.transform.lost]
    if asked.scale != "none":
        size = asked.transform.size(values[:seen])
        check_spread(fitted, columns, size, asked.transform)
    scaler = fit_scaler(asked.scale, fitted)
    with np.errstate(over="ignore"):
        scaled = scaler.apply(transformed).astype(np.float32)
    check_single_precision(scaled, columns, asked.scale)
    return scaled, scaler


def _pick(series: Series, columns: Sequence[str]) -> Array:
    """The values (N, F) of the named columns, in that order."""
    if tuple(columns) == series.columns:
        return series.values
    return series.values[:, [series.columns.index(name) for name in columns]]
