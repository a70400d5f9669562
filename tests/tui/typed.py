"""Typing into the real app, directly and in tmux: what is typed, and what is to be seen then."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.tui.terminal import HEARD, Terminal, in_tmux, terminal

Seen: TypeAlias = Callable[[str], bool]
Steps: TypeAlias = tuple[tuple[str, Seen], ...]
Open: TypeAlias = Callable[..., AbstractContextManager[Terminal]]
WAYS = ("terminal", "tmux")
IN_EDITOR = "leave the editor"
THE_KEY = "the key itself"
NOTES_GO = "\x1b[20~"  # F9

# A worker that trains half of the epochs at once and ends a run when it is told to; what leaves no trace
# on the screen says so.
CODE = f"""{HEARD}
import rnntui.tui.link as link
from rnntui.runs.protocol import Failed, Progress
import rnntui.tui.leaving as leaving
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

def mounted(app):  # F9 takes the notes away; by themselves they go when no machine is too late
    on_mount(app)
    app.bind("f9", "clear_notifications")

on_mount, RnntuiApp.on_mount = RnntuiApp.on_mount, mounted
RnntuiApp.action_clear_notifications = lambda app: app.clear_notifications()

tells(RnntuiApp, "redraw")
tells(LessonScreen, "beside")
link.WorkerLink = Link
leaving.TWICE = 60
RnntuiApp.NOTIFICATION_TIMEOUT = 600
"""


def has(text: str) -> Seen:
    """The text stands on the screen."""
    return lambda screen: text in screen


def lacks(text: str) -> Seen:
    """It does not."""
    return lambda screen: text not in screen


def follow(opened: Terminal, key: str, steps: Steps) -> None:
    """Type, and see what is to be seen, step by step."""
    for text, seen in steps:
        opened.press_heard(key if text == THE_KEY else text)
        opened.until(lambda seen=seen: seen(opened.text), f"after {text!r}, of {key!r}")


def opener(way: str, place: Callable[[], Path]) -> Open:
    """Opens the app directly, or in tmux, which keeps its files in ``place``."""
    if way == "terminal":
        return terminal
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    return lambda *arguments, **options: in_tmux(place(), *arguments, **options)
