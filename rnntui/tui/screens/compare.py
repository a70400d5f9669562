"""The spec beside the one that the step starts with."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from rnntui.tui.differences import differences_text
from rnntui.tui.screens.base import OverScreen


class CompareScreen(OverScreen[None]):
    """The lines of both; the key that opened it closes it, and so do the usual ones."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,c,enter,ctrl+o,o", "close", "close")]

    def __init__(self, start: str, now: str) -> None:
        super().__init__()
        self._start = start
        self._now = now

    def compose(self) -> ComposeResult:
        """What differs."""
        with VerticalScroll(id="compare"):
            yield Static(differences_text(self._start, self._now), markup=False)
            yield Static(Text("\nc closes this; in the lesson u puts the starting spec back.", "dim"))

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
