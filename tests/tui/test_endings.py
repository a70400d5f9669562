"""Signals, hang-ups, crashes and quitting: the terminal comes back, no process stays, no edit is lost."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rnntui.runs.progress import Progress
from rnntui.tui.endings import ENDINGS
from tests.tui.conftest import COURSE
from tests.tui.terminal import Terminal, is_alive, terminal

LATE_COUNTS = """
import rnntui.tui.leaving
rnntui.tui.leaving.TWICE = 60  # a second ctrl+c counts, be the machine as slow as it likes
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

LEFT = (
    b"\x1b[?1049l",
    b"\x1b[?25h",
    b"\x1b[?1000l",
    b"\x1b[?1003l",
    b"\x1b[?1006l",
    b"\x1b[?2004l",
    b"\x1b[<u",
)
LONG = """---
id: long
title: Long
minutes: 1
---

# Long

## Train

```spec long
data = Series("airline", look_back=12)
model = Sequential([
    LSTM(4),
    Dense(1),
])
model.compile(optimizer=Adam(), loss="mse")
model.fit(epochs=100000)
```
"""


@pytest.fixture
def training(tmp_path: Path) -> Iterator[Terminal]:
    """The app with a training under way, and an edit made since."""
    (tmp_path / "01-long.md").write_text(LONG)
    with terminal("lesson", "1", "--course", tmp_path) as opened:
        opened.shows("1 Long")
        opened.press_until("2", "e edit")
        opened.press("r")
        opened.shows("epochs/s")
        yield opened


def edit(opened: Terminal) -> None:
    """From the home screen to the second step's editor, and a word into it."""
    opened.shows("A first lesson")
    opened.press_until("\r", "1/4")
    opened.press_until("n", "2/4")
    opened.press_until("e", "ctrl+z undo")
    opened.press_until("# kept ", "# kept data")


def kept(lesson: str, spec: str) -> str:
    """The edit as another session reads it."""
    return Progress().text(lesson, spec) or ""


def is_left(opened: Terminal) -> None:
    """The terminal is as it was before the app."""
    tail = opened.raw[opened.raw.rfind(b"\x1b[?1049h") :]
    assert [code for code in LEFT if code not in tail] == []
    assert opened.modes == opened.before


def all_gone(opened: Terminal, family: list[int]) -> None:
    """None of these processes runs."""
    opened.until(lambda: not [pid for pid in family if is_alive(pid)], "all processes have ended")


@pytest.mark.parametrize("number", ENDINGS)
def test_a_signal_gives_the_terminal_back_and_keeps_the_edit(number):
    with terminal("--course", COURSE) as opened:
        edit(opened)
        os.kill(opened.app, number)
        opened.shows(f"ended with {128 + number}")
        is_left(opened)
        assert kept("first", "small").startswith("# kept data")


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_while_it_trains_ends_the_worker_as_well(training, number):
    family = training.family
    assert len(family) > 1
    training.press_until("e", "ctrl+z undo")
    training.press_until("# kept ", "# kept data")
    os.kill(family[0], number)
    training.shows(f"ended with {128 + number}")
    is_left(training)
    all_gone(training, family)
    assert kept("long", "long").startswith("# kept data")


def test_a_terminal_that_closes_while_it_trains_takes_everything_with_it_and_the_next_start_says_so(
    training, tmp_path
):
    family = training.family
    training.press_until("e", "ctrl+z undo")
    training.press_until("# kept ", "# kept data")
    training.hang_up()
    end = time.monotonic() + 60
    while [pid for pid in family if is_alive(pid)]:
        assert time.monotonic() < end
        time.sleep(0.02)
    assert kept("long", "long").startswith("# kept data")
    with terminal("--course", tmp_path) as opened:
        opened.shows("Lesson 1, step 1: a run was cut off")
        opened.press("q")
        opened.shows("ended with 0")  # and what it said is written
    assert Progress().take_cut_off() == (), "it is said once"


