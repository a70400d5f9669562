"""Each rule finds what it is for, and nothing in a sound run; figures are made by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from rnntui.diagnosis.diagnose import diagnose
from rnntui.diagnosis.records import Change, Evidence
from tests.diagnosis.made import ACTUAL, MONTHS, found, losses, said, spec

EPOCHS = np.arange(100)


def the_only(findings):
    (one,) = findings
    return one


def test_nothing_is_found_in_a_sound_run():
    assert found() == ()


# ---------------------------------------------------------------- the training
def test_a_loss_that_is_no_number_is_said_to_come_of_steps_that_are_too_large():
    one = the_only(found(spec(optimizer="SGD(learning_rate=2.0)"), diverged=True, training=np.ones(3)))
    assert (one.code, one.measured, one.threshold) == ("diverged", 3, 100)
    assert one.changes == (Change("learning_rate", 0.2),)
    assert one.fix == "Try learning_rate=0.2."


def test_divergence_is_found_where_nothing_could_be_forecast():
    facts = Evidence(losses(diverged=True), None)
    assert the_only(diagnose(spec(), facts)).code == "diverged"


def test_a_model_that_says_the_mean_has_learnt_nothing():
    mean = np.full(MONTHS, ACTUAL.mean())
    one = the_only(found(trained_said=mean))
    assert one.code == "learnt-nothing"
    assert one.measured == pytest.approx(1.0)
    assert one.changes == (), "its loss stands still: another rate moves nothing"
    assert "another seed" in one.fix


@pytest.mark.parametrize(
    ("optimizer", "rate"),
    [("Adam(learning_rate=0.000001)", 0.001), ("SGD(learning_rate=0.000001)", 0.01), ("Adam()", 0.01)],
)
def test_what_learns_too_slowly_is_given_the_usual_rate_or_ten_times_as_much(optimizer, rate):
    slow = np.linspace(1.0, 0.9, 100)
    one = the_only(found(spec(optimizer=optimizer), trained_said=np.zeros(MONTHS), training=slow))
    assert (one.code, one.changes) == ("learnt-nothing", (Change("learning_rate", rate),))


@pytest.mark.parametrize(
    ("epochs", "fix"),
    [(5, "Try epochs=100."), (1000, "After 5 epochs there is no telling why: let it train longer.")],
)
def test_of_a_loss_that_had_a_few_epochs_nothing_is_said_but_that(epochs, fix):
    mean = np.full(MONTHS, ACTUAL.mean())
    one = the_only(
        found(replace(spec(), epochs=epochs), trained_said=mean, training=np.array([5.0, 4.0, 3.0, 2.0, 1.0]))
    )
    assert (one.code, one.fix) == ("learnt-nothing", fix)


@pytest.mark.parametrize(
    ("data", "high", "tried"),
    [
        ('scale="none"', 400.0, 'Try scale="minmax".'),
        ('scale="none"', 1.0, "Try learning_rate=0.01."),
        ('scale="none", transform=["log"]', 400.0, "Try learning_rate=0.01."),
        ("look_back=20", 400.0, "Try learning_rate=0.01."),
    ],
)
def test_what_reads_hundreds_as_they_are_and_learns_nothing_is_told_to_scale(data, high, tried):
    slow = np.linspace(1.0, 0.9, 100)
    mean = np.full(MONTHS, ACTUAL.mean())
    one = the_only(found(spec(data=data), trained_said=mean, training=slow, low=0.0, high=high))
    assert (one.code, one.fix) == ("learnt-nothing", tried)


def test_a_loss_that_jumps_by_half_every_epoch_asks_for_smaller_steps():
    jumps = np.where(EPOCHS % 2, 1.5, 1.0)
    one = the_only(found(training=jumps))
    assert one.code == "jumpy-loss"
    assert one.measured == pytest.approx(0.5 / 1.25), "by 0.5, and the median of 1 and 1.5 is 1.25"
    assert one.changes == (Change("learning_rate", 0.0001),)


def test_a_loss_near_nothing_may_jump():
    jumps = np.where(EPOCHS % 2, 1.5, 1.0) * 1e-12
    assert found(training=jumps, trained_said=ACTUAL + 1e-4) == ()


def test_overfitting_is_a_watched_loss_that_rises_while_the_other_falls():
    watched = np.where(EPOCHS < 40, 0.5, 1.0)
    training = np.where(EPOCHS < 40, 0.4, 0.1)
    one = the_only(found(watched=watched, training=training))
    assert (one.code, one.measured) == ("overfitting", pytest.approx(2.0))
    assert "epoch 10 " in one.message, "the first tenth is as good as any before it rises"
    assert "to 0.25 of what it was" in one.message
    assert one.fix == "Try validation=0.15 and patience=10."


def test_overfitting_is_not_cured_by_what_the_spec_does_already():
    watched, training = np.where(EPOCHS < 40, 0.5, 1.0), np.where(EPOCHS < 40, 0.4, 0.1)
    apart = spec(data="look_back=20, validation=0.2", fit="epochs=2000")
    one = the_only(found(apart, watched=watched, training=training, part="validation"))
    assert one.changes == (Change("patience", 200),)
    assert "on the validation part" in one.message
    stops = spec(data="look_back=20, validation=0.2", fit="epochs=2000, patience=50")
    assert the_only(found(stops, watched=watched, training=training)).fix == ""


def test_a_watched_loss_that_rises_with_the_other_is_no_overfitting():
    rising = np.where(EPOCHS < 40, 0.5, 1.0)
    assert found(watched=rising, training=rising) == ()


def test_a_loss_that_still_fell_asks_for_more_epochs():
    falling = np.concatenate([np.full(90, 1.0), np.full(10, 0.9)])
    one = the_only(found(training=falling, watched=falling))
    assert (one.code, one.severity) == ("still-learning", "note")
    assert one.measured == pytest.approx(0.1)
    assert one.message == "It was still learning: over the last 10 epochs its loss fell by another 10%."
    assert one.changes == (Change("epochs", 200),)


def test_a_run_that_was_ended_before_its_time_was_still_learning_of_course():
    falling = np.concatenate([np.full(90, 1.0), np.full(10, 0.9)])
    assert found(training=falling, watched=falling, stopped=True) == ()
    assert found(spec(fit="epochs=500, patience=5"), training=falling, watched=falling) == ()


def test_what_gets_worse_where_it_is_watched_needs_no_more_epochs():
    falling = np.concatenate([np.full(90, 1.0), np.full(10, 0.94)])
    rising = np.concatenate([np.full(90, 1.0), np.full(10, 1.1)])
    assert found(training=falling, watched=rising) == ()


# ---------------------------------------------------------------- the forecasts
def test_a_forecast_that_comes_to_rest_is_flat():
    rests = np.concatenate([ACTUAL[:22], np.full(22, 300.0)])
    one = the_only(found(recursive=rests))
    assert (one.code, one.measured) == ("flat-forecast", 0.0)
    assert one.changes == (Change("units", 32),)
    assert "swing by less than 0.01% of what the data do" in one.message


def test_how_much_a_flat_forecast_still_swings_is_said():
    half = np.concatenate([ACTUAL[:22], 300 + 0.1 * (ACTUAL[22:] - 300)])
    assert "swing by 10.00% of what the data do" in the_only(found(recursive=half)).message


def test_of_several_targets_the_one_that_was_looked_at_is_named():
    flat = np.full(MONTHS, 300.0)
    assert the_only(found(recursive=flat, target="temp_min")).message.startswith("temp_min: Fed with")


@pytest.mark.parametrize(
    ("of", "change"),
    [
        (spec("SimpleRNN(1)"), Change("units", 5)),
        (spec("LSTM(32), LSTM(4), Dense(1)"), Change("units", 5)),
        (spec("LSTM(5), Dense(1)", "Adam(learning_rate=0.1)"), Change("learning_rate", 0.01)),
        (spec("SimpleRNN(5), Dense(1)", data="look_back=3"), Change("look_back", 12)),
    ],
)
def test_what_to_try_for_a_flat_forecast_depends_on_the_spec(of, change):
    assert the_only(found(of, recursive=np.full(MONTHS, 300.0))).changes == (change,)


def test_a_window_of_a_whole_year_of_days_is_not_suggested():
    one = the_only(found(season=365, recursive=np.full(MONTHS, 300.0)))
    assert (one.changes, one.fix) == ((), "A window of 20 steps shows nothing of a season of 365.")


def test_of_a_large_state_nothing_is_promised():
    one = the_only(found(spec("LSTM(64), Dense(1)"), recursive=np.full(MONTHS, 300.0)))
    assert (one.changes, one.fix) == ((), "")


def test_data_that_rest_themselves_make_no_forecast_flat():
    flat = np.full(MONTHS, 300.0)
    assert found(actual=flat, recursive=flat, one_step=flat + 10) == ()


def test_a_forecast_that_leaves_the_data_runs_away():
    one = the_only(found(recursive=np.concatenate([ACTUAL[:-1], [1000.0]])))
    assert (one.code, one.measured) == ("runaway-forecast", 3.0), "600 above 400, and the range is 200"
    assert one.fix == "", "its loss had come to rest: longer is no better"


def test_what_came_to_rest_far_away_has_run_away():
    assert the_only(found(recursive=np.full(MONTHS, 900.0))).code == "runaway-forecast"


def test_how_far_a_forecast_ran_away_stays_readable():
    one = the_only(found(recursive=np.concatenate([ACTUAL[:-1], [1e140]])))
    assert "by more than a million times their range" in one.message
    assert one.measured == 1e9


def test_forecasts_one_step_late_repeat_the_last_value():
    late = said().previous
    one = the_only(found(spec(data="look_back=3"), one_step=late + 1))
    assert one.code == "repeats-last"
    assert one.measured < 0.05
    assert one.changes == (Change("look_back", 12),)
    assert the_only(found(one_step=late + 1)).fix == "", "its windows hold a season already"


def test_a_model_that_cant_be_fed_back_has_no_recursive_faults():
    assert found(recursive=None) == ()


def test_a_failed_training_explains_what_its_forecasts_look_like():
    flat = np.full(MONTHS, 300.0)
    codes = [one.code for one in found(trained_said=flat, recursive=flat, one_step=flat)]
    assert codes == ["learnt-nothing"]


# ---------------------------------------------------------------- anything else
_numbers = st.floats(-1e150, 1e150)
_positive = st.floats(0, 1e30)


@settings(max_examples=50)
@given(st.data())
def test_any_run_can_be_diagnosed_and_said_in_json(data):
    rows = data.draw(st.integers(1, 20), label="rows")
    column = arrays.arrays(np.float64, rows, elements=_numbers)
    fields = ("trained_actual", "trained_said", "actual", "previous", "one_step", "recursive")
    values = {name: data.draw(column, label=name) for name in fields}
    low, high = sorted((data.draw(_numbers), data.draw(_numbers)))
    epochs = data.draw(st.sampled_from((0, 1, 25)), label="epochs")
    course = arrays.arrays(np.float64, epochs, elements=_positive)
    trained = losses(training=data.draw(course), watched=data.draw(course))
    facts = Evidence(
        trained, replace(said(), low=low, high=high, **values), data.draw(st.none() | st.just(12))
    )
    for one in diagnose(spec(), facts):
        json.dumps(one.to_json(), allow_nan=False)
        assert one.message.endswith(".")
