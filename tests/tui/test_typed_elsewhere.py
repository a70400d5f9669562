"""The keys of home, questions, figures, windows and completions, as bytes, in a terminal and in tmux."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from rnntui.tui.keys import EXPLAINED
from tests.tui.conftest import COURSE
from tests.tui.typed import CODE, IN_EDITOR, WAYS, Seen, Steps, follow, has, lacks, opener

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

UP, DOWN, RIGHT, LEFT, END = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[F"
PAGE_UP, PAGE_DOWN = "\x1b[5~", "\x1b[6~"
ENTER, TAB, ESCAPE, SPACE, BACKSPACE, CTRL_C, CTRL_O, CTRL_P = (
    "\r",
    "\t",
    "\x1b",
    " ",
    "\x7f",
    "\x03",
    "\x0f",
    "\x10",
)
THIRD = """---
id: third
title: A third lesson
minutes: 3
---

# A third lesson

## Along a series

```figure months
figure = "series"
```
"""


def shows_without(there: str, gone: str) -> Seen:
    """One text stands on the screen, and another does not."""
    return lambda screen: there in screen and gone not in screen


HOME: Steps = (
    ("", has("\u25b8  1")),
    (DOWN, has("\u25b8  2")),
    (UP, has("\u25b8  1")),
    ("j", has("\u25b8  2")),
    ("k", has("\u25b8  1")),
    ("m", lacks("dotted boxes")),
    ("mmm", has("dotted boxes")),
    ("?", has("Keys (arrows scroll")),
    (PAGE_DOWN * 4, has(EXPLAINED[-1][1])),
    (PAGE_UP * 4, has("Keys (arrows scroll")),
    (ESCAPE, lacks("Keys (arrows scroll")),
    (CTRL_P, has("The name of an action")),
    (ESCAPE, lacks("The name of an action")),
    ("/prism", has("1 of 1")),
    (ENTER, has("Escape closes")),
    (ESCAPE, lacks("Escape closes")),
)
QUESTIONS: Steps = (
    (ENTER, has("1/4")),
    (ENTER, has("\u25b8 ( ) seven")),
    (DOWN, has("\u25b8 ( ) green")),
    (UP, has("\u25b8 ( ) seven")),
    ("j", has("\u25b8 ( ) green")),
    (SPACE, has("\u2713 Right.")),
    (ENTER, has("this number")),
    ("57", has("57")),
    (BACKSPACE, lacks("57")),
    (ENTER, has("You were 2 above")),
    (ENTER, has("\u25b8 ( ) two")),
    (ENTER, has("It has one more.")),
)
EDITOR: Steps = (
    ("n", has("2/4")),
    ("e", has(IN_EDITOR)),
    (DOWN * 2 + END + "\rLS", has("Tab takes it")),
    (ESCAPE, shows_without(IN_EDITOR, "Tab takes it")),
    ("T", has("Tab takes it")),
    (TAB, shows_without("    LSTM", "\u25b8 LSTM")),
    (CTRL_O, lacks(IN_EDITOR)),
    ("u", lacks("LSTM")),
    ("w", has("Save the spec")),
    (ESCAPE, lacks("Save the spec")),
)
FIGURE: Steps = (
    ("g", has("\u25b8  1")),
    (DOWN * 2, has("\u25b8  3")),
    (ENTER, has("1/1")),
    ("2", has("Jan 1949: 112 thousand")),
    (RIGHT, has("Feb 1949: 118 thousand")),
    (LEFT, has("Jan 1949: 112 thousand")),
    (PAGE_DOWN, has("Jan 1950: 115 thousand")),
    (PAGE_UP, has("Jan 1949: 112 thousand")),
    (SPACE, has("shuffled, place 1")),
    (SPACE, lacks("shuffled, place 1")),
    ("15", has("< 15_ >")),
    (ENTER, has("Mar 1950: 141 thousand")),
    ("7", has("< 7_ >")),
    (ESCAPE, lacks("< 7_ >")),
    (DOWN, has("\u25b8 shuffle")),
    (RIGHT, has("[x]")),
    (LEFT, lacks("[x]")),
    (UP, has("\u25b8 cursor")),
    (TAB, has("[Lesson]")),
    (TAB, has("[Lab]")),
)
AWAY: Steps = ((CTRL_C, has("once more")), (CTRL_C, has("ended with 0")))


@pytest.mark.parametrize("way", WAYS)
def test_keys_outside_a_lesson_s_own_do_what_they_say(way: str, tmp_path: Path) -> None:
    course = tmp_path / "course"
    shutil.copytree(COURSE, course)
    (course / "03-third.md").write_text(THIRD)
    with opener(way, lambda: tmp_path)("--course", course, code=CODE) as opened:
        for steps in (HOME, QUESTIONS, EDITOR, FIGURE, AWAY):
            follow(opened, "", steps)
