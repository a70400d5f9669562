"""What a worker says of a training, for the tests."""

from __future__ import annotations

from typing import Any

import numpy as np

from rnntui.runs.protocol import Finished, Progress, Started
from rnntui.runs.tables import ForecastTable
from rnntui.series import catalogue


def started(run: str, seed: int = 0) -> Started:
    return Started(run, seed, 13, (12, 1), {"train": 88, "validation": 0, "test": 44}, "xla", 1, "", {})


def progress(run: str, epoch: int, epochs: int = 200, **changes: Any) -> Progress:
    """Fifty epochs more, up to ``epoch``."""
    losses = tuple(np.geomspace(0.2, 0.002, epochs)[max(epoch - 50, 0) : epoch].tolist())
    return Progress(run, epoch, epochs, losses, losses, 1900.0, **changes)


def scores(rmse: float) -> dict[str, float]:
    return {"rmse": rmse, "mae": rmse * 0.8, "mase": rmse / 18.81}


def finished(run: str, one_step: float = 15.0, status: str = "completed", **changes: Any) -> Finished:
    fields = {
        "status": status,
        "epochs": 200,
        "best_epoch": 200,
        "selected_on": "test",
        "metrics": {"one_step": scores(one_step), "recursive": scores(50.0), "direct": None},
        "baselines": {
            "naive": {"one_step": scores(49.41), "recursive": scores(105.75)},
            "seasonal_naive": {"one_step": scores(42.59), "recursive": scores(95.78)},
        },
        "files": {"dir": "/nowhere"},
        "params": 13,
        **changes,
    }
    return Finished(run=run, **fields)


def table() -> ForecastTable:
    """A forecast of airline that is 5 % too low one step ahead, and 10 % fed back."""
    series = catalogue.load("airline")
    actual = series.values
    rows = len(actual)
    nothing = np.full((100, 1), np.nan)
    return ForecastTable(
        series.labels,
        ("train",) * 100 + ("test",) * (rows - 100),
        ("passengers",),
        actual,
        np.vstack([nothing, actual[100:] * 0.95]),
        np.vstack([nothing, actual[100:] * 0.9]),
        np.empty((rows, 0, 1)),
    )


def values(one_step: float = 15.0) -> dict[str, Any]:
    """What exercises and guesses are graded on."""
    return {"one_step": scores(one_step), "recursive": scores(50.0), "params": 13, "loss": (0.2, 0.002)}
