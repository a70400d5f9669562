"""A trained network's forecasts as scores beside the baselines, target by target and over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rnntui.series.baselines import baselines
from rnntui.series.metrics import KindScores, Scores, kinds_over_targets, mase_denominator, score
from rnntui.series.prepare import Prepared
from rnntui.series.verdict import verdict
from rnntui.worker.outcome import Forecasts

Rivals = Mapping[str, KindScores | None]


@dataclass(frozen=True, slots=True)
class Scored:
    """Fields of the finished event: scores and verdicts, why one is null, and each of several targets'."""

    metrics: dict[str, Any]
    baselines: dict[str, Any]
    verdict: dict[str, str | None]
    reasons: dict[str, str]
    targets: dict[str, dict[str, Any]] = field(default_factory=dict)


def score_all(prepared: Prepared, forecasts: Forecasts | None) -> Scored:
    """Scores over the test part; without forecasts only the baselines."""
    names, test = prepared.target, prepared.test_rows
    denominators = mase_denominator(prepared.history[: prepared.n_fit])
    models, rivals = [], []
    for column, denominator in enumerate(denominators.tolist()):
        known = np.ascontiguousarray(prepared.history[: test.stop, column])
        rivals.append(baselines(known, test.start, prepared.season, denominator, prepared.horizon))
        models.append(_of_model(prepared, forecasts, column, denominator))
    together = {name: _rival([rival[name] for rival in rivals]) for name in rivals[0]}
    reasons = {"recursive": prepared.recursive_reason} if not prepared.recursive else {}
    if prepared.season is None:
        reasons["seasonal_naive"] = "no season is known; season= or --season sets one"
    each = zip(names, models, rivals, strict=True)
    return Scored(
        **_fields(kinds_over_targets(models), together, len(names)),
        reasons=reasons,
        targets={name: _fields(model, rival) for name, model, rival in each} if len(names) > 1 else {},
    )


def _rival(each: Sequence[KindScores | None]) -> KindScores | None:
    """A baseline over all targets; it can be made for all of them or for none."""
    known = [kinds for kinds in each if kinds is not None]
    return kinds_over_targets(known) if known else None


def _of_model(prepared: Prepared, forecasts: Forecasts | None, column: int, denominator: float) -> KindScores:
    """The network's scores for one target."""
    if forecasts is None:
        return KindScores()
    history, test = prepared.history[:, column], prepared.test_rows
    said = forecasts.test.values[:, :, column]
    leads = [  # test windows follow each other row by row
        score(history[test.start + lead : test.start + lead + len(said)], said[:, lead], denominator)
        for lead in range(prepared.horizon)
    ]
    path = forecasts.path
    if path is None:
        return KindScores.by_lead(leads, None)
    return KindScores.by_lead(leads, score(history[test.start : test.stop], path[:, column], denominator))


def _fields(model: KindScores, rivals: Rivals, targets: int = 1) -> dict[str, Any]:
    """``metrics``, ``baselines`` and ``verdict`` as the finished event has them."""
    kinds = ("one_step", "recursive", "direct") if model.direct else ("one_step", "recursive")
    words: dict[str, str | None] = {}
    for kind in kinds:
        own: Scores | None = getattr(model, kind)
        others = {name: getattr(rival, kind) for name, rival in rivals.items() if rival is not None}
        words[kind] = (verdict(own, others, targets) or None) if own else None
    return {
        "metrics": model.to_json(),
        "baselines": {name: rival.to_json() if rival else None for name, rival in rivals.items()},
        "verdict": words,
    }
