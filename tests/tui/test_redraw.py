"""ctrl+l draws everything again, on every screen and with any focus, whatever was written over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from rnntui.tui.keys import EXPLAINED
from tests.tui.conftest import COURSE
from tests.tui.terminal import HEARD, Terminal, terminal

CTRL_L, CTRL_O, ESCAPE, NOTHING = "\x0c", "\x0f", "\x1b", ""
DOWN, END = "\x1b[B", "\x1b[F"


@dataclass(frozen=True)
class Place:
    """The keys that lead there from the place before, each with what shows then, or with ``-`` is gone."""

    name: str
    way: tuple[tuple[str, str], ...]
    seen: tuple[str, ...]


PLACES = (
    Place("home", ((NOTHING, "A second lesson"),), ("See why a recurrent", "quits")),
    Place("help", (("?", "Escape closes"),), ("Keys (arrows scroll", EXPLAINED[3][1])),
    Place(
        "palette", ((ESCAPE, "-Escape closes"), (":", "Open the lesson")), ("The name of an action", "ctrl+l")
    ),
    Place("lesson", ((ESCAPE, "-name of an action"), ("\r", "1/4")), ("Read and guess", "n next")),
    Place("a choice", (("\r", "up down choose"),), ("▸ ( ) seven", "up down choose")),
    Place(
        "a number",
        (("\r", "-up down choose"), ("\r", "this number")),
        ("1 A first lesson", "o leave"),
    ),
    Place(
        "search", ((CTRL_O, "-this number"), ("/", "Type a word"), ("prism", "1 of 1")), ("prism", "1 of 1")
    ),
    Place("definition", (("\r", "Escape closes"),), ("What a prism", "Escape closes")),
    Place("lab", ((ESCAPE, "-What a prism"), ("n", "2/4"), ("2", "1955")), ("[Lab]", "e edit")),
    Place("comparison", (("c", "c closes this"),), ("c closes this",)),
    Place(
        "prompt", ((ESCAPE, "-c closes this"), ("w", "Save the spec")), ("Save the spec", "Escape cancels")
    ),
    Place("editor", ((ESCAPE, "-Save the spec"), ("e", "leave the editor")), ("[Lab]", "leave the editor")),
    Place("completion", ((DOWN * 2 + END + "\rLS", "Tab takes it"),), ("    LS", "leave the editor")),
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """One app for all places, which follow each other."""
    with terminal("--course", COURSE, code=HEARD, RNNTUI_HOME=str(tmp_path_factory.mktemp("home"))) as term:
        yield term


def test_what_was_written_over_the_screen_is_gone(opened: Terminal) -> None:
    for place in PLACES:
        for key, text in place.way:
            opened.press_heard(key)
            there, what = not text.startswith("-"), text.removeprefix("-")
            opened.until(
                lambda there=there, what=what: (what in opened.text) is there,
                f"{what!r} on the way to {place.name}",
            )
        opened.garble()
        assert opened.is_garbled
        opened.press(CTRL_L)
        opened.until(lambda: not opened.is_garbled, f"all of it is drawn again: {place.name}")
        opened.shows(*place.seen)
