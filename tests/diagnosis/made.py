"""Facts of runs that are known, to change one thing in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from rnntui.diagnosis.diagnose import diagnose
from rnntui.diagnosis.records import Evidence, Finding, Losses, Said
from rnntui.spec.parse import parse
from rnntui.spec.records import ModelSpec

MONTHS = 44
ACTUAL = 300 + 100 * np.sin(np.arange(MONTHS) * 2 * np.pi / 12)


def spec(
    layers: str = "SimpleRNN(5), Dense(1)",
    optimizer: str = "Adam(learning_rate=0.001)",
    fit: str = "epochs=100",
    data: str = "look_back=20",
) -> ModelSpec:
    """A spec of its parts."""
    text = f'data = Series("airline", {data})\nmodel = Sequential([{layers}])\n'
    text += f'model.compile(optimizer={optimizer}, loss="mse")\nmodel.fit({fit})\n'
    found = parse(text).spec
    assert found is not None
    return found


def losses(**changes: Any) -> Losses:
    """A training of 100 epochs that has come to its end: both losses fall to 0.01 and stay there."""
    fell = 0.01 + 0.1 * np.exp(-np.arange(100) / 5)
    return replace(Losses(training=fell, watched=fell + 0.001), **changes)


def said(**changes: Any) -> Said:
    """Forecasts that are 10 off, one-step and fed back."""
    previous = np.concatenate([ACTUAL[-1:], ACTUAL[:-1]])
    return replace(
        Said(
            trained_actual=ACTUAL,
            trained_said=ACTUAL + 10,
            actual=ACTUAL,
            previous=previous,
            one_step=ACTUAL + 10,
            recursive=ACTUAL + 10,
            low=200.0,
            high=400.0,
        ),
        **changes,
    )


def found(of: ModelSpec | None = None, *, season: int | None = 12, **changes: Any) -> tuple[Finding, ...]:
    """The findings about a sound run in which the losses or forecasts that are given differ."""
    names = Losses.__slots__
    trained = losses(**{name: value for name, value in changes.items() if name in names})
    forecast = said(**{name: value for name, value in changes.items() if name not in names})
    return diagnose(of or spec(), Evidence(trained, forecast, season))
