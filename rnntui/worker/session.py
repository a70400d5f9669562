"""What the steps of a training job share, and what they tell the interface on the way."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from rnntui.runs.protocol import Progress, Started, Train
from rnntui.series.prepare import Prepared
from rnntui.spec.printing import print_spec
from rnntui.spec.records import ModelSpec
from rnntui.worker import outcome
from rnntui.worker.channel import Channel
from rnntui.worker.engine.choice import Choice
from rnntui.worker.engine.trainer import Beat
from rnntui.worker.fitting import Fitting
from rnntui.worker.loading import versions
from rnntui.worker.program import Programs
from rnntui.worker.task import Task

LIVE_STEPS = 500
# Nobody sees a run that is over sooner while it runs.
LIVE_AFTER_SECONDS = 0.4
EARLY_SECONDS = 0.03  # for the forecasts before that
LIVE_SHARE = 0.05


@dataclass
class Session:
    """One training job of a model of ``params``; ``notes`` grows by the sentences of its result."""

    request: Train
    channel: Channel
    task: Task
    choice: Choice
    programs: Programs
    params: int
    notes: list[str] = field(default_factory=list)

    @property
    def spec(self) -> ModelSpec:
        """The spec that is trained."""
        return self.task.spec

    @property
    def prepared(self) -> Prepared:
        """The series that it is trained on."""
        return self.task.prepared


def started(session: Session) -> Started:
    """What is about to be trained."""
    prepared = session.prepared
    return Started(
        run=session.request.run,
        seed=session.request.seed,
        params=session.params,
        input_shape=prepared.input_shape,
        windows={
            "train": len(prepared.train_starts),
            "validation": len(prepared.validation_starts),
            "test": len(prepared.test_starts),
        },
        engine=session.choice.engine,
        threads=session.choice.threads,
        spec=print_spec(session.spec),
        versions=versions(),
        notes=session.task.notes,
    )


def reporter(session: Session, fit: Fitting, stage: str) -> Callable[[Beat], None]:
    """Sends a fitting's progress, with its recursive forecast as `_Live` has it."""
    items = fit.trainer.items_per_epoch
    live = _Live(session, fit) if stage == "train" else None

    def report(beat: Beat) -> None:
        done = beat.epoch + fit.trainer.item / items
        session.channel.send(
            Progress(
                run=session.request.run,
                epoch=beat.epoch,
                epochs=fit.trainer.epochs,
                loss=tuple(beat.loss.tolist()),
                val_loss=tuple(beat.watched.tolist()) if fit.trainer.watches else (),
                epochs_per_second=done / max(fit.train_seconds, 1e-9),
                recursive=live.path(beat.epoch) if live else (),
                stage=stage,
            )
        )

    return report


class _Live:
    """The recursive forecast as it learns, as often as it costs little of the training's time.

    At first after 1, 3, 10, 30, ... epochs, so that a run which is over in no time can be looked back on.
    """

    def __init__(self, session: Session, fit: Fitting) -> None:
        self._prepared = session.prepared
        self._fit = fit
        self._spent = 0.0

    def path(self, epoch: int) -> tuple[float, ...]:
        """The first steps over the test part in the series' units, empty where it is not its turn."""
        if not self._prepared.recursive or not self._due(epoch):
            return ()
        begin = time.perf_counter()
        path = outcome.path_over_test(self._prepared, self._fit.predictor, self._fit.weights, LIVE_STEPS)
        self._spent += time.perf_counter() - begin
        return () if path is None else tuple(path[:, 0].tolist())

    def _due(self, epoch: int) -> bool:
        elapsed = self._fit.train_seconds
        if elapsed < LIVE_AFTER_SECONDS:
            return str(epoch).rstrip("0") in ("1", "3") and self._spent < EARLY_SECONDS
        return self._spent <= LIVE_SHARE * elapsed
