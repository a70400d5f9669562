"""How a run learnt that was over before anyone could watch it: its forecasts after few epochs, in order."""

from __future__ import annotations

from dataclasses import replace

from rnntui.tui.lab_charts import Runs

WATCHED = 1.5  # seconds of training: a longer one was seen as it learnt
FEWEST = 3


def slow_motion(runs: Runs) -> tuple[Runs, ...]:
    """What to show one after the other before the run's end; nothing of a run that was watched."""
    state = runs.state
    if state is None or state.finished is None or runs.table is None or len(state.course) < FEWEST:
        return ()
    if state.finished.seconds.get("train", 0.0) > WATCHED:
        return ()
    return tuple(replace(runs, early=early) for early in state.course if early[0] < state.epochs)