def test_a_line_that_takes_no_more_bytes_delays_no_ending():
    with terminal("--course", COURSE) as opened:
        edit(opened)
        app = opened.app
        before = -1
        while opened.unread() != before:  # nobody reads: the app draws until nothing more fits
            before = opened.unread()
            for _ in range(20):
                opened.press("\x0c")
                time.sleep(0.02)
        os.kill(app, signal.SIGTERM)
        end = time.monotonic() + 60
        while is_alive(app):
            assert time.monotonic() < end
            time.sleep(0.02)
        opened.draws = False
        opened.until(lambda: b"ended with 143" in opened.raw, "the shell goes on")
        is_left(opened)
        assert kept("first", "small").startswith("# kept data")


def test_kill_9_loses_no_edit():
    with terminal("--course", COURSE) as opened:
        edit(opened)
        opened.until(
            lambda: kept("first", "small").startswith("# kept data"), "it is saved while it is typed"
        )
        os.kill(opened.app, signal.SIGKILL)
        opened.draws = False
        opened.until(lambda: b"ended with 137" in opened.raw, "the shell goes on")
    with terminal("--course", COURSE) as opened:
        opened.shows("A first lesson")
        opened.press_until("\r", "In the lab:")
        opened.press_until("2", "# kept data")


def test_a_home_that_cannot_be_written_is_said_and_the_app_lives():
    with terminal("--course", COURSE, RNNTUI_HOME="/proc/nowhere") as opened:
        edit(opened)
        opened.press_until("\x0f", "n next")
        opened.press_until("g", "can't be saved")  # home keeps the note until the end
        opened.press("q")
        opened.shows("ended with 0")
        is_left(opened)


def test_a_full_disk_is_said_and_the_app_lives():
    # No file may grow: the database fails as it does where no block is free.
    code = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
"""
    with terminal("--course", COURSE, code=code + LATE_COUNTS) as opened:
        edit(opened)
        opened.press_until("\x0f", "n next")
        opened.press_until("g", "can't be saved")
        opened.press_until("\x03", "is lost then")
        opened.press("\x03")
        opened.shows("ended with 0")
        is_left(opened)


def test_another_size_while_it_trains_is_laid_out_anew(training):
    for columns, rows, seen in (
        (120, 40, "Train"),  # both panes
        (50, 12, "needs 60 columns"),
        (60, 20, "epochs/s"),
        (300, 100, "Train"),
        (80, 24, "epochs/s"),
    ):
        training.resize(columns, rows)
        training.until(lambda seen=seen: seen in training.text, f"{seen} at {columns}×{rows}")
    training.press("r")
    training.shows("stopped")


@pytest.mark.parametrize(
    ("room", "kind", "method"), [("database", "Database", "_create"), ("kept", "Kept", "_keep_aside")]
)
def test_a_signal_in_the_middle_of_a_save_lets_it_finish(room, kind, method):
    code = f"""
