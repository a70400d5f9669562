"""What figures show of a finished run, from its spec and its files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from rnntui.charts.tables import table_lines
from rnntui.figures.runfacts import Array, LayerWeights, RunFacts
from rnntui.runs.files import RunFiles
from rnntui.runs.protocol import Finished
from rnntui.runs.source import open_source, prepare_source
from rnntui.runs.tables import ForecastTable
from rnntui.runs.weights import read_weights, read_weights_by_epoch
from rnntui.series.prepare import Prepared
from rnntui.spec.parse import parse
from rnntui.spec.records import Call

MOST_WINDOWS = 2000
"""Of a longer series the last so many are shown."""


def facts_of_run(finished: Finished, spec: str, table: ForecastTable | None, cwd: str) -> RunFacts | None:
    """The facts of a run that kept a model; None for one that did not.

    Raises:
        FilesProblem: its files are missing or damaged.
        DataProblem: its series can't be read any more.
    """
    parsed = parse(spec).spec
    if parsed is None or not finished.best_epoch:
        return None
    files = RunFiles(finished.files["dir"])
    history = files.read_history()
    prepared = prepare_source(parsed.data, open_source(parsed.data, cwd))
    starts = _starts(prepared)
    first_target = prepared.origins(starts) + 1
    return RunFacts(
        layers=_layers(parsed.layers, read_weights(files.model)),
        history=_history(parsed.layers, files),
        epoch=finished.best_epoch,
        losses=tuple(history.loss.tolist()),
        val_losses=tuple(history.val_loss.tolist()),
        forecast=table_lines(table) if table is not None else None,
        windows=np.asarray(prepared.windows(starts), np.float64),
        window_labels=tuple(str(prepared.series.labels[row]) for row in first_target.tolist()),
        scores=_scores(finished),
        to_units=lambda outputs: _to_units(prepared, outputs, starts),
    )


def _starts(prepared: Prepared) -> NDArray[np.int32]:
    """Where the windows begin, in time order."""
    parts = (prepared.train_starts, prepared.validation_starts, prepared.test_starts)
    return np.unique(np.concatenate(parts))[-MOST_WINDOWS:]


def _to_units(prepared: Prepared, outputs: Array, starts: NDArray[np.int32]) -> Array:
    """Scaled outputs (windows, H·T), one row for each window, in the series' units."""
    shaped = np.asarray(outputs).reshape(len(starts), prepared.horizon, len(prepared.target))
    return prepared.to_units(shaped, starts).reshape(len(starts), -1)


def _layers(layers: tuple[Call, ...], weights: Mapping[str, tuple[Array, ...]]) -> tuple[LayerWeights, ...]:
    """Every layer with its arrays, by the names that Keras gives: lstm, dense, dense_1."""
    counts: Counter[str] = Counter()
    found = []
    for layer in layers:
        name = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", layer.name)
        name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name).lower()
        number = counts[name]
        counts[name] += 1
        found.append(LayerWeights(layer.name, weights.get(f"{name}_{number}" if number else name, ())))
    return tuple(found)


def _history(layers: tuple[Call, ...], files: RunFiles) -> dict[int, tuple[LayerWeights, ...]]:
    """Every layer with its arrays, by epoch."""
    return {
        epoch: tuple(LayerWeights(layer.name, arrays.get(place, ())) for place, layer in enumerate(layers))
        for epoch, arrays in read_weights_by_epoch(files.weights).items()
    }


def _scores(finished: Finished) -> dict[str, float]:
    """Scores by dotted name."""
    found = {}
    for kind, scores in finished.metrics.items():
        for measure, value in (scores or {}).items():
            if isinstance(value, int | float):
                found[f"{kind}.{measure}"] = float(value)
    return found
