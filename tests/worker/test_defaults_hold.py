"""What ``--cell lstm`` trains by default is better than the forecasts that need no network."""

from __future__ import annotations

from statistics import median

from rnntui.runs.facts import facts_of
from rnntui.series.catalogue import load
from rnntui.spec.defaults import default_spec
from rnntui.worker import outcome, scoring
from tests.worker.reference import fitted, prepared_of


def test_the_lstm_of_the_command_line_beats_seasonal_naive_on_airline_in_the_median_of_five_seeds() -> None:
    spec = default_spec("lstm", facts_of(load("airline")))
    data = prepared_of(spec)
    scores = []
    for seed in range(5):
        fit = fitted(spec, "graph", seed)
        scores.append(scoring.score_all(data, outcome.forecast_all(data, fit.predictor, fit.weights)))
    for kind, naive in (("one_step", 42.59), ("recursive", 95.78)):
        assert {round(one.baselines["seasonal_naive"][kind]["rmse"], 2) for one in scores} == {naive}
        assert median(one.metrics[kind]["rmse"] for one in scores) < naive
