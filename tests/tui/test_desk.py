"""The runs of a session, by the spec that they belong to; and what a chart shows of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rnntui.charts.palette import Palette
from rnntui.charts.tables import table_lines
from rnntui.figures.runfacts import RunFacts
from rnntui.runs.facts import SeenSeries, seen, seen_described
from rnntui.runs.protocol import Described
from rnntui.runs.source import prepare_source
from rnntui.series import catalogue
from rnntui.series.describe import thin_rows
from rnntui.spec.parse import parse
from rnntui.tui.desk import Desk
from rnntui.tui.earlier import PastRun
from rnntui.tui.lab_charts import Runs, View, lab_chart
from rnntui.tui.link import Remembered, Said
from rnntui.tui.pictures import scaled_lines, series_lines
from rnntui.tui.result import ungraded
from rnntui.tui.run_state import RunState
from tests.tui.happened import finished, progress, started, table, values
from tests.tui.test_reading import SPEC

LONGER = SPEC.replace("1000", "2000")


def trained(
    desk: Desk, run: str, spec: str = SPEC, seed: int = 0, one_step: float = 15.0, **more: Any
) -> None:
    desk.begin("first/small", RunState(run, spec, seed))
    desk.hear(Said(started(run)))
    desk.hear(Said(finished(run, one_step, **more), table(), values(one_step)))


def scores(desk: Desk, spec: str = SPEC) -> list[float]:
    return [run["one_step"]["rmse"] for run in desk.graded("first/small", spec)]


def test_runs_are_graded_by_seed_the_newest_of_each():
    desk = Desk()
    trained(desk, "a", seed=1, one_step=16.0)
    trained(desk, "b", seed=0, one_step=15.0)
    trained(desk, "c", seed=1, one_step=14.0)
    assert scores(desk) == [15.0, 14.0]


def test_guesses_are_answered_by_the_newest_run_whatever_its_seed():
    desk = Desk()
    trained(desk, "a", seed=1, one_step=16.0)
    trained(desk, "b", seed=0, one_step=15.0)
    assert desk.newest_graded("first/small")["one_step"]["rmse"] == 15.0
    desk.begin("first/small", RunState("c", SPEC, 2))
    assert desk.newest_graded("first/small") is None


def test_an_edited_spec_has_runs_of_its_own():
    desk = Desk()
    trained(desk, "a", one_step=16.0)
    trained(desk, "b", LONGER, one_step=14.0)
    assert scores(desk) == [16.0]
    assert scores(desk, LONGER) == [14.0]
    assert desk.graded("second/small", SPEC) == ()


def test_an_edit_that_means_nothing_keeps_the_runs():
    desk = Desk()
    trained(desk, "a", one_step=16.0)
    trained(desk, "b", SPEC.replace("=20,", "= 20,") + "# a word\n", seed=1, one_step=14.0)
    assert scores(desk) == [16.0, 14.0]


def test_a_run_that_was_stopped_at_a_good_moment_is_not_graded():
    desk = Desk()
    trained(desk, "a", one_step=5.0, status="stopped", epochs=70)
    assert scores(desk) == []
    assert ungraded(desk.get("first/small").state) == (
        "Stopped at epoch 70 of 1,000: only a run that goes on to its end counts."
    )
    trained(desk, "b", one_step=15.0, early=True, epochs=70)
    assert scores(desk) == [15.0]
    assert ungraded(desk.get("first/small").state) == ""


def test_what_was_graded_another_day_still_counts():
    desk = Desk()
    graded = tuple(
        ("first/small", past(run, seed=seed), values(score))
        for run, seed, score in [("c", 1, 14.0), ("b", 0, 16.0), ("a", 1, 99.0)]
    )
    desk.remember(Remembered("first", (("first/small", past("c", seed=1)),), graded=graded))
    assert scores(desk) == [16.0, 14.0]
    trained(desk, "d", seed=2, one_step=12.0)
    assert scores(desk) == [16.0, 14.0, 12.0]


def test_the_note_says_what_was_changed_since_the_last_run_that_was_kept():
    desk = Desk()
    trained(desk, "a", one_step=16.0)
    assert desk.get("first/small").note == ""
    trained(desk, "b", LONGER, status="cancelled", metrics={}, files={})
    trained(desk, "c", LONGER, one_step=14.0)
    assert desk.get("first/small").note == "epochs 1000 → 2000: one-step RMSE 16.00 → 14.00"


def test_what_is_said_of_a_run_goes_to_its_place():
    desk = Desk()
    desk.begin("first/small", RunState("a", SPEC, 0))
    assert desk.running() == "first/small"
    assert desk.hear(Said(progress("nobody", 50))) is None
    assert desk.hear(Said(progress("a", 50))) == "first/small"
    desk.mark("first/small", "stop")
    assert desk.get("first/small").state.stopping == "stop"
    desk.hear(Said(finished("a")))
    assert desk.running() is None


def test_figures_show_the_last_run_of_their_lesson():
    desk = Desk()
    facts = RunFacts((), {})
    desk.begin("first/small", RunState("a", SPEC, 0))
    desk.hear(Said(finished("a"), facts=facts))
    assert desk.facts("first") is facts
    assert desk.facts("second") is None


def test_before_a_run_the_chart_shows_the_series_in_its_parts():
    source = parse(SPEC.replace("look_back=20", "look_back=20, validation=0.15")).source
    assert source is not None
    lines = series_lines(seen(catalogue.load("airline")), source)
    assert [lines.parts.count(part) for part in ("train", "validation", "test")] == [85, 15, 44]
    assert np.isnan(lines.one_step).all()
    assert np.isnan(lines.recursive).all()


def described_rows(n: int) -> tuple[SeenSeries, np.ndarray]:
    """A file of ``n`` rows as a worker describes it to the interface, and its values."""
    values = np.random.default_rng(0).normal(size=n).cumsum()
    values[n // 2] = 1e6  # a peak of one row
    rows = thin_rows(values)
    event = Described(
        "a", "own.csv", "", n, ("y",), ("y",), None, None, float(values.min()), 1e6, "1", str(n),
        rows=tuple(rows.tolist()), values=tuple(values[rows].tolist()),
        labels=tuple(str(row + 1) for row in rows.tolist()),
    )  # fmt: skip
    return seen_described(event), values


def test_of_a_long_file_real_rows_are_drawn_and_the_chart_says_that_it_is_a_selection():
    series, values = described_rows(50_000)
    text = SPEC.replace("airline", "own.csv").replace("look_back=20", 'look_back=20, transform=["diff"]')
    source = parse(text).source
    assert source is not None
    state = RunState("a", text, 0, recursive=np.arange(500.0))
    lines = series_lines(series, source, state)
    assert lines.rows is not None
    rows = lines.rows.astype(int)
    assert np.array_equal(lines.actual, values[rows])
    assert 25_000 in rows, "no peak is lost"
    assert [part == "test" for part in lines.parts] == (rows >= 35_000).tolist()
    reached = (rows >= 35_000) & (rows < 35_500)
    assert lines.recursive[reached].tolist() == (rows[reached] - 35_000).tolist()
    assert np.isnan(lines.recursive[~reached]).all()
    for view, said in (
        (View(), "2,000 of 50,000 rows"),
        (View(scaled=True), "own units until it is trained"),
    ):
        drawing = lab_chart(Runs(state), source, series, view)
        assert drawing is not None
        assert said in drawing((100, 20), Palette()).plain


def test_of_a_short_file_every_row_is_drawn_and_nothing_is_said():
    series, values = described_rows(2000)
    source = parse(SPEC.replace("airline", "own.csv")).source
    assert source is not None
    assert series_lines(series, source).rows is None
    assert np.array_equal(series.values[:, 0], values)
    drawing = lab_chart(Runs(), source, series, View())
    assert drawing is not None
    assert "rows" not in drawing((100, 20), Palette()).plain


def test_the_live_forecast_begins_with_the_test_part():
    source = parse(SPEC).source
    assert source is not None
    state = RunState("a", SPEC, 0, recursive=np.arange(60.0))
    lines = series_lines(seen(catalogue.load("airline")), source, state)
    assert np.isnan(lines.recursive[:100]).all()
    assert lines.recursive[100:].tolist() == list(range(44))


def test_a_finished_run_shows_its_first_target():
    lines = table_lines(table())
    assert np.allclose(lines.one_step[100:], lines.actual[100:] * 0.95)
    assert lines.labels[0] == "1949-01"


def past(run: str, spec: str = SPEC, seed: int = 0, one_step: float = 15.0) -> PastRun:
    return PastRun(run, spec, seed, finished(run, one_step), table(), np.ones(3), np.ones(3))


def test_a_run_is_seen_beside_the_one_before_and_those_of_its_lesson():
    desk = Desk()
    for run, spec, seed in [("a", SPEC, 0), ("b", SPEC, 1), ("c", SPEC, 1), ("d", LONGER, 0)]:
        trained(desk, run, spec, seed)
    earlier = desk.earlier("first/small")
    assert earlier.before is not None
    assert earlier.before.run == "c"
    assert [one.run for one in earlier.lesson] == ["c", "a"], "of the same spec and seed the newest alone"


def test_runs_of_other_lessons_and_other_data_stay_away():
    desk = Desk()
    trained(desk, "a", SPEC.replace("airline", "sine"))
    desk.remember(Remembered("second", (("second/small", past("b")),)))
    trained(desk, "c", LONGER)
    assert desk.earlier("first/small").lesson == ()
    assert [one.run for one in Desk().earlier("first/small").lesson] == []


def test_runs_of_another_day_show_again_where_none_was_started_since():
    desk, facts = Desk(), RunFacts((), {})
    desk.begin("first/large", RunState("new", LONGER, 0))
    runs = (("first/large", past("a")), ("first/small", past("b")), ("first/small", past("c", seed=1)))
    desk.remember(Remembered("first", runs, facts))
    entry = desk.get("first/small")
    assert entry is not None
    assert (entry.state.run, entry.state.phase, entry.state.seed) == ("c", "ended", 1)
    assert entry.table is not None
    assert desk.get("first/large").state.run == "new"
    assert desk.facts("first") is facts
    assert desk.earlier("first/small").before.run == "b"
    assert desk.earlier("first/large").before.run == "a"
    assert desk.running() == "first/large"


@pytest.mark.parametrize("steps", ["", '"log"', '"diff"', '"log", "diff:12", "diff"'])
@pytest.mark.parametrize("scale", ["minmax", "standard", "none"])
def test_scaled_lines_are_what_the_network_sees(steps, scale):
    text = SPEC.replace("look_back=20", f'look_back=20, scale="{scale}", transform=[{steps}]')
    source = parse(text).source
    assert source is not None
    series = catalogue.load("airline")
    data = prepare_source(source, series)
    rng = np.random.default_rng(0)
    spread = data.targets.std()
    starts = data.test_starts
    said = data.targets[starts + 20] + rng.normal(0, spread / 10, (44, 1))
    path = data.targets[starts[0] + 20 :] + rng.normal(0, spread / 10, (44, 1))
    lines = series_lines(seen(series), source)
    lines.one_step[100:] = data.to_units(said[:, None], starts)[:, 0, 0]
    lines.recursive[100:] = data.path_to_units(path, int(starts[0]))[:, 0]
    scaled, axis = scaled_lines(lines, source)
    np.testing.assert_allclose(scaled.actual[data.lost :], data.targets[:, 0], atol=1e-5)
    np.testing.assert_allclose(scaled.one_step[100:], said[:, 0], atol=1e-5)
    np.testing.assert_allclose(scaled.recursive[100:], path[:, 0], atol=1e-5)
    assert np.isnan(scaled.recursive[:100]).all()
    assert ("not scaled" in axis) == (scale == "none")
