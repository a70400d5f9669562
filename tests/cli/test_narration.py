"""What is told: the words, the moving line, the pipe, and Ctrl-C."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from rnntui.charts.ability import Ability
from rnntui.cli.narration import Narrator, ended_text, started_text
from rnntui.cli.terminal import Stream
from rnntui.cli.watch import progress_line
from rnntui.runs.protocol import Finished, Progress, Started
from rnntui.runs.wording import duration_text, losses_texts, speed_text

STARTED = Started("r", 3, 1169, (12, 1), {"train": 1075, "validation": 0, "test": 44}, "xla", 1, "", {})
PROGRESS = Progress("r", 50, 100, (0.5, 0.0021), (0.6, 0.0034), 1900.0)
DONE = Finished("r", "completed", 100, 100, seconds={"compile": 1.5, "train": 0.04})


class Screen(io.StringIO):
    """A file that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def stream(file: io.StringIO, *, live: bool, width: int = 80) -> Stream:
    return Stream(file, Ability(0, "braille", live), width, 24)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.0, "0 s"),
        (0.04, "0.04 s"),
        (0.7, "0.7 s"),
        (1.84, "1.8 s"),
        (59.6, "60 s"),
        (180, "3 min"),
        (9000, "2.5 h"),
    ],
)
def test_durations(seconds, said):
    assert duration_text(seconds) == said


def test_losses_and_speed():
    assert losses_texts(PROGRESS.loss, PROGRESS.val_loss) == ["loss 0.0021", "val_loss 0.0034"]
    assert losses_texts((None,), ()) == ["loss not finite"]
    assert losses_texts((), ()) == []
    assert speed_text(1900.0) == "1,900 epochs/s"
    assert speed_text(0.031) == "0.031 epochs/s"


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (30, "epoch 50/100  0.03 s left"),
        (40, "epoch 50/100  ━━━━━━╌╌╌╌╌╌  0.03 s left"),
        (60, "epoch 50/100  0.03 s left  loss 0.0021, val_loss 0.0034"),
        (80, "epoch 50/100  ━━━╌╌╌  1,900 epochs/s  0.03 s left  loss 0.0021, val_loss 0.0034"),
    ],
)
def test_a_line_of_progress_is_as_much_as_the_terminal_holds(width, said):
    assert progress_line(PROGRESS, "", width) == said
    assert len(said) < width
    assert progress_line(PROGRESS, "seed 0: ", 20) == "seed 0: epoch 50/100"


def test_what_is_trained():
    assert started_text(STARTED) == (
        "Training 1,169 parameters on 1,075 windows of 12 steps, testing on 44 (seed 3, xla, 1 thread)."
    )
    more = replace(STARTED, input_shape=(20, 4), windows={"train": 10, "validation": 5, "test": 3}, threads=2)
    assert (
        "windows of 20 steps of 4 columns, watching 5, testing on 3 (seed 3, xla, 2 threads)"
        in started_text(more)
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Trained: 100 epochs in 0.04 s, after 1.5 s of compiling."),
        ({"seconds": {}}, "Trained: 100 epochs in 0 s."),
        (
            {"early": True, "epochs": 57, "best_epoch": 37},
            "Stopped early: 57 epochs in 0.04 s, after 1.5 s of compiling. The weights are those of epoch 37",
        ),
        ({"status": "stopped", "epochs": 1, "best_epoch": 1}, "Stopped: 1 epoch in"),
        ({"status": "diverged", "epochs": 9}, "Diverged: 9 epochs"),
        ({"status": "cancelled", "epochs": 0}, "Cancelled: nothing is kept."),
        ({"status": "stopped", "epochs": 0, "notes": ("Nothing.",)}, "Nothing."),
    ],
)
def test_how_it_ended(changes, said):
    assert said in ended_text(replace(DONE, **changes))


def test_a_pipe_gets_about_ten_lines_of_progress():
    file = io.StringIO()
    narrator = Narrator(stream(file, live=False))
    narrator.wait("starting TensorFlow")
    narrator.event(STARTED)
    for epoch in range(1, 1001):
        narrator.event(replace(PROGRESS, epoch=epoch, epochs=1000))
    narrator.close()
    lines = file.getvalue().splitlines()
    assert lines[0] == "starting TensorFlow…"
    assert lines[1].startswith("Training 1,169")
    assert 10 <= len(lines) - 2 <= 12
    assert lines[-1].startswith("epoch 1,000/1,000")
    assert "\x1b" not in file.getvalue()


