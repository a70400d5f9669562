"""Scores as an event carries them: an error too large for a number travels as null, and is infinite here."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rnntui.runs.records import Finished

_ERRORS = ("rmse", "mae", "mase")


def with_infinite(finished: Finished) -> Finished:
    """The event with infinity for each error that was measured and is null.

    Of several targets RMSE and MAE have no mean and stay null; their mean MASE is infinite where one is.
    """
    if not finished.targets:
        return replace(
            finished,
            metrics=_kinds(finished.metrics),
            baselines={name: _kinds(found) for name, found in finished.baselines.items()},
        )
    targets = {
        name: {**target, "metrics": _kinds(target.get("metrics"))}
        for name, target in finished.targets.items()
    }
    away = {
        kind
        for target in targets.values()
        for kind, scores in _items(target["metrics"])
        if _is_infinite(scores)
    }
    metrics = {
        kind: {**scores, "mase": math.inf} if kind in away and isinstance(scores, dict) else scores
        for kind, scores in finished.metrics.items()
    }
    return replace(finished, metrics=metrics, targets=targets)


# What comes over a wire may be anything: what is no object of scores stays as it is.
def _items(found: Any) -> Iterable[tuple[str, Any]]:
    return found.items() if isinstance(found, dict) else ()


def _is_infinite(scores: Any) -> bool:
    return isinstance(scores, dict) and scores.get("rmse") == math.inf


def _kinds(kinds: Any) -> Any:
    """The scores of each kind of forecast, and those of its leads."""
    if not isinstance(kinds, dict):
        return kinds
    return {kind: _scores(scores) for kind, scores in kinds.items()}


def _scores(scores: Any) -> Any:
    if not isinstance(scores, dict):
        return scores
    found = dict(scores)
    if isinstance(found.get("leads"), list):
        found["leads"] = [_scores(lead) for lead in found["leads"]]
    # RMSE is there wherever an error was measured; MASE may be null for want of a scale alone.
    if "rmse" in found and found["rmse"] is None:
        found |= {name: math.inf for name in _ERRORS if found.get(name) is None}
    return found
