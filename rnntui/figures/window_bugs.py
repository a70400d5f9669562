"""Three bugs in code that much of the world copies, each counted by running it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Values
from rnntui.figures.data import Column, column, month
from rnntui.figures.drawing import SMALLEST_PICTURE, chart, fit
from rnntui.figures.words import wrapped

_LEFT_OUT = ("X, y = [], []", "return array(X), array(y)")  # where there is no room, what has no bug


@dataclass(frozen=True)
class WindowBugs(FigureBase):
    """The listing with each of its bugs in it or mended; as it is copied, all three are in it."""

    series: str = "airline"
    look_back: int = 20
    off_by_one: bool = True
    split_first: bool = True
    reshape: bool = True

    def __post_init__(self) -> None:
        tested = len(self._data.values) - self._data.n_train
        if not 1 <= self.look_back <= tested - 2:
            raise FigureError(f"look_back can't be {self.look_back}: use 1 to {tested - 2}.")

    @property
    def controls(self) -> tuple[Control, ...]:
        return (
            Control("off_by_one", "bug: − 1 in range()", "toggle", self.off_by_one),
            Control("split_first", "bug: split, then windows", "toggle", self.split_first),
            Control("reshape", "bug: reshape to one step", "toggle", self.reshape),
        )

    def draw(self, size: Size, palette: Palette) -> Text:
        listing = self._listing(narrow=size[0] < 60)
        if size[1] < len(listing) + 2:
            listing = [line for line in listing if line[0].lstrip() not in _LEFT_OUT]
        numbered = [_numbered(place, *line) for place, line in enumerate(listing, 1)]
        strip = self._strip(palette)
        if size[1] > len(numbered) + 5:
            drawn: list[Text | str] = [*numbered, "", strip, self._ends(), *wrapped(self._lost(), size[0])]
            left = size[1] - len(drawn) - 1
            picture = self._picture((size[0], left), palette) if left >= SMALLEST_PICTURE else ""
            return fit([*drawn, "", picture], size, palette)
        lost = wrapped(self._lost(), size[0])[:2]
        return fit([*numbered[: size[1] - 1 - len(lost)], strip, *lost], size, palette)

    def values(self) -> Values:
        return {
            "test_targets": len(self._targets()),
            "lost_targets": self._tested - len(self._targets()),
            "x_shape": self._shape,
            "steps": self._shape[1],
            "features": self._shape[2],
            "bugs": self.off_by_one + self.split_first + self.reshape,
        }

    def caption(self) -> str:
        found = self.values()
        bugs = int(str(found["bugs"]))
        left = f"{bugs} bug{'s' * (bugs != 1)} left (✗)" if bugs else "no bug left"
        return f"{left}: {self._result()}"

    @property
    def _data(self) -> Column:
        return column(self.series)

    @property
    def _tested(self) -> int:
        return len(self._data.values) - self._data.n_train

    def _targets(self) -> list[int]:
        """The rows of the test part that become targets, by the listing's own loop."""
        n, n_train = len(self._data.values), self._data.n_train
        first = n_train if self.split_first else 0
        rows = [first + i + self.look_back for i in range(n - first - self.look_back - self.off_by_one)]
        return rows if self.split_first else rows[n_train - self.look_back :]

    def _result(self) -> str:
        return f"{len(self._targets())} of {self._tested} test months are targets; X {self._shape}"

    @property
    def _shape(self) -> tuple[int, ...]:
        x = np.zeros((len(self._targets()), self.look_back, 1))
        return x.reshape(len(x), 1, self.look_back).shape if self.reshape else x.shape

    def _listing(self, narrow: bool) -> list[tuple[str, bool | None]]:
        """Each line of the code, and whether a bug is in it; None where there never was one."""
        n_train = self._data.n_train
        take = f"X, y = windows(values[{n_train}:], {self.look_back})"
        if not self.split_first:
            known = n_train - self.look_back
            take = f"X, y = [rows[{known}:] for rows in windows(values, {self.look_back})]"
        shape = f"(len(X), 1, {self.look_back})" if self.reshape else f"(len(X), {self.look_back}, 1)"
        lines = [
            "def windows(values, look_back):",
            "    X, y = [], []",
            f"    for i in range(len(values) - look_back{' - 1' if self.off_by_one else ''}):",
            "        X.append(values[i : i + look_back])",
            "        y.append(values[i + look_back])",
            "    return array(X), array(y)",
            take,
            f"X = X.reshape{shape}",
        ]
        if narrow:
            lines = [line.replace("values", "v").replace("look_back", "L") for line in lines]
        bugs = {2: self.off_by_one, 6: self.split_first, 7: self.reshape}
        return [(line, bugs.get(place)) for place, line in enumerate(lines)]

    def _strip(self, palette: Palette) -> Text:
        """One character for each test month: whether it is a target."""
        full = "#" if palette.marker == "ascii" else "█"
        targets = set(self._targets())
        rows = range(self._data.n_train, len(self._data.values))
        strip = Text("test ")
        for row in rows:
            known = row in targets
            strip.append(full if known else ".", palette.style("actual" if known else "ghost") or None)
        return strip

    def _picture(self, size: Size, palette: Palette) -> Text:
        """The test months of the series: those that are targets, and those that are lost."""
        data, targets = self._data, self._targets()
        rows = np.arange(data.n_train, len(data.values), dtype=np.float64)
        tested, known = data.values[data.n_train :], np.isin(rows, targets)
        lines = [Line("actual", rows, np.where(known, tested, np.nan), "target")]
        if not known.all():
            lines.insert(0, Line("ghost", rows, tested, "never a target"))
        return chart(lines, size, palette, labels=data.labels, axis=data.units)

    def _ends(self) -> str:
        """The first and the last test month, below the ends of the strip."""
        labels = self._data.labels
        first, last = month(labels[self._data.n_train]), month(labels[-1])
        return " " * 5 + first + last.rjust(max(self._tested - len(first), len(last) + 1))

    def _lost(self) -> str:
        data, targets = self._data, self._targets()
        ends = (range(data.n_train, targets[0]), range(targets[-1] + 1, len(data.values)))
        words = [
            f"{len(rows)} at the {where} ({month(data.labels[rows[0]])} …)"
            for rows, where in zip(ends, ("start", "end"), strict=True)
            if rows
        ]
        return f"never a target (.): {'; '.join(words)}" if words else "Every test month is a target."


def _numbered(place: int, line: str, bug: bool | None) -> Text:
    """A line of the listing with its number; marked where a bug is, or was."""
    mark = " " if bug is None else "✗" if bug else "✓"
    return Text(f"{mark}{place:>2} {line}", "bold" if bug else "")
