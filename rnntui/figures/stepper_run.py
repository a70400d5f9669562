"""A trained model as the stepper can walk through it: one unit, one feature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rnntui.figures.base import FigureError
from rnntui.figures.lstm_run import DIVERGED
from rnntui.figures.runfacts import Array, RunFacts
from rnntui.figures.walk import Numbers

_CELLS = {"SimpleRNN": "rnn", "LSTM": "lstm"}
_WANTED = "Train a SimpleRNN(1) or an LSTM(1), followed by a Dense(1), on one column."


@dataclass(frozen=True, slots=True)
class Trained:
    """The cell's ``weights``, as `walk` takes them, the Dense layer's weight and bias, and the windows.

    ``names`` say of every window which target it forecasts. ``labels`` and ``actual`` are of the rows of the
    series, and empty where the run does not tell of them.
    """

    cell: str
    weights: Numbers
    head: tuple[float, float] | None
    windows: tuple[Numbers, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...] = ()
    actual: Numbers = ()
    to_units: Callable[[Array], Array] | None = None

    def input_name(self, window: int, step: int) -> str:
        """Which row of the series an input is, both from 0; the name of the window where nothing tells."""
        row = self._target(window)
        at = None if row is None else row - len(self.windows[window]) + step
        return self.names[window] if at is None or at < 0 else self.labels[at]

    def forecast(self, window: int, scaled: float) -> tuple[float, float] | None:
        """A scaled forecast of a window's target in the series' units, and what it was; None if not known."""
        row = self._target(window)
        if row is None or self.to_units is None:
            return None
        outputs = np.full((len(self.windows), 1), scaled)
        return float(self.to_units(outputs)[window, 0]), self.actual[row]

    def _target(self, window: int) -> int | None:
        name = self.names[window]
        return self.labels.index(name) if name in self.labels else None


def trained(facts: RunFacts) -> Trained:
    """What the stepper needs of a run.

    Raises:
        FigureError: where the model is not of one unit and one feature, or the run has no windows.
    """
    layers = [layer for layer in facts.layers if layer.arrays]
    if not layers or layers[0].kind not in _CELLS or len(layers) > 2:
        raise FigureError(f"The stepper walks through one recurrent layer. {_WANTED}")
    kernel, recurrent = (np.asarray(one) for one in layers[0].arrays[:2])
    if kernel.shape[0] != 1 or recurrent.shape[0] != 1:
        raise FigureError(
            f"The stepper shows every number of one unit on one feature; this layer has {recurrent.shape[0]} "
            f"units and {kernel.shape[0]} features. {_WANTED}"
        )
    if facts.windows is None or not len(facts.windows):
        raise FigureError("This run has no windows for the stepper to walk through. Train it again.")
    if not all(np.isfinite(array).all() for layer in layers for array in layer.arrays):
        raise FigureError(DIVERGED)
    gates = kernel.shape[1]
    bias = np.asarray(layers[0].arrays[2]) if len(layers[0].arrays) > 2 else np.zeros(gates)
    # Each gate's input weight, state weight and bias, one gate after the other.
    weights = np.stack([kernel[0], recurrent[0], bias], axis=1).ravel()
    names = facts.window_labels or tuple(f"window {at + 1}" for at in range(len(facts.windows)))
    windows = tuple(tuple(float(x) for x in window[:, 0]) for window in np.asarray(facts.windows))
    head = _head(layers[1].kind, layers[1].arrays) if len(layers) == 2 else None
    lines = facts.forecast
    return Trained(
        cell=_CELLS[layers[0].kind],
        weights=tuple(map(float, weights)),
        head=head,
        windows=windows,
        names=names,
        labels=tuple(lines.labels) if lines is not None else (),
        actual=tuple(lines.actual.tolist()) if lines is not None else (),
        to_units=facts.to_units,
    )


def _head(kind: str, arrays: tuple[Array, ...]) -> tuple[float, float]:
    """Weight and bias of the Dense(1) that reads the last state."""
    if kind != "Dense" or np.asarray(arrays[0]).shape != (1, 1):
        raise FigureError(f"The stepper reads the last state with a Dense(1). {_WANTED}")
    return float(np.asarray(arrays[0]).item()), float(np.asarray(arrays[1]).item()) if len(
        arrays
    ) > 1 else 0.0
