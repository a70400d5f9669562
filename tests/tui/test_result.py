"""How a run ended, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnntui.runs.protocol import Failed
from rnntui.spec.mistakes import marks
from rnntui.spec.parse import parse
from rnntui.spec.training import MISTAKES
from rnntui.tui.result import (
    Beside,
    failed_lines,
    fitted,
    glance,
    notes_in_short,
    notes_of,
    result_lines,
    result_texts,
    said_of,
    wrapped,
)
from rnntui.tui.run_state import RunState, advance
from tests.tui.happened import finished, scores, started
from tests.tui.test_reading import SPEC

CHEATING = SPEC.replace("look_back=20", f"look_back=20, mistakes={list(MISTAKES)[:2]}, order='each-row'")


def ended(spec: str = SPEC, seed: int = 0, **changes: Any) -> RunState:
    return advance(advance(RunState("a", spec, seed), started("a")), finished("a", **changes))


def test_a_result_has_its_seed_and_both_naive_forecasts_beside_every_score():
    assert result_lines(finished("a", 15.2), 3) == (
        "seed 3: one-step RMSE 15.20 beats naive 49.41 and seasonal naive 42.59",
        "recursive RMSE 50.00 beats naive 105.75 and seasonal naive 95.78",
    )
    assert result_lines(finished("a", 45.0), 0)[0] == (
        "seed 0: one-step RMSE 45.00 loses to seasonal naive 42.59; beats naive 49.41"
    )


def test_naive_alone_is_the_rival_where_there_is_no_season():
    baselines = {"seasonal_naive": None, "naive": {"one_step": scores(49.41), "recursive": None}}
    assert result_lines(finished("a", 15.2, baselines=baselines), 0) == (
        "seed 0: one-step RMSE 15.20 beats naive 49.41",
        "recursive RMSE 50.00",
    )


def direct(*leads: float) -> dict[str, Any]:
    return {
        "one_step": scores(leads[0]),
        "recursive": None,
        "direct": {**scores(20.0), "leads": [scores(lead) for lead in leads]},
    }


def test_a_forecast_of_several_steps_has_the_score_of_all_leads_and_of_each():
    naive = {"one_step": scores(49.41), "recursive": None, "direct": scores(70.0)}
    end = finished("a", metrics=direct(15.0, 20.0, 25.0), baselines={"naive": naive})
    assert result_lines(end, 0)[1:] == (
        "direct RMSE 20.00 beats naive 70.00",
        "RMSE by lead: 15.00 (1), 20.00 (2), 25.00 (3)",
    )
    many = finished("a", metrics=direct(*map(float, range(1, 25))), baselines={"naive": naive})
    assert result_lines(many, 0)[2] == "RMSE by lead: 1.00 (1), 12.00 (12), 24.00 (24)"
    text = "\n".join(one.plain for one in result_texts(ended(metrics=many.metrics), 44, "", 95))
    assert "RMSE by lead, 1 to 24: 1.00  2.00" in text


def test_several_targets_are_compared_by_their_mean_mase():
    none = {"rmse": None, "mae": None}
    end = finished(
        "a",
        metrics={"one_step": {**none, "mase": 0.7}, "recursive": None, "direct": None},
        baselines={"naive": {"one_step": {**none, "mase": 1.0}}},
        targets={name: {"metrics": {}, "baselines": {}, "verdict": {}} for name in "ab"},
    )
    assert result_lines(end, 0) == ("seed 0: one-step mean MASE of 2 targets 0.7 beats naive 1.00",)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"status": "cancelled"}, "Cancelled: nothing was kept."),
        ({"status": "diverged", "best_epoch": 0}, "The training diverged at once"),
        ({"status": "stopped", "epochs": 0}, "Stopped before the first epoch had ended: nothing to keep."),
        ({"status": "stopped", "epochs": 7}, "seed 0, stopped at 7 epochs: "),
        ({"status": "stopped", "epochs": 1}, "seed 0, stopped at 1 epoch: "),
        ({"early": True}, "seed 0, stopped early after 200 epochs: "),
        ({"status": "diverged", "epochs": 7}, "seed 0, diverged after 7 epochs: "),
        ({"metrics": {"one_step": None}}, "seed 0, after 200 epochs."),
    ],
)
def test_every_ending_has_its_sentence(changes, text):
    assert result_lines(finished("a", **changes), 0)[0].startswith(text)


def test_every_note_of_a_run_is_said_once_with_its_result():
    chosen, full = "The epoch was chosen by the test part.", "The run's files can't be written."
    state = ended(found=("Monthly rows.", "line 7: so.", chosen), notes=(chosen, full), files={})
    notes = (chosen, full, "Monthly rows.", "line 7: so.")
    assert notes_of(state) == notes
    assert said_of(state, "units 5 → 8", Beside())[2:] == (*notes, "units 5 → 8")
    by_the_editor = Beside(frozenset({"so."}))
    assert said_of(state, "units 5 → 8", by_the_editor)[2:] == (*notes[:-1], "units 5 → 8")
    text = "\n".join(one.plain for one in result_texts(state, 44, "", 95))
    assert all(note in text for note in notes)


@pytest.mark.parametrize("status", ["stopped", "diverged"])
def test_that_nothing_is_kept_is_said_once(status):
    state = ended(status=status, epochs=0, best_epoch=0, files={}, notes=("There is nothing to keep.",))
    assert said_of(state, "", Beside()) == result_lines(state.finished, 0)


def test_of_several_mistakes_the_lab_says_the_names_and_the_window_what_they_do():
    source = parse(CHEATING).source
    assert source is not None
    state = ended(CHEATING, notes=(*marks(source), "The epoch was chosen by the test part."))
    assert notes_in_short(state) == (
        "Wrong on purpose: scale-on-everything and split-first; rows scrambled: each-row. "
        "d says what each does to the score.",
        "The epoch was chosen by the test part.",
    )
    text = "\n".join(one.plain for one in result_texts(state, 44, "", 95))
    assert all(mark in text for mark in marks(source))
    one = SPEC.replace("look_back=20", "look_back=20, mistakes=['off-by-one']")
    source = parse(one).source
    assert source is not None
    assert notes_in_short(ended(one, notes=marks(source))) == marks(source)


def test_the_window_has_the_whole_table():
    rows = {name: {"one_step": scores(40.0), "recursive": scores(90.0)} for name in
            ("naive", "seasonal_naive", "drift", "last_years_step")}  # fmt: skip
    text = "\n".join(one.plain for one in result_texts(ended(baselines=rows, seed=2), 44, "units 5 → 8", 95))
    for said in (
        "Seed 2, after 200 epochs.",
        "drift",
        "last year's step",
        "MAE",
        "MASE",
        "44 steps",
        "5 → 8",
    ):
        assert said in text
    assert "/nowhere" in text


def test_a_worker_that_died_says_the_key_and_keeps_its_log_for_the_window():
    failed = Failed("a", "worker", "died", "It crashed.", "Do this.\nThe end of the log:\nline one\nline two")
    assert failed_lines(failed) == [
        "It crashed. Do this. r trains again. d shows the end of the worker's log."
    ]
    state = advance(RunState("a", SPEC, 0), failed)
    assert "line two" in "\n".join(one.plain for one in result_texts(state, None, "", 95))
    refused = Failed("a", "data", "no-file", "There is no file.", "Look.")
    assert failed_lines(refused) == ["There is no file. Look."]
    missing = Failed("a", "worker", "missing", "It is not installed.", "python -m pip install it")
    assert failed_lines(missing) == ["It is not installed.", "python -m pip install it", "r trains again."]


@given(st.integers(0, 120), st.booleans())
def test_a_glance_is_never_wider_than_its_place(width, scored):
    end = finished("a") if scored else finished("a", metrics={"one_step": None})
    assert len(glance(end, width)) <= width


def test_a_glance_says_as_much_as_fits():
    end = finished("a")
    assert glance(end, 100) == "after 200 epochs: one-step RMSE 15.00 (naive 49.41, seasonal naive 42.59)"
    assert glance(end, 60) == "one-step RMSE 15.00 (naive 49.41, seasonal naive 42.59)"
    assert glance(end, 45) == "one-step RMSE 15.00 (seasonal naive 42.59)"
    assert glance(end, 12) == "RMSE 15.00"


def test_what_does_not_fit_is_counted_and_never_left_out_in_silence():
    rows = wrapped(["one two three", "four"], 8)
    assert rows == ["one two", "three", "four"]
    assert fitted(rows, 3) == rows
    assert fitted(rows, 2) == ["one two", "… 2 more lines: d shows everything."]
