"""Every key, as the bytes that a terminal sends, through a pseudo-terminal and through tmux in one."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pytest

from rnntui.tui.keys import IN_A_LESSON
from tests.tui.conftest import COURSE
from tests.tui.terminal import Terminal, in_tmux, terminal

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

Seen: TypeAlias = Callable[[str], bool]
Open: TypeAlias = Callable[..., AbstractContextManager[Terminal]]
WIDE = (120, 40)  # both panes are in sight
SPEC = "model.fit(epochs=200)"
IN_EDITOR = "leave the editor"

# A worker that trains half of the epochs at once and ends a run when it is told to; what leaves no trace
# on the screen says so.
CODE = """
import rnntui.tui.link as link
from rnntui.runs.protocol import Failed, Progress
from rnntui.tui.app import RnntuiApp
from rnntui.tui.screens.lesson import LessonScreen

class Link:
    is_warm = True
    def __init__(self, tell, *_): self.tell = tell
    def warm_up(self): pass
    def close(self): pass
    def take_notes(self): return ()
    def train(self, spec, data, seed):
        losses = tuple(1 / at for at in range(1, 51))
        self.tell(link.Said(Progress("run", 50, 200, losses, losses, 1900.0)))
        return "run"
    def stop(self, run): self.tell(link.Said(Failed(run, "worker", "told", "It was stopped.")))
    def cancel(self, run): self.tell(link.Said(Failed(run, "worker", "told", "It was cancelled.")))

def tells(screen, name):
    do = getattr(screen, "action_" + name)
    def told(self):
        do(self)
        self.notify(name + " was done.")
    setattr(screen, "action_" + name, told)

tells(RnntuiApp, "redraw")
tells(LessonScreen, "beside")
link.WorkerLink = Link
RnntuiApp.NOTIFICATION_TIMEOUT = 2
"""


def has(text: str) -> Seen:
    """The text stands on the screen."""
    return lambda screen: text in screen


def lacks(text: str) -> Seen:
    """It does not."""
    return lambda screen: text not in screen


Steps: TypeAlias = tuple[tuple[str, Seen], ...]
THE_KEY = "the key itself"


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
    return Row(has(text), (("\x1b", lacks(text)),))


def says(text: str) -> Row:
    """A note that goes by itself."""
    return Row(has(text), (("", lacks(text)),))


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
    "units": Row(lacks("600┤"), ((THE_KEY, has("600┤")),)),
    "other-pane": Row(IN_LAB, ((THE_KEY, IN_TEXT),)),
    "other-pane-plain": Row(IN_LAB, ((THE_KEY, IN_TEXT),)),
    "lab-pane": Row(IN_LAB, (("1", IN_TEXT),)),
    "lesson-pane": Row(IN_TEXT, (), (("2", IN_LAB),)),
    "edit": Row(has(IN_EDITOR), (("\x0f", IN_LAB), ("1", IN_TEXT))),
    "reset": Row(
        lacks("# mine"),
        (("1", IN_TEXT),),
        (("e", has(IN_EDITOR)), ("# mine ", has("# mine")), ("\x0f", IN_LAB)),
    ),
    "mend": Row(
        has("Nothing here needs mending."), (("", lacks("Nothing here needs mending.")), ("1", IN_TEXT))
    ),
    "zoom": Row(lacks(SPEC), (("1", has(SPEC)),), (("2", IN_LAB),)),
    "markers": Row(lacks("\u28c0"), (("mmm", has("\u28c0")),)),
    "view": Row(has(SPEC), (("1", IN_TEXT), ("p", STEP_2)), (("n", STEP_3), ("", lacks(SPEC)))),
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
}
BYTES = {
    "escape": "\x1b",
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


def follow(opened: Terminal, key: str, steps: Steps) -> None:
    """Type, and see what is to be seen, step by step."""
    for text, seen in steps:
        opened.press(key if text == THE_KEY else text)
        opened.until(lambda seen=seen: seen(opened.text), f"after {text!r}, of {key!r}")


@pytest.fixture(params=["terminal", "tmux"])
def start(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Opens the app directly, or in tmux."""
    if request.param == "terminal":
        return terminal
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    place: Path = tmp_path_factory.mktemp("tmux")
    return lambda *arguments, **options: in_tmux(place, *arguments, **options)


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
