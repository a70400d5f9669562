"""A trained LSTM's gates by calendar month: brighter where a unit's gate is more open."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.figures.bars import bars
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values, hidden
from rnntui.figures.data import Array, month
from rnntui.figures.drawing import fit
from rnntui.figures.lstm_run import TrainedLstm, explained, gates, trained_lstm
from rnntui.figures.runfacts import RunFacts
from rnntui.figures.words import signed, wrapped

_BARS = 7  # rows of the smallest bars with their title
_GATES = ("f", "i", "g", "o")
_WORDS = {"f": "forget gate", "i": "input gate", "g": "candidate", "o": "output gate"}
_NO_RUN = (
    "The gates of the LSTM that you have trained appear here, by month, as they are at the last step of each "
    "window. r trains it now."
)
_NO_MONTHS = "The rows of this series are no months: there is no calendar to lay the gates out on."
_SHADES = {True: " .:+#", False: " ░▒▓█"}


@dataclass(frozen=True)
class GateMap(FigureBase):
    """The months' means of one ``gate``, a row for each unit, shaded from its own lowest to its highest."""

    gate: str = "f"
    unit: int = 1
    run: TrainedLstm | None = hidden(None)  # noqa: RUF009 (a dataclass field)
    refused: str = hidden("")

    @property
    def controls(self) -> tuple[Control, ...]:
        units = self.run.units if self.run else 1
        return (
            Control("gate", "gate", "choice", self.gate, choices=_GATES),
            Control("unit", "unit", "slider", min(self.unit, units), 1, units),
        )

    @property
    def waiting(self) -> bool:
        return self.run is None

    def with_run(self, facts: RunFacts) -> GateMap:
        """The gates of that run; where it has none, a sentence says why."""
        try:
            run = trained_lstm(facts)
        except FigureError as error:
            return replace(self, run=None, refused=str(error))
        if (run.months() < 0).any():
            return replace(self, run=None, refused=_NO_MONTHS)
        return replace(self, run=run, refused="", unit=min(self.unit, run.units))

    def press(self, key: str) -> GateMap | None:
        if key in ("left", "right"):
            at = _GATES.index(self.gate) + (1 if key == "right" else -1)
            return self.with_control("gate", _GATES[at % len(_GATES)])
        by = {"pageup": -1, "pagedown": 1}
        return self.moved("unit", by[key]) if key in by else None

    def draw(self, size: Size, palette: Palette) -> Text:
        if self.run is None:
            return fit(wrapped(self.refused or _NO_RUN, size[0]), size, palette)
        ends = size[0] >= _WITH_ENDS
        width = min(max((size[0] - (29 if ends else 18)) // 12, 2), 6)
        months = "".join(f"{number}".rjust(width) for number in range(1, 13))
        head = f"unit{months}{'   low high' if ends else ''}  peak  share"
        key = _KEY.format(_ENDS if ends else _PEAK)
        units = self.run.units
        more = (
            "PgUp and PgDn go on to other units. " if 1 + units + len(wrapped(key, size[0])) > size[1] else ""
        )
        words = wrapped(f"{more}{key}", size[0]) if size[1] > 12 else []
        room = max(size[1] - 1 - len(words), 1)
        first = max(min(self.unit - 1 - room // 2, units - room), 0)
        rows = [self._row(unit, width, palette, ends) for unit in range(first, min(first + room, units))]
        left = size[1] - 1 - len(rows) - len(words)
        below = self._bars((size[0], left), palette) if left >= _BARS else []
        return fit([head, *rows, *words, *below], size, palette)

    def _bars(self, size: Size, palette: Palette) -> list[Text | str]:
        """The months of the unit that is chosen, as numbers of its gate."""
        means = self._means(self.gate)[:, self.unit - 1]
        low = min(0.0, float(np.floor(means.min())))
        drawn = bars(
            means.tolist(),
            [str(number) for number in range(1, 13)],
            (size[0], size[1] - 2),
            palette,
            limits=(low, 1.0),
            marked=int(means.argmax()),
        )
        return ["", f"{_WORDS[self.gate]} of unit {self.unit}, mean of each month:", drawn]

    def values(self) -> Values:
        shares = {f"share_{gate}": float("nan") for gate in _GATES}
        if self.run is None:
            return {"share": float("nan"), "peaks": (), "different_peaks": 0, **shares}
        for gate in _GATES:
            shares[f"share_{gate}"] = float(np.median(self._shares(gate)))
        peaks = tuple(int(at) + 1 for at in self._means(self.gate).argmax(axis=0))
        return {
            "share": shares[f"share_{self.gate}"],
            "peaks": peaks,
            "different_peaks": len(set(peaks)),
            **shares,
        }

    def caption(self) -> str:
        if self.run is None:
            return "No gates to show" if self.refused else "No LSTM trained yet"
        found = self.values()
        return (
            f"{_WORDS[self.gate]} {self.gate}: the month explains {found['share']:.2f} of the median unit's "
            f"variance; units peak in {found['different_peaks']} different months"
        )

    def _shares(self, gate: str) -> Array:
        """The share of each unit's variance that the month explains."""
        if self.run is None:
            return np.zeros(1)
        return explained(gates(self.run)[gate], self.run.months())

    def _means(self, gate: str) -> Array:
        """(12, U): each month's mean; a month without windows has the lowest value of all."""
        if self.run is None:
            return np.zeros((12, 1))
        values, months = gates(self.run)[gate], self.run.months()
        means = np.tile(values.min(axis=0), (12, 1))
        for at in np.unique(months):
            means[at] = values[months == at].mean(axis=0)
        return means

    def _row(self, unit: int, width: int, palette: Palette, ends: bool) -> Text:
        """A unit's months, with or without their ends, the brightest of them, and what the month explains."""
        means = self._means(self.gate)[:, unit]
        low, span = float(means.min()), float(np.ptp(means)) or 1.0
        shades = _SHADES[palette.marker == "ascii"]
        cells = [shades[round((one - low) / span * (len(shades) - 1))] * (width - 1) for one in means]
        mark = "▸" if unit == self.unit - 1 else " "
        peak = month(f"2000-{int(means.argmax()) + 1:02d}")[:3]
        share = self._shares(self.gate)[unit]
        row = Text(f"{mark}{unit + 1:>3}", "bold" if mark.strip() else "")
        row.append("".join(f" {cell}" for cell in cells), palette.style("actual"))
        if ends:
            row.append(f"  {_short(low):>4} {_short(float(means.max())):>4}")
        return row.append(f"  {peak:>4}  {share:>5.2f}")


def _short(value: float) -> str:
    """Two decimals, and no zero before them: what a gate may be is next to nothing else."""
    return signed(value, ".2f").replace("0.", ".", 1)


_WITH_ENDS = 65  # columns
_KEY = (
    "A column is a calendar month. Each row is shaded from the unit's lowest month, blank, to its highest, "
    "full{} share: how much of the unit's variance the month explains."
)
_ENDS = ": low and high say how open the gate is there. peak: the month of the highest."
_PEAK = ". peak: the month where the gate is most open."
