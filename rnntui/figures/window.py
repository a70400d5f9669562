"""Windows that slide over a list: each becomes a row of X and of y."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from rich.text import Text

from rnntui.charts.palette import Palette
from rnntui.charts.raster import Line
from rnntui.charts.scale import value_limits
from rnntui.figures.base import Control, FigureBase, FigureError, Size, Value, Values
from rnntui.figures.characters import spoken
from rnntui.figures.data import Array, column, month
from rnntui.figures.drawing import chart, cursor, fit
from rnntui.figures.windowing import Rows, Source
from rnntui.figures.words import wrapped
from rnntui.spec.wording import counted

_MOST_COUNT = 1000
_STRIP = 24  # values that are written out instead of drawn


@dataclass(frozen=True)
class Window(FigureBase):
    """Windows over ``series``, or over the list 0 … ``count`` − 1 where that isn't 0.

    ``cursor`` counts rows from 1. ``split`` parts training from test, ``swapped`` swaps the last two
    axes of X, ``scaled`` shows what a network gets. ``only_training`` leaves the test part away.
    ``table`` writes the rows out, ``axes`` each with its brackets as Python does, ``formula`` how they are
    counted, ``shapes`` the shapes of X and y, ``updates`` those of an epoch.
    """

    series: str = "airline"
    count: int = 0
    look_back: int = 20
    horizon: int = 1
    stride: int = 1
    batch: int = 10
    cursor: int = 1
    split: bool = False
    swapped: bool = False
    scaled: bool = False
    only_training: bool = False
    table: bool = True
    axes: bool = False
    formula: bool = True
    shapes: bool = True
    updates: bool = True

    def __post_init__(self) -> None:
        if self.count and not 4 <= self.count <= _MOST_COUNT:
            raise FigureError(f"count can't be {self.count}: use 4 to {_MOST_COUNT}, or 0 for the series.")
        if self.only_training and self.split:
            raise FigureError("only_training leaves no test part to split off: use one of the two.")
        if self.look_back + self.horizon > self._room:
            raise FigureError(
                f"look_back {self.look_back} and horizon {self.horizon} don't fit into {self._room} values."
            )

    @property
    def controls(self) -> tuple[Control, ...]:
        split = () if self.only_training else (Control("split", "split 70:30", "toggle", self.split),)
        return (  # in an order in which they can be set one after the other
            *split,
            Control("look_back", "look_back", "number", self.look_back, 1, self._room - self.horizon),
            Control("horizon", "horizon", "number", self.horizon, 1, self._room - self.look_back),
            Control("stride", "stride", "number", self.stride, 1, 24),
            Control("batch", "batch", "number", self.batch, 1, 256),
            Control("scaled", "scaled units", "toggle", self.scaled),
            Control("swapped", "swap axes", "toggle", self.swapped),
            Control("cursor", "row", "slider", self.cursor, 1, len(self._rows.all)),
        )

    def with_control(self, name: str, value: Value) -> Window:
        wanted: dict[str, Any] = {name: self.control(name).clamp(value)}
        if wanted.get("split"):  # the training part has to hold a window
            n_train = self._source.n_train
            wanted["look_back"] = min(self.look_back, n_train - 1)
            wanted["horizon"] = min(self.horizon, n_train - wanted["look_back"])
        moved = replace(self, **wanted)
        return replace(moved, cursor=min(moved.cursor, len(moved._rows.all)))

    def press(self, key: str) -> Window | None:
        return self.stepped(key, "cursor", 12)

    def draw(self, size: Size, palette: Palette) -> Text:
        words = filter(None, (self._badge(), self._counted()))
        foot = [line for one in words for line in wrapped(one, size[0])]
        foot = foot if size[1] >= 10 else foot[:1]
        rows, strip = len(self._rows.all), self._strip()
        if len(self._source.values) <= _STRIP and len(strip) <= size[0]:
            most = min(rows, max(size[1] - len(foot) - 3, 1))
            lines = self._table(size[0], max(0, self.cursor - most), self.cursor, palette)
            lines += [Text()] * (most - len(lines))  # what stands below does not move
            return fit([self._marked(strip, palette), "", *lines, "", *foot], size, palette)
        below = min(rows, max(3, size[1] // 4)) if self.table else 0
        over = max(size[1] - below - len(foot), min(6, size[1]))
        first = max(0, min(self.cursor - below // 2 - 1, rows - below))
        table = self._table(size[0], first, first + below, palette)
        return fit([self._chart((size[0], over), palette), *table, *foot], size, palette)

    def values(self) -> Values:
        rows, source = self._rows, self._source
        scaled = source.scaled()
        test = scaled[source.n_train :]
        first_test = Rows.of(
            len(source.values), source.n_train, self.look_back, self.horizon, self.stride, True
        ).test
        return {
            "rows": len(rows.all),
            "train_rows": len(rows.train) if self.split else len(rows.all),
            "test_rows": len(rows.test),
            "updates": rows.updates(self.batch),
            "samples": len(rows.train),
            "steps": self._x_shape[1],
            "features": self._x_shape[2],
            "x_shape": self._x_shape,
            "y_shape": (len(rows.train), self.horizon),
            "look_back": self.look_back,
            "horizon": self.horizon,
            "training_months_in_first_test_window": max(source.n_train - first_test[0], 0)
            if first_test
            else 0,
            "lowest_training": float(source.values[: source.n_train].min()),
            "highest_training": float(source.values[: source.n_train].max()),
            "largest_test_scaled": float(test.max()) if len(test) else 0.0,
        }

    def caption(self) -> str:
        rows, labels = self._rows, self._source.labels
        start = rows.all[self.cursor - 1]
        kind = "" if not self.split else " (test)" if self.cursor > len(rows.train) else " (training)"
        first, last = month(labels[start]), month(labels[start + self.look_back - 1])
        end = start + self.look_back
        onto = month(labels[end])
        if self.horizon > 1:
            onto += f" to {month(labels[end + self.horizon - 1])}"
        ahead = f"{end}" if self.horizon == 1 else f"{end}:{end + self.horizon}"
        slices = f"values[{start}:{end}] → values[{ahead}]"
        months = "" if self.count else f"; {first} to {last} → {onto}"
        return f"row {self.cursor} of {len(rows.all)}{kind}: {slices}{months}"

    # ------------------------------------------------------------ arithmetic
    @property
    def _source(self) -> Source:
        return Source.of(self.series, self.count, self.only_training)

    @property
    def _room(self) -> int:
        """How many values a window and its targets have to fit into."""
        source = self._source
        return source.n_train if self.split else len(source.values)

    @property
    def _rows(self) -> Rows:
        source = self._source
        return Rows.of(
            len(source.values), source.n_train, self.look_back, self.horizon, self.stride, self.split
        )

    @property
    def _x_shape(self) -> tuple[int, int, int]:
        axes = (1, self.look_back) if self.swapped else (self.look_back, 1)
        return (len(self._rows.train), *axes)

    # ------------------------------------------------------------ drawing
    def _chart(self, size: Size, palette: Palette) -> Text:
        source, start = self._source, self._rows.all[self.cursor - 1]
        shown: Array = source.scaled() if self.scaled else source.values
        rows = np.arange(len(shown), dtype=np.float64)
        limits = value_limits([shown])
        end = start + self.look_back
        split = [replace(cursor(source.n_train - 0.5, limits), label="end of training")] if self.split else []
        inside, ahead = slice(start, end), slice(end, end + self.horizon)
        lines = [
            *split,
            Line("band", rows[inside], np.full(self.look_back, limits[0]), upto=shown[inside]),
            Line("training", rows, shown, self.series),
            Line("one_step", rows[inside], shown[inside], "window"),
            Line("future", rows[ahead], shown[ahead], "target"),
        ]
        axis = "scaled" if self.scaled else "" if self.count else column(self.series).units
        return chart(lines, size, palette, labels=source.labels, y_limits=limits, axis=axis)

    def _marked(self, line: str, palette: Palette) -> Text:
        """A strip or a row of the table: window and target in the colours that they have in the chart."""
        text = Text(line)
        text.highlight_regex(r"\[.*?\](?=<)|(?<=X )\[.*\](?=  y)", palette.style("one_step"))
        text.highlight_regex(r"<.*>|(?<=y )\[.*\]", palette.style("future"))
        return text

    def _strip(self) -> str:
        """The whole list, the window in square brackets and its targets in angle ones."""
        start = self._rows.all[self.cursor - 1]
        end, last = start + self.look_back, start + self.look_back + self.horizon - 1
        found = ""
        for place, value in enumerate(self._numbers(0, len(self._source.values))):
            left = "[" if place == start else "<" if place == end else " "
            right = "]" if place == end - 1 else ">" if place == last else " "
            found += f"{left}{value}{right}"
        return found

    def _numbers(self, start: int, end: int) -> list[str]:
        if self.scaled:
            return [f"{value:.2f}" for value in self._source.scaled()[start:end]]
        return [f"{value:g}" for value in self._source.values[start:end]]

    def _table(self, columns: int, first: int, end: int, palette: Palette) -> list[Text]:
        """The rows from ``first``, counted from 0, to before ``end``."""
        starts = self._rows.all
        rows = [self._row(place, starts[place], columns, palette) for place in range(first, end)]
        return [self._marked(row, palette) for row in rows]

    def _row(self, place: int, start: int, columns: int, palette: Palette) -> str:
        inputs = self._numbers(start, start + self.look_back)
        if self.axes:  # one time step with all of them, or one of them in each
            inputs = [f"[{inputs[0]}", *inputs[1:-1], f"{inputs[-1]}]"] if self.swapped else _each(inputs)
        targets = self._numbers(start + self.look_back, start + self.look_back + self.horizon)
        name = f"{'▸' if place == self.cursor - 1 else ' '}{place + 1:>4}  X "
        for keep in range(len(inputs), 1, -1):
            line = name + f"[{_shortened(inputs, keep)}]  y [{_shortened(targets, keep)}]"
            if len(spoken(line, palette)) <= columns:
                return line
        return name + f"[{_shortened(inputs, 2)}]  y [{_shortened(targets, 2)}]"

    def _badge(self) -> str:
        rows = self._rows
        plain = not (self.shapes or self.formula or self.split)
        words = [counted(len(rows.train), "row")] if plain else []
        if self.shapes:
            words.append(f"X {self._x_shape}  y {(len(rows.train), self.horizon)}")
        if self.axes or self.swapped:
            _, steps, features = self._x_shape
            words.append(f"{counted(steps, 'time step')}, {counted(features, 'feature')}")
        if self.split:
            words.append(f"{len(rows.train)} rows to train, {len(rows.test)} to test")
        if self.updates and not self.swapped:
            words.append(f"{counted(rows.updates(self.batch), 'update')} an epoch")
        return "   ".join(word.replace(" ", "\u00a0") for word in words)

    def _counted(self) -> str:
        if not self.formula:
            return ""
        n, rows = self._room, len(self._rows.train)
        top = f"{n} − {self.look_back} − {self.horizon}"
        if self.stride == 1:
            return f"{top} + 1 = {counted(rows, 'row')}"
        return f"({top}) / {self.stride} rounded down, + 1 = {counted(rows, 'row')}"


def _each(numbers: list[str]) -> list[str]:
    """Every number in brackets of its own."""
    return [f"[{number}]" for number in numbers]


def _shortened(numbers: list[str], keep: int) -> str:
    """The numbers with spaces between; beyond ``keep`` of them, those in the middle left out."""
    if len(numbers) <= keep:
        return " ".join(numbers)
    head = (keep + 1) // 2
    tail = numbers[len(numbers) - (keep - head) :] if keep > head else []
    return " ".join([*numbers[:head], "…", *tail])
