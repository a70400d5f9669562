"""A trained LSTM with the windows it reads, run again in numpy: its gates, its outputs with a gate held."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rnntui.cells import lstm
from rnntui.figures.base import FigureError
from rnntui.figures.data import rmse
from rnntui.figures.runfacts import Array, RunFacts

Pin = tuple[str, float]
"""A gate and the number that it is held at."""

DIVERGED = "The weights of this run are no numbers any more: it diverged. Train with a lower learning rate."
_APART = 0.02
"""How far our outputs may be from the run's own, as a share of what they span."""


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The Dense(1) behind the LSTM: weights (U,) and a bias."""

    w: Array
    b: float


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """The windows that forecast test rows, by their place, and what was right, in the series' units."""

    places: NDArray[np.int64]
    actual: Array
    to_units: Callable[[Array], Array]


@dataclass(frozen=True, slots=True, eq=False)
class TrainedLstm:
    """An LSTM of U units, its ``windows`` (windows, steps, features), and the label of each one's target.

    ``head`` is None where another layer follows; ``test`` where the run says nothing of its test rows.
    """

    weights: lstm.Weights
    windows: Array
    labels: tuple[str, ...]
    head: Head | None
    test: Scored | None

    @property
    def units(self) -> int:
        return len(self.weights.i.b)

    def months(self) -> NDArray[np.int64]:
        """The calendar month, from 0, of every window's target; -1 where its label is no date."""
        return np.array([_month(label) for label in self.labels])


def trained_lstm(facts: RunFacts) -> TrainedLstm:
    """What the figures of lesson 8 need of a run.

    Raises:
        FigureError: where its first layer is no LSTM, or it has no windows.
    """
    layers = [layer for layer in facts.layers if layer.arrays]
    if not layers or layers[0].kind != "LSTM":
        raise FigureError("Gates are an LSTM's: train a model whose first layer is an LSTM.")
    if facts.windows is None or not len(facts.windows):
        raise FigureError("This run has no windows to run the LSTM on: train it again.")
    if not all(np.isfinite(array).all() for layer in layers for array in layer.arrays):
        raise FigureError(DIVERGED)
    windows = np.asarray(facts.windows, dtype=np.float64)
    try:
        weights = lstm.Weights.from_keras(layers[0].arrays)
    except ValueError as error:
        raise FigureError(f"The weights of this LSTM cannot be read: {error}") from error
    labels = facts.window_labels or ("",) * len(windows)
    found = TrainedLstm(weights, windows, tuple(labels), _head(facts), _test(facts))
    _check_is_the_run(found, facts)
    return found


@lru_cache(maxsize=8)
def gates(run: TrainedLstm) -> dict[str, Array]:
    """Each gate's values (windows, U) at the last step of every window; each starts with a state of zero."""
    last = lstm.run(run.weights, run.windows)[-1]
    return {"i": last.i.value, "f": last.f.value, "g": last.g.value, "o": last.o.value}


@lru_cache(maxsize=64)
def _ran(run: TrainedLstm, pin: Pin | None) -> tuple[Array, Array]:
    """The last h (windows, U), and what `state_sizes` says; not all steps, which take megabytes."""
    steps = lstm.run(run.weights, run.windows, pins=None if pin is None else {pin[0]: pin[1]})
    return steps[-1].h, np.array([[np.abs(step.c).mean(), np.abs(step.h).mean()] for step in steps])


def outputs(run: TrainedLstm, pin: Pin | None) -> Array:
    """The scaled output (windows,) of every window, with a gate held at a number in every step or none."""
    if run.head is None:
        raise ValueError("Without a Dense(1) there is no output.")
    return np.asarray(_ran(run, pin)[0] @ run.head.w + run.head.b)


def state_sizes(run: TrainedLstm, pin: Pin | None) -> Array:
    """(steps, 2): the mean size of c and of h after every step, over all windows and units; as `outputs`."""
    return _ran(run, pin)[1]


def forecasts(run: TrainedLstm, pin: Pin | None) -> Array:
    """The one-step forecasts of the test rows in the series' units; as `outputs` otherwise."""
    if run.test is None:
        raise ValueError("Without test rows there are no forecasts of them.")
    with np.errstate(over="ignore"):  # a held gate can send an exponential out of range
        units = run.test.to_units(outputs(run, pin)[:, None])
    return np.asarray(units.ravel()[run.test.places])


def one_step_rmse(run: TrainedLstm, pin: Pin | None) -> float:
    """The one-step error of the test rows; NaN where the run does not tell of them."""
    if run.test is None or run.head is None:
        return float("nan")
    with np.errstate(over="ignore"):
        return rmse(forecasts(run, pin) - run.test.actual)


def explained(values: Array, groups: NDArray[np.int64]) -> Array:
    """The share of the variance of values (n, U) that the means of their groups (n,) have; 0 without any."""
    centred = values - values.mean(axis=0)
    means = np.zeros_like(centred)
    for group in np.unique(groups):
        means[groups == group] = centred[groups == group].mean(axis=0)
    total = (centred**2).sum(axis=0)
    share = np.divide((means**2).sum(axis=0), total, out=np.zeros_like(total), where=total > 0)
    return np.asarray(share)


def _month(label: str) -> int:
    number = label[5:7]
    return int(number) - 1 if label[:4].isdigit() and number.isdigit() and 1 <= int(number) <= 12 else -1


def _head(facts: RunFacts) -> Head | None:
    layers = [layer for layer in facts.layers if layer.arrays]
    if len(layers) != 2 or layers[1].kind != "Dense" or layers[1].arrays[0].shape[1] != 1:
        return None
    arrays = layers[1].arrays
    bias = float(np.asarray(arrays[1]).item()) if len(arrays) > 1 else 0.0
    return Head(np.asarray(arrays[0], dtype=np.float64)[:, 0], bias)


def _test(facts: RunFacts) -> Scored | None:
    """The windows of test rows, found by the labels of their targets."""
    if facts.forecast is None or facts.to_units is None or not facts.window_labels:
        return None
    shown = facts.forecast
    rows = {label: row for row, label in enumerate(shown.labels) if shown.parts[row] == "test"}
    places = [place for place, label in enumerate(facts.window_labels) if label in rows]
    if not places:
        return None
    actual = np.asarray([shown.actual[rows[facts.window_labels[place]]] for place in places])
    return Scored(np.asarray(places), actual, facts.to_units)


def _check_is_the_run(found: TrainedLstm, facts: RunFacts) -> None:
    """Other activations, or a layer without weights between, would make these the gates of another model.

    Raises:
        FigureError: where our forecasts are not the run's.
    """
    if found.head is None or found.test is None or facts.forecast is None:
        return
    rows = {label: row for row, label in enumerate(facts.forecast.labels)}
    own = np.asarray([facts.forecast.one_step[rows[found.labels[place]]] for place in found.test.places])
    known = np.isfinite(own)
    far = np.abs(forecasts(found, None) - own)[known]
    if len(far) and far.max() > _APART * max(float(np.ptp(own[known])), 1e-9):
        raise FigureError(
            "This figure computes an LSTM with tanh and sigmoid and a linear Dense(1): this model is another."
        )
