"""Several seeds taken together: median and spread of the scores, mean and band of the forecasts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rnntui.runs.protocol import Finished, Summary
from rnntui.runs.tables import ForecastTable
from rnntui.series.metrics import Scores
from rnntui.series.verdict import verdict


@dataclass(frozen=True, slots=True)
class SeedRun:
    """One seed's run: how it ended, and what it forecast (None: it kept nothing)."""

    seed: int
    finished: Finished
    table: ForecastTable | None


def summarise(runs: Sequence[SeedRun]) -> Summary:
    """What the runs of one spec with different seeds say together.

    A score that one seed does not have while others do (it diverged) counts as infinitely large, so
    that the median stays honest; on the wire that is null. ``low`` and ``high`` are the smallest and the
    largest, of scores as of forecasts. The verdicts hold the median RMSE against the baselines', of
    several targets the median of their mean MASE, and each target's own beside it.

    Raises:
        ValueError: there are no runs.
    """
    if not runs:
        raise ValueError("a summary needs at least one run")
    metrics = _spread([run.finished.metrics for run in runs])
    return Summary(
        seeds=tuple(run.seed for run in runs),
        metrics=metrics or {},
        forecast=_forecast([run.table for run in runs if run.table and run.finished.status != "diverged"]),
        verdict=_verdicts(metrics or {}, runs[0].finished.baselines, max(1, len(runs[0].finished.targets))),
        targets=_targets([run.finished for run in runs]),
        runs=tuple(run.finished.run for run in runs),
        notes=(
            *(
                f"Seed {run.seed} ended as {run.finished.status} after {run.finished.epochs} epochs."
                for run in runs
                if run.finished.status != "completed"
            ),
            *_notes(runs),
        ),
    )


def _notes(runs: Sequence[SeedRun]) -> Iterator[str]:
    """What the runs' results say of themselves; whose it is, where not all of them do."""
    for note in dict.fromkeys(note for run in runs for note in run.finished.notes):
        seeds = [str(run.seed) for run in runs if note in run.finished.notes]
        whose = f"Seed{'s' * (len(seeds) > 1)} {', '.join(seeds)}: "
        yield note if len(seeds) == len(runs) else whose + note


def _spread(values: Sequence[Any]) -> Any:
    """Metrics of the same shape as one: every number by its median, low and high over the runs."""
    there = [value for value in values if value is not None]
    if not there:
        return None
    if isinstance(there[0], dict):
        names = {name: None for value in there for name in value}
        return {name: _spread([(value or {}).get(name) for value in values]) for name in names}
    if isinstance(there[0], list | tuple):
        return [_spread(column) for column in zip(*there, strict=True)]
    numbers = [math.inf if value is None or not math.isfinite(value) else float(value) for value in values]
    ordered = sorted(numbers)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return {"median": low / 2 + high / 2, "low": ordered[0], "high": ordered[-1]}


def _targets(runs: Sequence[Finished]) -> dict[str, dict[str, Any]]:
    """Scores and verdicts of each of several targets; every run has the same ones."""
    found = {}
    for name, target in runs[0].targets.items():
        metrics = _spread([run.targets[name]["metrics"] for run in runs]) or {}
        found[name] = {"metrics": metrics, "verdict": _verdicts(metrics, target["baselines"], 1)}
    return found


def _verdicts(metrics: dict[str, Any], baselines: dict[str, Any], targets: int) -> dict[str, str | None]:
    verdicts: dict[str, str | None] = {}
    for name, scores in metrics.items():
        median = _median(scores)
        others = {baseline: scores_of((found or {}).get(name)) for baseline, found in baselines.items()}
        verdicts[name] = (verdict(median, others, targets, of="median ") or None) if median else None
    return verdicts


def _median(scores: dict[str, Any] | None) -> Scores | None:
    if not scores:
        return None
    medians = {name: scores[name]["median"] if scores.get(name) else None for name in ("rmse", "mae", "mase")}
    return scores_of(medians)


def scores_of(found: Mapping[str, Any] | None) -> Scores | None:
    """The scores that an event holds, null as NaN; None where there are none at all."""
    if not found or (found.get("rmse") is None and found.get("mase") is None):
        return None
    rmse, mae = (math.nan if found.get(name) is None else found[name] for name in ("rmse", "mae"))
    return Scores(rmse, mae, found.get("mase"))


def _forecast(tables: Sequence[ForecastTable]) -> dict[str, Any] | None:
    """Mean and band of the forecasts over the test part and beyond, row by row; None where there is none."""
    if not tables:
        return None
    first = tables[0]
    paths = np.stack([_path(table) for table in tables])  # (runs, R, T)
    rows = first.rows("test", "future") & np.isfinite(paths).all(axis=(0, 2))
    if not rows.any():
        return None
    paths = paths[:, rows]
    band = {"mean": paths.mean(axis=0), "low": paths.min(axis=0), "high": paths.max(axis=0)}
    single = len(first.targets) == 1
    return {
        "index": [first.index[row] for row in np.flatnonzero(rows)],
        "part": [first.part[row] for row in np.flatnonzero(rows)],
        **{name: (values[:, 0] if single else values).tolist() for name, values in band.items()},
    }


def _path(table: ForecastTable) -> NDArray[np.float64]:
    """What the model says of each row (R, T) when it knows nothing after the training part.

    Beyond the end a model that can't feed itself has its direct leads: lead h for the h-th row.
    """
    path = table.recursive.copy()
    for lead, row in enumerate(np.flatnonzero(table.rows("future"))[: table.direct.shape[1]]):
        if not np.isfinite(path[row]).all():
            path[row] = table.direct[row, lead]
    return path
