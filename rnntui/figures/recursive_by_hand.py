"""A small flawed model fed with the actual values, and with its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values
from rnntui.figures.drawing import SMALLEST_PICTURE, chart, fit, table

_NEAR = 1e-9  # differences below it come from rounding


@dataclass(frozen=True)
class RecursiveByHand(FigureBase):
    """Forecast = ``third`` · x₃ + ``second`` · x₂ + ``constant``, of a window of four numbers.

    The numbers count up by one from ``first``; ``step`` is how many forecasts have been made.
    """

    first: int = 6
    third: float = 2.0
    second: float = -0.8
    constant: float = -0.4
    steps: int = 4
    step: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.steps <= 12:
            raise FigureError(f"steps can't be {self.steps}: use 1 to 12.")

    @property
    def controls(self) -> tuple[Control, ...]:
        return (Control("step", "step", "slider", self.step, 1, self.steps),)

    def press(self, key: str) -> RecursiveByHand | None:
        return self.stepped("right" if key == "space" else key, "step", self.steps)

    def draw(self, size: Size, palette: Palette) -> Text:
        rows = [["step", "actual", "one-step", "off", "recursive", "off"]]
        rows += [self._row(step) for step in range(1, self.steps + 1)]
        lines = table(rows)[: self.step + 1]
        if max(len(line) for line in lines) > size[0]:
            lines = [line for step in range(1, self.step + 1) for line in self._narrow(step)]
            lines = lines[-(size[1] - 2) :]
        room = size[1] - 3 - len(lines)
        lines = lines if room >= 0 else [lines[0], *lines[1 - room :]]
        words = ["", self._sum(), "(…): a forecast that was fed back"]
        drawn = [Text(line) for line in lines]
        for line in drawn:
            line.highlight_regex(r"\([^)]*\)", palette.style("recursive"))
        to_come = min(self.steps - self.step, max(room, 0))  # the words below stay where they are
        left = size[1] - len(drawn) - to_come - len(words) - 1
        picture = self._picture((size[0], left), palette) if left >= SMALLEST_PICTURE else ""
        return fit([*drawn, *[""] * to_come, *words, "", picture], size, palette)

    def values(self) -> Values:
        one_step, recursive = self._errors(fed_back=False), self._errors(fed_back=True)
        worse = [
            step
            for step, (one, fed) in enumerate(zip(one_step, recursive, strict=True), 1)
            if fed > one + _NEAR
        ]
        return {
            "step": self.step,
            "one_step": tuple(round(self._forecast(step, False), 9) for step in range(1, self.steps + 1)),
            "recursive": tuple(round(self._forecast(step, True), 9) for step in range(1, self.steps + 1)),
            "one_step_errors": one_step,
            "recursive_errors": recursive,
            "hurts_at": worse[0] if worse else 0,
        }

    def caption(self) -> str:
        one, fed = (self._errors(fed_back)[self.step - 1] for fed_back in (False, True))
        actual = f"the actual value is {self._actual(self.step):g}"
        return f"step {self.step}: {actual}; one-step is off by {one:.1f}, recursive by {fed:.1f}"

    def _actual(self, step: int) -> float:
        return float(self.first + 3 + step)

    def _picture(self, size: Size, palette: Palette) -> Text:
        """The actual values of all steps, and both forecasts of those that have been made."""
        steps = np.arange(1.0, self.steps + 1)
        actual = np.array([self._actual(step) for step in range(1, self.steps + 1)])
        one_step, fed = (
            np.array([self._forecast(step, back) for step in range(1, self.steps + 1)])
            for back in (False, True)
        )
        made = slice(0, self.step)
        lines = [
            Line("actual", steps, actual, "actual"),
            Line("one_step", steps[made], one_step[made], "one-step"),
            Line("recursive", steps[made], fed[made], "recursive"),
        ]
        ticks = [(float(step), f"{'step ' * (step == 1)}{step}") for step in range(1, self.steps + 1)]
        limits = value_limits([actual, one_step, fed])
        return chart(lines, size, palette, x_limits=(1.0, self.steps), y_limits=limits, x_ticks=ticks)

    def _window(self, step: int, fed_back: bool) -> list[float]:
        """The four numbers that the forecast of a step is made of."""
        found = [float(self.first + place) for place in range(step + 3)]
        if fed_back:
            for place in range(4, len(found)):
                found[place] = self._model(found[place - 4 : place])
        return found[-4:]

    def _model(self, window: list[float]) -> float:
        return self.third * window[2] + self.second * window[1] + self.constant

    def _forecast(self, step: int, fed_back: bool) -> float:
        return self._model(self._window(step, fed_back))

    def _errors(self, fed_back: bool) -> tuple[float, ...]:
        """How far each forecast is off."""
        return tuple(
            round(abs(self._forecast(step, fed_back) - self._actual(step)), 9)
            for step in range(1, self.steps + 1)
        )

    def _said(self, step: int, fed_back: bool) -> str:
        window = self._window(step, fed_back)
        own = max(0, 5 - step) if fed_back else 4  # from this place on they are forecasts
        said = [f"({value:.4g})" if place >= own else f"{value:.4g}" for place, value in enumerate(window)]
        return f"{' '.join(said)} → {self._forecast(step, fed_back):.4g}"

    def _row(self, step: int) -> list[str]:
        found = [str(step), f"{self._actual(step):g}"]
        for fed_back in (False, True):
            found += [self._said(step, fed_back), f"{self._errors(fed_back)[step - 1]:.1f}"]
        return found

    def _narrow(self, step: int) -> list[str]:
        names = ("one-step ", "recursive")
        return [
            f"{step} {name} {self._said(step, fed)}, off by {self._errors(fed)[step - 1]:.1f}"
            for name, fed in zip(names, (False, True), strict=True)
        ]

    def _sum(self) -> str:
        window = self._window(self.step, True)
        terms = f"{self.third:g}·{window[2]:.4g} {self.second:+g}·{window[1]:.4g} {self.constant:+g}"
        found = self._forecast(self.step, True)
        return f"recursive: {terms.replace('-', '− ').replace('+', '+ ')} = {found:.4g}"
