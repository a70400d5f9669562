"""Figures some of whose controls are the items of a tuple."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from rnntui.figures.base import Control, FigureBase, FigureError, Value
from rnntui.figures.walk import SIMPLE_WEIGHTS

Self = TypeVar("Self", bound="Numbered")


@dataclass(frozen=True)
class Numbered(FigureBase):
    """A figure with controls that stand for items of its fields: ``x2`` for ``inputs[1]``."""

    def __post_init__(self) -> None:
        for field in {field for field, _ in self.places().values()}:
            if not all(math.isfinite(item) for item in getattr(self, field)):
                raise FigureError(f"{field} must be numbers, and one of them is not finite.")

    def places(self) -> Mapping[str, tuple[str, int]]:
        """The field and the index of every control that is an item."""
        return {}

    def with_control(self: Self, name: str, value: Value) -> Self:
        held = self.control(name).clamp(value)
        if name not in self.places():
            return replace(self, **{name: held})
        field, index = self.places()[name]
        items = list(getattr(self, field))
        items[index] = held
        return replace(self, **{field: tuple(items)})

    def moved(self: Self, name: str, by: float) -> Self:
        value = self.control(name).value
        return self if isinstance(value, str) else self.with_control(name, value + by)


def number(name: str, label: str, value: float, far: float, nudge: float) -> Control:
    """A number that is typed, from -``far`` to ``far``; an arrow key moves it by ``nudge``."""
    return Control(name, label, "number", value, -far, far, 0.001, nudge=nudge)


def simple_weights(weights: Sequence[float], of: str = "") -> list[Control]:
    """The weights of the simple cell; ``of`` says which cell, where there are several."""
    named = zip(SIMPLE_WEIGHTS, ("weight", "weight", "bias"), weights, strict=True)
    return [number(name, f"{word} {name}{of}", value, 3.0, 0.01) for name, word, value in named]
