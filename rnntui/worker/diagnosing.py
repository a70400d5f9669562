"""A training's losses and forecasts, as the rules of `rnntui.diagnosis` look at them."""

from __future__ import annotations

import numpy as np

from rnntui.diagnosis.diagnose import diagnose
from rnntui.diagnosis.records import Evidence, Finding, Losses, Said
from rnntui.series.prepare import Prepared
from rnntui.spec.records import ModelSpec
from rnntui.worker.outcome import Floats, Forecasts

MOST_ROWS = 10_000
"""Rows of the test part that are looked at: what a longer one would show, these show."""
_BEYOND = 1e150  # what ran away further counts as that: its square is still a number


def findings(
    spec: ModelSpec, prepared: Prepared, losses: Losses, forecasts: Forecasts | None
) -> tuple[Finding, ...]:
    """What the run shows, of several targets the first."""
    said = None if forecasts is None else _said(prepared, forecasts)
    return diagnose(spec, Evidence(losses, said, prepared.season))


def _said(prepared: Prepared, forecasts: Forecasts) -> Said | None:
    """None where the scoring was cut short before the windows that were trained on."""
    if len(forecasts.shown) < 2 or not len(forecasts.shown[1].first):
        return None
    trained = forecasts.shown[1]  # behind those of the validation part
    history, test = prepared.history[:, 0], prepared.test_rows
    rows = min(len(forecasts.test.first), MOST_ROWS)
    path = None if forecasts.path is None else _finite(forecasts.path[:rows, 0])
    return Said(
        trained_actual=history[trained.first],
        trained_said=_finite(trained.values[:, 0, 0]),
        actual=history[test.start : test.start + rows],
        previous=history[test.start - 1 : test.start - 1 + rows],
        one_step=_finite(forecasts.test.values[:rows, 0, 0]),
        recursive=path,
        low=float(history.min()),
        high=float(history.max()),
        target=prepared.target[0] if len(prepared.target) > 1 else "",
    )


def _finite(values: Floats) -> Floats:
    return np.clip(np.nan_to_num(values, nan=_BEYOND, posinf=_BEYOND), -_BEYOND, _BEYOND)
