"""Options of the app and what the environment says, on a real terminal."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from rnntui.charts.ability import Ability
from rnntui.course.load import load_course
from rnntui.runs.progress import Progress
from rnntui.tui.app import RnntuiApp
from tests.tui.conftest import COURSE
from tests.tui.terminal import Terminal, terminal

MOUSE = b"\x1b[?1003h"
TRUE_COLOUR, INDEXED = rb"\x1b\[[0-9;]*38;2;\d", rb"\x1b\[[0-9;]*38;5;\d"
COLOURED = rb"\x1b\[(?:[0-9;]*;)?(?:3[0-7]|4[0-7]|9[0-7]|38|48)[;m]"


def at_home(opened: Terminal) -> bytes:
    """What was written until the first screen stood."""
    opened.shows("A first lesson", "quits")
    return opened.raw


def in_lab(opened: Terminal) -> bytes:
    """What was written until the chart of the second step stood."""
    at_home(opened)
    opened.press_until("\r", "In the lab:")  # which no home screen says
    if "2/4" not in opened.text:  # it goes on where an earlier one left
        opened.press_until("n", "2/4")
    opened.press_until("2", "1955")
    return opened.raw


@pytest.mark.parametrize(
    ("options", "environment", "mouse"),
    [((), {}, True), (("--no-mouse",), {}, False), ((), {"RNNTUI_NO_MOUSE": "1"}, False)],
)
def test_the_mouse_is_taken_unless_it_is_not_wanted(options, environment, mouse):
    with terminal("--course", COURSE, *options, **environment) as opened:
        assert (MOUSE in at_home(opened)) == mouse


@pytest.mark.parametrize(
    ("options", "environment", "light"),
    [((), {}, False), (("--theme", "light"), {}, True), ((), {"RNNTUI_THEME": "light"}, True)],
)
def test_the_theme_is_dark_unless_light_is_wanted(options, environment, light):
    with terminal("--course", COURSE, *options, **environment) as opened:
        at_home(opened)
        background = opened.screen.buffer[23][1].bg
        assert (int(background[:2], 16) > 128) == light


@pytest.mark.parametrize(("theme", "number"), [("dark", "green"), ("light", "magenta")])
def test_the_theme_that_is_wanted_is_that_of_16_colours_too(theme, number):
    with terminal("--course", COURSE, "--theme", theme, TERM="xterm", COLORTERM="") as opened:
        in_lab(opened)
        row = next(at for at, line in enumerate(opened.screen.display) if "Dense(1)" in line)
        column = opened.screen.display[row].index("1)")
        assert opened.screen.buffer[row][column].fg == number


def test_the_theme_that_is_wanted_is_that_of_a_terminal_without_colour_too():
    for theme in ("dark", "light"):
        app = RnntuiApp(load_course(COURSE), Ability(0, "ascii", True), Progress(), theme=f"textual-{theme}")
        assert app.current_theme.dark == (theme == "dark")
        assert app.current_theme.ansi


@pytest.mark.parametrize(
    ("options", "environment", "braille"),
    [((), {}, True), (("--markers", "ascii"), {}, False), ((), {"RNNTUI_MARKERS": "ascii"}, False)],
)
def test_charts_are_drawn_with_the_markers_that_are_wanted(options, environment, braille):
    with terminal("--course", COURSE, *options, **environment) as opened:
        in_lab(opened)
        assert any("\u2800" < character <= "\u28ff" for character in opened.text) == braille
        assert braille or opened.text.isascii()


def test_colours_are_those_that_the_terminal_has():
    with terminal("--course", COURSE) as opened:
        assert re.search(TRUE_COLOUR, in_lab(opened))
    with terminal("--course", COURSE, COLORTERM="") as opened:
        raw = in_lab(opened)
        assert re.search(INDEXED, raw)
        assert not re.search(TRUE_COLOUR, raw)
    with terminal("--course", COURSE, TERM="xterm", COLORTERM="") as opened:
        raw = in_lab(opened)
        assert re.search(COLOURED, raw)
        assert not re.search(INDEXED, raw)
        assert not re.search(TRUE_COLOUR, raw)
    with terminal("--course", COURSE, NO_COLOR="1") as opened:
        assert not re.search(COLOURED, in_lab(opened))


SAYS = """
import atexit
from rnntui.tui.endings import Endings  # it imports no Textual, which looks at the environment then
enter = Endings.__enter__
def say(endings):
    from rnntui.tui.pace import paced
    app = endings._save.__self__
    atexit.register(print, f"every {paced(app, 1.0)} s, animations {app.animation_level}")
    return enter(endings)
Endings.__enter__ = say
"""


@pytest.mark.parametrize(
    ("options", "environment", "pace"),
    [
        ((), {}, "every 1.0 s, animations none"),
        (("--slow",), {}, "every 2.0 s, animations none"),
        (("--slow", "--animate"), {}, "every 2.0 s, animations none"),
        ((), {"RNNTUI_SLOW": "1"}, "every 2.0 s, animations none"),
        (("--animate",), {}, "every 1.0 s, animations full"),
        ((), {"RNNTUI_ANIMATE": "1"}, "every 1.0 s, animations full"),
    ],
)
def test_rates_and_animations_are_as_the_options_and_the_environment_say(options, environment, pace):
    with terminal("--course", COURSE, *options, code=SAYS, **environment) as opened:
        at_home(opened)
        opened.press("q")
        opened.shows(pace)


@pytest.mark.parametrize(
    ("name", "value"), [("--theme", "blue"), ("--markers", "stars"), ("--course", "/nowhere")]
)
def test_an_option_that_is_none_is_refused_in_a_sentence(name, value):
    with terminal(name, value) as opened:
        opened.shows("ended with 2")
        assert "Traceback" not in opened.text


def test_without_a_terminal_one_sentence_says_so():
    command = [sys.executable, "-m", "rnntui", "--course", str(COURSE)]
    ended = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert ended.returncode == 2
    assert ended.stderr.startswith("rnntui: The lessons need a terminal")
