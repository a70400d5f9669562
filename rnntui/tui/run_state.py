"""What the app knows of a run: one immutable record, moved on by the events of the worker."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rnntui.runs.protocol import Event, Failed, Finished, Progress, Started

Floats: TypeAlias = NDArray[np.float64]
Phase: TypeAlias = Literal["starting", "compiling", "training", "ending", "ended", "failed"]


def _none() -> Floats:
    return np.zeros(0)


@dataclass(frozen=True, slots=True, eq=False)
class RunState:
    """A run from the key that started it to its end.

    ``loss`` and ``val_loss`` grow by one value per epoch; ``recursive`` is the last live forecast of the
    test part, in the series' units, and ``course`` some of them with their epochs. ``warm`` says whether the
    worker had TensorFlow when it was asked. ``stopping`` is set by the key, before the worker has answered.
    ``heard`` is when the worker last spoke of it, ``asked`` when that key was pressed.
    """

    run: str
    spec: str
    seed: int
    warm: bool = True
    phase: Phase = "starting"
    stopping: Literal["", "stop", "cancel"] = ""
    started: Started | None = None
    epoch: int = 0
    epochs: int = 0
    epochs_per_second: float = 0.0
    loss: Floats = field(default_factory=_none)
    val_loss: Floats = field(default_factory=_none)
    recursive: Floats = field(default_factory=_none)
    course: tuple[tuple[int, Floats], ...] = ()
    heard: float = 0.0
    asked: float = 0.0
    finished: Finished | None = None
    failed: Failed | None = None

    @property
    def running(self) -> bool:
        """Whether the worker still has it."""
        return self.phase not in ("ended", "failed")

    @property
    def has_trained(self) -> bool:
        """Whether a stop would leave something to keep."""
        return self.running and (self.epoch > 0 or self.phase == "ending")

    @property
    def shows_nothing(self) -> bool:
        """Whether it failed before it had forecast anything."""
        return self.failed is not None and not len(self.recursive)

    @property
    def kept(self) -> bool:
        """Whether it ended with a model and files."""
        return self.finished is not None and bool(self.finished.files)


def advance(state: RunState, event: Event) -> RunState:
    """The state after an event; events of other runs change nothing."""
    if getattr(event, "run", None) != state.run or not state.running:
        return state
    if isinstance(event, Started):
        return replace(state, phase="compiling", started=event)
    if isinstance(event, Progress):
        if event.stage == "final":
            return replace(state, phase="ending")
        recursive = _numbers(event.recursive) if event.recursive else state.recursive
        return replace(
            state,
            phase="training",
            epoch=event.epoch,
            epochs=event.epochs,
            epochs_per_second=event.epochs_per_second,
            loss=_longer(state.loss, event.loss),
            val_loss=_longer(state.val_loss, event.val_loss),
            recursive=recursive,
            course=_further(state.course, event.epoch, recursive) if event.recursive else state.course,
        )
    if isinstance(event, Finished):
        return replace(state, phase="ended", finished=event, epoch=event.epochs or state.epoch)
    if isinstance(event, Failed):
        return replace(state, phase="failed", failed=event)
    return state


def _longer(before: Floats, more: tuple[float | None, ...]) -> Floats:
    return np.concatenate([before, _numbers(more)]) if more else before


def _further(
    course: tuple[tuple[int, Floats], ...], epoch: int, recursive: Floats
) -> tuple[tuple[int, Floats], ...]:
    """With this forecast, where it is of half as many epochs again: learning slows down as it goes on."""
    return course if course and epoch < 1.5 * course[-1][0] else (*course, (epoch, recursive))


def _numbers(values: tuple[float | None, ...]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], float)
