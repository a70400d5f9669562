"""Calls of a spec as Python that runs: ``layers.LSTM(16)``, ``optimizers.Adam(learning_rate=0.01)``."""

from __future__ import annotations

from collections.abc import Iterator

from rnntui.spec import catalogue
from rnntui.spec.printing import print_value
from rnntui.spec.records import Call, Value


def code(value: Value) -> str:
    """A literal, with calls by the module of Keras that they are in."""
    if isinstance(value, Call):
        entry = catalogue.entry(value)
        required = entry.arguments[0].name if entry.arguments and entry.arguments[0].required else ""
        given = [code(one) if name == required else f"{name}={code(one)}" for name, one in value.args]
        return f"{entry.module}.{entry.keras}({', '.join(given)})"
    if isinstance(value, tuple):
        inner = ", ".join(code(one) for one in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return print_value(value)


def modules(*calls: Call) -> list[str]:
    """The modules of Keras that the calls need, in order."""
    return sorted({catalogue.entry(call).module for one in calls for call in _within(one)})


def has_chance(call: Call) -> bool:
    """Whether a layer draws random numbers while it trains, as dropout does."""
    rates = (one.get(name) for one in _within(call) for name in ("rate", "dropout", "recurrent_dropout"))
    return any(rates)


def _within(call: Call) -> Iterator[Call]:
    yield call
    for _, value in call.args:
        if isinstance(value, Call):
            yield from _within(value)
