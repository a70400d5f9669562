"""The work that every contender does, and the models they do it with.

Airline passengers, min-max scaled on the first 100 months, look_back 20: 80 training and 44 test
windows, batches of 10, Adam with its default rate, mean squared error, the loss over the test
windows after every epoch.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rnntui.runs.source import prepare_source
from rnntui.series.catalogue import load
from rnntui.series.prepare import Prepared
from rnntui.spec.parse import parse
from rnntui.spec.records import ModelSpec

LOOK_BACK = 20
BATCH = 10
AIRLINE = f'Series("airline", look_back={LOOK_BACK})'


@dataclass(frozen=True, slots=True)
class Model:
    """A model by name; ``layers`` as a spec writes them, ``against_fit`` the ratio wanted to Keras's fit."""

    name: str
    title: str
    layers: str
    against_fit: float | None


MODELS = (
    Model("perceptron", "Flatten, Dense(1)", "Flatten(), Dense(1)", 200),
    Model("rnn5", "SimpleRNN(5)", "SimpleRNN(5), Dense(1)", 40),
    Model("lstm5", "LSTM(5)", "LSTM(5), Dense(1)", 40),
    Model("gru5", "GRU(5)", "GRU(5), Dense(1)", 40),
    Model("lstm32", "LSTM(32)", "LSTM(32), Dense(1)", 25),
    Model(
        "lstm64x2",
        "LSTM(64), Dropout, LSTM(64)",
        "LSTM(64, return_sequences=True), Dropout(0.2), LSTM(64), Dense(1)",
        None,
    ),
)


def spec_text(layers: str, epochs: int, *, data: str = AIRLINE, batch: int = BATCH) -> str:
    """A spec of these layers with the workload's optimizer and loss."""
    return (
        f"data = {data}\nmodel = Sequential([{layers}])\n"
        f'model.compile(optimizer=Adam(), loss="mse")\nmodel.fit(epochs={epochs}, batch_size={batch})\n'
    )


def read_spec(text: str) -> ModelSpec:
    """The spec that a text holds.

    Raises:
        ValueError: it is none.
    """
    parsed = parse(text)
    if parsed.spec is None:
        raise ValueError(f"{[problem.message for problem in parsed.problems]}:\n{text}")
    return parsed.spec


def prepare_for(spec: ModelSpec) -> Prepared:
    """The windows of a spec on a built-in series."""
    return prepare_source(spec.data, load(spec.data.name))


def arrays(prepared: Prepared) -> dict[str, NDArray[np.float32]]:
    """Windows as ``fit`` wants them: x (n, L, F), y (n, T) of one step, and x_test, y_test likewise."""
    found: dict[str, NDArray[np.float32]] = {}
    for suffix, starts in (("", prepared.train_starts), ("_test", prepared.test_starts)):
        rows = starts[:, None] + np.arange(prepared.look_back)
        found[f"x{suffix}"] = prepared.inputs[rows]
        found[f"y{suffix}"] = prepared.targets[starts + prepared.look_back]
    return found


def write_windows(path: Path) -> None:
    """The airline windows as an npz of x (80, 20, 1), y (80, 1), x_test (44, 20, 1), y_test (44, 1)."""
    prepared = prepare_for(read_spec(spec_text("Flatten(), Dense(1)", 1)))
    np.savez(path, **arrays(prepared))  # type: ignore[arg-type]
