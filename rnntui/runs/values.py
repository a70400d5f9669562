"""A finished run as nested values by name: what the conditions of lessons are held against.

``one_step.rmse``, ``baselines.naive.recursive.rmse``, ``params``, ``layers``, ``loss[-1]``,
``test.recursive`` (the first target's, in its units), ``weights.dense[0]`` (a layer's first array, flat).
``series``, ``split`` and ``scale`` are the spec's; ``mistakes`` is all that it does wrong or scrambles on
purpose; ``recurrent_layers`` is how many of its layers have a state, ``findings`` the codes of what was
diagnosed, the gravest first.
`rnntui.course.names.RUN` lists them all; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnntui.runs.files import FilesProblem, RunFiles
from rnntui.runs.protocol import Finished
from rnntui.runs.weights import read_weights
from rnntui.spec.catalogue import is_recurrent
from rnntui.spec.parse import parse
from rnntui.spec.records import SeriesSource

KINDS = ("one_step", "recursive", "direct")


def run_values(finished: Finished, spec: str) -> Mapping[str, Any]:
    """What is known of a run: from its last event and its files.

    None stands for what there is not. Files that are missing leave their values out: a run that was
    cancelled kept none.
    """
    parsed = parse(spec)
    return {
        **{kind: finished.metrics.get(kind) for kind in KINDS},
        "baselines": finished.baselines,
        "params": finished.params,
        "layers": tuple(layer.name for layer in parsed.layers),
        "recurrent_layers": sum(is_recurrent(layer) for layer in parsed.layers),
        **_of_source(parsed.source),
        "findings": tuple(found["code"] for found in finished.findings),
        "status": finished.status,
        "epochs": finished.epochs,
        "best_epoch": finished.best_epoch,
        "early": finished.early,
        "selected_on": finished.selected_on,
        "seconds": finished.seconds,
        **_of_files(finished),
    }


def _of_source(source: SeriesSource | None) -> dict[str, Any]:
    """What was trained on, and what is wrong with it on purpose."""
    if source is None:
        return dict.fromkeys(("series", "split", "scale", "mistakes"))
    scrambled = (f"order={source.order}",) if source.order else ()
    return {
        "series": source.name,
        "split": source.split,
        "scale": source.scale,
        "mistakes": (*source.mistakes, *scrambled),
    }


def _of_files(finished: Finished) -> dict[str, Any]:
    """The losses, the forecasts of the test part and the weights."""
    if "dir" not in finished.files:
        return {"loss": None, "val_loss": None, "test": None, "weights": None}
    files = RunFiles(finished.files["dir"])
    found: dict[str, Any] = {"loss": None, "val_loss": None, "test": None, "weights": None}
    try:
        history = files.read_history()
        found |= {"loss": _numbers(history.loss), "val_loss": _numbers(history.val_loss)}
        table = files.read_forecast()
        rows = table.rows("test")
        found["test"] = {
            "actual": _numbers(table.actual[rows, 0]),
            "one_step": _numbers(table.one_step[rows, 0]),
            "recursive": _numbers(table.recursive[rows, 0]),
        }
        found["weights"] = {
            layer: tuple(_numbers(array.ravel()) for array in arrays)
            for layer, arrays in read_weights(files.model).items()
        }
    except FilesProblem:
        return found  # a diverged run has no forecast, and an untrained one no model
    return found


def _numbers(values: NDArray[np.float64]) -> tuple[float | None, ...]:
    """Python's numbers, None for what is not finite."""
    return tuple(value if np.isfinite(value) else None for value in values.tolist())
