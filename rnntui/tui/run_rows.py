"""What stands under the lab's chart: how a run goes, how it ended, or why it failed."""

from __future__ import annotations

from dataclasses import dataclass

from rnntui.tui.result import Beside, failed_lines, said_of, wrapped
from rnntui.tui.run_state import RunState
from rnntui.tui.words import running_line

LEAST_CHART = 6  # rows: no chart is lower
GOOD_CHART = 9  # rows of a chart for which the editor gives way
SMALL_EDITOR = 4  # rows of the editor where a run has much to say


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

    def beside(self, chart: int, *, small: bool = False) -> int:
        """The rows that a chart of so many rows and the editor leave; ``small``: that gives way."""
        if self.zoomed:
            return self.height - chart
        usual = min(max(self.height // 4, 12), 24) if self.wide else 9  # as the stylesheet has it
        return self.height - (SMALL_EDITOR if small else usual) - max(self.status, 1) - chart
