"""The weights of a trained perceptron as bars, by how many rows back their input stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.figures.bars import bars
from rnntui.figures.base import Control, FigureBase, Size, Value, Values, hidden
from rnntui.figures.drawing import fit
from rnntui.figures.lag_weights import lag_weights
from rnntui.figures.runfacts import RunFacts
from rnntui.figures.words import signed, wrapped

_NO_RUN = "The weights that you have trained appear here, a bar for each month before. r trains them now."
_OTHER_MODEL = "The weights of a perceptron appear here: train a model of Flatten and Dense(1)."


@dataclass(frozen=True)
class Weights(FigureBase):
    """``lag`` is the bar that is read; ``epoch`` moves through training where its history is known, from one
    known epoch to the next.

    ``epochs`` has epochs in order, each with the weights after it, the newest input first: lag 1, lag 2, …
    """

    lag: int = 1
    epoch: int = hidden(0)
    epochs: tuple[tuple[int, tuple[float, ...]], ...] = hidden(())
    other_model: bool = hidden(False)
    running: bool = hidden(False)

    @property
    def controls(self) -> tuple[Control, ...]:
        lags = len(self._bars) or 1
        if len(self.epochs) < 2:
            return (Control("lag", "lag", "slider", min(self.lag, lags), 1, lags),)
        first, last = self.epochs[0][0], self.epochs[-1][0]
        return (
            Control("lag", "lag", "slider", min(self.lag, lags), 1, lags),
            Control("epoch", "epoch", "slider", self.epoch, first, last),
        )

    def with_control(self, name: str, value: Value) -> Weights:
        """The figure with a control set; an unknown epoch gives way to the next known in its direction."""
        moved = super().with_control(name, value)
        if name != "epoch" or not self.epochs:
            return moved
        known = [epoch for epoch, _ in self.epochs]
        if moved.epoch >= self.epoch:
            return replace(moved, epoch=min(epoch for epoch in known if epoch >= moved.epoch))
        return replace(moved, epoch=max(epoch for epoch in known if epoch <= moved.epoch))

    def with_run(self, facts: RunFacts) -> Weights:
        """The figure of that run, at its last epoch."""
        found = {epoch: lag_weights(layers) for epoch, layers in sorted(facts.history.items())}
        last = facts.epoch or max(len(facts.losses), *found, 1)
        found[last] = lag_weights(facts.layers)
        known = tuple((epoch, pair[0][::-1]) for epoch, pair in found.items() if pair is not None)
        return replace(self, epochs=known, epoch=last if known else 0, other_model=not known, running=False)

    def press(self, key: str) -> Weights | None:
        if key == "space" and len(self.epochs) > 1:
            at_end = self.epoch >= self.epochs[-1][0]
            start = replace(self, epoch=self.epochs[0][0]) if at_end else self
            return replace(start, running=not self.running)
        return self.stepped(key, "lag")

    @property
    def playing(self) -> bool:
        return self.running

    @property
    def waiting(self) -> bool:
        return not self.epochs

    def tick(self) -> Weights:
        later = [epoch for epoch, _ in self.epochs if epoch > self.epoch]
        return (
            replace(self, epoch=later[0], running=len(later) > 1) if later else replace(self, running=False)
        )

    def draw(self, size: Size, palette: Palette) -> Text:
        found = self._bars
        if not found:
            return fit(wrapped(_OTHER_MODEL if self.other_model else _NO_RUN, size[0]), size, palette)
        every = [weight for _, weights in self.epochs for weight in weights]  # one scale for all epochs
        limits = (min(*every, 0.0), max(*every, 0.0))
        names = [str(lag) for lag in range(1, len(found) + 1)]
        marked = min(self.lag, len(found)) - 1
        drawn = bars(found, names, (size[0], size[1] - 1), palette, limits=limits, marked=marked)
        return fit([drawn, self._foot()], size, palette)

    def values(self) -> Values:
        found = self._bars
        largest = int(np.argmax(np.abs(found))) if found else -1
        return {
            "trained": bool(found),
            "epoch": self.epoch,
            "largest_lag": largest + 1,
            "largest_weight": found[largest] if found else 0.0,
            "weight": found[min(self.lag, len(found)) - 1] if found else 0.0,
            "weights": found,
        }

    def caption(self) -> str:
        if not self._bars:
            return "No perceptron trained yet"
        found, lag = self.values(), min(self.lag, len(self._bars))
        weight, largest = self._bars[lag - 1], self._bars[int(str(found["largest_lag"])) - 1]
        return (
            f"epoch {self._shown_epoch}: lag {lag} has {signed(weight)}; "
            f"the largest is lag {found['largest_lag']} with {signed(largest)}"
        )

    @property
    def _shown_epoch(self) -> int:
        """The last known epoch up to the slider's."""
        return max(epoch for epoch, _ in self.epochs if epoch <= self.epoch)

    @property
    def _bars(self) -> tuple[float, ...]:
        return dict(self.epochs)[self._shown_epoch] if self.epochs else ()

    def _foot(self) -> str:
        return f"lag: rows before the forecast; weights after epoch {self._shown_epoch}"
