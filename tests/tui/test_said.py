"""Words on the screen: lists wrap under themselves, conditions are for people, keys do something."""

from __future__ import annotations

import pytest

from rnntui.course.condition import parse_condition
from rnntui.tui.footer import footer_text
from rnntui.tui.markdown import to_text
from rnntui.tui.words import condition_words, graded_words


def test_a_wrapped_item_of_a_list_goes_on_below_its_own_text() -> None:
    text = to_text("- one two three four five\n- six\n\n1. seven eight nine ten\n", 14).plain
    assert text == "• one two\n  three four\n  five\n• six\n\n1. seven eight\n   nine ten"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("figure.rmse_train", "RMSE train"),
        ("median(one_step.rmse)", "median one-step RMSE"),
        ("baselines.seasonal_naive.one_step.rmse", "seasonal naive one-step RMSE"),
        ("params", "number of parameters"),
        ("layers[0]", "first of layers"),
        ("val_loss[299]", "number 300 of val_loss"),
        ("abs(figure.c1)", "abs c1"),
        ("loss[-1] < loss[-101]", "last loss < loss 100 before the last"),
        (
            "long.val_loss[-1] > 1.2 * long.val_loss[299]",
            "last long val_loss > 1.2 × long val_loss number 300",
        ),
        ("params == 21", "number of parameters = 21"),
        ("abs(figure.a - 4) < 1", "a = 4, within 1"),
        (
            "abs(figure.rmse - 49.41) = 0.00076, < 0.005",
            "RMSE = 49.41, within 0.005: off by 0.00076",
        ),
        ("abs(figure.added + 0.5) = 2, not < 1e-06", "added = −0.5, within 1e-06: off by 2"),
        ("abs(one.params - 4) < 1: 0 to 2", "one number of parameters = 4, within 1: off by 0 to 2"),
        ("abs(figure.a - 4 / 2) < 1", "abs(a - 4 / 2) < 1"),
    ],
)
def test_a_condition_is_said_without_code_names(text: str, said: str) -> None:
    assert condition_words(text) == said


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("layers == ['Flatten', 'Dense']", "layers: Flatten, LSTM, should be Flatten, Dense"),
        ("layers[0] == 'Flatten'", "first of layers: Flatten"),
        ("figure.x_shape == [43, 12, 1]", "x shape: (43, 12, 3), should be (43, 12, 1)"),
        ("figure.changed <= 0.05 * abs(figure.c1)", "changed: 0.3, should be at most 0.05"),
        ("median(one_step.rmse) < 15.83", "median one-step RMSE: 13.6, below 15.83"),
        ("mistakes == []", "mistakes: off-by-one, should be none"),
        ("order == []", "order: none"),
        ("one_step.mae > 1", "one_step.mae is not there."),
    ],
)
def test_a_grade_is_said_without_the_marks_of_code(condition: str, said: str) -> None:
    run = {
        "layers": ("Flatten", "LSTM"),
        "one_step": {"rmse": 13.6},
        "mistakes": ("off-by-one",),
        "order": (),
        "figure": {"x_shape": (43, 12, 3), "changed": 0.3, "c1": 1.0},
    }
    words = graded_words(parse_condition(condition).over_runs([run]))
    assert words == said.replace("one_step.mae", "one-step MAE")


def test_training_is_offered_where_there_is_something_to_train() -> None:
    assert "train" in footer_text("lesson", running=False, width=80).plain
    assert "train" not in footer_text("lesson", running=False, width=80, trains=False).plain


def test_a_measured_value_below_zero_has_the_minus_sign_of_the_lessons():
    run = {"test": {"recursive": [-2.5, 0.5]}}
    graded = parse_condition("min(test.recursive) < -1").evaluate(run)
    assert graded_words(graded, "lowest") == "lowest: −2.5, below −1"
