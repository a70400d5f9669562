"""What is taken for granted of a terminal, from its environment alone."""

from __future__ import annotations

import pytest

from rnntui.charts.ability import (
    IN_CONSOLE,
    INDEXED,
    NAMED,
    NO_COLOUR,
    TRUE_COLOUR,
    ability,
    terminfo_colours,
)
from rnntui.charts.palette import Palette

KNOWN = {"xterm": 8, "xterm-256color": 256, "screen": 8, "linux": 8, "vt100": -1, "foot": 256}


def look(terminal: bool = True, encoding: str | None = "utf-8", **environ: str):
    return ability(environ, is_terminal=terminal, encoding=encoding, terminfo=KNOWN.get)


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, TRUE_COLOUR),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, TRUE_COLOUR),
        ({"TERM": "xterm-direct"}, TRUE_COLOUR),
        ({"TERM": "xterm-256color"}, INDEXED),
        ({"TERM": "foot"}, INDEXED),
        ({"TERM": "screen"}, NAMED),
        ({"TERM": "vt100"}, NO_COLOUR),
        ({"TERM": "nobody-knows-256color"}, INDEXED),
        ({"TERM": "nobody-knows"}, NAMED),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, NO_COLOUR),
        ({}, NO_COLOUR),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"}, NO_COLOUR),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, INDEXED),
    ],
)
def test_colours_follow_no_color_then_colorterm_then_terminfo(environ, colours):
    assert look(**environ).colours == colours


def test_a_pipe_has_no_colours_unless_they_are_forced():
    assert look(terminal=False, TERM="xterm-256color", COLORTERM="truecolor").colours == NO_COLOUR
    assert look(terminal=False, TERM="xterm-256color", FORCE_COLOR="1").colours == INDEXED
    assert look(terminal=False, TERM="dumb", FORCE_COLOR="1").colours == NAMED
    assert look(terminal=False, TERM="xterm-256color", FORCE_COLOR="0").colours == NO_COLOUR
    assert look(terminal=False, TERM="xterm", FORCE_COLOR="1", NO_COLOR="1").colours == NO_COLOUR


@pytest.mark.parametrize(
    ("environ", "encoding", "marker"),
    [
        ({"TERM": "xterm"}, "utf-8", "braille"),
        ({"TERM": "xterm", "LANG": "C"}, "utf-8", "braille"),
        ({"TERM": "xterm", "LANG": "en_US.UTF-8"}, "utf-8", "braille"),
        ({"TERM": "xterm", "LC_ALL": "de_DE.utf8@euro"}, "UTF-8", "braille"),
        ({"TERM": "xterm", "LANG": "en_US.ISO-8859-1"}, "utf-8", "ascii"),
        ({"TERM": "xterm", "LANG": "en_US.UTF-8", "LC_ALL": "de_DE.ISO-8859-15"}, "utf-8", "ascii"),
        ({"TERM": "xterm"}, "latin-1", "ascii"),
        ({"TERM": "xterm"}, "no-such-charset", "ascii"),
        ({"TERM": "xterm"}, None, "braille"),
        ({"TERM": "linux", "LANG": "en_US.UTF-8"}, "utf-8", "half-block"),
        ({"TERM": "xterm", "RNNTUI_MARKERS": "dot"}, "utf-8", "dot"),
        ({"TERM": "linux", "RNNTUI_MARKERS": "stars"}, "utf-8", "half-block"),
    ],
)
def test_characters_follow_the_locale_and_the_stream(environ, encoding, marker):
    assert look(encoding=encoding, **environ).marker == marker


def test_only_a_terminal_that_moves_its_cursor_is_live():
    assert look(TERM="xterm").live
    assert not look(TERM="dumb").live
    assert not look(terminal=False, TERM="xterm").live


def test_terminfo_is_asked_for_real():
    assert terminfo_colours("xterm-256color") in (256, None)  # None where there is no terminfo at all


def test_the_linux_console_has_few_characters_unless_braille_is_asked_for():
    assert (look(TERM="linux").marker, look(TERM="linux").console, look(TERM="linux").unicode) == (
        "half-block",
        True,
        False,
    )
    assert look(TERM="linux", RNNTUI_MARKERS="braille").unicode
    assert not look(TERM="xterm").console


def test_what_the_console_has_is_in_code_page_437():
    assert "".join(IN_CONSOLE - set("←↑→↓")).encode("cp437")  # where arrows lie among the controls
    assert not set("▸✗✓•…−×●╴╭") & IN_CONSOLE


def test_a_light_ground_is_one_that_was_named():
    assert [Palette.of(look(RNNTUI_THEME=name)).light for name in ("light", "dark", "")] == [
        True,
        False,
        False,
    ]
    assert not Palette.of(look(RNNTUI_THEME="light"), light=False).light
