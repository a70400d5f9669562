"""What every figure of a lesson is: a frozen record of its controls, its arithmetic and its drawing.

A figure is never changed: moving a control makes another figure. Nothing here reads a clock, a file or a key.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, TypeVar, runtime_checkable

from rich.text import Text

from rnntui.charts.palette import Palette

if TYPE_CHECKING:  # the app imports this file before its first paint, and numpy after it
    from rnntui.figures.runfacts import RunFacts

Kind: TypeAlias = Literal["slider", "toggle", "choice", "number"]
Value: TypeAlias = float | int | bool | str
Values: TypeAlias = Mapping[str, "float | int | str | tuple[Any, ...]"]
Size: TypeAlias = tuple[int, int]
"""Columns and rows."""

Self = TypeVar("Self", bound="FigureBase")


class FigureError(Exception):
    """A figure that can't be made as asked: one sentence of what, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Control:
    """Something of a figure that can be set.

    ``value`` is a bool for a toggle, one of ``choices`` for a choice, else a number from ``low`` to
    ``high`` in steps of ``step``; it is whole where all three are. An arrow key moves it by ``nudge``, and
    where that is 0 by a step. One that is not ``live`` would change
    nothing as the figure stands now, and is not shown.
    """

    name: str
    label: str
    kind: Kind
    value: Value
    low: float = 0
    high: float = 1
    step: float = 1
    choices: tuple[str, ...] = ()
    nudge: float = 0
    live: bool = True

    def clamp(self, value: Value) -> Value:
        """``value`` as this control can hold it: within its range, on its steps.

        Raises:
            FigureError: for a choice that isn't one, and for a number that isn't one.
        """
        if self.kind == "toggle":
            return _as_toggle(self, value)
        if self.kind == "choice":
            if value not in self.choices:
                listed = ", ".join(repr(choice) for choice in self.choices)
                raise FigureError(f"{self.name} can't be {value!r}: it is one of {listed}.")
            return str(value)
        if isinstance(value, (bool, str)) or math.isnan(value):
            raise FigureError(f"{self.name} can't be {value!r}: it is a number.")
        inside = min(max(value, self.low), self.high)
        steps = round((inside - self.low) / self.step)
        on_step = min(self.low + steps * self.step, self.high)
        whole = all(float(number).is_integer() for number in (self.low, self.high, self.step))
        return round(on_step) if whole else round(on_step, 12)


def _as_toggle(control: Control, value: Value) -> bool:
    if value not in (True, False, 0, 1):
        raise FigureError(f"{control.name} can't be {value!r}: it is true or false.")
    return bool(value)


@runtime_checkable
class Figure(Protocol):
    """A figure as the app, the course and its check see it."""

    @property
    def controls(self) -> tuple[Control, ...]:
        """What can be set, in the order in which it is shown."""
        ...

    def with_control(self, name: str, value: Value) -> Figure:
        """The figure with one control set, clamped.

        Raises:
            KeyError: for a name that is no control's.
            FigureError: for a value that the control can't hold.
        """
        ...

    def press(self, key: str) -> Figure | None:
        """The figure after left, right, pageup, pagedown or space; None where the key does nothing."""
        ...

    @property
    def playing(self) -> bool:
        """Whether `tick` moves it on by itself."""
        ...

    def tick(self) -> Figure:
        """The figure one moment later; the app asks about twice a second while it plays."""
        ...

    def draw(self, size: Size, palette: Palette) -> Text:
        """The drawing: exactly as many rows, and in each exactly as many columns."""
        ...

    def values(self) -> Values:
        """What guesses and exercises are graded on; always the same keys."""
        ...

    def caption(self) -> str:
        """One line that says what stands there now, with numbers."""
        ...


@runtime_checkable
class RunFigure(Figure, Protocol):
    """A figure that shows a run."""

    @property
    def waiting(self) -> bool:
        """Whether there is no run yet that it could show: it says so, and no control moves anything."""
        ...

    def with_run(self, facts: RunFacts) -> RunFigure:
        """The figure of that run."""
        ...


@dataclass(frozen=True)
class FigureBase:
    """What most figures share: every control is a field of the same name, and nothing plays.

    A figure's fields are its options in a lesson too, unless they are `hidden`.
    """

    @property
    def controls(self) -> tuple[Control, ...]:
        return ()

    def control(self, name: str) -> Control:
        """The control of that name.

        Raises:
            KeyError: where there is none.
        """
        for control in self.controls:
            if control.name == name:
                return control
        raise KeyError(name)

    def with_control(self: Self, name: str, value: Value) -> Self:
        return replace(self, **{name: self.control(name).clamp(value)})

    def moved(self: Self, name: str, by: float) -> Self:
        """The figure with a numeric control moved, as far as its range allows."""
        value = getattr(self, name)
        return self.with_control(name, value + by)

    def stepped(self: Self, key: str, name: str, season: int = 12) -> Self | None:
        """A numeric control moved by an arrow key or, by a ``season``, with PgUp and PgDn; else None."""
        by = {"left": -1, "right": 1, "pageup": -season, "pagedown": season}.get(key)
        return None if by is None else self.moved(name, by * self.control(name).step)

    def press(self: Self, key: str) -> Self | None:
        return None

    @property
    def playing(self) -> bool:
        return False

    @property
    def waiting(self) -> bool:
        return False

    def tick(self: Self) -> Self:
        return self


def hidden(default: Any) -> Any:
    """A field of a figure that is no option in a lesson, such as the run it shows."""
    return field(default=default, metadata={"option": False})
