"""Findings of real trainings: the failures that lessons show are named, and what is tried helps."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

import numpy as np
import pytest

from rnntui.diagnosis.records import Finding, Losses
from rnntui.spec.edits import apply
from rnntui.spec.parse import parse
from rnntui.spec.records import ModelSpec
from rnntui.spec.setting import set_edits
from rnntui.worker import diagnosing, outcome, scoring
from rnntui.worker.outcome import Forecasts
from tests.worker.reference import fitted, prepared_of

SEEDS = range(3)
AIRLINE = '"airline", look_back=20'


def text(layers: str, data: str = AIRLINE, rate: float = 0.001, epochs: int = 300) -> str:
    return (
        f"data = Series({data})\nmodel = Sequential([{layers}])\n"
        f'model.compile(optimizer=Adam(learning_rate={rate}), loss="mse")\n'
        f"model.fit(epochs={epochs}, batch_size=10)\n"
    )


def read(spec: str) -> ModelSpec:
    found = parse(spec).spec
    assert found is not None
    return found


def run(spec: ModelSpec, seed: int) -> tuple[tuple[Finding, ...], dict[str, float]]:
    """The findings about a training, and its RMSE by kind."""
    prepared, fit = prepared_of(spec), fitted(spec, "graph", seed)
    forecasts = outcome.forecast_all(prepared, fit.predictor, fit.weights)
    losses = Losses(np.array(fit.losses), np.array(fit.watched))
    metrics = scoring.score_all(prepared, forecasts).metrics
    scores = {kind: metrics[kind]["rmse"] for kind in ("one_step", "recursive")}
    return diagnosing.findings(spec, prepared, losses, forecasts), scores


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        (text("Flatten(), Dense(1)", rate=0.000001), "learnt-nothing"),
        (text("Flatten(), Dense(1)", rate=0.1), "jumpy-loss"),
        (text("Flatten(), Dense(1)", '"airline", look_back=3'), "repeats-last"),
        (text("Flatten(), Dense(1)", epochs=100), "still-learning"),
    ],
    ids=lambda value: value if "\n" not in value else "",
)
def test_a_failure_is_found_and_what_is_tried_is_better_in_the_median(spec, code):
    """Of more failures and more seeds: benchmarks/diagnosis.py."""
    before, after, tried = [], [], set()
    for seed in SEEDS:
        findings, scores = run(read(spec), seed)
        before.append(scores["one_step"])
        tried |= {one.changes for one in findings if one.code == code}
    ((changes),) = tried
    other = spec
    for edit in set_edits(read(spec), {change.name: change.value for change in changes}):
        other = apply(other, edit)
    after = [run(read(other), seed)[1]["one_step"] for seed in SEEDS]
    assert median(after) < median(before)


@pytest.mark.parametrize(
    ("spec", "code", "fix"),
    [
        (text("SimpleRNN(1)"), "flat-forecast", "Try units=5."),
        (text("SimpleRNN(32), Dense(1)", epochs=600), "overfitting", "Try validation=0.15 and patience=60."),
    ],
    ids=lambda value: value if "\n" not in value else "",
)
def test_what_a_lesson_lets_fail_is_found(spec, code, fix):
    assert (code, fix) in [(one.code, one.fix) for one in run(read(spec), 0)[0]]


def test_a_good_model_has_no_finding() -> None:
    good = text("Flatten(), Dense(1)", f'{AIRLINE}, transform=["log", "diff"]', epochs=1000)
    assert run(read(good), 0)[0] == ()


def test_forecasts_that_are_no_numbers_have_run_away() -> None:
    spec = read(text("Flatten(), Dense(1)", epochs=1))
    prepared, fit = prepared_of(spec), fitted(spec, "graph", 0)
    forecasts = outcome.forecast_all(prepared, fit.predictor, fit.weights)
    assert isinstance(forecasts, Forecasts)
    assert forecasts.path is not None
    lost = np.full_like(forecasts.path, np.inf)
    lost[3:] = np.nan
    trained = replace(forecasts.shown[1], values=prepared.actuals(prepared.train_starts))
    lost = replace(forecasts, path=lost, shown=(forecasts.shown[0], trained))
    found = diagnosing.findings(spec, prepared, Losses(np.ones(1), np.ones(1)), lost)
    assert [(one.code, one.measured) for one in found] == [("runaway-forecast", 1e9)]


def test_what_was_not_scored_is_not_diagnosed() -> None:
    spec = read(text("Flatten(), Dense(1)", epochs=1))
    prepared = prepared_of(spec)
    losses = Losses(np.ones(1), np.ones(1), stopped=True)
    assert diagnosing.findings(spec, prepared, losses, None) == ()
