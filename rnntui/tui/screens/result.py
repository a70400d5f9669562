"""All that is known of a run that has ended."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from rnntui.runs.tables import ForecastTable
from rnntui.tui.result import result_texts
from rnntui.tui.run_state import RunState
from rnntui.tui.screens.base import OverScreen

_FRAME = 5  # columns of the window's border, padding and scrollbar


class ResultScreen(OverScreen[None]):
    """Scores beside every baseline, notes, files; the key that opened it closes it too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,d,enter,ctrl+o,o", "close", "close"),
    ]

    def __init__(self, state: RunState, table: ForecastTable | None, change: str) -> None:
        super().__init__()
        self._state = state
        self._steps = int(table.rows("test").sum()) if table is not None else None
        self._change = change

    def compose(self) -> ComposeResult:
        """The text in a window that scrolls."""
        with VerticalScroll(id="result"):
            yield Static("", id="result-text", markup=False)
            yield Static(Text("\nd closes this.", "dim"))

    def on_resize(self) -> None:
        """Another width, another table."""
        width = min(self.size.width, 100) - _FRAME
        texts = result_texts(self._state, self._steps, self._change, width)
        self.query_one("#result-text", Static).update(Text("\n").join(texts))

    def action_close(self) -> None:
        """Back."""
        self.dismiss()
