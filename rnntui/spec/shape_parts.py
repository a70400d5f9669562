"""Shapes without the batch axis, what a layer makes of one, and why it can't."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rnntui.spec.catalogue import argument
from rnntui.spec.records import Call, Value

Shape: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A layer's output shape, and its parameters: those that training changes and all others."""

    output: Shape
    trained: int = 0
    frozen: int = 0


class Mismatch(Exception):
    """A layer can't take the shape it gets, or have the weights it asks for.

    ``missing_axis``: because the axis of steps is gone. ``mended`` is the call to write instead of the
    one that stands at its place.
    """

    def __init__(
        self, code: str, message: str, missing_axis: bool = False, mended: Call | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.missing_axis = missing_axis
        self.mended = mended


def shape_text(shape: tuple[Value, ...]) -> str:
    """``(20, 1)``, and ``(5)`` for one axis."""
    return f"({', '.join(str(size) for size in shape)})"


# ---------------------------------------------------------------- arguments of a layer
def whole(call: Call, name: str) -> int:
    """A whole number that a layer is given, or its default."""
    value = argument(call, name)
    assert isinstance(value, int), (call.name, name, value)
    return value


def flag(call: Call, name: str) -> bool:
    """Whether a layer is given True, or has it by default."""
    return argument(call, name) is True


def without(call: Call, name: str) -> Call:
    """The call less one argument."""
    return Call(call.name, tuple(one for one in call.args if one[0] != name), call.where)
