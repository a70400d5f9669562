"""The runs that proofs of lessons stand on, for the app and ``rnntui course check``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from rnntui.figures.values import figure_values
from rnntui.runs.files import FilesProblem, RunFiles
from rnntui.runs.naming import new_run_id
from rnntui.runs.protocol import Event, Failed, Finished, Train
from rnntui.runs.values import run_values
from rnntui.series.records import DataProblem
from rnntui.tui.run_facts import facts_of_run

Follow: TypeAlias = Callable[[Train], Event]
"""Sends a request and returns its last event."""


class RunFailed(Exception):
    """A run failed for a reason that is not its spec's nor its data's; ``event`` says why."""

    def __init__(self, event: Failed) -> None:
        super().__init__(event.message)
        self.event = event


class ProofRuns:
    """Each spec trained once for each seed, and what figures show of the runs."""

    def __init__(self, cwd: str, place: Path) -> None:
        """Relative paths in specs are meant from ``cwd``; ``place`` is for the runs' files."""
        self._cwd = cwd
        self._place = place
        self._values: dict[tuple[str, int], Mapping[str, Any]] = {}
        self._finished: dict[tuple[str, int], Finished] = {}

    def known(self, text: str, seed: int) -> bool:
        """Whether it was trained already."""
        return (text, seed) in self._values

    def values(self, text: str, seed: int) -> Mapping[str, Any]:
        """The values of a run that was trained."""
        return self._values[text, seed]

    def train(self, text: str, seed: int, follow: Follow) -> None:
        """Train a spec with a seed.

        Raises:
            ValueError: the spec or its data can't be used.
            RunFailed: the worker failed.
        """
        place = tempfile.mkdtemp(dir=self._place)  # names of runs that begin in one second may be the same
        last = follow(Train(new_run_id(), text, place, self._cwd, seed))
        if isinstance(last, Failed):
            if last.failure in ("spec", "data"):
                raise ValueError(last.message)
            raise RunFailed(last)
        assert isinstance(last, Finished)
        self._finished[text, seed] = last
        self._values[text, seed] = run_values(last, text)

    def figure_values(
        self, run: tuple[str, int], name: str, options: Mapping[str, Any], controls: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The values of a figure that shows the run of a spec's text with a seed, which was trained before.

        Raises:
            ValueError: as `rnntui.figures.values.figure_values`.
        """
        finished = self._finished[run]
        try:
            table = RunFiles(finished.files["dir"]).read_forecast() if finished.best_epoch else None
            facts = facts_of_run(finished, run[0], table, self._cwd)
        except (FilesProblem, DataProblem) as problem:
            raise ValueError(f"{problem.message} {problem.hint}".strip()) from problem
        if facts is None:
            raise ValueError("The run kept no model.")
        return figure_values(name, options, controls, facts)
