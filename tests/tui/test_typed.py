"""Every key, as the bytes that a terminal sends, through a pseudo-terminal and through tmux in one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from rnntui.tui.keys import IN_A_LESSON
from tests.tui.conftest import COURSE
from tests.tui.terminal import Terminal
from tests.tui.typed import (
    CODE,
    IN_EDITOR,
    NOTES_GO,
    THE_KEY,
    WAYS,
    Open,
    Seen,
    Steps,
    follow,
    has,
    lacks,
    opener,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

WIDE = (120, 40)  # both panes are in sight
SPEC = "model.fit(epochs=200)"


@dataclass(frozen=True)
class Row:
    """What is seen after a key; typed before, and typed after to be back in the second step's text."""

    seen: Seen
    back: Steps = ()
    before: Steps = ()


STEP_1, STEP_2, STEP_3 = has("\u00b7 1/4"), has("\u00b7 2/4"), has("\u00b7 3/4")
IN_LAB, IN_TEXT = has("e edit"), lacks("e edit")
TRAINS, CANCELLED = has("50/200"), has("It was cancelled.")


def opens(text: str) -> Row:
    """A screen over the lesson, which Escape closes."""
    # A frame that is half drawn lacks it as well: the lesson's own title is there when it is closed.
    return Row(has(text), (("\x1b", lambda screen: text not in screen and "/4" in screen),))


def says(text: str) -> Row:
    """A note."""
    return Row(has(text), ((NOTES_GO, lacks(text)),))


TABLE: dict[str, Row] = {
    "train": Row(TRAINS, ((THE_KEY, has("It was stopped.")), ("1", IN_TEXT))),
    "cancel": Row(CANCELLED, (("1", IN_TEXT),), (("r", TRAINS),)),
    "seed": Row(TRAINS, (("x", CANCELLED), ("1", IN_TEXT))),
    "losses": Row(
        has("\u2574 val_loss"),
        (("ll", lacks("\u2574 val_loss")), ("x", CANCELLED), ("1", IN_TEXT)),
        (("r", TRAINS),),
    ),
    "beside": says("beside was done."),
    "details": opens("d closes this."),
    "claims": says("This step claims nothing"),
    "units": Row(lacks("600┤"), ((THE_KEY, has("600┤")),)),
    "other-pane": Row(IN_LAB, ((THE_KEY, IN_TEXT),)),
    "other-pane-plain": Row(IN_LAB, ((THE_KEY, IN_TEXT),)),
    "notes-away": Row(lacks("No term is marked"), (), (("t", has("No term is marked")),)),
    "lab-pane": Row(IN_LAB, (("1", IN_TEXT),)),
    "lesson-pane": Row(IN_TEXT, (), (("2", IN_LAB),)),
    "edit": Row(has(IN_EDITOR), (("\x0f", IN_LAB), ("1", IN_TEXT))),
    "reset": Row(
        lacks("# mine"),
        (("1", IN_TEXT),),
        (("e", has(IN_EDITOR)), ("# mine ", has("# mine")), ("\x0f", IN_LAB)),
    ),
    "mend": Row(
        has("Nothing here needs mending."), ((NOTES_GO, lacks("Nothing here needs mending.")), ("1", IN_TEXT))
    ),
    "zoom": Row(lacks(SPEC), (("1", has(SPEC)),), (("2", IN_LAB),)),
    "markers": Row(lacks("\u28c0"), (("mmm", has("\u28c0")),)),
    "view": Row(lacks(SPEC), (("1", IN_TEXT), ("p", STEP_2)), (("n", STEP_3), ("", has(SPEC)))),
    "play-from-lesson": Row(
        has("space show it"), (("1", lacks("space show it")), ("n", STEP_2)), (("p", STEP_1),)
    ),
    "hint": Row(has("Hint 1: Train for longer."), (("p", STEP_2),), (("n", STEP_3),)),
    "question": Row(has("this number"), (("\x0f", lacks("this number")),)),
    "next": Row(STEP_3, (("p", STEP_2),)),
    "previous": Row(STEP_1, (("n", STEP_2),)),
    "lessons": Row(has("A second lesson"), (("\r", STEP_2),)),
    "redraw": says("redraw was done."),
    "terms": says("No term is marked in this step."),
    "help": opens("Escape closes"),
    "palette": opens("The name of an action"),
    "search": opens("Search lessons and glossary"),
    "compare": opens("starting spec"),
    "save": opens("Save the spec to the file"),
    "load": opens("Load a spec from the file"),
    "export": opens("Export"),
    "quit": Row(has("ended with 0")),
}
IN_THE_EDITOR = {
    **TABLE,
    "train": Row(TRAINS, ((THE_KEY, has("It was stopped.")),)),
    "other-pane": Row(lacks(IN_EDITOR)),
    "notes-away": Row(lacks(IN_EDITOR)),  # without one it leaves the editor
}
BYTES = {
    "escape": "\x1b",
    "space": " ",
    "tab": "\t",
    "enter": "\r",
    "question_mark": "?",
    "colon": ":",
    "slash": "/",
    "f1": "\x1bOP",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    **{f"ctrl+{letter}": chr(ord(letter) & 0x1F) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
TEXT = ("enter", "tab")  # what the editor takes for itself, beside letters


def keys() -> Iterator[tuple[str, str]]:
    """Every key of the lesson's screen with the name of what it does; those that quit come last."""
    for binding in sorted(IN_A_LESSON, key=lambda one: one.id == "quit"):
        for key in binding.key.split(","):
            yield str(binding.id), key


def typed(key: str) -> str:
    """The bytes of a key."""
    return key if len(key) == 1 else BYTES[key]


@pytest.fixture(params=WAYS)
def start(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Opens the app directly, or in tmux."""
    return opener(request.param, lambda: tmp_path_factory.mktemp("tmux"))


def to_second_step(opened: Terminal) -> None:
    """From the home screen."""
    follow(opened, "", (("", has("A second lesson")), ("\r", STEP_1), ("n", STEP_2), ("", has("\u28c0"))))


def test_every_key_has_its_row():
    assert {name for name, _ in keys()} == set(TABLE)
    assert all(typed(key) for _, key in keys())


def test_every_key_does_what_it_says(start):
    with start("--course", COURSE, size=WIDE, code=CODE) as opened:
        to_second_step(opened)
        *others, last = [(name, key) for name, key in keys() if key != "ctrl+q"]
        for name, key in [*others, last]:
            row = TABLE[name]
            follow(opened, typed(key), (*row.before, (typed(key), row.seen), *row.back))


def test_in_the_editor_letters_are_text_and_all_other_keys_do_what_they_say(start):
    to_editor: Steps = (("e", has(IN_EDITOR)),)
    with start("--course", COURSE, size=WIDE, code=CODE) as opened:
        to_second_step(opened)
        letters = "".join(
            typed(key) for _, key in keys() if len(typed(key)) == 1 and typed(key).isprintable()
        )
        follow(opened, "", (*to_editor, (letters, has(letters)), ("\x0f", IN_LAB), ("u", lacks(letters))))
        for name, key in keys():
            if typed(key) in letters or key in TEXT:
                continue
            row = IN_THE_EDITOR[name]
            follow(opened, typed(key), (*to_editor, (typed(key), row.seen), *row.back))
            if IN_EDITOR in opened.text and name != "quit":
                follow(opened, "", (("\x0f", lacks(IN_EDITOR)),))
