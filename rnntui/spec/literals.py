"""What literal values are: whole numbers, finite numbers, numbers in quotes, and no value at all."""

from __future__ import annotations

import math
from typing import Final

from rnntui.spec.records import Value


class Missing:
    """Marks "no such value", where None is a value of its own."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()


def is_whole(value: Value) -> bool:
    """Whether it is a whole number; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: Value) -> bool:
    """Whether it is a finite number; True and False are none."""
    return (isinstance(value, float) or is_whole(value)) and math.isfinite(as_float(value))


def as_float(value: Value) -> float:
    """``value`` as a float; a whole number too large for one counts as infinite."""
    assert isinstance(value, (int, float))
    try:
        return float(value)
    except OverflowError:
        return math.inf


def as_number(text: Value) -> int | float | None:
    """The number that a text like ``"5"`` holds, None where it holds none."""
    if not isinstance(text, str) or len(text) > 30:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
