"""What stands under the lab's chart: how a run goes, how it ended, or why it failed."""

from __future__ import annotations

from dataclasses import dataclass

from rnntui.tui.result import Beside, failed_lines, said_of, wrapped
from rnntui.tui.run_state import RunState
from rnntui.tui.words import running_line

LEAST_CHART = 6  # rows: no chart is lower
GOOD_CHART = 8  # rows of a chart for which the editor gives way
EDITORS = {"-short": 7, "-least": 4}
"""Rows of the editor where it gives way, as the stylesheet has them: most specs whole, or their model."""


def run_rows(
    state: RunState | None, width: int, since: float, now: float, note: str, beside: Beside, *, unicode: bool
) -> list[str]:
    """Rows of at most ``width`` columns.

    ``since`` is when the run's phase began on the clock that shows ``now``, ``note`` is what changed since
    the run before.
    """
    if state is None:
        return []
    if state.failed is not None:
        return wrapped(failed_lines(state.failed), width)
    if state.finished is not None:
        return wrapped(said_of(state, note, beside), width)
    return [running_line(state, now - since, width, silent=now - state.heard, unicode=unicode)]


@dataclass(frozen=True, slots=True)
class Room:
    """A lab of ``height`` rows, ``status`` of them under the editor; ``zoomed``: there is no editor."""

    height: int
    status: int
    wide: bool
    zoomed: bool

    @property
    def usual(self) -> int:
        """The rows of the editor where nothing else wants room, as the stylesheet has them."""
        if self.zoomed:
            return 0
        return min(max(self.height // 4, 12), 24) if self.wide else 9

    def beside(self, editor: int, chart: int) -> int:
        """The rows that an editor and a chart of so many rows leave for what is said."""
        return self.height - editor - (0 if self.zoomed else max(self.status, 1)) - chart

    def editor(self, rows: int) -> str:
        """How the editor gives way to so many rows of text; empty where it need not."""
        if self.zoomed or rows <= self.beside(self.usual, GOOD_CHART):
            return ""
        return next(
            (name for name, size in EDITORS.items() if rows <= self.beside(size, GOOD_CHART)), "-least"
        )
