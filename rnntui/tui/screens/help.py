"""The keys, on any screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from rnntui.tui.keys import EXPLAINED, EXPLAINED_ON_HOME
from rnntui.tui.screens.base import OverScreen


class HelpScreen(OverScreen[None]):
    """A list of keys, those of the home screen first if it opens there; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter,ctrl+o,f1", "close", "close"),
    ]

    def __init__(self, *, home: bool) -> None:
        super().__init__()
        self._home = home

    def compose(self) -> ComposeResult:
        """Keys and what they do."""
        with VerticalScroll(id="help"):
            yield Static(help_text(home=self._home), markup=False)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()


def help_text(*, home: bool) -> Text:
    """Two columns."""
    text = Text().append("Keys (arrows scroll, Escape closes)\n", "bold")  # a style given to Text is for all
    if home:
        _rows(text, EXPLAINED_ON_HOME)
        text.append("\nIn a lesson\n", "bold")
    _rows(text, EXPLAINED)
    return text


def _rows(text: Text, explained: Iterable[tuple[str, str]]) -> None:
    for key, does in explained:
        text.append(f"{key:<10}", "bold").append(f" {does}\n")
