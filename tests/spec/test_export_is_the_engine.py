"""The exported script and the engine: the same losses over the first epochs, the same scores."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from rnntui.series.baselines import NAMES
from tests.spec.exporting import Exported, Printed, export_text, names_of, read_output, run_alone

AIRLINE = 'Series("airline", look_back=12, transform=["log", "diff", "diff:12"]{})'
TEXT = """\
data = {data}
model = Sequential([{layers}])
model.compile(optimizer=Adam(learning_rate=0.005), loss="mse")
model.fit(epochs=10, batch_size={batch}{more})
"""
CASES = {
    "GRU with a smaller last batch": TEXT.format(
        data=AIRLINE.format(""), layers="GRU(4), Dense(1)", batch=10, more=""
    ),
    "horizon and patience": TEXT.format(
        data=AIRLINE.format(", horizon=3, validation=0.2"),
        layers="SimpleRNN(4), Dense(3)",
        batch=10,
        more=", patience=2",
    ),
    "every mistake, scrambled anew": TEXT.format(
        data='Series("airline", look_back=8, validation=0.2, mistakes=["scale-on-everything", '
        '"split-first", "off-by-one", "one-step-reshape"], order="each-row")',
        layers="SimpleRNN(3), Dense(1)",
        batch=10,
        more="",
    ),
    "the test scrambled": TEXT.format(
        data=AIRLINE.format(', order="test-only"'), layers="Flatten(), Dense(1)", batch=10, more=""
    ),
    "one scrambled order": TEXT.format(
        data=AIRLINE.format(', horizon=2, order="fixed"'), layers="GRU(2), Dense(2)", batch=10, more=""
    ),
}
LSTM = TEXT.format(data=AIRLINE.format(""), layers="LSTM(8), Dense(1)", batch=15, more="")
TOLERANCE = 1e-5


def assert_the_same(exported: Exported, printed: Printed, seed: int) -> None:
    """Train the engine and hold the script's output against it."""
    from rnntui.worker import fitting, outcome, scoring
    from rnntui.worker.engine.choice import Choice

    fit = fitting.begin(exported.spec, exported.prepared, Choice("graph", 1), seed)
    fit.compile()
    result = fit.run(lambda: False, lambda beat: None)
    own = dict(enumerate(zip(fit.losses, fit.watched, strict=True), 1))
    assert printed.losses.keys() == own.keys()
    np.testing.assert_allclose(
        [printed.losses[epoch] for epoch in own], [own[epoch] for epoch in own], rtol=TOLERANCE
    )
    weights = (result.kept.weights, result.kept.other)
    forecasts = outcome.forecast_all(exported.prepared, fit.predictor, weights, lambda: False)
    scored = scoring.score_all(exported.prepared, forecasts)
    for part, name in (("one-step", "one_step"), ("recursive", "recursive"), ("direct", "direct")):
        metrics = scored.metrics[name]
        if metrics is None:
            assert (part, "model") not in printed.scores
            continue
        rivals = {NAMES[rival]: scores[name] for rival, scores in scored.baselines.items() if scores}
        assert {said for kind, said in printed.scores if kind == part} == {"model", *rivals}
        for said, wanted in rivals.items():
            values = [wanted["rmse"], wanted["mae"], wanted["mase"]]
            np.testing.assert_allclose(printed.scores[part, said], values, rtol=1e-6)
        values = [metrics["rmse"], metrics["mae"], metrics["mase"]]
        np.testing.assert_allclose(printed.scores[part, "model"], values, rtol=1e-4)


@pytest.mark.parametrize("case", CASES)
def test_losses_and_scores_agree(keras: ModuleType, case: str, capsys: pytest.CaptureFixture[str]):
    exported = export_text(CASES[case], seed=7)
    names_of(exported.script)["main"]()
    assert_the_same(exported, read_output(capsys.readouterr().out), 7)


def test_the_script_by_itself_agrees(keras: ModuleType, tmp_path: Path):
    exported = export_text(LSTM, seed=1)
    assert_the_same(exported, run_alone(exported.script, tmp_path), 1)
