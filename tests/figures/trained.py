"""A model as a run hands it to figures, made without training: a random LSTM whose head is fitted exactly."""

from __future__ import annotations

from functools import cache

import numpy as np

from rnntui.cells import lstm
from rnntui.charts.forecast import ForecastLines
from rnntui.figures.runfacts import LayerWeights, RunFacts
from rnntui.series.catalogue import load
from rnntui.series.prepare import Prepared, prepare


@cache
def prepared() -> Prepared:
    """The airline series in logarithms and differences, as lesson 8 trains on it."""
    return prepare(load("airline"), look_back=12, transform=["log", "diff"])


@cache
def airline_lstm(units: int = 8) -> RunFacts:
    """An LSTM of random weights on the airline; its Dense(1) is fitted to the training windows."""
    data, rng = prepared(), np.random.default_rng(1)
    starts = np.concatenate([data.train_starts, data.test_starts])
    windows = np.stack([data.inputs[start : start + data.look_back] for start in starts]).astype(np.float64)
    arrays = (
        rng.normal(size=(1, 4 * units)),
        rng.normal(size=(units, 4 * units)) * 0.4,
        rng.normal(size=4 * units) * 0.5,
    )
    h = lstm.run(lstm.Weights.from_keras(arrays), windows)[-1].h
    targets = np.array([data.targets[start + data.look_back, 0] for start in starts], dtype=np.float64)
    known = np.column_stack([h, np.ones(len(h))])[: len(data.train_starts)]
    # With a small penalty, so that the weights stay moderate.
    square = known.T @ known + 0.01 * np.eye(units + 1)
    fitted = np.linalg.solve(square, known.T @ targets[: len(data.train_starts)])
    rows = data.origins(starts) + 1

    def to_units(outputs: np.ndarray) -> np.ndarray:
        return data.to_units(outputs[:, None, :], starts)[:, :, 0]

    one_step = np.full(len(data.history), np.nan)
    one_step[rows] = to_units((h @ fitted[:-1] + fitted[-1])[:, None])[:, 0]
    labels = tuple(data.series.labels)
    forecast = ForecastLines(
        labels=labels,
        parts=["train"] * data.n_train + ["test"] * (len(labels) - data.n_train),
        actual=data.history[:, 0],
        one_step=one_step,
        recursive=np.full(len(labels), np.nan),
    )
    layers = (LayerWeights("LSTM", arrays), LayerWeights("Dense", (fitted[:-1, None], fitted[-1:])))
    names = tuple(labels[row] for row in rows)
    return RunFacts(layers, {}, forecast=forecast, windows=windows, window_labels=names, to_units=to_units)
