"""The keys, on any screen."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from rnntui.tui.keys import EXPLAINED
from rnntui.tui.screens.base import OverScreen


class HelpScreen(OverScreen[None]):
    """A list of keys; any of the usual keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter,ctrl+o,f1", "close", "close"),
    ]

    def compose(self) -> ComposeResult:
        """Keys and what they do."""
        with VerticalScroll(id="help"):
            yield Static(help_text(), markup=False)

    def action_close(self) -> None:
        """Back."""
        self.dismiss()


def help_text() -> Text:
    """Two columns."""
    text = Text().append("Keys (arrows scroll, Escape closes)\n", "bold")  # a style given to Text is for all
    for key, does in EXPLAINED:
        text.append(f"{key:<10}", "bold").append(f" {does}\n")
    return text
