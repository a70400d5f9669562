"""Lesson 1's figures that look at a series: cursor, decomposition, autocorrelation, naive forecasts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.stattools import acf

from rnntui.charts.palette import Palette
from rnntui.figures.base import FigureError
from rnntui.figures.correlation import autocorrelation
from rnntui.figures.data import column
from rnntui.figures.decompose import decompose
from rnntui.figures.registry import make_figure

AIRLINE = column("airline").values


def test_the_peak_of_every_year_is_july_or_august():
    assert make_figure("series", {}).values()["peaks"] == (7, 8)


def test_the_cursor_reads_the_month_and_a_page_is_a_year():
    figure = make_figure("series", {"cursor": 7})
    assert figure.caption().startswith("Jul 1949: 148 thousand passengers")
    assert figure.press("pagedown").caption().startswith("Jul 1950: 170 thousand passengers")
    assert figure.press("pageup").values()["cursor"] == 1


def test_shuffling_leaves_the_values_and_takes_their_order():
    figure = make_figure("series", {})
    shuffled = figure.press("space")
    assert figure.values()["neighbours"] == pytest.approx(0.948, abs=1e-3)
    assert abs(shuffled.values()["neighbours"]) < 0.2
    places = range(1, 145)
    seen = sorted(shuffled.with_control("cursor", place).values()["value"] for place in places)
    assert seen == sorted(AIRLINE.tolist())


def test_scaled_units_are_those_of_the_training_part():
    figure = make_figure("series", {"scaled": True})
    shown = [figure.with_control("cursor", place).values()["shown"] for place in range(1, 145)]
    assert (min(shown[:100]), max(shown[:100])) == (0, 1)
    assert max(shown) == pytest.approx(1.68, abs=5e-3)


def test_the_swing_grows_and_its_ratio_does_not():
    found = make_figure("decompose", {}).values()
    assert (found["swing_first"], found["swing_last"]) == (44, 232)
    assert found["ratio_lowest"] == pytest.approx(1.37, abs=5e-3)
    assert found["ratio_highest"] == pytest.approx(1.63, abs=5e-3)


def test_the_trend_tells_nothing_of_the_season_yet():
    trend, season = (make_figure("decompose", {"part": part}) for part in ("trend", "season"))
    for figure, tells in ((trend, False), (season, True)):
        said = figure.draw((78, 16), Palette()).plain + figure.caption()
        assert ("232 in 1960" in said) == ("season" in said) == tells


def test_a_mean_over_a_year_leaves_nothing_of_the_season():
    found = make_figure("decompose", {}).values()
    assert found["season_swing_in_trend"] < 0.02 * found["season_swing"]


@pytest.mark.parametrize("log", [False, True])
def test_the_decomposition_is_the_one_of_statsmodels(log):
    values = np.log(AIRLINE) if log else AIRLINE
    theirs, ours = seasonal_decompose(values, period=12), decompose(values, 12)
    np.testing.assert_allclose(ours.trend, theirs.trend)
    np.testing.assert_allclose(ours.season, theirs.seasonal)
    np.testing.assert_allclose(ours.remainder, theirs.resid, atol=1e-9)


def test_an_odd_season_has_a_mean_without_halves():
    values = np.arange(30.0) + np.resize([1.0, -2.0, 1.0], 30)
    ours = decompose(values, 3)
    np.testing.assert_allclose(ours.trend[1:-1], np.arange(1.0, 29.0))
    np.testing.assert_allclose(ours.season[:3], [1, -2, 1])


def test_the_bracket_slides_by_itself_and_stops_at_the_end():
    figure = make_figure("decompose", {}).press("space")
    assert figure.playing
    for _ in range(200):
        if not figure.playing:
            break
        figure = figure.tick()
    assert not figure.playing
    assert figure.cursor == 138
    assert figure.press("space").cursor == 7


def test_a_series_without_a_season_is_refused(monkeypatch):
    without = replace(column("sine"), season=1)
    monkeypatch.setattr("rnntui.figures.decompose.column", lambda name: without)
    with pytest.raises(FigureError, match="no season"):
        make_figure("decompose", {"series": "sine"})


def test_lag_1_wins_raw_and_lag_12_after_differencing():
    raw = make_figure("autocorrelation", {}).values()
    assert raw["best_lag"] == 1
    assert raw["at_1"] == pytest.approx(0.948, abs=5e-4)
    assert raw["at_season"] == pytest.approx(0.760, abs=5e-4)
    assert raw["corrcoef_at_1"] == pytest.approx(np.corrcoef(AIRLINE[1:], AIRLINE[:-1])[0, 1])
    assert raw["corrcoef_at_season"] == pytest.approx(np.corrcoef(AIRLINE[12:], AIRLINE[:-12])[0, 1])
    differenced = make_figure("autocorrelation", {"differenced": True}).values()
    assert differenced["best_lag"] == 12
    assert differenced["at_season"] == pytest.approx(0.829, abs=5e-4)


def test_the_autocorrelation_is_the_one_of_statsmodels():
    np.testing.assert_allclose(autocorrelation(AIRLINE)[:37], acf(AIRLINE, nlags=36), atol=1e-9)


def test_the_naive_forecasts_score_what_they_score_everywhere():
    found = make_figure("naive", {}).values()
    assert found["naive_rmse"] == pytest.approx(49.41, abs=5e-3)
    assert found["seasonal_naive_rmse"] == pytest.approx(42.59, abs=5e-3)


def test_three_months_by_hand():
    figure = make_figure("naive", {})
    found = figure.values()
    assert found["errors"] == (355 - 348, 422 - 355, 465 - 422)
    assert found["mae_of_three"] == (7 + 67 + 43) / 3
    assert found["rmse_of_three"] == pytest.approx(((7**2 + 67**2 + 43**2) / 3) ** 0.5)
    assert "RMSE = √((49 + 4489 + 1849) / 3) = 46.14" in figure.draw((60, 10), Palette()).plain
