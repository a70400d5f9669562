"""Several seeds taken together."""

import math
from dataclasses import replace

import numpy as np
import pytest

from rnntui.runs.protocol import Finished, event_from_line, to_line
from rnntui.runs.summary import SeedRun, summarise
from rnntui.runs.tables import ForecastTable

BASELINES = {
    "naive": {"one_step": {"rmse": 49.41, "mae": 40.0, "mase": 2.0}, "recursive": None},
    "seasonal_naive": {"one_step": {"rmse": 42.59, "mae": 35.0, "mase": 1.9}, "recursive": None},
    "drift": None,
}


def table(recursive, part=("train", "test", "future"), direct=None, targets=("",)):
    values = np.array(recursive, dtype=float).reshape(len(part), len(targets))
    none = np.full_like(values, np.nan)
    leads = np.empty((len(part), 0, len(targets))) if direct is None else np.array(direct, dtype=float)
    index = tuple(f"row {row}" for row in range(len(part)))
    return ForecastTable(index, part, targets, none, none, values, leads)


def run(seed, rmse, recursive=(math.nan, 1.0, 2.0), status="completed", **more):
    one_step = None if rmse is None else {"rmse": rmse, "mae": rmse / 2, "mase": None}
    metrics = {"one_step": one_step, "recursive": None, "direct": None}
    finished = Finished(f"run-{seed}", status, epochs=9, metrics=metrics, baselines=BASELINES)
    return SeedRun(seed, finished, table(recursive, **more))


def test_median_and_range_of_every_score():
    summary = summarise([run(seed, rmse) for seed, rmse in enumerate((30.0, 10.0, 20.0))])
    assert summary.metrics == {
        "one_step": {
            "rmse": {"median": 20.0, "low": 10.0, "high": 30.0},
            "mae": {"median": 10.0, "low": 5.0, "high": 15.0},
            "mase": None,
        },
        "recursive": None,
        "direct": None,
    }
    assert summary.seeds == (0, 1, 2)
    assert summary.runs == ("run-0", "run-1", "run-2")
    assert summary.notes == ()


def test_what_the_results_say_of_themselves_is_said_once_and_of_whom():
    runs = []
    for seed, notes in enumerate([("all",), ("all", "two of them"), ("all", "two of them", "one")]):
        one = run(seed, 10.0)
        runs.append(replace(one, finished=replace(one.finished, notes=notes)))
    assert summarise(runs).notes == ("all", "Seeds 1, 2: two of them", "Seed 2: one")


def test_the_median_of_an_even_number_lies_between_the_middle_two():
    summary = summarise([run(seed, rmse) for seed, rmse in enumerate((1.0, 2.0, 4.0, 100.0))])
    assert summary.metrics["one_step"]["rmse"]["median"] == 3.0


def test_a_seed_without_a_score_counts_as_the_worst():
    runs = [run(0, 10.0), run(1, None, status="diverged"), run(2, 30.0)]
    summary = summarise(runs)
    assert summary.metrics["one_step"]["rmse"] == {"median": 30.0, "low": 10.0, "high": math.inf}
    assert summary.notes == ("Seed 1 ended as diverged after 9 epochs.",)


def test_scores_per_lead_are_taken_lead_by_lead():
    def with_leads(seed, rmses):
        direct = {"rmse": sum(rmses), "mae": 1.0, "mase": 1.0, "leads": [{"rmse": rmse} for rmse in rmses]}
        return SeedRun(seed, Finished(f"{seed}", "completed", metrics={"direct": direct}), None)

    direct = summarise([with_leads(0, [1.0, 2.0]), with_leads(1, [3.0, 6.0])]).metrics["direct"]
    assert [lead["rmse"]["median"] for lead in direct["leads"]] == [2.0, 4.0]


def test_the_verdict_holds_the_median_against_the_baselines():
    summary = summarise([run(seed, rmse) for seed, rmse in enumerate((20.0, 45.0, 60.0))])
    assert summary.verdict["one_step"] == "median RMSE 45.00 loses to seasonal naive 42.59; beats naive 49.41"
    assert summary.verdict["recursive"] is None


def test_the_forecast_is_the_mean_with_its_band_over_the_test_part_and_beyond():
    runs = [run(0, 1.0, [math.nan, 1.0, 2.0]), run(1, 1.0, [math.nan, 3.0, 8.0])]
    assert summarise(runs).forecast == {
        "index": ["row 1", "row 2"],
        "part": ["test", "future"],
        "mean": [2.0, 5.0],
        "low": [1.0, 2.0],
        "high": [3.0, 8.0],
    }


def test_a_diverged_seed_takes_no_part_in_the_forecast():
    runs = [run(0, 1.0), run(1, 1.0, [math.nan, 1e30, 1e30], status="diverged")]
    assert summarise(runs).forecast["high"] == [1.0, 2.0]


def test_several_targets_have_a_list_per_row():
    recursive = [[math.nan, math.nan], [1.0, 10.0], [2.0, 20.0]]
    runs = [run(seed, 1.0, recursive, targets=("a", "b")) for seed in (0, 1)]
    assert summarise(runs).forecast["mean"] == [[1.0, 10.0], [2.0, 20.0]]


def test_a_model_that_cannot_feed_itself_forecasts_by_its_leads():
    part = ("test", "future", "future", "future")
    direct = np.full((4, 2, 1), np.nan)
    direct[1, 0], direct[2, 1] = 5.0, 7.0
    runs = [run(seed, 1.0, [math.nan] * 4, part=part, direct=direct) for seed in (0, 1)]
    forecast = summarise(runs).forecast
    assert forecast["index"] == ["row 1", "row 2"]
    assert forecast["mean"] == [5.0, 7.0]


def test_without_any_path_there_is_no_forecast():
    assert summarise([run(0, 1.0, [math.nan] * 3)]).forecast is None
    assert summarise([SeedRun(0, Finished("r", "completed"), None)]).forecast is None


def test_no_runs_are_no_summary():
    with pytest.raises(ValueError, match="at least one run"):
        summarise([])


def test_it_travels():
    summary = summarise([run(0, 10.0), run(1, 20.0)])
    assert event_from_line(to_line(summary)) == summary


def test_without_baselines_there_is_no_verdict():
    finished = Finished("r", "completed", metrics={"one_step": {"rmse": 1.0, "mae": 1.0, "mase": None}})
    assert summarise([SeedRun(0, finished, None)]).verdict == {"one_step": None}
