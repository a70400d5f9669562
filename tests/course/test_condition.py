"""Conditions say what they say, and anything else is refused or turns out as not there."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnntui.course.condition import ConditionError, Graded, parse_condition

RUN = {
    "one_step": {"rmse": 16.0, "mase": None},
    "recursive": {"rmse": 24.0},
    "direct": None,
    "baselines": {"seasonal_naive": {"one_step": {"rmse": 42.59}}},
    "loss": (0.5, 0.25, 0.125),
    "layers": ("Flatten", "Dense"),
    "params": 21,
    "early": False,
    "endless": math.inf,
    "holes": (None, 2.0, 3.0),
    "weights": {"dense": ((0.25, -0.75), (0.5,))},
}


@pytest.mark.parametrize(
    "text",
    [
        "one_step.rmse < baselines.seasonal_naive.one_step.rmse",
        "one_step.rmse < 0.5 * baselines.seasonal_naive.one_step.rmse",
        "one_step.rmse < recursive.rmse < 25",
        "loss[-1] < loss[0]",
        "loss[0] - loss[1] == 0.25",
        "max(abs(weights.dense[0])) == abs(weights.dense[0][1])",
        "min(loss) == 0.125 != max(loss)",
        "min(3, 2, params) == 2",
        "median(loss) == 0.25",
        "-params + 1 >= -20",
        "layers == ['Flatten', 'Dense']",
        "layers[1] == 'Dense'",
        "params / 7 <= 3",
        "early == False",
        "count(loss > 0.2) == 2",
        "count(loss) == 3",
        "count(holes > 1) == 2",
        "count(layers == 'Dense') == 1",
        "count(abs(weights.dense[0]) >= 0.5 * params / 21) == 1",
    ],
)
def test_it_holds(text: str) -> None:
    graded = parse_condition(text).evaluate(RUN)
    assert graded.holds, graded.text


def test_it_says_what_was_measured_and_what_was_wanted() -> None:
    graded = parse_condition("one_step.rmse < 15.83", 7).evaluate(RUN)
    assert graded == Graded(False, 16.0, 15.83, "one_step.rmse = 16, not < 15.83", "16 (wanted: < 15.83)")
    assert parse_condition("10 < one_step.rmse < 12").evaluate(RUN).wanted == 12


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one_step.mase < 1", "one_step.mase is not there."),
        ("direct.rmse < 1", "direct.rmse is not there."),
        ("one_step.rsme < 1", "one_step.rsme is not there."),
        ("endless > 1", "endless is not there."),
        ("loss[3] < 1", "loss has 3 entries, so loss[3] is not there."),
        ("params[0] < 1", "params is no list."),
        ("params / (params - 21) > 1", "21 / 0 has no result."),
        ("layers + 1 > 1", "['Flatten', 'Dense'] is no number."),
        ("loss < 1", "[0.5, 0.25, 0.125] and 1 can't be compared with <."),
        ("max(baselines) < 1", "a group of values is no number."),
    ],
)
def test_what_is_not_there_is_an_outcome_and_no_error(text: str, said: str) -> None:
    graded = parse_condition(text).evaluate(RUN)
    assert not graded.holds
    assert math.isnan(graded.measured)
    assert graded.text == said


@pytest.mark.parametrize(
    "text",
    [
        "", "1", "one_step.rmse", "a < 1 and b < 2", "not a < 1", "a in b", "a is b", "__import__('os') < 1",
        "open('x') == 1", "a.b() < 1", "a ** 9 < 1", "a // 2 < 1", "[x for x in y] == 1", "a if b else c < 1",
        "(lambda: 1) == 1", "f'{a}' == 1", "a[b] < 1", "a[0:2] < 1", "abs(1, 2) < 1", "min() < 1", "1j < 2",
        "max(key=1) < 2", "None == None", "a := 1", "1e999 > a", "a <", "\0", "[" * 60 + "]" * 60 + " < 1",
        "-" * 60 + "1 < 2", "x" * 401 + " < 1",
    ],
)  # fmt: skip
def test_nothing_else_is_a_condition(text: str) -> None:
    with pytest.raises(ConditionError):
        parse_condition(text)


def test_names_are_those_that_it_asks_for() -> None:
    condition = parse_condition("max(weights.dense[0]) < loss[0] + one_step.rmse * loss[1]")
    assert condition.names == ("weights.dense", "loss", "one_step.rmse")


def test_in_an_exercise_the_median_is_over_the_runs_and_all_else_holds_in_each() -> None:
    runs = [{"rmse": value, "params": params} for value, params in ((14, 21), (30, 21), (15, 22))]
    assert parse_condition("median(rmse) < 15.5").over_runs(runs).measured == 15
    assert parse_condition("median(rmse) < 15.5").over_runs(runs).holds
    graded = parse_condition("params == 21").over_runs(runs)
    assert (graded.holds, graded.measured) == (False, 22)
    assert not parse_condition("params == 21").over_runs([]).holds


def test_of_medians_compares_the_median_of_either_side() -> None:
    runs = [{"a": a, "b": b} for a, b in ((1, 2), (9, 3), (2, 4))]
    graded = parse_condition("a < b").of_medians(runs)
    assert (graded.holds, graded.measured, graded.wanted) == (True, 2, 3)
    assert not parse_condition("a < b").of_medians([{"a": 1, "b": None}]).holds


@given(st.text(max_size=40) | st.text("ab.0123[]()+-*/<>=!, 'minmedax", max_size=60))
@settings(max_examples=300)
def test_any_text_is_a_condition_that_can_be_evaluated_or_is_refused(text: str) -> None:
    try:
        condition = parse_condition(text)
    except ConditionError:
        return
    for graded in (condition.evaluate(RUN), condition.over_runs([RUN]), condition.of_medians([RUN, RUN])):
        assert graded.text
