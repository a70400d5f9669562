"""Baselines and metrics: the exact figures of the airline series, and what they mean by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.series.baselines import NAMES, available, baselines, forecast
from rnntui.series.catalogue import load
from rnntui.series.metrics import (
    KindScores,
    Scores,
    Tally,
    kinds_over_targets,
    mase_denominator,
    over_targets,
    pooled,
    score,
)
from rnntui.series.prepare import prepare
from rnntui.series.verdict import error_text, verdict

AIRLINE = load("airline").values[:, 0]


def airline_scores(kind: str) -> dict[str, Scores]:
    found = baselines(AIRLINE, 100, 12, float(mase_denominator(AIRLINE[:100])[0]))
    return {name: getattr(scores, kind) for name, scores in found.items() if scores is not None}


@pytest.mark.parametrize(
    ("kind", "name", "rmse"),
    [
        ("one_step", "naive", 49.41),
        ("one_step", "seasonal_naive", 42.59),
        ("one_step", "drift", 49.58),
        ("one_step", "last_years_step", 15.83),
        ("recursive", "naive", 105.75),
        ("recursive", "seasonal_naive", 95.78),
        ("recursive", "last_years_step", 24.77),
    ],
)
def test_airline_first_100_last_44(kind: str, name: str, rmse: float) -> None:
    assert airline_scores(kind)[name].rmse == pytest.approx(rmse, abs=0.005)


def test_the_mase_denominator_of_the_first_100_months_is_18_81() -> None:
    assert mase_denominator(AIRLINE[:100])[0] == pytest.approx(18.81, abs=0.005)


def test_the_copied_split_with_its_off_by_one() -> None:
    """67/33 with look_back 1 where range(len − look_back − 1) drops the last window: 46 targets."""
    targets = np.arange(96 + 1, 143)
    assert len(targets) == 46
    for name, rmse in {"naive": 48.66, "seasonal_naive": 42.32, "last_years_step": 15.69}.items():
        predicted = forecast(name, AIRLINE, targets - 1, np.array(1), 12)
        found = score(AIRLINE[targets], predicted, np.nan)
        assert found.rmse == pytest.approx(rmse, abs=0.005)
        if name == "naive":
            assert found.mae == pytest.approx(40.67, abs=0.005)


def test_seasonal_naive_plus_the_yearly_step_44_months_ahead() -> None:
    step = AIRLINE[88:100].mean() - AIRLINE[76:88].mean()
    leads = np.arange(1, 45)
    predicted = forecast("seasonal_naive", AIRLINE, np.array(99), leads, 12) + step * -(-leads // 12)
    assert score(AIRLINE[100:], predicted, np.nan).rmse == pytest.approx(27.13, abs=0.005)


def autoregression(transform: tuple[str, ...]) -> tuple[float, float]:
    """One-step and recursive RMSE of AR(20) with an intercept by least squares, through ``Prepared``."""
    ready = prepare(load("airline"), look_back=20, transform=transform)

    def rows(starts: np.ndarray) -> np.ndarray:
        windows = ready.inputs[starts[:, None] + np.arange(20), 0].astype(float)
        return np.c_[windows, np.ones(len(windows))]

    targets = ready.targets[ready.train_starts + 20, 0]
    weights = np.linalg.lstsq(rows(ready.train_starts), targets, rcond=None)[0]
    one_step = ready.to_units((rows(ready.test_starts) @ weights)[:, None, None], ready.test_starts)
    start = int(ready.test_starts[0])
    window = ready.inputs[start : start + 20, 0].tolist()
    for _ in range(44):
        window.append(float(np.r_[window[-20:], 1.0] @ weights))
    path = ready.path_to_units(np.array(window[20:])[:, None], start)
    actual = ready.actuals(ready.test_starts)
    return score(actual, one_step, np.nan).rmse, score(ready.history[100:], path, np.nan).rmse


def test_ar_20_by_least_squares_on_the_prepared_windows() -> None:
    assert autoregression(()) == (pytest.approx(13.87, abs=0.005), pytest.approx(34.93, abs=0.005))
    assert autoregression(("log",))[1] == pytest.approx(21.96, abs=0.005)


def test_recursive_baselines_are_one_step_ones_fed_with_their_own_values() -> None:
    season = 12
    naive, seasonal, last_year = (list(AIRLINE[:100]) for _ in range(3))
    for _ in range(44):
        naive.append(naive[-1])
        seasonal.append(seasonal[-season])
        last_year.append(last_year[-season] + last_year[-1] - last_year[-season - 1])
    leads = np.arange(1, 45)
    for name, path in (("naive", naive), ("seasonal_naive", seasonal), ("last_years_step", last_year)):
        np.testing.assert_allclose(
            forecast(name, AIRLINE, np.array(99), leads, season), path[100:], rtol=1e-12
        )


def test_drift_goes_on_with_the_mean_step_of_the_history() -> None:
    line = np.array([3.0, 9.0, 5.0, 9.0])
    np.testing.assert_allclose(forecast("drift", line, np.array(3), np.arange(1, 4)), [11, 13, 15])
    np.testing.assert_allclose(forecast("drift", line, np.array([1, 2, 3]), np.array(1)), [15, 6, 11])


@given(st.integers(2, 7), st.integers(1, 20), st.integers(10, 20))
def test_a_baseline_reads_nothing_after_its_origin(season: int, lead: int, origin: int) -> None:
    values = np.random.default_rng(0).normal(size=50)
    changed = values.copy()
    changed[origin + 1 :] = 1e9
    for name in NAMES:
        before, after = (
            forecast(name, given, np.array(origin), np.array(lead), season) for given in (values, changed)
        )
        assert before == after


def test_direct_scores_are_over_the_windows_of_that_horizon() -> None:
    found = baselines(AIRLINE, 100, 12, 18.81, horizon=12)["naive"]
    assert found is not None
    assert len(found.leads) == 12
    origins = np.arange(99, 132)
    by_hand = [np.sqrt(np.mean((AIRLINE[origins + lead] - AIRLINE[origins]) ** 2)) for lead in (1, 12)]
    assert [found.leads[0].rmse, found.leads[11].rmse] == pytest.approx(by_hand)
    assert found.one_step == found.leads[0]
    assert found.direct is not None
    together = AIRLINE[origins[:, None] + np.arange(1, 13)] - AIRLINE[origins][:, None]
    assert found.direct.rmse == pytest.approx(np.sqrt(np.mean(together**2)))
    assert len(found.to_json()["direct"]["leads"]) == 12


def test_several_columns_are_each_forecast_from_themselves() -> None:
    both = np.c_[AIRLINE, AIRLINE[::-1]]
    for name in NAMES:
        path = forecast(name, both, np.array(99), np.arange(1, 45), 12)
        assert path.shape == (44, 2)
        np.testing.assert_array_equal(path[:, 0], forecast(name, AIRLINE, np.array(99), np.arange(1, 45), 12))


@pytest.mark.parametrize(
    ("known", "season", "names"),
    [
        (100, None, {"naive", "drift"}),
        (1, 12, {"naive"}),
        (11, 12, {"naive", "drift"}),
        (12, 12, {"naive", "drift", "seasonal_naive"}),
        (13, 12, {"naive", "drift", "seasonal_naive", "last_years_step"}),
    ],
)
def test_a_baseline_that_can_not_be_made_is_none(known: int, season: int | None, names: set[str]) -> None:
    assert {name for name in NAMES if available(name, known, season)} == names
    found = baselines(AIRLINE[: known + 5], known, season, np.nan)
    assert {name for name, scores in found.items() if scores is not None} == names


def test_metrics_by_hand() -> None:
    found = score([10.0, 20.0, 30.0], [13.0, 16.0, 30.0], 2.0)
    assert found.rmse == pytest.approx(math.sqrt(25 / 3))
    assert (found.mae, found.mase) == (pytest.approx(7 / 3), pytest.approx(7 / 6))


def test_errors_of_several_targets_have_no_mean_but_their_mase() -> None:
    each = [score([1.0], [2.0], 1.0), score([100.0], [130.0], 10.0)]
    assert over_targets(each).to_json() == {"rmse": None, "mae": None, "mase": (1 + 3) / 2}
    assert over_targets(each[:1]) is each[0]
    assert over_targets([*each, score([1.0], [2.0], 0.0)]).mase is None


def test_every_kind_of_forecast_is_taken_over_targets() -> None:
    one = KindScores.by_lead([Scores(1, 1, 1.0), Scores(2, 2, 3.0)], Scores(1, 1, 5.0))
    other = KindScores.by_lead([Scores(9, 9, 2.0), Scores(9, 9, 4.0)], None)
    found = kinds_over_targets([one, other])
    assert [lead.mase for lead in found.leads] == [1.5, 3.5]
    assert found.one_step is not None
    assert found.direct is not None
    assert (found.one_step.mase, found.direct.mase, found.recursive) == (1.5, (2.0 + 3.0) / 2, None)


def test_more_rows_than_are_scored_at_a_time_have_the_scores_of_all() -> None:
    rng = np.random.default_rng(0)
    values = np.cumsum(rng.normal(size=200_000))
    found = baselines(values, 1000, 7, 1.0, horizon=2)["last_years_step"]
    assert found is not None
    origins = np.arange(999, len(values) - 2)
    said = forecast("last_years_step", values, origins, np.array(2), 7)
    assert found.leads[1].rmse == pytest.approx(
        np.sqrt(np.mean((said - values[origins + 2]) ** 2)), rel=1e-12
    )
    path = forecast("last_years_step", values, np.array(999), np.arange(1, 199_001), 7)
    assert found.recursive is not None
    assert found.recursive.mae == pytest.approx(np.mean(np.abs(path - values[1000:])), rel=1e-12)


def test_mase_is_none_where_nothing_ever_changed() -> None:
    assert score([1.0], [2.0], mase_denominator([5.0, 5.0, 5.0])[0]).mase is None
    assert score([1.0], [2.0], mase_denominator([5.0])[0]).mase is None


def test_what_is_not_finite_is_null_in_json() -> None:
    assert score([1.0], [np.inf], 1.0).to_json() == {"rmse": None, "mae": None, "mase": None}
    assert Scores(1.0, 2.0, None).to_json() == {"rmse": 1.0, "mae": 2.0, "mase": None}


def test_errors_whose_squares_are_no_numbers_have_scores_all_the_same() -> None:
    actual, large = np.zeros(4), np.array([3e200, -4e200, 1.0, 0.0])
    found = score(actual, large, 2.0)
    assert found.rmse == pytest.approx(2.5e200)
    assert found.mae == pytest.approx(1.75e200)
    assert found.mase == pytest.approx(0.875e200)
    tally = Tally()
    for value in (1.0, 1e160, 1e200, 1.0):
        tally.add([0.0], [value])
    assert tally.scores(1.0).rmse == pytest.approx(0.5e200)
    assert pooled([found, found]).rmse == pytest.approx(found.rmse)
    assert score(actual, [3e-200, -4e-200, 0.0, 0.0], 1.0).rmse == pytest.approx(2.5e-200, rel=1e-9, abs=0)
    assert score(actual, actual, 1.0) == Scores(0.0, 0.0, 0.0)


def test_pooled_scores_are_those_of_everything_together() -> None:
    left, right = score([1.0, 2.0], [2.0, 4.0], 2.0), score([0.0, 0.0], [3.0, 0.0], 2.0)
    together = score([1.0, 2.0, 0.0, 0.0], [2.0, 4.0, 3.0, 0.0], 2.0)
    both = pooled([left, right])
    assert (both.rmse, both.mae, both.mase) == pytest.approx((together.rmse, together.mae, together.mase))


@pytest.mark.parametrize(
    ("rmse", "own", "fragment"),
    [
        (15.0, "15.00", "beats naive 49.41, drift 49.58, seasonal naive 42.59 and last year's step 15.83"),
        (40.0, "40.00", "beats naive 49.41, drift 49.58 and seasonal naive 42.59; loses to last year's step"),
        (45.0, "45.00", "loses to seasonal naive 42.59 and last year's step 15.83; beats naive 49.41 and"),
        (60.0, "60.00", "loses to naive 49.41, drift 49.58, seasonal naive 42.59 and last year's step 15.83"),
        (math.nan, "is infinite and", "loses to naive 49.41, drift 49.58, seasonal naive 42.59 and last"),
    ],
)
def test_a_verdict_beats_only_if_naive_and_seasonal_naive_are_beaten(
    rmse: float, own: str, fragment: str
) -> None:
    said = verdict(Scores(rmse, 0.0, None), airline_scores("one_step"))
    assert said.startswith(f"RMSE {own} {fragment}")


def test_without_a_season_naive_alone_must_be_beaten() -> None:
    known = {"naive": Scores(0.012345, 0, None), "seasonal_naive": None, "drift": Scores(0.5, 0, None)}
    assert verdict(Scores(0.01, 0, None), known) == "RMSE 0.01 beats naive 0.0123 and drift 0.5"


@pytest.mark.parametrize(
    ("rmse", "said"),
    [
        (1.0, "is about as good as"),
        (0.981, "is about as good as"),
        (1.019, "is about as good as"),
        (0.979, "beats"),
        (1.021, "loses to"),
    ],
)
def test_within_two_percent_it_is_neither_won_nor_lost(rmse: float, said: str) -> None:
    found = verdict(Scores(rmse, 0, None), {"naive": Scores(1.0, 0, None), "drift": Scores(9.0, 0, None)})
    assert f"{said} naive 1.00" in found
    assert "beats" in found
    assert found.index(said) <= found.index("beats")


def test_of_several_runs_it_says_which_error_is_judged() -> None:
    said = verdict(Scores(2.0, 0, None), {"naive": Scores(4.0, 0, None)}, of="median ")
    assert said == "median RMSE 2.00 beats naive 4.00"


def test_several_targets_are_judged_by_their_mean_mase_and_the_verdict_says_so() -> None:
    known = {"naive": Scores(math.nan, math.nan, 1.5), "drift": Scores(math.nan, math.nan, 0.5)}
    said = verdict(Scores(math.nan, math.nan, 0.75), known, targets=2)
    assert said == "mean MASE of 2 targets 0.75 beats naive 1.50; loses to drift 0.5"
    assert verdict(Scores(math.nan, math.nan, None), known, targets=2) == ""


def test_an_error_that_has_run_away_is_three_digits():
    assert [error_text(value) for value in (0.01234, 16.2, 123456.789, 2.1658e14)] == [
        "0.0123", "16.20", "123456.79", "2.17e+14"
    ]  # fmt: skip


def test_a_forecast_that_is_no_number_has_no_errors_of_nought() -> None:
    missing = score([1.0, 2.0], [math.nan, math.nan], 1.0)
    assert math.isnan(missing.rmse)
    assert math.isnan(missing.mae)
    assert missing.mase is not None
    assert math.isnan(missing.mase)
    assert math.isnan(score([1.0, 2.0], [math.nan, 3.0], 1.0).mae)
    assert score([1.0, 2.0], [1.0, 2.0], 1.0) == Scores(0.0, 0.0, 0.0)
