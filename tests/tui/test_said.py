"""Words on the screen: lists wrap under themselves, conditions are for people, keys do something."""

from __future__ import annotations

import pytest

from rnntui.tui.footer import footer_text
from rnntui.tui.markdown import to_text
from rnntui.tui.words import condition_words


def test_a_wrapped_item_of_a_list_goes_on_below_its_own_text() -> None:
    text = to_text("- one two three four five\n- six\n\n1. seven eight nine ten\n", 14).plain
    assert text == "• one two\n  three four\n  five\n• six\n\n1. seven eight\n   nine ten"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("figure.rmse_train = 24.81, not < 15", "RMSE train = 24.81, not < 15"),
        ("median(one_step.rmse) = 13.6 < 15.83", "median(one-step RMSE) = 13.6 < 15.83"),
        ("baselines.seasonal_naive.one_step.rmse", "baselines seasonal naive one-step RMSE"),
        ("params = 21", "params = 21"),
    ],
)
def test_a_condition_is_said_without_code_names(text: str, said: str) -> None:
    assert condition_words(text) == said


def test_training_is_offered_where_there_is_something_to_train() -> None:
    assert "train" in footer_text("lesson", running=False, width=80).plain
    assert "train" not in footer_text("lesson", running=False, width=80, trains=False).plain