def test_within_the_first_epoch_there_is_nothing_to_say():
    file = io.StringIO()
    narrator = Narrator(stream(file, live=False))
    narrator.event(replace(PROGRESS, epoch=0, loss=(), val_loss=()))
    assert file.getvalue() == ""
    narrator.event(replace(PROGRESS, epoch=1))
    assert file.getvalue().startswith("epoch 1/100: loss")


def test_a_final_fit_is_named():
    file = io.StringIO()
    Narrator(stream(file, live=False)).event(replace(PROGRESS, epoch=100, stage="final"))
    assert file.getvalue().startswith("final fit, epoch 100/100")


def test_a_terminal_gets_a_line_that_moves_and_goes():
    file = Screen()
    narrator = Narrator(stream(file, live=True))
    narrator.wait("starting TensorFlow")
    narrator.event(STARTED)
    narrator.event(PROGRESS)
    narrator.tell("A sentence meanwhile.")
    narrator.close()
    said = file.getvalue()
    assert "starting TensorFlow… 0 s" in said
    assert "compiling…" in said
    assert "epoch 50/100" in said
    assert "1,900 epochs/s" in said
    assert "left" in said
    assert "A sentence meanwhile." in said
    assert said.endswith("\x1b[2K")  # the bar's line is erased


def test_silence_is_silence():
    file = io.StringIO()
    narrator = Narrator(stream(file, live=False), silent=True)
    narrator.tell("x")
    narrator.notes(["y"])
    narrator.spec("z")
    narrator.wait("w")
    narrator.event(PROGRESS)
    assert file.getvalue() == ""


def test_notes_are_told_once():
    file = io.StringIO()
    narrator = Narrator(stream(file, live=False))
    narrator.notes(["one", "two"])
    narrator.notes(["two", "three"])
    assert file.getvalue().splitlines() == ["one", "two", "three"]


def test_a_signal_handler_only_leaves_a_note():
    file = io.StringIO()
    narrator = Narrator(stream(file, live=False))
    narrator.tell_soon("Stopping.")
    assert file.getvalue() == ""
    narrator.beat()
    narrator.beat()
    assert file.getvalue() == "Stopping.\n"


# ---------------------------------------------------------------- streams
SENTENCE = "A sentence of many words that goes on and on until it is longer than forty columns."


def test_sentences_are_wrapped_on_a_terminal_and_whole_in_a_pipe():
    screen, pipe = Screen(), io.StringIO()
    stream(screen, live=True, width=40).print(SENTENCE)
    stream(pipe, live=False, width=40).print(SENTENCE)
    assert all(len(line) <= 40 for line in screen.getvalue().splitlines())
    assert pipe.getvalue() == SENTENCE + "\n"


def test_brackets_are_no_markup():
    pipe = io.StringIO()
    stream(pipe, live=False).print("Dense(1)[/bold] [red]x")
    assert pipe.getvalue() == "Dense(1)[/bold] [red]x\n"


def test_what_a_charset_can_not_say_is_said_otherwise():
    file = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    Stream(file, Ability(0, "ascii", False), 80, 24).print("a – b… 3 °C × 2")
    file.seek(0)
    assert file.read() == "a - b... 3 ?C x 2\n"


def test_the_size_is_that_of_the_environment_in_a_pipe(monkeypatch):
    monkeypatch.setenv("COLUMNS", "132")
    monkeypatch.setenv("LINES", "50")
    found = Stream.of(io.StringIO())
    assert (found.width, found.height) == (132, 50)
    assert found.chart_size == (120, 30)


@pytest.mark.parametrize(("windows", "warned"), [(1, True), (7, True), (8, False)])
def test_scores_over_very_few_windows_come_with_a_warning(windows, warned):
    file = io.StringIO()
    Narrator(stream(file, live=False)).event(replace(STARTED, windows={"train": 9, "test": windows}))
    assert ("say little" in file.getvalue()) == warned
