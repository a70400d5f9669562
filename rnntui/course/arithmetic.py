"""What conditions compute with: looking up names, indexing, arithmetic and functions that never surprise.

Values are numbers, strings, tuples and mappings. Whatever has no answer raises `NotThere`.
"""

from __future__ import annotations

import math
import operator
import statistics
from collections.abc import Callable, Mapping, Sequence
from typing import Any


class NotThere(Exception):
    """There is no such value; the message is one sentence."""


def looked_up(values: Any, dotted: str, said: str = "") -> Any:
    """The value of a dotted name in nested mappings."""
    found = values
    for part in dotted.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
        if found is None:
            raise NotThere(f"{said or dotted} is not there.")
    return _plain(found, said or dotted)


def subscripted(values: Any, index: int, said: str) -> Any:
    """An entry of a list, from 0; negative indices count from its end."""
    if not isinstance(values, tuple):
        raise NotThere(f"{said} is no list.")
    if not -len(values) <= index < len(values):
        raise NotThere(f"{said} has {len(values)} entries, so {said}[{index}] is not there.")
    return _plain(values[index], f"{said}[{index}]")


def shown(value: Any) -> str:
    """A value for people: four digits are enough."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        if isinstance(value, tuple):
            more = [f"… {len(value)} entries"] if len(value) > 6 else []
            return f"[{', '.join([*map(shown, value[:6]), *more])}]"
        return repr(value) if isinstance(value, str | bool) else "a group of values"
    return f"{value:.4g}" if abs(value) < 1000 or value != round(value) else f"{value:.0f}"


def _plain(value: Any, said: str) -> Any:
    """The value as conditions know it; raises NotThere for None and for what is not finite."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        raise NotThere(f"{said} is not there.")
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return tuple(value)
    return value


def _calculated(sign: str, calculate: Callable[[float, float], float]) -> Callable[[Any, Any], float]:
    def of(left: Any, right: Any) -> float:
        try:
            result = calculate(_number(left), _number(right))
        except (ZeroDivisionError, OverflowError):
            result = math.nan
        if not math.isfinite(result):
            raise NotThere(f"{shown(left)} {sign} {shown(right)} has no result.")
        return result

    return of


def _number(value: Any) -> float:
    if not isinstance(value, int | float):
        raise NotThere(f"{shown(value)} is no number.")
    return float(value)


def _numbers(values: Sequence[Any]) -> list[float]:
    """The numbers given one by one or as one list."""
    entries = values[0] if len(values) == 1 and isinstance(values[0], tuple) else values
    if not entries:
        raise NotThere("An empty list has no least, largest or middle value.")
    return [_number(entry) for entry in entries]


def _length(value: Any) -> int:
    if not isinstance(value, tuple):
        raise NotThere(f"{shown(value)} is no list.")
    return len(value)


def _absolute(value: Any) -> Any:
    return tuple(abs(_number(entry)) for entry in value) if isinstance(value, tuple) else abs(_number(value))


OPERATORS: Mapping[str, Callable[[Any, Any], float]] = {
    "+": _calculated("+", operator.add),
    "-": _calculated("-", operator.sub),
    "*": _calculated("*", operator.mul),
    "/": _calculated("/", operator.truediv),
}
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "min": lambda *values: min(_numbers(values)),
    "max": lambda *values: max(_numbers(values)),
    "abs": _absolute,
    "median": lambda *values: float(statistics.median(_numbers(values))),
    "count": lambda entries: _length(entries),
}
"""``abs`` of a list is the list of absolute values; min, max and median take a list or numbers; ``count`` of
a list is how long it is."""
