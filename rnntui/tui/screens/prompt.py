"""A small prompt for the path of a file; what is wrong with it is said in the prompt."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from rnntui.tui.screens.base import OverScreen


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a path: ``done`` closes the prompt, ``ask`` is what a second Enter is sure of."""

    said: str
    done: bool = False
    ask: bool = False


Try: TypeAlias = Callable[[str, bool], Awaitable[Answer]]
"""Called with what was typed, and whether the learner is sure; it does the work, and may take its time."""


class PathPrompt(OverScreen[str]):
    """Asks for a path until ``attempt`` is done with it; the result is what is to be said then."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+o", "cancel", "cancel", priority=True)]

    def __init__(self, title: str, path: str, attempt: Try) -> None:
        super().__init__()
        self._title = title
        self._path = path
        self._attempt = attempt
        self._asked = ""

    def compose(self) -> ComposeResult:
        """What it is for, the path, what is wrong with it, the keys."""
        with Vertical(id="prompt"):
            yield Static(Text(self._title, "bold"))
            yield Input(self._path, id="path", compact=True)
            yield Static("", id="path-said", markup=False)
            yield Static(Text("Enter does it, typing names another, Escape cancels", "dim"))

    def on_mount(self) -> None:
        """The path is selected: what is typed takes its place."""
        self.query_one(Input).cursor_blink = False

    def on_input_changed(self) -> None:
        """Another path: nothing is known of it yet, and nobody wants the one before."""
        self.workers.cancel_node(self)
        self._asked = ""
        self._say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try it; where a file would be lost, the second Enter is sure."""
        event.stop()
        sure = bool(event.value) and event.value == self._asked
        self._say("One moment.", quiet=True)
        self.run_worker(self._try(event.value, sure), exclusive=True)

    async def _try(self, typed: str, sure: bool) -> None:
        answer = await self._attempt(typed, sure)
        if answer.done:
            self.dismiss(answer.said)
            return
        self._asked = typed if answer.ask else ""
        self._say(answer.said)

    def _say(self, text: str, *, quiet: bool = False) -> None:
        line = self.query_one("#path-said", Static)
        line.set_class(quiet, "-quiet")
        line.update(Text(text))

    def action_cancel(self) -> None:
        """Nothing was done."""
        self.dismiss("")