import os, signal
from rnntui.runs.{room} import {kind}
before = {kind}.{method}
def do_and_be_told_to_end(self, *given):
    before(self, *given)
    os.kill(os.getpid(), signal.SIGTERM)
{kind}.{method} = do_and_be_told_to_end
"""
    with terminal("--course", COURSE, code=code) as opened:
        opened.shows("A first lesson")
        opened.press("\r")  # the step that is reached is saved
        opened.shows("ended with 143")
        is_left(opened)
        assert Progress().step("first") == 0
        assert Progress().last() == "first"


def test_ctrl_z_outside_the_editor_does_nothing_and_a_stop_gives_the_terminal_back():
    with terminal("--course", COURSE) as opened:
        opened.shows("A first lesson")
        opened.press("\x1a")
        opened.press_until("\r", "Read and guess")
        app = opened.app
        seen = len(opened.raw)
        os.kill(app, signal.SIGTSTP)
        opened.until(lambda: _state(app) == "T", "it has stopped")
        opened.until(lambda: b"\x1b[?1049l" in opened.raw[seen:], "the other screen is left")
        opened.until(lambda: opened.modes == opened.before, "the modes are back")
        seen = len(opened.raw)
        os.kill(app, signal.SIGCONT)
        opened.until(lambda: b"\x1b[?1049h" in opened.raw[seen:], "it draws again")
        opened.press_until("n", "2/4")


def test_being_told_to_end_while_it_is_stopped_draws_nothing_more():
    with terminal("--course", COURSE) as opened:
        opened.shows("A first lesson")
        app = opened.app
        os.kill(app, signal.SIGTSTP)
        opened.until(lambda: _state(app) == "T", "it has stopped")
        os.kill(app, signal.SIGTERM)
        os.kill(app, signal.SIGCONT)
        opened.shows("ended with 143")
        is_left(opened)


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


# ---------------------------------------------------------------- quitting
@pytest.mark.parametrize("keys", ["q", "\x11"])
def test_q_and_ctrl_q_quit(keys):
    with terminal("--course", COURSE) as opened:
        opened.shows("A first lesson")
        opened.press(keys)
        opened.shows("ended with 0")
        is_left(opened)


def test_ctrl_q_quits_from_the_editor():
    with terminal("--course", COURSE) as opened:
        edit(opened)
        opened.press("\x11")
        opened.shows("ended with 0")
        assert kept("first", "small").startswith("# kept data")


@pytest.mark.parametrize("in_editor", [False, True])
def test_ctrl_c_twice_quits(in_editor):
    with terminal("--course", COURSE, code=LATE_COUNTS) as opened:
        opened.shows("A first lesson")
        if in_editor:
            edit(opened)
        opened.press_until("\x03", "once more")
        opened.press("\x03")
        opened.shows("ended with 0")
        is_left(opened)


def test_quitting_while_it_trains_stops_and_keeps_the_run_and_ends_the_worker(training, tmp_path):
    family = training.family
    training.until(lambda: re.search(r"loss [\d.]", training.text), "an epoch has ended")
    training.press("q")
    training.shows("ended with 0")
    is_left(training)
    all_gone(training, family)
    with terminal("lesson", "1", "--course", tmp_path) as opened:
        opened.shows("1 Long")
        opened.press("2")
        opened.until(lambda: re.search(r"stopped at [\d,]+ epochs: one-step RMSE", opened.text), "its result")
        assert "cut off" not in opened.text


# ---------------------------------------------------------------- crashes
def crash(code: str, keys: str) -> tuple[str, Path]:
    """What stands on the screen after an error, and the log that it names."""
    with terminal("--course", COURSE, code=code, size=(200, 24)) as opened:
        edit(opened)
        opened.press_until("\x0f", "n next")
        opened.press(keys)
        opened.shows("ended with 1")
        is_left(opened)
        assert kept("first", "small").startswith("# kept data")
        text = opened.text
    return text, Path(text.partition("All of it is in ")[2].partition(";")[0])


def test_an_error_ends_in_one_sentence_and_a_log():
    code = """
from rnntui.tui.app import RnntuiApp
def broken(self):
    secret = "what a variable holds"
    raise KeyError("no such thing")
RnntuiApp.cycle_markers = broken
"""
    text, log = crash(code, "m")
    assert "rnntui: An unexpected error, which should not happen: KeyError: 'no such thing'" in text
    assert "Traceback" not in text
    assert "what a variable holds" not in text
    assert "in broken" in log.read_text()


def test_an_error_in_a_thread_ends_it_likewise():
    code = """
import threading
from rnntui.tui.app import RnntuiApp
def broken():
    raise ValueError("in a thread")
RnntuiApp.cycle_markers = lambda self: threading.Thread(target=broken).start()
"""
    text, log = crash(code, "m")
    assert "ValueError: in a thread" in text
    assert "in broken" in log.read_text()
