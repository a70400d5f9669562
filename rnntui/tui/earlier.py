"""Runs that ended before, kept so that the newest can be seen beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from rnntui.runs.files import RunFiles
from rnntui.runs.protocol import Finished
from rnntui.runs.store import StoredRun
from rnntui.runs.tables import Floats, ForecastTable
from rnntui.spec.printing import print_spec
from rnntui.tui.run_state import RunState
from rnntui.tui.trained import trained

Compare: TypeAlias = Literal["before", "all", "alone"]
COMPARED: tuple[Compare, ...] = ("before", "all", "alone")
MOST_BESIDE = 3
"""Earlier runs that are drawn beside the newest."""


@dataclass(frozen=True, slots=True, eq=False)
class PastRun:
    """A run that kept a model: what it was, what it forecast, and its losses by epoch."""

    run: str
    spec: str
    seed: int
    finished: Finished
    table: ForecastTable
    loss: Floats
    val_loss: Floats

    def score(self, kind: str) -> float | None:
        """Its RMSE ``one_step`` or ``recursive``, None where it has none."""
        rmse: float | None = (self.finished.metrics.get(kind) or {}).get("rmse")
        return rmse

    @property
    def data(self) -> str:
        """The name of the series it was trained on."""
        source = trained(self.spec).source
        return source.name if source is not None else ""


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """What a run can be seen beside: the one ``before`` it at its place, and its lesson's, newest first.

    Of runs of the same spec with the same seed there is only the newest, and none that is as the run itself.
    """

    before: PastRun | None = None
    lesson: tuple[PastRun, ...] = ()


NONE_EARLIER = Earlier()


@lru_cache(maxsize=64)
def canonical(spec: str) -> str:
    """A spec's text without what means nothing, such as spaces and comments."""
    read = trained(spec).spec
    return print_spec(read) if read is not None else spec


def counts(finished: Finished) -> bool:
    """Whether exercises are graded on a run: it came to its own end, not at a chosen moment."""
    return finished.status in ("completed", "diverged")


def past_run(state: RunState, table: ForecastTable | None) -> PastRun | None:
    """The run of a state, once it has ended and kept something."""
    if state.finished is None or not state.kept or table is None:
        return None
    return PastRun(state.run, state.spec, state.seed, state.finished, table, state.loss, state.val_loss)


def stored_run(stored: StoredRun) -> PastRun | None:
    """A run out of the store and its files; None for one that kept no model.

    Raises:
        FilesProblem: its files are missing or damaged.
    """
    if not isinstance(stored.event, Finished) or not stored.event.best_epoch:
        return None
    files = RunFiles(stored.dir)
    history, table = files.read_history(), files.read_forecast()
    return PastRun(stored.run, stored.spec, stored.seed, stored.event, table, history.loss, history.val_loss)


def state_of(past: PastRun) -> RunState:
    """The state in which the run ended."""
    return RunState(
        past.run,
        past.spec,
        past.seed,
        phase="ended",
        epoch=past.finished.epochs,
        epochs=past.finished.epochs,
        loss=past.loss,
        val_loss=past.val_loss,
        finished=past.finished,
    )


def earlier_than(state: RunState, here: Sequence[PastRun], lesson: Sequence[PastRun]) -> Earlier:
    """What ``state`` can be seen beside: ``here`` are the runs of its place, both are oldest first."""
    before = [past for past in here if past.run != state.run]
    source = trained(state.spec).source
    seen = {(canonical(state.spec), state.seed)}
    chosen: list[PastRun] = []
    for past in reversed([past for past in lesson if past.run != state.run]):
        known = (canonical(past.spec), past.seed)
        if known not in seen and source is not None and past.data == source.name:
            seen.add(known)
            chosen.append(past)
    return Earlier(before[-1] if before else None, tuple(chosen[:MOST_BESIDE]))
