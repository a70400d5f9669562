"""Checking a step's claims on the learner's own machine: each spec trained with every seed, in a thread."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rnntui.course.prove import Means, Proof, prove_expect
from rnntui.course.records import CourseProblem, Expect, Lesson
from rnntui.figures.values import figure_values
from rnntui.runs.client import WorkerClient
from rnntui.runs.protocol import Event, Finished, Progress, Train
from rnntui.tui.proof_runs import ProofRuns, RunFailed

Tell = Callable[[str, "Proof | str"], object]
"""Is told of a claim, by its name: how far it is, in words, or in the end its proof."""


class _Stopped(Exception):
    """Nobody waits for the proof any more."""


class Check:
    """The proof of some claims of a lesson; `run` is for a thread, `stop` for any other."""

    def __init__(self, lesson: Lesson, claims: Sequence[Expect], tell: Tell) -> None:
        self._lesson = lesson
        self._claims = tuple(claims)
        self._tell = tell
        self._stopped = False
        self._cancel: Callable[[], None] = lambda: None

    def stop(self) -> None:
        """Leave it at that."""
        self._stopped = True
        self._cancel()

    def run(self, client: WorkerClient, cwd: str) -> None:
        """Prove one claim after the other; relative paths in specs are meant from ``cwd``."""
        with tempfile.TemporaryDirectory(prefix="rnntui-claims-") as place:
            runs = ProofRuns(cwd, Path(place))
            for claim in self._claims:
                try:
                    self._tell(claim.name, self._proof(claim, runs, client))
                except RunFailed as failed:
                    hint = failed.event.hint.partition("\n")[0]
                    self._tell(claim.name, f"It could not be checked: {failed.event.message} {hint}".strip())
                except _Stopped:
                    return

    def _proof(self, claim: Expect, runs: ProofRuns, client: WorkerClient) -> Proof:
        lesson = self._lesson
        missing = [name for name in claim.specs.values() if lesson.spec(name) is None]
        missing += [claim.figure] if claim.figure and lesson.figure(claim.figure) is None else []
        if missing:
            problem = CourseProblem(lesson.path, claim.line, f"The lesson has no {missing[0]!r}.")
            return Proof(lesson.id, claim.line, "expect", claim.name, claim.seeds, (), (problem,))
        wanted, begun = len(claim.specs) * claim.seeds, 0

        def runner(text: str, seeds: Sequence[int]) -> Sequence[Mapping[str, Any]]:
            nonlocal begun
            for seed in seeds:
                begun += 1
                at = f"run {begun} of {wanted}"
                if not runs.known(text, seed):
                    runs.train(text, seed, partial(self._follow, claim.name, client, at))
            return [runs.values(text, seed) for seed in seeds]

        return prove_expect(lesson, claim, Means(runner, figure_values, runs.figure_values))

    def _follow(self, claim: str, client: WorkerClient, at: str, train: Train) -> Event:
        """Have it trained, and tell how far it is."""
        if self._stopped:
            raise _Stopped
        self._tell(claim, f"Training: {at}.")
        self._cancel = lambda: client.cancel(train.run)
        last: Event | None = None
        for event in client.submit(train):
            last = event
            if isinstance(event, Progress):
                self._tell(claim, f"Training: {at}, epoch {event.epoch:,} of {event.epochs:,}.")
        assert last is not None  # a request's events end with its last one
        if self._stopped or (isinstance(last, Finished) and last.status == "cancelled"):
            raise _Stopped
        return last
