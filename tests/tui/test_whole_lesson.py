"""A lesson from its first step to its last, as it is, in a terminal of its own, with the real worker."""

from __future__ import annotations

import re

import pytest

from tests.tui.terminal import Terminal, terminal

ENTER, CTRL_O, CTRL_R, CTRL_U, DOWN, UP, END = "\r", "\x0f", "\x12", "\x15", "\x1b[B", "\x1b[A", "\x1b[F"
EDITED = "model.fit(epochs=500000, batch_size=10)"
ENDED, STOPPED = r"one-step RMSE \d", r"stopped at [1-9][\d,]* epochs: one-step RMSE \d[\d.]*"
TRAINS = "Train it"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded machine may take its time to compile."""
    monkeypatch.setattr("tests.tui.terminal.PATIENCE", 180.0)


def matches(term: Terminal, pattern: str) -> str:
    """What matches on the screen, as soon as something does."""
    term.until(lambda: re.search(pattern, term.text), pattern)
    found = re.search(pattern, term.text)
    assert found is not None
    return found[0]


def train_to_the_end(term: Terminal) -> None:
    """From the lesson of a step that trains: a guess, and all its epochs."""
    term.press_until(ENTER, "▸")
    term.press_until(ENTER, "(•)")
    term.press("r")
    matches(term, ENDED)
    assert "stopped" not in term.text
    term.shows("training", "actual", "one-step", "recursive")  # the chart's legend


def edit_and_stop(term: Terminal) -> str:
    """Train for much longer, and stop; how that ended."""
    term.press_until("e", "leave the editor")
    term.press(DOWN * 12 + UP + END + CTRL_U)
    term.shows("There is no model.fit")  # the last line is empty
    term.press_until(EDITED, EDITED)
    term.press(CTRL_R)
    matches(term, r"[1-9][\d,]*/500,000 ")
    term.press(CTRL_R)
    ended = matches(term, STOPPED)
    term.press(CTRL_O)
    term.until(lambda: "leave the editor" not in term.text, "the editor was left")
    return ended


@pytest.mark.timeout(1800)
def test_a_lesson_is_gone_through_trained_stopped_left_and_found_again(home):
    with terminal("lesson", "perceptron") as term:
        steps = int(matches(term, r"The perceptron · 1/\d+").rpartition("/")[2])
        trained = ended = ""
        for step in range(1, steps + 1):
            title = f"The perceptron · {step}/{steps}"
            term.shows(title)
            if any(line.strip() == TRAINS for line in term.text.splitlines()):
                trained = title
                train_to_the_end(term)
                ended = edit_and_stop(term)
            if step < steps:
                term.press("n")
        assert trained
        term.press_until("2", EDITED)  # the last step's exercise is about the same spec
        term.press_until("q", "ended with 0")

    with terminal() as term:
        term.shows("Go on: 3 The perceptron")
        term.press_until(ENTER, f"The perceptron · {steps}/{steps}")
        term.press_until("2", EDITED)
        term.shows(ended, "training", "actual", "one-step", "recursive")
        while trained not in term.text:
            before = term.text.splitlines()[0]
            term.press("p")
            term.until(lambda before=before: term.text.splitlines()[0] != before, "the step before")
        term.shows("(•)")
        term.press_until("q", "ended with 0")
