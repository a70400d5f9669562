"""A trained LSTM forecasting with one of its gates held: what each gate is good for."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values, hidden
from rnntui.figures.drawing import chart, fit, table
from rnntui.figures.lstm_run import (
    Pin,
    TrainedLstm,
    forecasts,
    one_step_rmse,
    outputs,
    state_sizes,
    trained_lstm,
)
from rnntui.figures.runfacts import RunFacts
from rnntui.figures.words import signed, wrapped

_GATES = ("f", "i", "g", "o")
_FREE = "none"
_SHOWN = 5  # steps whose c and h are told
_CHART = 6  # rows that a chart needs
_NO_RUN = "The forecast of the LSTM that you have trained appears here, with a gate held. r trains it now."
_NO_HEAD = "Holding gates needs an LSTM followed by a Dense(1), with a test part: train such a model."


@dataclass(frozen=True)
class Pinned(FigureBase):
    """The one-step forecast with ``gate`` held at ``pin`` in every step; ``none`` leaves all free.

    Below it stands how large c and h are on the way, in the mean of all windows and units.
    """

    gate: str = _FREE
    pin: float = 0.0
    run: TrainedLstm | None = hidden(None)  # noqa: RUF009 (a dataclass field)
    refused: str = hidden("")

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("gate", "gate that is held", "choice", self.gate, choices=(_FREE, *_GATES)),
            Control("pin", "held at", "slider", self.pin, 0.0, 1.0, 0.1),
        )

    @property
    def waiting(self) -> bool:
        return self.run is None

    def with_run(self, facts: RunFacts) -> Pinned:
        """The LSTM of that run; where there is none to hold, a sentence says why."""
        try:
            run = trained_lstm(facts)
        except FigureError as error:
            return replace(self, run=None, refused=str(error))
        if run.head is None or run.test is None:
            return replace(self, run=None, refused=_NO_HEAD)
        return replace(self, run=run, refused="")

    def press(self, key: str) -> Pinned | None:
        if key in ("left", "right"):
            choices = (_FREE, *_GATES)
            at = choices.index(self.gate) + (1 if key == "right" else -1)
            return self.with_control("gate", choices[at % len(choices)])
        if key == "space":
            return self.with_control("pin", 0.0 if self.pin >= 0.5 else 1.0)
        by = {"pageup": 0.1, "pagedown": -0.1}
        return self.moved("pin", by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        if self.run is None or self.run.test is None:
            return fit(wrapped(self.refused or _NO_RUN, size[0]), size, palette)
        labels = [self.run.labels[place] for place in self.run.test.places]
        rows = np.arange(len(labels), dtype=np.float64)
        actual, forecast = self.run.test.actual, forecasts(self.run, self._pin)
        lines = [
            Line("actual", rows, actual, "actual"),
            Line("one_step", rows, forecast, f"one-step, {self._held}"),
        ]
        words = [*table(self._states()), *table(self._table())]
        if size[1] - len(words) < _CHART:
            words = table(self._states())
        # A forecast that runs away leaves the chart, so that the actual values keep their shape.
        limits = value_limits([actual], [forecast])
        room = (size[0], size[1] - len(words))
        drawn = chart(lines, room, palette, labels=labels, y_limits=limits)
        return fit([drawn, *words], size, palette)

    def values(self) -> Values:
        found = {"rmse_free": self._rmse(None), "rmse": self._rmse(self._pin)}
        for gate in _GATES:
            found |= {f"rmse_{gate}{at}": self._rmse((gate, float(at))) for at in (0, 1)}
        if self.run is None or self.run.head is None:
            return {**found, **dict.fromkeys(("spread", "output", "bias", "c", "h", "c_free"), float("nan"))}
        scaled = outputs(self.run, self._pin)
        found |= {"spread": float(np.ptp(scaled)), "output": float(scaled[-1]), "bias": self.run.head.b}
        (c, h), (c_free, _) = (state_sizes(self.run, pin)[-1].tolist() for pin in (self._pin, None))
        found |= {"c": c, "h": h, "c_free": c_free}
        return found

    def caption(self) -> str:
        if self.run is None:
            return "No LSTM to hold a gate of" if self.refused else "No LSTM trained yet"
        said = f"{self._held}: one-step RMSE {_error(self._rmse(self._pin))}, free {_error(self._rmse(None))}"
        scaled = outputs(self.run, self._pin)
        if np.ptp(scaled) < 1e-9:
            said += f"; every scaled output is {signed(float(scaled[-1]))}, the bias of Dense"
        return said

    @property
    def _pin(self) -> Pin | None:
        return None if self.gate == _FREE else (self.gate, self.pin)

    @property
    def _held(self) -> str:
        return "no gate held" if self.gate == _FREE else f"{self.gate} = {self.pin:g}"

    def _rmse(self, pin: Pin | None) -> float:
        return float("nan") if self.run is None else one_step_rmse(self.run, pin)

    def _states(self) -> list[list[str]]:
        """The mean size of c and h after some of the steps, from the first to the last."""
        assert self.run is not None
        sizes = state_sizes(self.run, self._pin)
        steps = sorted({round(at) for at in np.linspace(1, len(sizes), min(_SHOWN, len(sizes)))})
        rows = [["after step", *map(str, steps)]]
        for name, column in zip(("mean |c|", "mean |h|"), sizes.T, strict=True):
            rows.append([name, *(_size(column[step - 1]) for step in steps)])
        return rows

    def _table(self) -> list[list[str]]:
        """The one-step error for every gate, held at 0 and at 1."""
        rows = [["RMSE with", *_GATES]]
        for at in (0.0, 1.0):
            rows.append([f"gate at {at:.0f}", *(_error(self._rmse((gate, at))) for gate in _GATES)])
        return rows


def _size(mean: float) -> str:
    return f"{mean:.3f}" if mean < 1000 else f"{mean:.3g}"


def _error(rmse: float) -> str:
    """An error as it is written; one that has lost all meaning is just large."""
    if not rmse < 1e6:
        return "over a million"
    return f"{rmse:,.0f}" if rmse >= 1000 else f"{rmse:.4g}"
