"""What stands under the lab's chart: how a run goes, how it ended, or why it failed."""

from __future__ import annotations

from rnntui.tui.result import Beside, failed_lines, said_of, wrapped
from rnntui.tui.run_state import RunState
from rnntui.tui.words import running_line

LEAST_CHART = 6  # rows: no chart is lower
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


def rows_free(height: int, status: int, *, wide: bool, zoomed: bool, small: bool) -> int:
    """The rows of a lab of ``height`` that the editor, its status and a chart worth looking at leave.

    ``small``: the editor gives way to what is said; ``zoomed``: the chart has the editor's room.
    """
    if zoomed:
        return height - LEAST_CHART
    usual = min(max(height // 4, 12), 24) if wide else 9  # as the stylesheet has it
    return height - (SMALL_EDITOR if small else usual) - max(status, 1) - LEAST_CHART
